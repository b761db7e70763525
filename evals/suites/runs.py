"""One run of a suite: what was measured, on what, and the figures; kept as JSON beside the code."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from evals.statistics import Proportion
from evals.suites.tables import Row, Table
from evals.suites.trials import Trial

ROOT = Path(__file__).resolve().parents[2]
KEPT = ROOT / "evals" / "figures"
"""Where the figures that the card speaks of are kept."""


@dataclass(frozen=True, slots=True)
class Run:
    """The figures of one run. `wrong` names the cases by their id and holds no text."""

    suite: str
    split: str
    target: str
    made: str
    commit: str
    data_sha256: str
    cases: int
    seconds: float
    tables: tuple[Table, ...]
    wrong: tuple[str, ...]
    failed_rails: tuple[str, ...]

    def table(self, title: str) -> Table | None:
        """The table of that title."""
        return next((table for table in self.tables if table.title == title), None)

    def share(self, title: str, row: str, column: str) -> Proportion | None:
        """One rate; None when it was not measured."""
        table = self.table(title)
        return table.share(row, column) if table else None


def keep(run: Run, folder: Path = KEPT) -> Path:
    """Write the run over the last one of its suite and split; the path."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{run.suite}-{run.split}.json"
    row = asdict(run) | {"tables": [_packed(table) for table in run.tables]}
    path.write_text(json.dumps(row, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return path


def kept(suite: str, split: str, folder: Path = KEPT) -> Run | None:
    """The run that is kept; None when there is none. Raises ValueError when it cannot be read."""
    path = folder / f"{suite}-{split}.json"
    if not path.exists():
        return None
    try:
        row = json.loads(path.read_text(encoding="utf-8"))
        lists = {name: tuple(row[name]) for name in ("wrong", "failed_rails")}
        return Run(**{**row, **lists, "tables": tuple(_unpacked(table) for table in row["tables"])})
    except (KeyError, TypeError, ValueError) as error:
        raise ValueError(f"{path.name} holds no run of this version: measure it again with --write") from error


def write_trials(trials: Iterable[Trial], path: Path) -> None:
    """What was seen of each case, one JSON object a line, for comparisons of two runs; no text."""
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (
        {
            "id": trial.id,
            "seen": {
                change: {"tier": seen.tier.value, "route": seen.route.value, "rules": list(seen.rules)}
                for change, seen in trial.seen.items()
            },
        }
        for trial in trials
    )
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf-8")


def commit() -> str:
    """The commit that is measured, `+` when files differ from it, `unknown` outside a repository."""
    command = ["git", "-C", str(ROOT), "describe", "--always", "--dirty=+", "--exclude=*"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    return found.stdout.strip() or "unknown"


def _packed(table: Table) -> dict[str, Any]:
    rows = {row.name: " ".join(f"{share.successes}/{share.n}" for share in row.shares) for row in table.rows}
    return {"title": table.title, "corner": table.corner, "columns": list(table.columns), "rows": rows}


def _unpacked(row: dict[str, Any]) -> Table:
    rows = tuple(Row(name, tuple(_share(text) for text in shares.split())) for name, shares in row["rows"].items())
    return Table(row["title"], row["corner"], tuple(row["columns"]), rows)


def _share(text: str) -> Proportion:
    successes, _, n = text.partition("/")
    return Proportion(int(successes), int(n))
