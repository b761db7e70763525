"""How far a soak has come; kept in a file so that it can be stopped and gone on with."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass
class Progress:
    """The tally of one seed."""

    seed: int
    kills: int = 0
    accepted: int = 0
    released: int = 0
    left_waiting: int = 0
    """Messages that a kill left received and unanswered, summed over all kills."""
    in_recovery: int = 0
    """Kills that came before the recovery of that start had ended."""
    violations: list[str] = field(default_factory=list)

    def save(self, path: Path) -> None:
        """Write it whole or not at all."""
        draft = path.with_suffix(".new")
        draft.write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")
        draft.replace(path)

    @staticmethod
    def load(path: Path, seed: int) -> Progress:
        """The tally so far; a new one when there is none or when it is of another seed."""
        try:
            kept = Progress(**json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return Progress(seed)
        return kept if kept.seed == seed else Progress(seed)
