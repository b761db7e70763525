"""The engine and the person of the running page: the one seam that tests replace."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import streamlit as st

from assistant.conversation.engine import Engine
from assistant.domain.errors import NotAllowed
from assistant.domain.people import Person, Role
from assistant.ui.sessions import COOKIE, SESSIONS, Session

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
    """The active account behind the session, or None."""
    session = current_session()
    person = engine().records().person(session.person_id) if session else None
    return person if person is not None and person.active else None


def require(*roles: Role) -> Person:
    """The signed-in person when their role is one of these. Raises NotAllowed; called by every page, dialog and fragment."""
    person = current_person()
    if person is None or person.role not in roles:
        raise NotAllowed("This page is for another role. Please sign in again.")
    return person


def sign_out() -> None:
    """End the session of this browser."""
    token = st.context.cookies.get(COOKIE)
    if isinstance(token, str):
        SESSIONS.close(token)


def page(file: str) -> str:
    """The path of a page file under ui/, as `st.switch_page` wants it."""
    return str(Path(__file__).parent / file)
