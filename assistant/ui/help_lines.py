"""Help lines, one tap away at every moment."""

from __future__ import annotations

import streamlit as st

from assistant.domain.library import HelpLine, Region

KINDS = (
    ("suicide_crisis", "Suicide and crisis"),
    ("poison", "Poison and overdose advice"),
    ("domestic_violence", "Violence at home"),
    ("sexual_violence", "Sexual violence"),
    ("child", "Children and young people"),
    ("substance_use", "Alcohol and drugs"),
    ("peer_support", "Someone to talk to (not for emergencies)"),
)
CALL = ":material/call:"


def draw_help(region: Region, *, key: str, everything: bool = True) -> None:
    """The region's emergency number and lines as buttons that call; crisis lines only unless `everything`."""
    with st.container(key=f"help_{key}"):
        if region.emergency_number:
            st.link_button(
                f"Emergency: {region.emergency_number}",
                f"tel:{digits(region.emergency_number)}",
                icon=CALL,
                type="primary",
                width="stretch",
            )
        else:
            st.markdown("**In danger now: call your local emergency number.**")
        for kind, label in KINDS if everything else KINDS[:1]:
            lines = region.of_kind(kind)
            if not lines:
                continue
            if everything:
                st.markdown(f"**{label}**")
            for line in lines:
                _draw_line(line)


def _draw_line(line: HelpLine) -> None:
    if line.call:
        st.link_button(f"{line.name}: {line.call}", f"tel:{digits(line.call)}", icon=CALL, width="stretch")
    elif line.url:
        st.link_button(line.name, line.url, icon=":material/open_in_new:", width="stretch")
    notes = [part for part in (line.text, line.hours, line.note) if part]
    unchecked = "not yet checked by a person at this clinic" if line.checked_on is None else ""
    st.caption(" · ".join([*notes, unchecked] if unchecked else notes))


def digits(number: str) -> str:
    """The number as a phone dials it."""
    return "".join(ch for ch in number if ch.isdigit() or ch == "+")
