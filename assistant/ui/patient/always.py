"""What stays above the place to write: help now, and a new conversation."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from assistant.domain.errors import RecordsUnavailable
from assistant.domain.library import Region
from assistant.domain.people import Person, Role
from assistant.ui import current
from assistant.ui.help_lines import draw_help, draw_other_help
from assistant.ui.patient.conversation import start_new
from assistant.ui.wording import say


def draw_always(language: str, *, anew: bool) -> None:
    """The two buttons; `anew` says whether there is a conversation to leave."""
    with st.container(horizontal=True, key="always", gap="small", vertical_alignment="center"):
        if st.button(say("help_now", language), key="help_now", icon=":material/support:", type="primary"):
            open_help(language)
        if anew and st.button(
            say("new_conversation", language), key="new_conversation", icon=":material/add:", type="tertiary"
        ):
            start_new()
            st.rerun()


def open_help(language: str) -> None:
    """Open every help line of the patient's region over the page; the page follows a newly picked region."""

    @st.dialog(say("help_now", language), icon=":material/support:", on_dismiss="rerun")
    def help_now() -> None:
        person = current.require(Role.PATIENT)
        region = _pick_region(person, language)
        draw_help(region, key="dialog", language=language)
        draw_other_help(region, current.engine().clinic, language)

    help_now()


def _pick_region(person: Person, language: str) -> Region:
    regions = current.engine().regions
    shown = current.region_of(person)
    codes = list(regions)
    picked = st.selectbox(
        say("where", language),
        codes,
        index=codes.index(shown.code),
        format_func=lambda code: regions[code].name_es if language == "es" else regions[code].name,
        key="region_picked",
    )
    if picked != shown.code:
        st.session_state[current.REGION] = picked
        with suppress(RecordsUnavailable):  # this browser tab remembers it; nothing may stand before the help lines
            current.engine().records().set_region(person.id, picked)
    return regions[picked]
