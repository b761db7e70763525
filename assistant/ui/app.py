"""Chooses the pages by role and draws what every page shares."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import streamlit as st

from assistant.conversation.engine import Engine
from assistant.domain.library import Region
from assistant.domain.people import Person, Role
from assistant.ui import current
from assistant.ui.boundary import boundary
from assistant.ui.help_lines import draw_help

HERE = Path(__file__).parent
PAGES: Mapping[Role, tuple[tuple[str, str, str], ...]] = {
    Role.PATIENT: (
        ("patient/talk.py", "Ask", ":material/chat:"),
        ("patient/earlier.py", "Earlier conversations", ":material/history:"),
        ("library/browse.py", "Library", ":material/menu_book:"),
    ),
    Role.CLINICIAN: (
        ("clinician/queue.py", "Queue", ":material/inbox:"),
        ("clinician/case.py", "Case", ":material/assignment:"),
        ("library/browse.py", "Library", ":material/menu_book:"),
    ),
    Role.EVALUATOR: (
        ("evaluator/try_it.py", "Try it", ":material/science:"),
        ("library/browse.py", "Library", ":material/menu_book:"),
    ),
    Role.ADMIN: (("library/browse.py", "Library", ":material/menu_book:"),),
}


def run(engine: Callable[[], Engine], regions: Callable[[], Mapping[str, Region]]) -> None:
    """Draw the page of the signed-in person. `regions` must work even when the engine does not."""
    st.set_page_config(page_title="Between sessions", page_icon=":material/spa:", layout="centered")
    with boundary(regions(), None):
        current.set_engine(engine())
        person = current.current_person()
        if person is None:
            _signed_out(regions())
            return
        _sidebar(person)
        pages = [
            st.Page(HERE / file, title=title, icon=icon, default=index == 0)
            for index, (file, title, icon) in enumerate(PAGES[person.role])
        ]
        page = st.navigation(pages, position="sidebar")
        with boundary(regions(), person.region or current.engine().clinic.region):
            page.run()


def _signed_out(regions: Mapping[str, Region]) -> None:
    st.title("You are signed out")
    st.page_link("/auth/login", label="Sign in", icon=":material/login:") if False else st.markdown(
        "[Sign in](/auth/login)"
    )
    draw_help(regions["elsewhere"], key="signed_out", everything=False)


def _sidebar(person: Person) -> None:
    engine = current.engine()
    with st.sidebar:
        st.caption(f"Signed in as {person.name}")
        if engine.demo:
            st.info("Demo on this machine: nobody real reads here.", icon=":material/labs:")
        if st.button("Sign out", key="sign_out", icon=":material/logout:"):
            current.sign_out()
            st.rerun()
