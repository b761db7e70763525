"""The rails for what a message asks for that ship with the package."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from assistant.domain.errors import LexiconError
from assistant.guardrails.asking.framed_rail import FramedRail
from assistant.guardrails.asking.rail import AskingRail
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
_FRAMED: Final = frozenset({"medication_change", "mixing"})


def request_rails() -> tuple[InputRail, ...]:
    """The rail that reads how requests are built, and one of patterns for each kind; none needs a model.

    Raises LexiconError, also when a lexicon has nothing to look for.
    """
    lexical = {name: LexiconRail(name, Lexicon.load(_LEXICONS / f"{file}.yaml")) for name, file in _FILES.items()}
    empty = [name for name, rail in lexical.items() if not rail.lexicon.entries]
    if empty:
        raise LexiconError(f"The lexicon of {', '.join(empty)} is empty; install the package again.")
    dosing = AskingRail(lexical.pop("dosing"))
    return (dosing, *(FramedRail(rail) if name in _FRAMED else rail for name, rail in lexical.items()))
