"""Pooling: readers see what was found and not labelled, and what they judge becomes a label."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from assistant.domain.library import Document, Library, Passage, Retrieved, Sentence, Vetting
from assistant.domain.messages import Author, Utterance
from evals.retrieval.contenders import BARE, DENSE, HYBRID, WORDS, Found
from evals.retrieval.judgements import Judgement, merged, read_judgements
from evals.retrieval.pooling import main, sheet, unlabelled
from evals.retrieval.questions import Question

ROW = {"id": "one", "text": "¿Puedo?", "answerable": True, "passages": ["d#a"], "must": ["yes"]}
SILENT = {"id": "two", "text": "Why?", "answerable": False, "passages": [], "must": []}
LINES = [json.dumps(row, ensure_ascii=False) for row in (ROW, SILENT)]


def question(*passages: str, history: tuple[Utterance, ...] = (), key: str = "one") -> Question:
    """A question that these passages answer."""
    return Question(key, "idea", "And then?", history, "en", "plain", passages, (), ())


def found(asked: Question, **rankings: str) -> Found:
    """Each contender's ranking as one letter a passage."""
    names = {"dense": DENSE, "words": WORDS, "hybrid": HYBRID, "bare": BARE}
    ids = {names[name]: tuple(f"d#{letter}" for letter in letters) for name, letters in rankings.items()}
    return Found(asked, ids, Retrieved((), 0.0, good_enough=False))


def library(letters: str) -> Library:
    """One document with a passage a letter."""
    passages = tuple(
        Passage(f"d#{x}", "d", x, f"Title {x}", "t", "any", "en", (Sentence(f"Text {x}."),)) for x in letters
    )
    day = date(2026, 1, 1)
    return Library("v", (Document("d", "D", "t", "patient", "en", "any", Vetting.DRAFT, day, day, (), passages, ""),))


def test_the_pool_is_what_any_contender_has_among_its_first_five_and_no_label_names() -> None:
    one = found(question("d#a"), dense="abcdefg", words="ahbcd", hybrid="", bare="i")

    assert sorted(unlabelled(one)) == ["d#b", "d#c", "d#d", "d#e", "d#h", "d#i"]


def test_a_question_without_an_answer_is_pooled_too_and_one_with_everything_labelled_has_no_candidates() -> None:
    assert set(unlabelled(found(question(), dense="ab"))) == {"d#a", "d#b"}
    assert unlabelled(found(question("d#a", "d#b"), dense="ab", words="b")) == ()


def test_the_order_is_the_same_again_and_tells_neither_rank_nor_contender() -> None:
    """Who finds a passage and how high moves nothing; the question does."""
    one = found(question(), dense="abcde", words="fghij")
    other = found(question(), bare="jihgf", hybrid="edcba")
    elsewhere = found(question(key="two"), dense="abcde", words="fghij")

    assert unlabelled(one) == unlabelled(other) != tuple(sorted(unlabelled(one)))
    assert unlabelled(one) != unlabelled(elsewhere)


def test_a_sheet_shows_the_conversation_and_whole_candidates_and_nothing_else() -> None:
    talk = (Utterance(Author.PATIENT, "May I fly?"), Utterance(Author.ASSISTANT, "Ask them."))

    assert sheet(found(question(history=talk), dense="a"), library("a")) == {
        "id": "one",
        "question": "Patient: May I fly?\nAssistant: Ask them.\nPatient: And then?",
        "candidates": [{"passage": "d#a", "title": "Title a", "text": "Text a."}],
    }


def test_judged_passages_stand_after_those_that_were_there_and_other_lines_stay_as_they_are() -> None:
    result = merged(LINES, [Judgement("one", ("d#c", "d#a", "d#b"))])

    assert json.loads(result.lines[0]) == ROW | {"passages": ["d#a", "d#c", "d#b"]}
    assert result.lines[1] == LINES[1]
    assert (result.added, result.questions, result.opened) == (2, 1, 0)


def test_merging_twice_is_merging_once() -> None:
    judgements = [Judgement("one", ("d#b",)), Judgement("two", ("d#c",), now_answerable=True, must=("so",))]
    once = merged(LINES, judgements)
    again = merged(once.lines, judgements)

    assert again.lines == once.lines
    assert (again.added, again.questions, again.opened) == (0, 0, 0)


def test_a_question_becomes_answerable_only_when_that_is_said_and_with_what_an_answer_says() -> None:
    opened = merged(LINES, [Judgement("two", ("d#c",), now_answerable=True, must=("because",))])

    assert json.loads(opened.lines[1]) == SILENT | {"answerable": True, "passages": ["d#c"], "must": ["because"]}
    assert opened.opened == 1
    for half in (Judgement("two", ("d#c",)), Judgement("two", ("d#c",), now_answerable=True)):
        with pytest.raises(ValueError, match="two had no answer"):
            merged(LINES, [half])


def test_a_judgement_about_no_question_is_named() -> None:
    with pytest.raises(ValueError, match="three"):
        merged(LINES, [Judgement("three", ("d#c",))])


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ('{"id": "one"}', "line 2 holds no judgement"),
        ('{"id": "one", "passages": []}', "line 2 names no passage"),
        ('{"id": "one", "passages": ["d#x"]}', "line 2: the library has no d#x"),
        ('{"id": "zero", "passages": ["d#a"]}', "line 2 judges zero again"),
    ],
)
def test_a_judgement_that_cannot_be_used_is_named_by_its_line(tmp_path: Path, row: str, complaint: str) -> None:
    path = tmp_path / "judged.jsonl"
    path.write_text(f'{{"id": "zero", "passages": ["d#a"]}}\n{row}\n', encoding="utf-8")

    with pytest.raises(ValueError, match=complaint):
        read_judgements(path, {"d#a"})


def test_neither_a_pool_nor_a_merge_is_a_usage_error_and_a_missing_file_ends_with_two(tmp_path: Path) -> None:
    with pytest.raises(SystemExit):
        main(["dev"])

    assert main(["dev", "--merge", str(tmp_path / "missing.jsonl")]) == 2
