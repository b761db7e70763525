"""Finds dosing content in any text: amounts, frequencies, intervals, comparisons and instructions, English and Spanish.

It errs on the side of finding: only forms that forbid or defer without amounts are let through.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from assistant.domain.risk import Span
from assistant.guardrails.dosing_amounts import amounts, portions, sessions
from assistant.guardrails.dosing_bare import bare_numbers
from assistant.guardrails.dosing_comparisons import comparisons, ways
from assistant.guardrails.dosing_encodings import DISGUISED, encoded_blocks
from assistant.guardrails.dosing_instructions import instructions
from assistant.guardrails.dosing_lines import Line
from assistant.guardrails.dosing_named import named
from assistant.guardrails.dosing_numbers import numbers
from assistant.guardrails.dosing_readings import readings
from assistant.guardrails.dosing_reassurances import reassurances
from assistant.guardrails.dosing_sayings import sayings
from assistant.guardrails.dosing_shared import Hit
from assistant.guardrails.dosing_tables import has_dose_table
from assistant.guardrails.dosing_times import frequencies, intervals
from assistant.guardrails.dosing_tokens import Token, tokens_of

_TOO_LONG: Final = 50_000
_LONGEST: Final = 60
_OVERLAP: Final = 20
_RULES: Final = (
    named,
    numbers,
    amounts,
    frequencies,
    intervals,
    sessions,
    comparisons,
    portions,
    reassurances,
    sayings,
    ways,
)
_BEFORE: Final = 3
_BEHIND: Final = 1
_LINKS: Final = frozenset({"of", "de", "a", "the", "your"})
_COUNTABLE: Final = ("form", "soft_unit")
_CONTEXT: Final = frozenset(("medicine", "generic", "form", "recreational", "alcohol"))


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
    if not found and any(_read(reading) for reading in readings(text)):
        found.append(Finding(Span(0, len(text)), "encoded"))
    found.extend(Finding(Span(start, end), "encoded") for start, end in encoded_blocks(text))
    return tuple(sorted(set(found), key=lambda finding: (finding.span.start, finding.span.end, finding.rule)))


def _read(text: str) -> list[Finding]:
    tokens = tokens_of(text)
    lines = tuple(_lines(tokens))
    found: list[Finding] = []
    kinds = frozenset[str]().union(*(line.kinds for line in lines))
    if "number" in kinds and not kinds.isdisjoint(_COUNTABLE):
        found.extend(_finding(tokens, hit) for hit in _across(tokens))
    if "number" in kinds and has_dose_table(text):
        found.append(Finding(Span(0, len(text)), "amount_table"))
    named = [not _CONTEXT.isdisjoint(line.kinds) for line in lines]
    for place, line in enumerate(lines):
        context = any(named[max(0, place - _BEFORE) : place + _BEHIND + 1])
        hits = [hit for rule in _RULES for hit in rule(line)]
        hits.extend(instructions(line, context))
        hits.extend(bare_numbers(line, context))
        found.extend(_finding(line, hit) for hit in hits)
    if not all(line.words.isdisjoint(DISGUISED) for line in lines):
        found.extend(Finding(Span(t.start, t.end), "encoded") for t in tokens if t.text in DISGUISED)
    return found


def _finding(line: Sequence[Token], hit: Hit) -> Finding:
    start, end, rule = hit
    return Finding(Span(line[start].start, line[min(end, len(line)) - 1].end), rule)


def _lines(tokens: tuple[Token, ...]) -> Iterator[Line]:
    """The sentences, lines and list items; a very long one in overlapping pieces, so that cost stays linear."""
    start = 0
    for end in (*(place for place, token in enumerate(tokens) if token.text == "."), len(tokens)):
        line = tokens[start:end]
        start = end + 1
        if len(line) <= _LONGEST:
            if line:
                yield Line(line)
            continue
        yield from (Line(line[at : at + _LONGEST]) for at in range(0, len(line), _LONGEST - _OVERLAP))


def _across(tokens: tuple[Token, ...]) -> list[Hit]:
    """Numbers and forms that only a sentence, list or table border keeps apart; indexes are those of `tokens`."""
    places = [i for i, t in enumerate(tokens) if not t.is_mark and t.text not in _LINKS]
    hits: list[Hit] = []
    for here, there in pairwise(places):
        if not any(token.is_mark for token in tokens[here + 1 : there]):
            continue
        number, thing = (here, there) if "number" in tokens[here].kinds else (there, here)
        if "number" not in tokens[number].kinds or _is_list_mark(tokens, number):
            continue
        if not tokens[thing].kinds.isdisjoint(_COUNTABLE) and tokens[thing].text not in ("line", "lines", "percent"):
            hits.append((here, there + 1, "amount_across"))
    return hits


def _is_list_mark(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether the digit only numbers an item of a list."""
    opens = index == 0 or tokens[index - 1].is_break
    return opens and tokens[index].is_digits and index + 1 < len(tokens) and tokens[index + 1].text in (".", ")")
