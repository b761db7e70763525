"""The conversation of a case, with the words that triggered it highlighted."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assistant.domain.cases import Case
from assistant.domain.turns import Exchange
from assistant.ui.clinician.wording import ROUTES, TIERS
from assistant.ui.escaping import answer_markdown, highlighted, plain


def draw_transcript(exchanges: Sequence[Exchange], case: Case) -> None:
    """Every message and what the patient was shown, oldest first."""
    for exchange in exchanges:
        spans = [signal.span for message_id, signal in case.signals if message_id == exchange.message.id]
        with st.chat_message("user", avatar=":material/person:"):
            st.markdown(highlighted(exchange.message.text, spans))
            st.caption(f"{exchange.message.at:%d %b %Y, %H:%M} UTC")
        with st.chat_message("assistant", avatar=":material/spa:"):
            if exchange.reply is None:
                st.caption("No reply yet.")
                continue
            reply = exchange.reply.reply
            st.markdown(answer_markdown(reply.text))
            shown = f"{ROUTES[reply.route]} · tier {TIERS[reply.tier]} · text {reply.prompt_version}"
            st.caption(plain(shown))
