"""What the page offers after a reply: a next question, the care team, or an answer to the safety question."""

from __future__ import annotations

import streamlit as st

from assistant.conversation.engine import Engine
from assistant.domain.people import Role
from assistant.domain.turns import Exchange
from assistant.ui import current

SAFETY = ("danger", "unsure", "safe")


def draw_offers(last: Exchange, engine: Engine) -> str | None:
    """Draw what the last reply offers; the words the patient chose to send, or None."""
    if last.reply is None:
        return None
    reply, key = last.reply.reply, last.message.id
    chosen: str | None = None
    with st.container(key=f"offers_{key}"):
        if "safety_question" in reply.offers:
            for answer in SAFETY:
                label = engine.texts.reply((f"safety-button-{answer}",), reply.language).text
                kind = "primary" if answer == "danger" else "secondary"
                if st.button(label, key=f"safety_{answer}_{key}", type=kind, width="stretch"):  # type: ignore[arg-type]
                    chosen = label
        for number, question in enumerate(reply.suggestions):
            if st.button(question, key=f"next_{number}_{key}", icon=":material/arrow_forward:", width="stretch"):
                chosen = question
        if "ask_team" in reply.offers and st.button(
            "Ask my care team", key=f"team_{key}", icon=":material/forum:", width="stretch"
        ):
            _pass_on(last, engine)
    return chosen


def _pass_on(last: Exchange, engine: Engine) -> None:
    person = current.require(Role.PATIENT)
    conversation = engine.records().conversation(last.message.conversation_id)
    if conversation is not None:
        words = f"Please pass this on to my care team: {last.message.text}"
        engine.turns.take(person, conversation, words, for_team=True)
        st.rerun()
