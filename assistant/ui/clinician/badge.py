"""How a page in the background says that a new imminent case waits."""

from __future__ import annotations

import streamlit as st

from assistant.domain.queue import Waiting

_KNOWN = "imminent_known"


def ring(waiting: Waiting) -> None:
    """Count the imminent cases nobody has in the title of the browser's tab; a new one also says so on the page."""
    urgent = waiting.imminent_free
    st.set_page_config(page_title=f"({urgent}) Imminent · Queue" if urgent else "Queue · Between sessions")
    known = st.session_state.get(_KNOWN)
    if known is not None and urgent > known:
        st.toast("A new imminent case waits.", icon=":material/notification_important:", duration="infinite")
    st.session_state[_KNOWN] = urgent
