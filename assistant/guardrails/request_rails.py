"""The rails for what a message asks for that ship with the package."""

from __future__ import annotations

from typing import Final

from assistant.domain.errors import LexiconError
from assistant.guardrails.asking.framed_rail import FramedRail
from assistant.guardrails.asking.rail import AskingRail
from assistant.guardrails.lexicon_rail import LexiconRail
from assistant.guardrails.packaged_lexicons import packaged_lexicons
from assistant.ports import InputRail

_PATTERNS: Final = ("medication_change", "mixing", "supply", "diagnosis", "out_of_scope", "small_talk")
_FRAMED: Final = frozenset({"medication_change", "mixing"})


def request_rails() -> tuple[InputRail, ...]:
    """The rail that reads how requests are built, and one of patterns for each kind; none needs a model.

    Raises LexiconError, also when a lexicon has nothing to look for.
    """
    lexicons = packaged_lexicons()
    lexical = {name: LexiconRail(name, lexicons[name]) for name in ("dosing", *_PATTERNS)}
    empty = [name for name, rail in lexical.items() if not rail.lexicon.entries]
    if empty:
        raise LexiconError(f"The lexicon of {', '.join(empty)} is empty; install the package again.")
    dosing = AskingRail(lexical.pop("dosing"))
    return (dosing, *(FramedRail(rail) if name in _FRAMED else rail for name, rail in lexical.items()))
