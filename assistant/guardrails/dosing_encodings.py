"""Finds words written backwards or in ROT13, and blocks that look like base64, hex, binary, Morse or spaced letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from assistant.guardrails.dosing_words import KINDS, LONG_WORDS

_ENCODED: Final = re.compile(
    r"(?<![\w/.-])(?=[A-Za-z0-9+/_-]*[0-9A-Z])(?=[A-Za-z0-9+/_-]*[a-z])[A-Za-z0-9+/_-]{20,}={0,2}(?![\w-])"
    r"|[0-9a-fA-F]{18,}|(?:[01]{7,8}\s*){3,}|(?:[.\-−·]{1,5}[ /]+){6,}|(?:\\[xu][0-9a-fA-F]{2,4}){2,}"
    r"|(?:(?<![^\W_])[^\W_][ \t]{1,4}){8,}"
)
_WORDLIKE: Final = re.compile(r"^[A-Za-z]?[a-z]+(?:[-_/][A-Za-z]?[a-z]+)*$")
_LONG_BLOCK: Final = 18
_BITS: Final = 21
_LONE_LETTERS: Final = 7
_TWO_SIGNS: Final = re.compile(r"[.\-−·][ /]+[.\-−·]")
_ROT13: Final = str.maketrans("abcdefghijklmnopqrstuvwxyz", "nopqrstuvwxyzabcdefghijklm")
_LONGER: Final = frozenset(word for word in LONG_WORDS if len(word) > 5)  # noqa: PLR2004

DISGUISED: Final[frozenset[str]] = frozenset(
    {word[::-1] for word, kinds in KINDS.items() if "unit" in kinds}
    | {word[::-1] for word in _LONGER}
    | {word.translate(_ROT13) for word in _LONGER}
)
"""Units and long dosing words backwards, and the long ones in ROT13."""


def encoded_blocks(text: str) -> Iterator[tuple[int, int]]:
    """Where blocks stand that look encoded, as (start, end) in order of appearance."""
    if not _may_be_encoded(text):
        return
    for match in _ENCODED.finditer(text):
        if not _WORDLIKE.match(match.group()):
            yield match.span()


def _may_be_encoded(text: str) -> bool:
    """Whether the text has what every block needs: a long unbroken run, bits, signs in a row or lone letters."""
    lengths = list(map(len, text.split()))
    return (
        max(lengths, default=0) >= _LONG_BLOCK
        or "\\" in text
        or lengths.count(1) >= _LONE_LETTERS
        or text.count("0") + text.count("1") >= _BITS
        or _TWO_SIGNS.search(text) is not None
    )
