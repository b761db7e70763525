"""Help lines, one tap away at every moment."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import streamlit as st

from assistant.domain.clinic import Clinic
from assistant.domain.library import HelpLine, Region
from assistant.ui.dialling import call_link, text_link, web_link
from assistant.ui.escaping import plain
from assistant.ui.wording import say

FIRST = "suicide_crisis"
OTHERS = ("poison", "domestic_violence", "sexual_violence", "child", "substance_use", "peer_support")
CALL, WRITE, OPEN = ":material/call:", ":material/sms:", ":material/open_in_new:"


def draw_help(region: Region, *, key: str, language: str = "en", short: bool = False, first: str = FIRST) -> None:
    """The region's emergency number and crisis lines as buttons; `short` shows one to call and one to write to.

    `first` is the kind of line that fits; a region without one shows its crisis lines.
    """
    with st.container(key=f"help_{key}", gap="xsmall"):
        emergency = call_link(region.emergency_number)
        if emergency and region.emergency_number:
            label = say("emergency", language, region.emergency_number)
            st.link_button(plain(label), emergency, icon=CALL, type="primary", width="stretch")
        else:
            st.markdown(f"**{say('emergency_local', language)}**")
            for line in region.of_kind("emergency"):
                _draw_line(line, notes=False, urgent=True)
        lines = ordered(region.of_kind(first) or region.of_kind(FIRST), language)
        for line in essential(lines) if short else lines:
            _draw_line(line, notes=not short)
        if short and emergency is None:
            st.caption(say("pick_region", language))


def draw_other_help(region: Region, clinic: Clinic, language: str = "en") -> None:
    """The clinic and every other kind of help, each under its heading; who has not checked them stands below."""
    with st.container(key="help_others", gap="xsmall"):
        _draw_clinic(clinic, language)
        for kind in OTHERS:
            found = ordered(region.of_kind(kind), language)
            if found:
                st.markdown(f"**{say(kind, language)}**")
            for line in found:
                _draw_line(line, notes=True)
    if any(line.checked_on is None for line in region.lines):
        st.caption(say("unchecked", language))


def _draw_clinic(clinic: Clinic, language: str) -> None:
    if clinic.phone:
        st.markdown(f"**{say('your_clinic', language)}**")
        reach = call_link(clinic.phone)
        label = plain(f"{clinic.name} · {clinic.phone}")
        if reach:
            st.link_button(label, reach, icon=CALL, width="stretch")
        if clinic.hours:
            st.caption(plain(clinic.hours))


def ordered(lines: tuple[HelpLine, ...], language: str) -> list[HelpLine]:
    """The lines that speak the language first; the file's order otherwise."""
    return sorted(lines, key=lambda line: bool(line.languages) and language not in line.languages)


def essential(lines: Sequence[HelpLine]) -> tuple[HelpLine, ...]:
    """One line to call and one to write to, as far as there are any; otherwise the first two."""
    call = next((line for line in lines if call_link(line.call)), None)
    write = next((line for line in lines if not line.call and text_link(line.text)), None)
    return tuple(line for line in (call, write) if line) if call and write else tuple(lines[:2])


def _draw_line(line: HelpLine, *, notes: bool, urgent: bool = False) -> None:
    call, write, web = call_link(line.call), text_link(line.text), web_link(line.url)
    if call:
        strength: Literal["primary", "secondary"] = "primary" if urgent else "secondary"
        st.link_button(plain(f"{line.name} · {line.call}"), call, icon=CALL, type=strength, width="stretch")
    elif write:
        st.link_button(plain(f"{line.name} · {line.text}"), write, icon=WRITE, width="stretch")
    elif web:
        st.link_button(plain(line.name), web, icon=OPEN, width="stretch")
    else:
        st.markdown(f"**{plain(line.name)}** {plain(line.call or line.text or '')}")
    said = [line.text if call else None, line.hours, line.note] if notes else []
    if any(said):
        st.caption(plain(" · ".join(part for part in said if part)))
