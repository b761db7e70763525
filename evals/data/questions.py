"""The questions of retrieval, answerable and not."""

from __future__ import annotations

from assistant.domain.messages import Author, Utterance
from evals.measuring.case import EvalCase
from evals.retrieval import questions
from evals.retrieval.questions import Question, read_questions


def read(split: str) -> tuple[EvalCase, ...]:
    """Every question of the split. Raises ValueError."""
    return tuple(as_case(question, split) for question in read_questions(split))


def read_answerable(split: str) -> tuple[EvalCase, ...]:
    """The questions of the split that the library answers. Raises ValueError."""
    return tuple(case for case in read(split) if case.source.answerable)


def as_case(question: Question, split: str) -> EvalCase:
    """The question in the shape of suites."""
    talk = (*question.history, Utterance(Author.PATIENT, question.text))
    answerable = "answerable" if question.answerable else "not answerable"
    groups = {
        "answerable": (answerable,),
        "kind of question": (f"{answerable}, {question.kind}",),
        "language": (question.language,),
        "form": ("conversation",) if question.history else ("message",),
    }
    label = f"{answerable}, {question.kind}"
    return EvalCase(
        question.id, question.idea, split, talk, label, question.kind, question.language, groups, source=question
    )


def fingerprint_of(split: str) -> str:
    """The SHA-256 of the split's file."""
    return questions.fingerprint(split)
