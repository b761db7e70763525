"""Which conversation the page shows, and what was said in it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass

import streamlit as st

from assistant.domain.errors import RecordsUnavailable
from assistant.domain.messages import Conversation
from assistant.domain.people import Person
from assistant.domain.turns import Exchange, TurnOutcome
from assistant.ui import current

_KEY = "conversation_id"
_NEW = "new"
_UNKEPT = "unkept"


@dataclass(frozen=True, slots=True)
class Thread:
    """A conversation as the page shows it."""

    conversation: Conversation | None
    """None before the first message."""
    exchanges: tuple[Exchange, ...] = ()
    unkept: tuple[TurnOutcome, ...] = ()
    """What was said while the records did not answer; this browser tab alone remembers it."""
    kept: bool = True
    """Whether the records answer now."""

    @property
    def language(self) -> str:
        """The language of the last reply, else the one of this browser: `es` or `en`."""
        spoken = [e.reply.reply.language for e in self.exchanges if e.reply] + [o.reply.language for o in self.unkept]
        last = spoken[-1] if spoken else current.language()
        return "es" if last == "es" else "en"

    @property
    def empty(self) -> bool:
        """Whether nothing has been said yet."""
        return not self.exchanges and not self.unkept


def current_thread(person: Person) -> Thread:
    """The chosen conversation, else the newest; an empty one before the first message or after `start_new`."""
    unkept = tuple(st.session_state.get(_UNKEPT, ()))
    chosen = st.session_state.get(_KEY)
    if chosen == _NEW:
        return Thread(None, (), unkept)
    records = current.engine().records
    try:
        theirs = records().conversations_of(person.id)
        shown = next((c for c in theirs if c.id == chosen), theirs[0] if theirs else None)
        return Thread(shown, records().exchanges_of(shown.id) if shown else (), unkept)
    except RecordsUnavailable:
        return Thread(None, (), unkept, kept=False)


def place_for(thread: Thread, person: Person) -> Conversation:
    """The conversation that the next message belongs to; one that is not kept while the records do not answer."""
    engine = current.engine()
    place = thread.conversation
    if place is None:
        try:
            place = engine.records().start_conversation(person.id, engine.clock.now())
        except RecordsUnavailable:
            return Conversation(uuid.uuid4().hex, person.id, engine.clock.now())
    st.session_state[_KEY] = place.id
    return place


def remember(outcome: TurnOutcome) -> None:
    """Keep what the records could not, for as long as this browser tab lives."""
    st.session_state[_UNKEPT] = (*st.session_state.get(_UNKEPT, ()), outcome)


def start_new() -> None:
    """Show an empty page; the conversation itself starts with its first message."""
    st.session_state[_KEY] = _NEW
    st.session_state.pop(_UNKEPT, None)


def choose(conversation: Conversation) -> None:
    """Show that conversation."""
    st.session_state[_KEY] = conversation.id
    st.session_state.pop(_UNKEPT, None)
