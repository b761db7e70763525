"""What stays above the place to write: help now, and a new conversation."""

from __future__ import annotations

import streamlit as st

from assistant.ui.help_now import draw_help_button
from assistant.ui.patient.conversation import start_new
from assistant.ui.wording import say


def draw_always(language: str, *, anew: bool) -> None:
    """The two buttons; `anew` says whether there is a conversation to leave."""
    with st.container(horizontal=True, key="always", gap="small", vertical_alignment="center"):
        draw_help_button(language)
        if anew and st.button(
            say("new_conversation", language), key="new_conversation", icon=":material/add:", type="tertiary"
        ):
            start_new()
            st.rerun()
