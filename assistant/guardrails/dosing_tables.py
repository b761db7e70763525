"""Finds amounts that stand in the cells of a table, of comma-separated lines or of a list of pairs."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from assistant.guardrails.dosing_tokens import Token, tokens_of

_CELL_BORDER: Final = re.compile(r"[|\t]|</?t[dhr]>|&[a-z]+;")
_COMMA: Final = re.compile(r",(?!\d{3}\b)|;|\s=\s|:\s")
_DOSED: Final = frozenset({"form", "unit", "medicine", "generic", "quantity"})
_NOT_COUNTED: Final = frozenset({"line", "lines", "help"})
_LONGEST_CELL: Final = 5
_LONGEST_AMOUNT: Final = 4
_FEWEST_CELLS: Final = 3
_PHONE: Final = re.compile(r"\d{3,}[ -]?\d{3,}|^(?:911|988|112|999|000|111|024|116)$")


def has_dose_table(text: str) -> bool:
    """Whether rows of cells name a medicine, a form or a unit in one cell and a bare number in another."""
    plain = unicodedata.normalize("NFKC", text).replace("\\n", "\n").replace("\\t", "\t")
    rows = [cells for row in plain.splitlines() if (cells := _cells(row))]
    if sum(map(len, rows)) < _FEWEST_CELLS:
        return False
    read = [(cell, tokens_of(cell)) for row in rows for cell in row]
    named = any(not t.kinds.isdisjoint(_DOSED) and t.text not in _NOT_COUNTED for _, tokens in read for t in tokens)
    return named and any(_is_amount(cell, tokens) for cell, tokens in read)


def _cells(row: str) -> tuple[str, ...]:
    """The cells of the row; () when it is running text."""
    if _CELL_BORDER.search(row):
        return tuple(cell.strip() for cell in _CELL_BORDER.split(row) if cell.strip())
    cells = tuple(cell.strip() for cell in _COMMA.split(row))
    return cells if len(cells) > 1 and all(cell and len(cell.split()) < _LONGEST_CELL for cell in cells) else ()


def _is_amount(cell: str, tokens: tuple[Token, ...]) -> bool:
    """Whether the cell holds a number and next to nothing else."""
    words = [token for token in tokens if not token.is_mark]
    if not words or len(words) > _LONGEST_AMOUNT or _PHONE.search(cell):
        return False
    if any(not t.kinds.isdisjoint(("counted", "practice")) for t in words):
        return False
    return any("number" in token.kinds or token.text in ("una", "uno") for token in words)
