"""Which conversation the page shows."""

from __future__ import annotations

import streamlit as st

from assistant.domain.messages import Conversation
from assistant.domain.people import Person
from assistant.ui import current

_KEY = "conversation_id"
_NEW = "new"


def current_conversation(person: Person) -> Conversation | None:
    """The chosen conversation, else the newest; None before the first message or after `start_new`."""
    chosen = st.session_state.get(_KEY)
    if chosen == _NEW:
        return None
    theirs = current.engine().records().conversations_of(person.id)
    for conversation in theirs:
        if conversation.id == chosen:
            return conversation
    return theirs[0] if theirs else None


def start_new() -> None:
    """Show an empty page; the conversation itself starts with its first message."""
    st.session_state[_KEY] = _NEW


def choose(conversation: Conversation) -> None:
    """Show that conversation."""
    st.session_state[_KEY] = conversation.id
