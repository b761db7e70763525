"""A patient's conversations as a file of their own: Markdown to read, JSON to take elsewhere."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any, NamedTuple

from assistant.domain.messages import Conversation, Message
from assistant.domain.people import Person
from assistant.domain.turns import Exchange
from assistant.ports import ConversationRecords

FORMAT = "kap-conversations-1"


class Export(NamedTuple):
    """Everything that was said with one patient, oldest first."""

    patient: str
    at: datetime
    conversations: tuple[tuple[Conversation, tuple[Exchange, ...]], ...]

    def as_markdown(self) -> str:
        """For reading; times are UTC."""
        return "\n".join(_markdown(self)) + "\n"

    def as_json(self) -> str:
        """For other programs."""
        shape = {
            "format": FORMAT,
            "patient": self.patient,
            "exported_at": self.at.isoformat(),
            "conversations": [
                {
                    "id": conversation.id,
                    "started_at": conversation.started_at.isoformat(),
                    "messages": [line for exchange in exchanges for line in _lines(exchange)],
                }
                for conversation, exchanges in self.conversations
            ],
        }
        return json.dumps(shape, ensure_ascii=False, indent=1) + "\n"


def export_of(records: ConversationRecords, person: Person, at: datetime, *, for_staff: bool) -> Export:
    """Everything of the patient; for staff without the messages that accuse staff, as in every transcript of theirs.

    Raises RecordsUnavailable.
    """
    told = []
    for conversation in reversed(records.conversations_of(person.id)):
        apart = records.kept_apart(conversation.id) if for_staff else frozenset()
        exchanges = tuple(e for e in records.exchanges_of(conversation.id) if e.message.id not in apart)
        if exchanges:
            told.append((conversation, exchanges))
    return Export(person.name, at, tuple(told))


def _markdown(export: Export) -> Iterable[str]:
    yield f"# Conversations of {_quiet(export.patient)}"
    yield f"\nExported {export.at:%Y-%m-%d %H:%M} UTC. The assistant is an AI; its answers quote the clinic's library."
    for conversation, exchanges in export.conversations:
        yield f"\n## {conversation.started_at:%Y-%m-%d %H:%M} UTC"
        for exchange in exchanges:
            yield from _said("You", exchange.message)
            if exchange.reply is not None:
                yield from _said("Assistant", exchange.reply.message)
                for number, citation in enumerate(exchange.reply.reply.citations, start=1):
                    yield f">\n> [{number}] {citation.document}, {citation.section}: “{_quiet(citation.quote)}”"


def _said(who: str, message: Message) -> Iterable[str]:
    yield f"\n**{who}**, {message.at:%Y-%m-%d %H:%M}\n"
    yield from (f"> {_quiet(line)}".rstrip() for line in message.text.splitlines() or [""])


def _lines(exchange: Exchange) -> Iterable[dict[str, Any]]:
    yield _line("patient", exchange.message)
    if exchange.reply is not None:
        cited = exchange.reply.reply.citations
        yield _line("assistant", exchange.reply.message) | {
            "citations": [{"document": c.document, "section": c.section, "quote": c.quote} for c in cited]
        }


def _line(author: str, message: Message) -> dict[str, Any]:
    text = message.text.encode("utf-8", "replace").decode("utf-8")
    return {"id": message.id, "at": message.at.isoformat(), "author": author, "text": text}


def _quiet(words: str) -> str:
    """The words so that no reader of Markdown takes them for markup of its page."""
    return words.encode("utf-8", "replace").decode("utf-8").replace("<", "\\<")
