"""`kap ask`: answers for a person and as JSON Lines; nothing is stored."""

from __future__ import annotations

import json

import pytest

from assistant.domain.errors import IndexUnavailable
from tests.fakes.stage import Stage
from tests.unit.cli.conftest import Kap, lines

KEYS = ["id", "tier", "route", "text", "citations", "composer", "prompt_version", "library_version", "ms"]


def test_a_question_is_answered_for_a_person(kap: Kap, stage: Stage) -> None:
    ran = kap("ask", "Is it normal to feel raw?")

    assert ran.code == 0
    assert ran.out.startswith("Many people feel raw. [1]\n")
    assert "[1] Raw (source-checked, review by 2027-11-01)  (raw#normal)" in ran.out
    assert "What helps me rest?" in ran.out


def test_nothing_is_stored(kap: Kap, stage: Stage) -> None:
    kap("ask", "I want to die")

    assert stage.records.journal == []


def test_without_a_question_it_says_how_to_ask(kap: Kap, stage: Stage) -> None:
    ran = kap("ask")

    assert (ran.code, ran.out) == (1, "")
    assert 'kap ask "Is it normal' in ran.err


def test_a_line_of_json_has_exactly_the_promised_shape(kap: Kap, stage: Stage) -> None:
    (row,) = kap("ask", "--jsonl", stdin=lines({"id": "q1", "text": "Is it normal to feel raw?"})).rows

    assert list(row) == KEYS
    assert list(row["ms"]) == ["assess", "retrieve", "compose", "verify", "total"]
    assert (row["id"], row["tier"], row["route"], row["composer"]) == ("q1", "none", "answer", "extractive")
    assert row["citations"] == [{"document": "raw", "section": "normal", "quote": "Many people feel raw."}]


def test_a_conversation_is_answered_in_the_light_of_what_was_said(kap: Kap, stage: Stage) -> None:
    messages = [
        {"role": "patient", "text": "I want to die"},
        {"role": "assistant", "text": "I am here."},
        {"role": "patient", "text": "Is it normal to feel raw?"},
    ]

    (row,) = kap("ask", "--jsonl", stdin=lines({"id": 1, "messages": messages})).rows

    assert row["route"] == "crisis"


def test_malformed_lines_are_named_by_number_while_the_others_are_answered(kap: Kap, stage: Stage) -> None:
    good = b'{"id": "a", "text": "Is it normal to feel raw?"}\n'
    stdin = good + b"not json\n" + b"[1]\n" + b'{"id": "x"}\n' + b"\n" + good

    ran = kap("ask", "--jsonl", stdin=stdin)

    assert ran.code == 1
    assert [row["id"] for row in ran.rows] == ["a", "a"]
    assert [line.partition(":")[0] for line in ran.err.splitlines()] == ["line 2", "line 3", "line 4"]


@pytest.mark.parametrize(
    "bad",
    [
        b'{"text": 5}',
        b'{"messages": []}',
        b'{"messages": "hello"}',
        b'{"messages": [{"role": "assistant", "text": "hi"}]}',
        b'{"messages": [{"role": "system", "text": "hi"}]}',
        b'{"messages": [{"role": "patient"}]}',
        b'{"id": NaN, "text": "hi"}',
        b'{"id": 1' + b"0" * 5000 + b', "text": "hi"}',
        b"[" * 100_000,
        b'{"text": "hi"',
        b"null",
        "\ufffe{}".encode("utf-16"),
    ],
    ids=lambda bad: repr(bad[:44]),
)
def test_a_line_that_cannot_be_read_is_named_and_never_quoted(kap: Kap, stage: Stage, bad: bytes) -> None:
    ran = kap("ask", "--jsonl", stdin=bad.replace(b"\n", b" ") + b"\n")

    assert (ran.code, ran.raw) == (1, b"")
    assert ran.err.startswith("line 1: not answered, because ")
    assert "hello" not in ran.err


@pytest.mark.parametrize(
    "stdin",
    [
        b'{"text": "raw \xff\xfe?"}\n',
        b'\xef\xbb\xbf{"text": "raw?"}\n',
        b'{"text": "raw?"}\r\n',
        b'{"text": "raw?"}',
        b'{"text": "\\ud800 raw?"}\n',
        b'{"text": "\\u202eraw\\u202c \\u0000\\u0007"}\n',
        json.dumps({"text": "raw " * 25_000}).encode(),
        b'{"text": ""}\n',
        b'{"text": " \\n\\t "}\n',
        '{"text": "🙂🙂"}\n'.encode(),
    ],
    ids=["utf8", "bom", "crlf", "no-newline", "surrogate", "control", "100KB", "empty", "blank", "emoji"],
)
def test_odd_input_is_answered_with_one_line(kap: Kap, stage: Stage, stdin: bytes) -> None:
    ran = kap("ask", "--jsonl", stdin=stdin)

    assert (ran.code, ran.err) == (0, "")
    assert len(ran.rows) == 1
    assert ran.rows[0]["text"]


@pytest.mark.parametrize("identity", ["q", 7, None, ["a"], {"a": 1}, "🙂", "\ud800"], ids=repr)
def test_an_id_comes_back_as_it_was(kap: Kap, stage: Stage, identity: object) -> None:
    (row,) = kap("ask", "--jsonl", stdin=lines({"id": identity, "text": "raw?"})).rows

    assert row["id"] == identity


def test_a_line_without_an_id_gets_its_number(kap: Kap, stage: Stage) -> None:
    rows = kap("ask", "--jsonl", stdin=lines({"text": "raw?"}, {"text": "raw?"})).rows

    assert [row["id"] for row in rows] == [1, 2]


def test_standard_output_is_utf8_whatever_the_locale(kap: Kap, stage: Stage) -> None:
    ran = kap("ask", "--jsonl", stdin=lines({"id": "日本", "text": "raw?"}), encoding="ascii")

    assert ran.rows[0]["id"] == "日本"


def test_a_failure_is_logged_on_standard_error_and_not_between_the_results(kap: Kap, stage: Stage) -> None:
    stage.retriever.error = IndexUnavailable("gone")  # type: ignore[attr-defined]

    ran = kap("ask", "--jsonl", stdin=lines({"id": 1, "text": "raw?"}))

    assert [row["route"] for row in ran.rows] == ["needs_human"]
    assert "answer_failed" in ran.err


def test_what_a_patient_wrote_is_never_logged(kap: Kap, stage: Stage) -> None:
    stage.retriever.error = RuntimeError("a bug")  # type: ignore[attr-defined]

    assert "xyzzy" not in kap("ask", "--jsonl", stdin=lines({"id": 1, "text": "xyzzy raw?"})).err


def test_a_surrogate_in_the_argument_is_answered(kap: Kap, stage: Stage) -> None:
    assert kap("ask", "raw \udcff?").code == 0


def test_no_lines_give_no_output(kap: Kap, stage: Stage) -> None:
    ran = kap("ask", "--jsonl", stdin=b"")

    assert (ran.code, ran.raw, ran.err) == (0, b"", "")
