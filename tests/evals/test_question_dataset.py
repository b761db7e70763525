import json
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from evals.patient_questions.dataset import load_questions

QUESTION = {"q": "Why?", "topic": "what_is_kap", "expected": "answer"}
FACTS = """
- q: "Why?"
  why: "Because."
  must_say: [{fact: "So.", any_of: ["so"]}]
  must_not_say: [{fact: "Never.", any_of: ["never"]}]
"""


def written(folder: Any, questions: Any, facts: Any = FACTS) -> Any:
    lines = "\n".join(json.dumps(question) for question in questions)
    (folder / "questions.jsonl").write_text(lines, encoding="utf-8")
    (folder / "facts.yaml").write_text(facts, encoding="utf-8")
    return folder


def test_a_question_comes_with_its_facts(tmp_path: Path) -> None:
    (question,) = load_questions(written(tmp_path, [QUESTION]))

    assert question.facts is not None
    assert (question.id, question.facts.must_say[0].fact, question.facts.why) == ("q001", "So.", "Because.")


def test_an_answerable_question_without_facts_is_refused(tmp_path: Path) -> None:
    folder = written(tmp_path, [QUESTION, {**QUESTION, "q": "How?"}])

    with pytest.raises(ValueError, match=r"disagree about: \['How\?'\]"):
        load_questions(folder)


def test_facts_of_a_question_that_calls_for_no_answer_are_refused(tmp_path: Path) -> None:
    folder = written(tmp_path, [{**QUESTION, "expected": "escalate"}])

    with pytest.raises(ValueError, match=r"disagree about: \['Why\?'\]"):
        load_questions(folder)


def test_the_same_question_twice_is_refused(tmp_path: Path) -> None:
    folder = written(tmp_path, [QUESTION, QUESTION])

    with pytest.raises(ValueError, match="twice"):
        load_questions(folder)


def test_an_unknown_key_is_refused(tmp_path: Path) -> None:
    folder = written(tmp_path, [{**QUESTION, "note": "x"}])

    with pytest.raises(ValidationError):
        load_questions(folder)


def test_an_unknown_expectation_is_refused(tmp_path: Path) -> None:
    folder = written(tmp_path, [{**QUESTION, "expected": "maybe"}])

    with pytest.raises(ValidationError):
        load_questions(folder)
