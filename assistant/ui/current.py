"""The engine and the person of the running page: the one seam that tests replace."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.scriptrunner_utils.script_run_context import RunLocation, ThreadState

from assistant.conversation.engine import Engine
from assistant.domain.errors import NotAllowed
from assistant.domain.library import Region
from assistant.domain.people import Person, Role
from assistant.domain.said import Said
from assistant.domain.sessions import Session
from assistant.ports import Records
from assistant.ui.cookie import COOKIE
from assistant.ui.tongue import LANGUAGE, tongue

REGION = "region"
"""Where a page remembers the region that was picked, in case the records cannot."""

_ANOTHER_ROLE = Said(
    "This page is for another role. Please sign in again.", "Esta página es para otro papel. Vuelve a iniciar sesión."
)
_SIGNED_OUT = Said("You are signed out. Please sign in again.", "Tu sesión está cerrada. Vuelve a iniciar sesión.")

_engines: list[Engine] = []


def set_engine(engine: Engine) -> None:
    """Make this the engine of every page of the process."""
    _engines[:] = [engine]


def engine() -> Engine:
    """The engine that `set_engine` was given, its records narrowed to what the signed-in person may see and do.

    Who that is, is looked up each time records are asked for: also a fragment, dialog or callback of a page that was
    left open gets nothing once its session or role has changed.
    """
    return replace(_engines[0], records=_records)


def _records() -> Records:
    person = current_person()
    if person is None:
        raise NotAllowed(_SIGNED_OUT)
    return _engines[0].access.records_for(person)


def token() -> str:
    """The token of this browser, as it was when the page connected; empty when there is none."""
    found = st.context.cookies.get(COOKIE)
    return found if isinstance(found, str) else ""


def current_session() -> Session | None:
    """The session of this browser, looked up anew at every call; None when it ended.

    What a person does keeps it alive; a page that refreshes by itself does not.
    """
    return _session_of(token(), used=_somebody_acts())


def current_person() -> Person | None:
    """The active account behind the session, or None.

    While the records cannot say, a patient stays who they were when last seen, so that help and the rails still
    reach them. Raises RecordsUnavailable for everybody else.
    """
    session = current_session()
    return session.person if session else None


def language() -> str:
    """The language of this browser: what was picked on the sign-in page, else its locale; `es` or `en`."""
    picked = st.context.cookies.get(LANGUAGE)
    return tongue(picked if isinstance(picked, str) else None, st.context.locale)


def require(*roles: Role) -> Person:
    """The signed-in person when their role is one of these; every page, dialog and fragment calls this first.

    Raises NotAllowed for anybody else.
    """
    person = current_person()
    if person is None or person.role not in roles:
        raise NotAllowed(_ANOTHER_ROLE)
    return person


def required_later(*roles: Role) -> Callable[[], Person]:
    """`require` for what is asked of this page after it was drawn, such as a file.

    Streamlit asks in a thread that knows no browser: the browser is that of now, its session and role are looked up
    when asked.
    """
    given = token()

    def asked() -> Person:
        session = _session_of(given, used=True)
        if session is None or session.person.role not in roles:
            raise NotAllowed(_ANOTHER_ROLE)
        return session.person

    return asked


def region_of(person: Person | None) -> Region:
    """The help lines that this person sees: their own choice, else the clinic's region, else the worldwide ones."""
    chosen = st.session_state.get(REGION) or (person.region if person else None)
    regions = engine().regions
    return regions.get(chosen or "") or regions.get(engine().clinic.region or "") or regions["elsewhere"]


def sign_out() -> None:
    """End the session of this browser and leave for the sign-in page."""
    engine().access.sessions.close(token())
    leave()


def leave() -> None:
    """Send the browser to /auth/logout, where the cookie of an ended session is forgotten."""
    st.session_state.clear()
    st.logout()


def page(file: str) -> str:
    """The path of a page file under ui/, as `st.switch_page` wants it."""
    return str(Path(__file__).parent / file)


def _session_of(given: str, *, used: bool) -> Session | None:
    session = _engines[0].access.sessions.find(given, used=used) if given else None
    return None if session is None or session.password_due else session


def _somebody_acts() -> bool:
    """Whether this run was caused by a person: the whole page or a button's callback, not a fragment's own refresh."""
    running = get_script_run_ctx(suppress_warning=True)
    if running is None:
        return False
    return not running.fragment_ids_this_run or ThreadState.get().run_location is RunLocation.CALLBACK
