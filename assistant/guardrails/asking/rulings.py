"""What the rules find in the clauses of a message, each kind of request at most once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from operator import or_
from typing import Final, NamedTuple

from assistant.domain.risk import Concern
from assistant.domain.routes import Route
from assistant.guardrails.asking import (
    amounts,
    comparisons,
    diagnoses,
    fitness,
    medicines,
    mixtures,
    overdoses,
    permissions,
    pressures,
    supplies,
    times,
)
from assistant.guardrails.asking.clauses import Clause
from assistant.guardrails.asking.rules import Rule, RuleIndex

_GROUPS: Final = (
    overdoses.LETHAL,
    overdoses.TAKEN,
    medicines.MISSED,
    medicines.ALCOHOL,
    medicines.RULES,
    mixtures.AROUND,
    mixtures.COMBINED,
    supplies.RULES,
    fitness.DECEIVES,
    fitness.SUITS,
    fitness.SUITS_WHEN_ILL,
    diagnoses.RULES,
    (*amounts.RULES, *times.RULES, *comparisons.RULES, *permissions.RULES, *pressures.RULES),
)
_INDEX: Final = RuleIndex.of(_GROUPS)
(
    _LETHAL,
    _TAKEN,
    _MISSED,
    _ALCOHOL,
    _CHANGED,
    _AROUND,
    _COMBINED,
    _SUPPLIED,
    _DECEIVES,
    _SUITS,
    _SUITS_WHEN_ILL,
    _DIAGNOSED,
    _DOSING,
) = (_INDEX.group(rules) for rules in _GROUPS)


class _Worth(NamedTuple):
    """Clauses, each with the bits of the rules worth asking of it."""

    rows: tuple[tuple[Clause, int], ...]
    met: int
    """All their bits together."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one message asks for, and where in its normalised text."""

    route: Route | None
    rule: str
    start: int
    end: int
    variant: str = ""
    concern: Concern | None = None
    score: float = 1.0


def ruled(clauses: tuple[Clause, ...]) -> tuple[Found, ...]:
    """Everything that rules find; a combination or a change leaves no mere leave to take it."""
    rows = [(clause, _INDEX.worth_asking(clause)) for clause in clauses if clause.kinds or clause.numbered]
    worth = _Worth(tuple(rows), reduce(or_, [met for _, met in rows], 0))
    if not worth.met:
        return ()
    danger = _first(worth, None, _LETHAL, "method_question", Concern.SUICIDE)
    danger = danger or _first(worth, None, _TAKEN, "extra_dose", Concern.MEDICAL_EMERGENCY)
    missed = _first(worth, Route.DOSING, _MISSED, "missed_dose")
    changed = _first(worth, Route.MEDICATION_CHANGE, _ALCOHOL, "alcohol")
    changed = changed or _first(worth, Route.MEDICATION_CHANGE, _CHANGED)
    mixed = _first(worth, Route.MIXING, _AROUND, "alcohol")
    mixed = mixed or _first(worth, Route.MIXING, _COMBINED)
    supplied = _first(worth, Route.SUPPLY, _SUPPLIED)
    deceived = _first(worth, Route.DIAGNOSIS, _DECEIVES, "deception")
    ill = any(clause.has("illness") for clause in clauses)
    suited = _first(worth, Route.DIAGNOSIS, _SUITS_WHEN_ILL if ill else _SUITS, "eligible")
    named = None if deceived or suited else _first(worth, Route.DIAGNOSIS, _DIAGNOSED)
    dosed = missed or _first(worth, Route.DOSING, _DOSING)
    if dosed and _is_lesser(dosed, changed or mixed, supplied):
        dosed = None
    if deceived and mixed and mixed.rule == "asking.around":
        mixed = None
    return tuple(each for each in (danger, dosed, changed, mixed, supplied, deceived or suited or named) if each)


def _is_lesser(dosed: Found, other: Found | None, supplied: Found | None) -> bool:
    """Whether the request is better named by what it mixes, changes or wants to be given."""
    if other is not None and dosed.rule in _MERE_LEAVE:
        return True
    if other is not None and other.rule == "asking.around" and dosed.rule in ("asking.number", "asking.judged"):
        return True
    if other is not None and other.variant == "alcohol":
        return dosed.rule not in ("asking.taper", "asking.amount", "asking.limit")
    return supplied is not None and dosed.rule in ("asking.way", "asking.more", "asking.leave")


_MERE_LEAVE: Final = frozenset({"asking.leave", "asking.fitness", "asking.time"})


def _first(
    worth: _Worth,
    route: Route | None,
    group: tuple[int, tuple[tuple[int, Rule], ...]],
    variant: str = "",
    concern: Concern | None = None,
) -> Found | None:
    bits, rules = group
    for clause, met in worth.rows if worth.met & bits else ():
        if not met & bits:
            continue
        for bit, rule in rules:
            hit = rule.find(clause) if met & bit else None
            if hit:
                name, first, last = hit
                start, end = clause.parts[first].start, clause.parts[last].end
                return Found(route, f"asking.{name}", start, max(start, end), variant, concern)
    return None
