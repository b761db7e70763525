"""The rails for danger that ship with the package."""

from __future__ import annotations

from pathlib import Path

from assistant.guardrails.conversation_rail import ConversationRail
from assistant.guardrails.lexicon import Lexicon
from assistant.guardrails.lexicon_rail import LexiconRail
from assistant.ports import InputRail

LEXICONS = Path(__file__).parent / "lexicons"
CLASSIFIER = Path(__file__).parent / "classifier"
"""The parameters of the classifier rail and their card."""


def danger_rails() -> tuple[InputRail, ...]:
    """Crisis, medical red flags and the conversation, each from its own lexicon files. Raises LexiconError."""
    return (
        LexiconRail("crisis", Lexicon.load(*sorted(LEXICONS.glob("crisis_*.yaml")))),
        LexiconRail("red_flags", Lexicon.load(*sorted(LEXICONS.glob("red_flags_*.yaml")))),
        ConversationRail("conversation", Lexicon.load(LEXICONS / "conversation_signs.yaml")),
    )
