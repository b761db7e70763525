"""Chooses the pages by role and draws what every page shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

import streamlit as st

from assistant.access.rights import may_open_page
from assistant.conversation.engine import Engine
from assistant.domain.errors import RecordsUnavailable
from assistant.domain.library import Region
from assistant.domain.people import Person, Role
from assistant.domain.sessions import Way
from assistant.ui import current
from assistant.ui.boundary import boundary
from assistant.ui.clinician.banner import draw_banner
from assistant.ui.clinician.bell import draw_bell
from assistant.ui.escaping import plain
from assistant.ui.help_lines import draw_help
from assistant.ui.help_now import draw_help_button
from assistant.ui.wording import page_title, say

HERE = Path(__file__).parent
WATCH_S = 15
PASSWORD = "/auth/password"  # noqa: S105 - an address
Entry = tuple[str, str, str]
LIBRARY: Entry = ("library/browse.py", "Library", ":material/menu_book:")
PAGES: Mapping[Role, tuple[Entry, ...]] = {
    Role.PATIENT: (
        ("patient/talk.py", "Ask", ":material/chat:"),
        ("patient/earlier.py", "Earlier conversations", ":material/history:"),
        ("patient/yours.py", "What is kept of you", ":material/folder_shared:"),
        LIBRARY,
    ),
    Role.CLINICIAN: (
        ("clinician/queue.py", "Queue", ":material/inbox:"),
        ("clinician/case.py", "Case", ":material/assignment:"),
        ("clinician/oversight.py", "Oversight", ":material/monitoring:"),
        ("library/desk.py", "Vet the library", ":material/fact_check:"),
        ("clinician/break_glass.py", "Break glass", ":material/emergency_home:"),
        LIBRARY,
    ),
    Role.EVALUATOR: (
        ("evaluator/try_it.py", "Try a message", ":material/science:"),
        ("evaluator/runs.py", "Evaluation runs", ":material/monitoring:"),
        ("evaluator/report.py", "Patient questions", ":material/quiz:"),
        LIBRARY,
    ),
    Role.ADMIN: (("admin/accounts.py", "Accounts", ":material/group:"), LIBRARY),
}


def run(engine: Callable[[], Engine], regions: Callable[[], Mapping[str, Region]]) -> None:
    """Draw the page of the signed-in person. `regions` works even when the engine does not."""
    st.set_page_config(page_title="Between sessions", page_icon=str(HERE / "icon.svg"), layout="centered")
    with boundary(regions, None):
        current.set_engine(engine())
        person = current.current_person()
        if person is None:
            _signed_out(regions())
        else:
            _draw_page(person, regions)


def pages_of(role: Role) -> tuple[Entry, ...]:
    """The pages of that role; one that the table of rights does not give it is left out."""
    return tuple(entry for entry in PAGES[role] if may_open_page(role, entry[0]))


def _draw_page(person: Person, regions: Callable[[], Mapping[str, Region]]) -> None:
    pages = [
        st.Page(HERE / file, title=_title(file, title, person), icon=icon, default=index == 0)
        for index, (file, title, icon) in enumerate(pages_of(person.role))
    ]
    page = st.navigation(pages, position="sidebar")
    _draw_sidebar(person)
    if person.role is Role.CLINICIAN:
        with st.sidebar:
            draw_bell(page.title)
    if current.engine().demo:
        st.badge("Demo on this machine: nobody real reads here", icon=":material/labs:", color="gray")
    if person.role is Role.PATIENT and page is not pages[0]:
        with st.bottom:
            draw_help_button(current.language())
    _leave_when_over()  # before the page, because a page may stop before its end
    if person.role in (Role.CLINICIAN, Role.ADMIN):
        draw_banner(person.role)
    with boundary(regions, current.region_of(person).code):
        page.run()


@st.fragment(run_every=WATCH_S)
def _leave_when_over() -> None:
    """Take a page that stayed open off the screen soon after its session has ended."""
    with suppress(RecordsUnavailable):  # nobody is put out because the records are away for a while
        if current.current_person() is None:
            st.rerun()


def _signed_out(regions: Mapping[str, Region]) -> None:
    language = current.language()
    st.navigation([st.Page(_nothing, title=say("signed_out", language), url_path="signed_out")], position="hidden")
    st.title(say("you_are_signed_out", language))
    if st.button(say("sign_in", language), key="sign_in", icon=":material/login:", type="primary"):
        current.leave()
    region = regions.get(current.engine().clinic.region or "", regions["elsewhere"])
    draw_help(region, key="signed_out", language=language)


def _title(file: str, title: str, person: Person) -> str:
    """A page's name in the menu: a patient's in the language of their browser, staff read English."""
    return page_title(file, title, current.language()) if person.role is Role.PATIENT else title


def _nothing() -> None:
    """The page of somebody who is signed out has nothing but its frame."""


def _draw_sidebar(person: Person) -> None:
    language = current.language() if person.role is Role.PATIENT else "en"
    with st.sidebar:
        st.caption(say("signed_in_as", language, plain(person.name)))
        session = current.current_session()
        if session is not None and session.way is Way.LOCAL:
            st.link_button(say("change_password", language), PASSWORD, icon=":material/key:", type="tertiary")
        if st.button(say("sign_out", language), key="sign_out", icon=":material/logout:", type="tertiary"):
            current.sign_out()
            st.stop()
