"""Help now: every help line of the person's region over the page, and the choice of another region."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from assistant.domain.errors import RecordsUnavailable
from assistant.domain.library import Region
from assistant.domain.people import Person, Role
from assistant.ui import current
from assistant.ui.help_lines import draw_help, draw_other_help
from assistant.ui.wording import say

PICKED = "region_picked"


def draw_help_button(language: str) -> None:
    """The button that opens the help lines; every patient page has it above its lower edge."""
    if st.button(say("help_now", language), key="help_now", icon=":material/support:", type="primary"):
        open_help(language)


def open_help(language: str) -> None:
    """Open the help lines; the page follows a newly picked region once they are closed."""

    @st.dialog(say("help_now", language), icon=":material/support:", on_dismiss="rerun")
    def help_now() -> None:
        person = current.require(Role.PATIENT)
        region = _pick_region(person, language)
        draw_help(region, key="dialog", language=language)
        draw_other_help(region, current.engine().clinic, language)

    help_now()


def _pick_region(person: Person, language: str) -> Region:
    regions = current.engine().regions
    codes = list(regions)
    st.selectbox(
        say("where", language),
        codes,
        index=codes.index(current.region_of(person).code),
        format_func=lambda code: regions[code].name_es if language == "es" else regions[code].name,
        key=PICKED,
        on_change=_keep_region,
    )
    return current.region_of(person)


def _keep_region() -> None:
    person = current.require(Role.PATIENT)
    st.session_state[current.REGION] = st.session_state[PICKED]
    with suppress(RecordsUnavailable):  # this browser tab remembers it; nothing may stand before the help lines
        engine = current.engine()
        engine.records().set_region(person.id, st.session_state[PICKED], engine.clock.now())
