"""Small data sets of single messages: `id`, `idea`, `text`, `kind`, `label`, `language`, `difficulty`, `why`."""

from __future__ import annotations

import json
from pathlib import Path

from assistant.domain.messages import Author, Utterance
from evals.measuring.case import EvalCase


def read_lines(path: Path, split: str) -> tuple[EvalCase, ...]:
    """Every line of the file as a case. Raises ValueError naming the line that is none."""
    cases = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            row = json.loads(line)
            cases.append(
                EvalCase(
                    row["id"],
                    row["idea"],
                    split,
                    (Utterance(Author.PATIENT, row["text"]),),
                    row["label"],
                    row["kind"],
                    row["language"],
                    {"language": (row["language"],), "difficulty": (row["difficulty"],)},
                    row["why"],
                )
            )
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{path.name}:{number} is not a case: {error}") from error
    return tuple(cases)
