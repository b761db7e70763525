"""The figures of retrieval: pure functions of rankings, confidences and answers."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from evals.retrieval.facts import Facts, in_so_many_words
from evals.retrieval.figures import Ranked, ahead, mean_of, ndcg, share_found, silence, silence_curve
from evals.retrieval.questions import read_questions
from evals.retrieval.report import drawing
from tests.fakes.hash_embedder import HashEmbedder


def test_a_second_wanted_passage_counts_for_less_the_lower_it_stands() -> None:
    """nDCG is 1 for the best order, and falls with the rank."""
    wanted = {"a", "b"}

    assert ndcg(["a", "b", "x"], wanted, 5) == pytest.approx(1.0)
    assert ndcg(["x", "a", "b"], wanted, 5) < ndcg(["a", "x", "b"], wanted, 5) < 1.0
    assert ndcg(["x"], wanted, 5) == 0.0


def test_recall_counts_questions_not_passages() -> None:
    """Two wanted passages found for one question are one success."""
    rows = [Ranked("one", ("a", "b"), frozenset("ab")), Ranked("two", ("x", "a"), frozenset("a"))]

    assert (share_found(rows, 1).successes, share_found(rows, 2).successes) == (1, 2)


def test_the_interval_of_a_mean_draws_whole_ideas() -> None:
    """A hundred questions of one idea tell no more than the idea: the interval has no width to shrink."""
    many = mean_of([1.0] * 50 + [0.0] * 50, ["one"] * 50 + ["two"] * 50)

    assert (many.interval.low, many.interval.high) == (0.0, 1.0)


def test_the_lead_is_taken_question_by_question() -> None:
    """Equal rankings have no lead, and no width either."""
    rows = [Ranked(str(n), ("a",) if n % 2 else ("x",), frozenset("a")) for n in range(20)]
    lead = ahead(rows, rows, 1)

    assert (lead.value, lead.interval.low, lead.interval.high) == (0.0, 0.0, 0.0)


def test_silence_is_judged_by_what_could_be_answered() -> None:
    """Precision over the silences, recall over what cannot be answered."""
    precision, found = silence([True, True, False, False], [False, True, False, True])

    assert (precision.successes, precision.n, found.successes, found.n) == (1, 2, 1, 2)


def test_the_curve_holds_only_thresholds_at_which_something_is_silent() -> None:
    """With every confidence above 0.5 there is nothing to tell below it."""
    points = silence_curve([0.55, 0.9], [False, True])

    assert points[0] == (0.56, 1.0, 1.0)
    assert points[-1] == (0.99, 0.5, 1.0)
    assert drawing(points, 0.6, "title").startswith("<svg")


def test_a_wrong_fact_said_with_a_denial_is_not_held_against_the_answer() -> None:
    """The words of the fact count only with as many denials as it has."""
    assert in_so_many_words("ketamine cures alcohol use disorder", "Ketamine cures alcohol use disorder.")
    assert not in_so_many_words("ketamine cures alcohol use disorder", "Ketamine does not cure alcohol use disorder.")


def test_a_fact_counts_as_said_when_a_sentence_or_two_say_it() -> None:
    """The sentence itself is nearest to itself; one about something else is not."""
    facts = Facts(HashEmbedder().embed)
    found = facts.stated(["Do not drive today.", "Ask your clinic."], ["Do not drive today.", "penguins swim far"], ())

    assert (found.must.successes, found.must.n) == (1, 2)


def test_a_line_that_holds_no_question_is_named(tmp_path: Path) -> None:
    """A question without passages that says it is answerable is an error of the data, not a figure."""
    row = {"id": "1", "idea": "i", "text": "t", "answerable": True, "passages": [], "must": [], "must_not": []}
    (tmp_path / "dev.jsonl").write_text(json.dumps(row | {"language": "en", "kind": "direct"}), encoding="utf-8")

    with pytest.raises(ValueError, match="line 1"):
        read_questions("dev", tmp_path)


@pytest.mark.parametrize("split", ["dev", "test"])
def test_every_question_that_is_kept_can_be_read(split: str) -> None:
    """Ids are unique, and every answerable question says what a right answer says."""
    questions = read_questions(split)

    assert len({question.id for question in questions}) == len(questions) > 400
    assert all(question.must for question in questions if question.answerable)
