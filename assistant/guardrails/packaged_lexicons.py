"""The lexicons that ship with the package."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Final

from assistant.domain.errors import LexiconError
from assistant.guardrails.lexicon import Lexicon
from assistant.guardrails.lexicon_file import read_entries

LEXICONS: Final = Path(__file__).parent / "lexicons"
_FILES: Final = {
    "crisis": "crisis_*",
    "red_flags": "red_flags_*",
    "conversation": "conversation_signs",
    "dosing": "request_dosing",
    "medication_change": "request_medication_change",
    "mixing": "request_mixing",
    "supply": "request_supply",
    "diagnosis": "request_diagnosis",
    "out_of_scope": "request_out_of_scope",
    "small_talk": "small_talk",
}


@cache
def packaged_lexicons() -> Mapping[str, Lexicon]:
    """Every lexicon by the name of its rail, read once; each from its own files. Raises LexiconError."""
    groups = [read_entries(_paths(files)) for files in _FILES.values()]
    return MappingProxyType(dict(zip(_FILES, Lexicon.together(groups), strict=True)))


def _paths(files: str) -> list[Path]:
    found = sorted(LEXICONS.glob(f"{files}.yaml"))
    if not found:
        raise LexiconError(f"No lexicon {files}.yaml is in {LEXICONS}; reinstall.")
    return found
