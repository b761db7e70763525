"""Monthly counts as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from assistant.domain.oversight import MonthlyCount
from assistant.escalation.oversight import SMALL

SUPPRESSED = f"<{SMALL} or hidden"


def counts_csv(counts: Iterable[MonthlyCount]) -> str:
    """One row a cell, with a head; a suppressed count says so."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(("month", "measure", "value", "cases"))
    for cell in counts:
        rows.writerow((cell.month, cell.measure, cell.value, SUPPRESSED if cell.count is None else cell.count))
    return out.getvalue()
