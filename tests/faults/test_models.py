"""The embedding model is missing or corrupt: danger and refusals still work, answers fail closed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant import bootstrap
from assistant.adapters.embedding_card import CARD, GRAPH, TOKENIZER
from assistant.domain.cases import Severity
from assistant.domain.routes import Route
from assistant.retrieval.packaged_encoder import ENCODER
from tests.faults.conftest import DANGER, QUESTION, RED_FLAG, OpenHouse, run_kap


@pytest.fixture(
    params=["no folder", "no graph", "another graph", "another tokenizer", "damaged card", "no setting's folder"]
)
def broken_model(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> dict[str, Path]:
    """Every way in which the model's files can be wrong; returned are the settings that go with it."""
    folder = tmp_path / "model"
    if request.param == "no setting's folder":
        return {"embedding_model": tmp_path / "nowhere"}
    monkeypatch.setattr(bootstrap.library, "ENCODER", folder)
    if request.param == "no folder":
        return {}
    shutil.copytree(ENCODER, folder)
    if request.param == "no graph":
        (folder / GRAPH).unlink()
    else:
        damaged = {"another graph": GRAPH, "another tokenizer": TOKENIZER, "damaged card": CARD}[request.param]
        (folder / damaged).write_bytes(b"\x08" + b"\0" * 200)
    return {}


def test_crisis_and_red_flags_are_answered_and_become_cases(
    open_house: OpenHouse, tmp_path: Path, broken_model: dict[str, Path]
) -> None:
    house = open_house(tmp_path / "data", **broken_model)

    outcomes = [house.say(DANGER), house.say(RED_FLAG)]

    assert [outcome.reply.route for outcome in outcomes] == [Route.CRISIS, Route.RED_FLAG]
    assert all(outcome.case_id for outcome in outcomes)
    assert not outcomes[0].assessment.failed_rails


def test_a_question_fails_closed_and_becomes_a_case_that_says_why(
    open_house: OpenHouse, tmp_path: Path, broken_model: dict[str, Path]
) -> None:
    house = open_house(tmp_path / "data", **broken_model)

    outcome = house.say(QUESTION)

    assert outcome.reply.route is Route.NEEDS_HUMAN
    assert outcome.reply.citations == ()
    (case,) = house.engine.records().cases()
    assert case.severity is Severity.NEEDS_HUMAN
    assert "ModelUnavailable" in case.reason or "classifier" in case.reason


def test_a_question_about_a_dose_is_still_refused_as_such(
    open_house: OpenHouse, tmp_path: Path, broken_model: dict[str, Path]
) -> None:
    house = open_house(tmp_path / "data", **broken_model)

    assert house.say("How much ketamine should I take next time?").reply.route is Route.DOSING


def test_the_commands_say_what_to_do(tmp_path: Path) -> None:
    ask = run_kap(tmp_path / "data", "ask", QUESTION, KAP_EMBEDDING_MODEL=str(tmp_path / "nowhere"))
    doctor = run_kap(tmp_path / "data", "doctor", KAP_EMBEDDING_MODEL=str(tmp_path / "nowhere"))

    assert "(needs_human, " in ask.stdout
    assert doctor.returncode == 1
    assert "FAIL  embedding model: KAP_EMBEDDING_MODEL=" in doctor.stdout


def test_a_model_that_comes_back_is_used_without_a_restart(
    open_house: OpenHouse, ready_data: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(bootstrap.library, "ENCODER", tmp_path / "gone")
        house = open_house(ready_data)
        assert house.route(QUESTION) == "needs_human"
        shutil.copytree(ENCODER, tmp_path / "gone")

        assert house.route(QUESTION) == "answer"
