"""The questions and the facts of right answers, read from files and checked against each other."""

import json
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field

from evals.patient_questions.denial import gaps_without_denial

__all__ = ["DATASET", "EXPECTED", "Fact", "Facts", "Question", "load_questions"]

DATASET = Path(__file__).resolve().parents[1] / "datasets" / "patient_questions"
Expected = Literal["answer", "refuse_dosing", "refuse_other", "escalate", "out_of_scope"]
EXPECTED: tuple[Expected, ...] = ("answer", "refuse_dosing", "refuse_other", "escalate", "out_of_scope")


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement, the patterns that find it, and whether a denied one counts too (any number of hours does)."""

    fact: str
    patterns: tuple[re.Pattern[str], ...]
    even_denied: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What a right answer to one question says and does not say, and why that matters."""

    must_say: tuple[Fact, ...]
    must_not_say: tuple[Fact, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Question:
    """One patient question with the reply it calls for; `facts` is set exactly when an answer is expected."""

    id: str
    text: str
    topic: str
    expected: Expected
    facts: Facts | None


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class _QuestionRow(_Strict):
    q: str = Field(min_length=1)
    topic: str
    expected: Expected


class _FactRow(_Strict):
    fact: str = Field(min_length=1)
    any_of: list[str] = Field(min_length=1)
    even_denied: bool = False

    def compiled(self) -> Fact:
        return Fact(self.fact, _compiled(self.any_of), self.even_denied)


class _WrongFactRow(_FactRow):
    def compiled(self) -> Fact:
        patterns = self.any_of if self.even_denied else [gaps_without_denial(pattern) for pattern in self.any_of]
        return Fact(self.fact, _compiled(patterns), self.even_denied)


class _FactsRow(_Strict):
    q: str
    why: str = Field(min_length=1)
    must_say: list[_FactRow] = Field(min_length=1, max_length=3)
    must_not_say: list[_WrongFactRow] = Field(min_length=1, max_length=3)


def load_questions(folder: Path = DATASET) -> tuple[Question, ...]:
    """Return every question in file order, each answerable one with its facts.

    Raises ValueError when a question has two rows, or when the questions with facts are not the answerable ones.
    """
    lines = (folder / "questions.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [_QuestionRow.model_validate(json.loads(line)) for line in lines if line.strip()]
    facts = _load_facts(folder / "facts.yaml")
    _refuse_duplicates([row.q for row in rows], "questions.jsonl")
    answerable = {row.q for row in rows if row.expected == "answer"}
    if answerable != facts.keys():
        message = f"facts.yaml and questions.jsonl disagree about: {sorted(answerable ^ facts.keys())}"
        raise ValueError(message)
    return tuple(
        Question(f"q{number:03d}", row.q, row.topic, row.expected, facts.get(row.q))
        for number, row in enumerate(rows, start=1)
    )


def _load_facts(path: Path) -> dict[str, Facts]:
    rows = [_FactsRow.model_validate(row) for row in yaml.safe_load(path.read_text(encoding="utf-8"))]
    _refuse_duplicates([row.q for row in rows], path.name)
    return {
        row.q: Facts(
            tuple(fact.compiled() for fact in row.must_say),
            tuple(fact.compiled() for fact in row.must_not_say),
            row.why,
        )
        for row in rows
    }


def _compiled(patterns: list[str]) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE | re.DOTALL) for pattern in patterns)


def _refuse_duplicates(texts: list[str], where: str) -> None:
    twice = [text for text, count in Counter(texts).items() if count > 1]
    if twice:
        message = f"{where} has these questions twice: {twice}"
        raise ValueError(message)
