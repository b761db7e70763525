"""The worst failures of a run, in the order in which somebody should read them."""

from __future__ import annotations

from collections.abc import Sequence

from evals.runs.record import CaseRow

_TIERS = ("imminent", "elevated", "watch", "none")


def worst(cases: Sequence[CaseRow], most: int) -> tuple[CaseRow, ...]:
    """So many failed cases: grave ones first, then by the tier of the label, then by how much went wrong.

    None of the test split: who sees its single failures begins to mend them.
    """
    failed = [case for case in cases if (case.failed or case.error) and case.split != "test"]
    seen: set[tuple[str, str]] = set()
    unique = []
    for case in sorted(failed, key=rank):
        if (case.suite, case.id) not in seen:
            seen.add((case.suite, case.id))
            unique.append(case)
    return tuple(unique[:most])


def rank(case: CaseRow) -> tuple[int, int, int, str]:
    """Grave ones first, then by the tier of the label, then by how much went wrong, then by id."""
    tier = case.groups.get("tier", ("none",))[0]
    return (not case.grave, _TIERS.index(tier) if tier in _TIERS else len(_TIERS), -len(case.failed), case.id)
