"""The engine and the person of the running page: the one seam that tests replace."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from assistant.conversation.engine import Engine
from assistant.domain.errors import NotAllowed, RecordsUnavailable
from assistant.domain.library import Region
from assistant.domain.people import Person, Role
from assistant.ui.sessions import COOKIE, SESSIONS, Session

REGION = "region"
"""Where a page remembers the region that was picked, in case the records cannot."""

_engines: list[Engine] = []


def set_engine(engine: Engine) -> None:
    """Make this the engine of every page of the process."""
    _engines[:] = [engine]


def engine() -> Engine:
    """The engine that `set_engine` was given."""
    return _engines[0]


def current_session() -> Session | None:
    """The session of the browser that runs this script, looked up anew at every call; None when it ended."""
    token = st.context.cookies.get(COOKIE)
    return SESSIONS.find(token, datetime.now(UTC)) if isinstance(token, str) else None


def current_person() -> Person | None:
    """The active account behind the session, or None.

    While the records cannot say, a patient stays who they were at sign-in, so that help and the rails still
    reach them. Raises RecordsUnavailable for everybody else.
    """
    session = current_session()
    if session is None:
        return None
    try:
        person = engine().records().person(session.person.id)
    except RecordsUnavailable:
        if session.person.role is Role.PATIENT:
            return session.person
        raise
    return person if person is not None and person.active else None


def require(*roles: Role) -> Person:
    """The signed-in person when their role is one of these; every page, dialog and fragment calls this first.

    Raises NotAllowed for anybody else.
    """
    person = current_person()
    if person is None or person.role not in roles:
        raise NotAllowed("This page is for another role. Please sign in again.")
    return person


def region_of(person: Person | None) -> Region:
    """The help lines that this person sees: their own choice, else the clinic's region, else the worldwide ones."""
    chosen = st.session_state.get(REGION) or (person.region if person else None)
    regions = engine().regions
    return regions.get(chosen or "") or regions.get(engine().clinic.region or "") or regions["elsewhere"]


def sign_out() -> None:
    """End the session of this browser and leave for the sign-in page."""
    token = st.context.cookies.get(COOKIE)
    if isinstance(token, str):
        SESSIONS.close(token)
    leave()


def leave() -> None:
    """Send the browser to /auth/logout, where the cookie of an ended session is forgotten."""
    st.session_state.clear()
    st.logout()


def page(file: str) -> str:
    """The path of a page file under ui/, as `st.switch_page` wants it."""
    return str(Path(__file__).parent / file)
