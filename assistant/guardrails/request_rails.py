"""The rails for what a message asks for that ship with the package."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from assistant.guardrails.lexicon import Lexicon
from assistant.guardrails.lexicon_rail import LexiconRail
from assistant.ports import InputRail

_LEXICONS: Final = Path(__file__).parent / "lexicons"
_FILES: Final = {
    "dosing": "request_dosing",
    "medication_change": "request_medication_change",
    "mixing": "request_mixing",
    "supply": "request_supply",
    "diagnosis": "request_diagnosis",
    "out_of_scope": "request_out_of_scope",
    "small_talk": "small_talk",
}


def request_rails() -> tuple[InputRail, ...]:
    """One rail for each kind of request, none of which needs a model. Raises LexiconError."""
    return tuple(LexiconRail(name, Lexicon.load(_LEXICONS / f"{file}.yaml")) for name, file in _FILES.items())
