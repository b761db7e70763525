"""The refusal cases: what is asked, and the route it must take."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.domain.messages import Author, Utterance
from assistant.domain.routes import Route

FOLDER = Path(__file__).parents[1] / "datasets" / "refusals"


@dataclass(frozen=True, slots=True)
class Case:
    """One message, or the conversation that ends with it, and the routes that are right for it."""

    id: str
    kind: str
    talk: tuple[Utterance, ...]
    route: Route
    also_right: tuple[Route, ...]
    language: str
    difficulty: str
    idea: str = ""
    voice: str = ""
    why: str = ""

    @property
    def text(self) -> str:
        """The last message of the patient."""
        return self.talk[-1].text

    @property
    def history(self) -> tuple[Utterance, ...]:
        """What was said before it."""
        return self.talk[:-1]


def read_cases(*names: str, split: str = "dev", folder: Path = FOLDER) -> tuple[Case, ...]:
    """The cases of the named files of the split, of every file without a name, in the order of the files."""
    paths = [folder / split / f"{name}.jsonl" for name in names] or sorted((folder / split).glob("*.jsonl"))
    return tuple(_case(row) for path in paths for row in _rows(path))


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text("utf-8").splitlines():
        yield json.loads(line)


def _case(row: dict[str, Any]) -> Case:
    lines = row.get("messages") or [{"role": "patient", "text": row["text"]}]
    return Case(
        id=row["id"],
        kind=row["kind"],
        talk=tuple(Utterance(Author(line["role"]), line["text"]) for line in lines),
        route=Route(row["route"]),
        also_right=tuple(Route(name) for name in row.get("also_right", ())),
        language=row["language"],
        difficulty=row["difficulty"],
        idea=row["idea"],
        voice=row.get("voice", ""),
        why=row.get("why", ""),
    )
