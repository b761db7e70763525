"""Finds dosing content in any text: amounts, frequencies, intervals, comparisons and instructions, English and Spanish.

It errs on the side of finding: only forms that forbid or defer without amounts are let through.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final
from urllib.parse import unquote_plus

from assistant.domain.risk import Span
from assistant.guardrails.dosing_amounts import amounts, portions, sessions
from assistant.guardrails.dosing_comparisons import comparisons, ways
from assistant.guardrails.dosing_instructions import instructions
from assistant.guardrails.dosing_reassurances import reassurances
from assistant.guardrails.dosing_scope import Line, any_of
from assistant.guardrails.dosing_shared import Hit
from assistant.guardrails.dosing_times import frequencies, intervals
from assistant.guardrails.dosing_tokens import Token, tokens_of
from assistant.guardrails.dosing_words import LONG_WORDS, kinds_of

_ENCODED: Final = re.compile(
    r"(?<![\w/.-])(?=[A-Za-z0-9+/_-]*[0-9A-Z])(?=[A-Za-z0-9+/_-]*[a-z])[A-Za-z0-9+/_-]{20,}={0,2}(?![\w-])"
    r"|[0-9a-fA-F]{18,}|(?:[01]{7,8}\s*){3,}|(?:[.\-−·]{1,5}[ /]+){6,}|(?:\\[xu][0-9a-fA-F]{2,4}){2,}"
    r"|(?:(?<![^\W_])[^\W_][ \t]{1,4}){8,}"
)
_WORDLIKE: Final = re.compile(r"^[A-Za-z]?[a-z]+(?:[-_/][A-Za-z]?[a-z]+)*$")
_ROT13: Final = str.maketrans("abcdefghijklmnopqrstuvwxyz", "nopqrstuvwxyzabcdefghijklm")
_TOO_LONG: Final = 50_000
_LONGEST: Final = 60
_OVERLAP: Final = 20
_CONTEXT: Final = ("medicine", "generic", "form", "recreational", "alcohol")


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of dosing content: where it stands in the text, and which rule found it."""

    span: Span
    rule: str


def find_dosing(text: str) -> tuple[Finding, ...]:
    """Every piece of dosing content in the text, in order of appearance; () when there is none.

    A text too long to be a reply or a document is not read; it is itself one finding.
    """
    if len(text) > _TOO_LONG:
        return (Finding(Span(0, len(text)), "too_long"),)
    found = _read(text)
    for decoded in {html.unescape(text), unquote_plus(text)} - {text}:
        if _read(decoded):
            found.append(Finding(Span(0, len(text)), "encoded"))
    found.extend(
        Finding(Span(m.start(), m.end()), "encoded") for m in _ENCODED.finditer(text) if not _WORDLIKE.match(m.group())
    )
    return tuple(sorted(set(found), key=lambda finding: (finding.span.start, finding.span.end, finding.rule)))


def _read(text: str) -> list[Finding]:
    tokens = tokens_of(text)
    found = [_finding(tokens, hit) for hit in _across(tokens)]
    context = False
    for line in _lines(tokens):
        named = any_of(line, *_CONTEXT)
        hits = [
            *amounts(line),
            *frequencies(line),
            *intervals(line),
            *sessions(line),
            *comparisons(line),
            *portions(line),
        ]
        hits += [*instructions(line, context or named), *reassurances(line), *ways(line)]
        found.extend(_finding(line, hit) for hit in hits)
        context = context or named
    found.extend(Finding(Span(t.start, t.end), "encoded") for t in tokens if _is_disguised(t.text))
    return found


def _finding(line: Line, hit: Hit) -> Finding:
    start, end, rule = hit
    return Finding(Span(line[start].start, line[min(end, len(line)) - 1].end), rule)


def _lines(tokens: tuple[Token, ...]) -> Iterator[Line]:
    """The sentences, lines and list items; a very long one in overlapping pieces, so that cost stays linear."""
    start = 0
    for end in (*(place for place, token in enumerate(tokens) if token.is_break), len(tokens)):
        line = tokens[start:end]
        start = end + 1
        if len(line) <= _LONGEST:
            if line:
                yield line
            continue
        yield from (line[at : at + _LONGEST] for at in range(0, len(line), _LONGEST - _OVERLAP))


def _across(tokens: tuple[Token, ...]) -> list[Hit]:
    """Numbers and forms that only a sentence, list or table border keeps apart; indexes are those of `tokens`."""
    places = [i for i, t in enumerate(tokens) if not t.is_mark]
    hits: list[Hit] = []
    for here, there in pairwise(places):
        number, thing = (here, there) if "number" in tokens[here].kinds else (there, here)
        if there == here + 1 or "number" not in tokens[number].kinds or _is_list_mark(tokens, number):
            continue
        if tokens[thing].kinds & {"form", "soft_unit"} and tokens[thing].text not in ("line", "lines", "percent"):
            hits.append((here, there + 1, "amount_across"))
    return hits


def _is_list_mark(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether the digit only numbers an item of a list."""
    opens = index == 0 or tokens[index - 1].is_break
    return opens and tokens[index].is_digits and index + 1 < len(tokens) and tokens[index + 1].text in (".", ")")


def _is_disguised(word: str) -> bool:
    """Whether the word is a unit or a long dosing word backwards, or one in ROT13."""
    if "unit" in kinds_of(word[::-1]):
        return True
    return len(word) > 5 and (word[::-1] in LONG_WORDS or word.translate(_ROT13) in LONG_WORDS)  # noqa: PLR2004
