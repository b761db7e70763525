"""What the page offers: an answer to the safety question, the care team, or a next question."""

from __future__ import annotations

import streamlit as st

from assistant.domain.people import Role
from assistant.domain.turns import Exchange
from assistant.ui import current
from assistant.ui.wording import say

ASKED = "asked"
"""Where the words that a button sends wait for the next run of the page."""
SAFETY = ("danger", "unsure", "safe")


def draw_offers(last: Exchange, language: str) -> None:
    """Draw what the last reply offers; a chosen question is sent in the patient's name."""
    if last.reply is None:
        return
    reply, key = last.reply.reply, last.message.id
    with st.container(key=f"offers_{key}", gap="xsmall"):
        if "ask_team" in reply.offers:
            st.button(
                say("ask_team", language),
                key=f"team_{key}",
                icon=":material/forum:",
                width="stretch",
                on_click=_pass_on,
                args=(last, language),
            )
        if reply.suggestions:
            st.caption(say("next", language))
        for number, question in enumerate(reply.suggestions):
            _send_button(question, f"next_{number}_{key}")


def draw_safety_answers(language: str, key: str) -> None:
    """The three answers to the question whether somebody is in danger now."""
    with st.container(key=f"safety_{key}", gap="xsmall"):
        for answer in SAFETY:
            label = current.engine().texts.reply((f"safety-button-{answer}",), language).text
            _send_button(label, f"safety_{answer}_{key}")


def draw_openers(questions: tuple[str, ...], language: str) -> None:
    """Questions that the library answers, for somebody who does not know how to begin."""
    with st.container(key="openers", gap="xsmall"):
        st.caption(say("for_example", language))
        for number, question in enumerate(questions):
            _send_button(question, f"opener_{number}")


def _send_button(words: str, key: str) -> None:
    st.button(
        words,
        key=key,
        width="stretch",
        wrap=True,
        on_click=_send,
        args=(words,),
    )


def _send(words: str) -> None:
    st.session_state[ASKED] = words


def _pass_on(last: Exchange, language: str) -> None:
    engine, person = current.engine(), current.require(Role.PATIENT)
    conversation = engine.records().conversation(last.message.conversation_id)
    if conversation is not None:
        engine.turns.take(person, conversation, f"{say('pass_on', language)} {last.message.text}", for_team=True)
