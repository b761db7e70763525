"""The rails for danger that ship with the package."""

from __future__ import annotations

from pathlib import Path

from assistant.guardrails.conversation_rail import ConversationRail
from assistant.guardrails.lexicon_rail import LexiconRail
from assistant.guardrails.packaged_lexicons import LEXICONS, packaged_lexicons
from assistant.ports import InputRail

__all__ = ["CLASSIFIER", "LEXICONS", "danger_rails"]

CLASSIFIER = Path(__file__).parent / "classifier"
"""The parameters of the classifier rail and their card."""


def danger_rails() -> tuple[InputRail, ...]:
    """Crisis, medical red flags and the conversation, each with its own lexicon. Raises LexiconError."""
    lexicons = packaged_lexicons()
    return (
        *(LexiconRail(name, lexicons[name]) for name in ("crisis", "red_flags")),
        ConversationRail("conversation", lexicons["conversation"]),
    )
