"""The questions that retrieval is measured with, each with the passages that answer it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.domain.messages import Author, Utterance
from assistant.guardrails.follow_up import looked_up

FOLDER = Path(__file__).parents[1] / "datasets" / "retrieval"
SPLITS = ("dev", "fresh", "test")
"""`fresh` was written and labelled on 2026-11-28 by two writers who saw neither the search nor the ways to ask."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question, and what is right for it; without passages the library must not answer."""

    id: str
    idea: str
    text: str
    history: tuple[Utterance, ...]
    language: str
    kind: str
    passages: tuple[str, ...]
    must: tuple[str, ...]
    must_not: tuple[str, ...]

    @property
    def answerable(self) -> bool:
        """Whether the library holds an answer."""
        return bool(self.passages)

    @property
    def searched(self) -> str:
        """What a turn looks up: the text, or for a follow-up the text with what it goes back to."""
        return looked_up(self.text, tuple(line.text for line in self.history if line.author is Author.PATIENT))


def read_questions(split: str, folder: Path = FOLDER) -> tuple[Question, ...]:
    """Every question of the split. Raises ValueError, with the line, for one that cannot be read."""
    found = []
    for number, line in enumerate(_file(split, folder).read_text(encoding="utf-8").splitlines(), 1):
        try:
            found.append(_question(json.loads(line)))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(f"{split}.jsonl, line {number} holds no question") from error
    return tuple(found)


def fingerprint(split: str, folder: Path = FOLDER) -> str:
    """The SHA-256 of the split's file."""
    return hashlib.sha256(_file(split, folder).read_bytes()).hexdigest()


def _file(split: str, folder: Path) -> Path:
    return folder / f"{split}.jsonl"


def _question(row: dict[str, Any]) -> Question:
    lines = row.get("messages") or [{"role": "patient", "text": row["text"]}]
    said = tuple(Utterance(_author(line["role"]), line["text"]) for line in lines)
    if row["answerable"] != bool(row["passages"]) or said[-1].author is not Author.PATIENT:
        raise ValueError("an answerable question has passages, and the patient speaks last")
    lists = (tuple(row[name]) for name in ("passages", "must", "must_not"))
    return Question(row["id"], row["idea"], said[-1].text, said[:-1], row["language"], row["kind"], *lists)


def _author(role: str) -> Author:
    return Author.ASSISTANT if role == "assistant" else Author.PATIENT
