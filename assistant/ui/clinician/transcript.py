"""The conversation of a case, with the words that triggered it highlighted."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assistant.domain.cases import Case
from assistant.domain.risk import Span
from assistant.domain.turns import Exchange
from assistant.ui.escaping import answer_markdown, plain


def draw_transcript(exchanges: Sequence[Exchange], case: Case) -> None:
    """Every message and what the patient was shown, oldest first."""
    for exchange in exchanges:
        spans = [signal.span for message_id, signal in case.signals if message_id == exchange.message.id]
        with st.chat_message("user"):
            st.markdown(highlighted(exchange.message.text, spans))
            st.caption(f"{exchange.message.at:%d %b %Y, %H:%M} UTC")
        if exchange.reply is not None:
            reply = exchange.reply.reply
            with st.chat_message("assistant", avatar=":material/spa:"):
                st.markdown(answer_markdown(reply.text))
                st.caption(f"{reply.route.value}, {reply.tier.value} · {reply.prompt_version}")


def highlighted(text: str, spans: Sequence[Span]) -> str:
    """The text as Markdown with each span on a coloured ground; overlapping spans are joined."""
    parts: list[str] = []
    at = 0
    for span in sorted(spans, key=lambda s: s.start):
        start, end = max(span.start, at), min(span.end, len(text))
        if end <= start:
            continue
        parts += [plain(text[at:start]), f":red-background[{plain(text[start:end])}]"]
        at = end
    return "".join([*parts, plain(text[at:])])
