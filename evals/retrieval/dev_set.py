"""The development questions of retrieval."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml

DEV_SET = Path(__file__).parents[1] / "datasets" / "retrieval_dev.yaml"


@dataclass(frozen=True, slots=True)
class DevQuestion:
    """A question, its language, and every passage that answers it; none means that the library must not answer."""

    text: str
    language: str
    answered_by: frozenset[str]

    @property
    def answerable(self) -> bool:
        """Whether the library has an answer."""
        return bool(self.answered_by)


def read_dev_set(path: Path = DEV_SET) -> tuple[DevQuestion, ...]:
    """Every development question in the file's order."""
    entries = yaml.safe_load(path.read_text(encoding="utf-8"))["questions"]
    return tuple(DevQuestion(e["q"], e.get("lang", "en"), frozenset(e["in"])) for e in entries)
