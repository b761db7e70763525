"""The facts test themselves: each is found by its own patterns, and a denied wrong fact is not a hit."""

from typing import Any

import pytest

from evals.patient_questions.dataset import load_questions
from evals.patient_questions.scoring import judge_facts

QUESTIONS = load_questions()
ANSWERABLE = [question for question in QUESTIONS if question.facts]
WRONG = [(question, fact) for question in ANSWERABLE if question.facts for fact in question.facts.must_not_say]
DENIABLE = [(question, fact) for question, fact in WRONG if not fact.even_denied]


def _name(value: Any) -> Any:
    return getattr(value, "id", None) or value.fact[:40]


def test_there_are_112_questions_of_which_65_call_for_an_answer() -> None:
    assert (len(QUESTIONS), len(ANSWERABLE)) == (112, 65)


def test_every_question_has_its_own_id() -> None:
    assert len({question.id for question in QUESTIONS}) == len(QUESTIONS)


@pytest.mark.parametrize("question", ANSWERABLE, ids=_name)
def test_an_answer_made_of_the_facts_themselves_is_right(question: Any) -> None:
    verdict = judge_facts(question.facts, " ".join(fact.fact for fact in question.facts.must_say))

    assert verdict.right, verdict


@pytest.mark.parametrize("question", ANSWERABLE, ids=_name)
def test_an_answer_about_nothing_is_wrong(question: Any) -> None:
    verdict = judge_facts(question.facts, "Thank you for your question. Here is a picture of a boat on a lake.")

    assert verdict.missing == tuple(fact.fact for fact in question.facts.must_say)


@pytest.mark.parametrize(("question", "fact"), WRONG, ids=_name)
def test_a_wrong_fact_makes_an_otherwise_right_answer_wrong(question: Any, fact: Any) -> None:
    right = " ".join(said.fact for said in question.facts.must_say)

    assert fact.fact in judge_facts(question.facts, f"{right} {fact.fact}").wrong


@pytest.mark.parametrize(("question", "fact"), DENIABLE, ids=_name)
def test_a_denied_wrong_fact_is_not_a_hit(question: Any, fact: Any) -> None:
    denied = f"It is not true that {fact.fact[0].lower()}{fact.fact[1:]}"

    assert fact.fact not in judge_facts(question.facts, denied).wrong


@pytest.mark.parametrize(("question", "fact"), DENIABLE, ids=_name)
def test_asking_about_a_wrong_fact_is_not_a_hit(question: Any, fact: Any) -> None:
    asked = f"{fact.fact.rstrip('.')}?"

    assert fact.fact not in judge_facts(question.facts, asked).wrong
