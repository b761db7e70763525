"""A patient's export holds everything that was said, and nothing of anybody else."""

from __future__ import annotations

import json

import pytest

from assistant.conversation.exporting import export_of
from tests.fakes.stage import Stage
from tests.fakes.turn_rails import CRISIS, REQUESTS


@pytest.fixture
def stage() -> Stage:
    made = Stage(rails=(CRISIS, REQUESTS))
    made.say("Is it normal?")
    made.say("I want to die")
    made.new_conversation()
    made.say("<script>alert(1)</script>\nsecond line \ud800")
    return made


def test_json_holds_every_message_and_reply_in_order(stage: Stage) -> None:
    shape = json.loads(export_of(stage.records, stage.patient, stage.clock.now(), for_staff=False).as_json())

    said = [[line["text"] for line in c["messages"] if line["author"] == "patient"] for c in shape["conversations"]]
    assert said == [["Is it normal?", "I want to die"], ["<script>alert(1)</script>\nsecond line ?"]]
    assert [line["author"] for line in shape["conversations"][0]["messages"]] == ["patient", "assistant"] * 2
    assert shape["conversations"][0]["messages"][1]["citations"][0]["document"] == "raw"
    assert (shape["format"], shape["patient"]) == ("kap-conversations-1", "pat")


def test_markdown_is_read_by_a_person_and_holds_no_markup_of_the_patients(stage: Stage) -> None:
    text = export_of(stage.records, stage.patient, stage.clock.now(), for_staff=False).as_markdown()

    assert text.index("> Is it normal?") < text.index("> I want to die") < text.index("> second line")
    assert "<script>" not in text.replace("\\<", "")
    assert text.count("## ") == 2
    text.encode("utf-8")


def test_nobody_elses_words_are_in_it(stage: Stage) -> None:
    other = stage.new_patient("other")

    exported = export_of(stage.records, other, stage.clock.now(), for_staff=False)

    assert exported.conversations == ()


def test_staff_do_not_get_what_is_kept_apart_but_the_patient_does(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    newest = stage.records.exchanges_of(stage.conversation.id)[0].message.id
    monkeypatch.setattr(stage.records, "kept_apart", lambda _conversation: frozenset({newest}))

    for_staff = export_of(stage.records, stage.patient, stage.clock.now(), for_staff=True).as_markdown()
    own = export_of(stage.records, stage.patient, stage.clock.now(), for_staff=False).as_markdown()

    assert "second line" not in for_staff
    assert "second line" in own
