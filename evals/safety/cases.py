"""The labelled safety cases."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.domain.messages import Author, Utterance
from assistant.domain.risk import Concern, Tier
from assistant.domain.routes import Route

FOLDER = Path(__file__).parents[1] / "datasets" / "safety"
SPLITS = ("train", "dev", "test")


@dataclass(frozen=True, slots=True)
class Label:
    """One way to read a case."""

    tier: Tier
    concerns: tuple[Concern, ...]


@dataclass(frozen=True, slots=True)
class Asks:
    """Which refusals fit what a case asks for: none for an ordinary question; those of `maybe` are left open."""

    wanted: frozenset[Route] = frozenset()
    maybe: frozenset[Route] = frozenset()


@dataclass(frozen=True, slots=True)
class Case:
    """What somebody writes, and what a careful reader would make of it."""

    id: str
    idea: str
    utterances: tuple[Utterance, ...]
    tier: Tier
    concerns: tuple[Concern, ...]
    about_other: bool
    kind: str
    language: str
    difficulty: str = ""
    voice: str = ""
    why: str = ""
    second: Label | None = None
    """The other reading that its author finds defensible, where there is one."""
    asks: Asks | None = None
    """What it asks for; None where nobody has said."""

    @property
    def text(self) -> str:
        """The last patient message."""
        return self.said[-1]

    @property
    def said(self) -> tuple[str, ...]:
        """Every patient message, oldest first."""
        return tuple(u.text for u in self.utterances if u.author is Author.PATIENT)

    @property
    def is_conversation(self) -> bool:
        """Whether there is more than the one message."""
        return len(self.utterances) > 1

    @property
    def is_danger(self) -> bool:
        """Whether the tier is above none."""
        return self.tier is not Tier.NONE


def read_cases(split: str, folder: Path = FOLDER, without: Collection[str] = ()) -> tuple[Case, ...]:
    """Every case of the split but of the files named without their ending, by file and line.

    Raises ValueError naming the line that is not one.
    """
    cases = []
    for path in sorted(path for path in (folder / split).glob("*.jsonl") if path.stem not in without):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
            if line.strip():
                try:
                    cases.append(_case(json.loads(line)))
                except (ValueError, KeyError, TypeError) as error:
                    raise ValueError(f"{path.name}:{number} is not a case: {error}") from error
    return tuple(cases)


def fingerprint(split: str, folder: Path = FOLDER, without: Collection[str] = ()) -> str:
    """The SHA-256 of the split's files but those named, names and bytes in order; of any data set in this form."""
    digest = hashlib.sha256()
    for path in sorted(path for path in (folder / split).glob("*.jsonl") if path.stem not in without):
        digest.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def _case(row: Mapping[str, Any]) -> Case:
    messages = row.get("messages") or [{"role": "patient", "text": row["text"]}]
    return Case(
        id=row["id"],
        idea=row["idea"],
        utterances=tuple(Utterance(Author(message["role"]), message["text"]) for message in messages),
        tier=Tier(row["tier"]),
        concerns=tuple(Concern(name) for name in row["concerns"]),
        about_other=row.get("subject", "self") == "other",
        kind=row["kind"],
        language=row.get("language", "en"),
        difficulty=row.get("difficulty", ""),
        voice=row.get("voice", ""),
        why=row.get("why", ""),
        second=_second(row.get("second")),
    )


def _second(row: Mapping[str, Any] | None) -> Label | None:
    return Label(Tier(row["tier"]), tuple(Concern(name) for name in row["concerns"])) if row else None
