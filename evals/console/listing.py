"""Which cases of a run are wanted, in the order in which somebody should read them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from assistant.domain.evaluation import CaseHead, CaseKey, Wanted
from evals.report.failures import rank
from evals.runs.record import CaseRow

Rows = Mapping[CaseKey, CaseRow]


def listed(rows: Rows, wanted: Wanted, other: Rows | None = None) -> tuple[CaseHead, ...]:
    """The wanted cases, the worst first; nothing is `changed` without another run."""
    beside = other or {}
    found = sorted(_wanted(rows, wanted, beside), key=lambda key: (_fine(rows[key]), *rank(rows[key]), key.suite))
    return tuple(_head(key, rows[key], beside.get(key)) for key in found)


def _wanted(rows: Rows, wanted: Wanted, other: Rows) -> Iterator[CaseKey]:
    for key, row in rows.items():
        if (
            (not wanted.suite or row.suite == wanted.suite)
            and (not wanted.split or row.split == wanted.split)
            and (not wanted.group or _in_group(row, wanted))
            and not (wanted.wrong and _fine(row))
            and (not wanted.grave or row.grave)
            and (not wanted.changed or changed(row, other.get(key)))
        ):
            yield key


def _fine(row: CaseRow) -> bool:
    return not (row.failed or row.error)


def _in_group(row: CaseRow, wanted: Wanted) -> bool:
    values = row.groups.get(wanted.group, ())
    return wanted.value in values if wanted.value else bool(values)


def changed(row: CaseRow, other: CaseRow | None) -> bool:
    """Whether both runs have the case and any mark, or what broke, differs."""
    return other is not None and (dict(row.marks), row.error) != (dict(other.marks), other.error)


def _head(key: CaseKey, row: CaseRow, other: CaseRow | None) -> CaseHead:
    return CaseHead(
        key=key,
        label=row.label,
        kind=row.kind,
        failed=row.failed,
        grave=row.grave,
        error=row.error,
        other_failed=None if other is None else (*other.failed, *([other.error] if other.error else [])),
    )
