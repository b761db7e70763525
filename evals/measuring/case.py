"""One case of any data set, in the one shape that every suite works with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from assistant.domain.messages import Author, Utterance

DEBATABLE = "debatable"
"""The group that says whether a second reading of the label is defensible."""


def withheld(split: str) -> bool:
    """Whether words of that split stay out of logs, reports and pages."""
    return split != "dev"


@dataclass(frozen=True, slots=True)
class EvalCase:
    """What is put to a target, and what a careful reader would call right."""

    id: str
    idea: str
    """Cases with the same idea are not independent of each other: intervals are clustered by it."""
    split: str
    utterances: tuple[Utterance, ...]
    label: str
    """What is right, in a word or two; it holds no text of the case."""
    kind: str
    language: str = "en"
    groups: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """By what the rates are also given: `concern`, `tier`, `difficulty`, ... each with this case's values."""
    why: str = ""
    source: Any = None
    """The case as its own data set knows it; only its own scorer looks at it."""

    @property
    def withheld(self) -> bool:
        """Whether its words stay out of logs and reports: everything but development cases."""
        return withheld(self.split)

    @property
    def patient_texts(self) -> tuple[str, ...]:
        """Every message of the patient, oldest first."""
        return tuple(u.text for u in self.utterances if u.author is Author.PATIENT)

    @property
    def text(self) -> str:
        """The last message of the patient."""
        return self.patient_texts[-1]

    @property
    def talk(self) -> tuple[Utterance, ...]:
        """The conversation up to the last patient message."""
        last = max(i for i, u in enumerate(self.utterances) if u.author is Author.PATIENT)
        return self.utterances[: last + 1]

    def with_last(self, text: str) -> tuple[Utterance, ...]:
        """The conversation with another last patient message."""
        return (*self.talk[:-1], Utterance(Author.PATIENT, text))
