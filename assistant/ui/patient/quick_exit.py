"""Out of sight in one tap, for somebody whose screen may be looked at."""

from __future__ import annotations

import html

import streamlit as st

from assistant.ui.patient.conversation import Thread
from assistant.ui.wording import say

AWAY = "/auth/away"
OFFER = "quick_exit"
_STYLE = (
    "display:block;text-align:center;text-decoration:none;font-weight:600;padding:.45rem .8rem;border-radius:.5rem;"
    "border:2px solid currentColor;color:inherit"
)


def draw_quick_exit(thread: Thread, language: str) -> None:
    """A link that replaces this page at once, while anything in the conversation calls for it.

    A plain link of the same tab and no button: it works without waiting for the server's next answer.
    """
    replies = [exchange.reply.reply for exchange in thread.exchanges if exchange.reply]
    replies += [outcome.reply for outcome in thread.unkept]
    if any(OFFER in reply.offers for reply in replies):
        label = html.escape(say("quick_exit", language))
        st.html(f'<a href="{AWAY}" target="_self" rel="noreferrer" style="{_STYLE}">{label}</a>')
