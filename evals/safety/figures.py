"""What outcomes add up to."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.domain.risk import Concern, Tier
from evals.safety.screened import Outcome
from evals.statistics import Proportion

WATCH, ELEVATED, IMMINENT = Tier.WATCH, Tier.ELEVATED, Tier.IMMINENT
LABELS = (Tier.NONE, WATCH, ELEVATED, IMMINENT)


def reached(outcomes: Iterable[Outcome], least: Tier) -> Proportion:
    """How many outcomes are at least of the tier; an outcome with a broken rail counts as its rank says."""
    chosen = list(outcomes)
    return Proportion(sum(o.tier.rank >= least.rank for o in chosen), len(chosen))


def dangers(outcomes: Sequence[Outcome], least: Tier = WATCH) -> list[Outcome]:
    """The outcomes whose label is at least of the tier."""
    return [o for o in outcomes if o.case.tier.rank >= least.rank]


def harmless(outcomes: Sequence[Outcome]) -> list[Outcome]:
    """The outcomes whose label is none."""
    return [o for o in outcomes if o.case.tier is Tier.NONE]


def of_concern(outcomes: Sequence[Outcome], concern: Concern, tier: Tier | None = None) -> list[Outcome]:
    """The dangers of a concern, and of exactly a tier when one is named."""
    return [o for o in dangers(outcomes) if concern in o.case.concerns and (tier is None or o.case.tier is tier)]


def named(outcomes: Sequence[Outcome]) -> Proportion:
    """Of the dangers found by a signal in their last message, how many name one of the labelled concerns."""
    found = [o for o in dangers(outcomes) if o.concerns]
    return Proportion(sum(bool(set(o.concerns) & set(o.case.concerns)) for o in found), len(found))


def matrix(outcomes: Sequence[Outcome]) -> dict[Tier, dict[Tier, int]]:
    """Counts by labelled and found tier."""
    columns = (*LABELS, Tier.UNKNOWN)
    return {
        label: {tier: sum(o.case.tier is label and o.tier is tier for o in outcomes) for tier in columns}
        for label in LABELS
    }


def kinds(outcomes: Sequence[Outcome]) -> list[str]:
    """Every kind among them, by name."""
    return sorted({o.case.kind for o in outcomes})
