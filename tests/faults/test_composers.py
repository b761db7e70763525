"""A composer, the retriever or the model's server breaks: the extractive answer stands, or a human is asked."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from assistant.conversation.extractive import ExtractiveComposer
from assistant.domain.routes import Route
from assistant.retrieval.hybrid import HybridRetriever
from tests.fakes.chat_server import ChatServer
from tests.faults.conftest import DANGER, QUESTION, OpenHouse

LIMIT_S = 1.5
MOODS = (
    "500", "401", "429", "307", "empty", "non_json", "other_json", "page",
    "endless", "endless_silence", "endless_bytes", "dripping", "silent",
)  # fmt: skip


def broken(*_arguments: object) -> None:
    raise RuntimeError("a bug")


def test_a_composer_that_raises_lets_nothing_out_and_asks_a_human(
    open_house: OpenHouse, ready_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ExtractiveComposer, "compose", broken)
    house = open_house(ready_data)

    outcome = house.say(QUESTION)

    assert outcome.reply.route is Route.NEEDS_HUMAN
    (case,) = house.engine.records().cases()
    assert "composer extractive" in case.reason


def test_a_retriever_that_raises_lets_nothing_out_and_asks_a_human(
    open_house: OpenHouse, ready_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(HybridRetriever, "retrieve", broken)
    house = open_house(ready_data)

    outcome = house.say(QUESTION)

    assert outcome.reply.route is Route.NEEDS_HUMAN
    assert len(house.engine.records().cases()) == 1
    assert house.say(DANGER).reply.route is Route.CRISIS


@pytest.mark.network
@pytest.mark.parametrize("mood", MOODS)
def test_whatever_the_models_server_does_the_extractive_answer_stands(
    open_house: OpenHouse, ready_data: Path, mood: str
) -> None:
    with ChatServer(mood) as server:
        house = open_house(
            ready_data, chat_model="m", chat_base_url=server.base_url, chat_api_key="k", chat_timeout_s=LIMIT_S
        )
        house.route(DANGER)  # the embedder and the client are loaded by what comes next, not timed
        started = time.monotonic()
        outcome = house.say(QUESTION)

    assert server.requests
    assert (outcome.reply.route, outcome.reply.composer) == (Route.ANSWER, "extractive")
    assert outcome.reply.citations
    assert time.monotonic() - started < LIMIT_S + 20


@pytest.mark.network
def test_a_models_server_that_is_down_leaves_the_extractive_answer(open_house: OpenHouse, ready_data: Path) -> None:
    house = open_house(ready_data, chat_model="m", chat_base_url="http://127.0.0.1:9/v1", chat_timeout_s=LIMIT_S)

    assert house.say(QUESTION).reply.composer == "extractive"


@pytest.mark.network
def test_a_models_server_that_is_well_answers_with_library_sentences(open_house: OpenHouse, ready_data: Path) -> None:
    with ChatServer("good", "[1]") as server:
        house = open_house(
            ready_data, chat_model="m", chat_base_url=server.base_url, chat_api_key="k", chat_timeout_s=20.0
        )
        reply = house.say(QUESTION).reply

    assert reply.composer == "chat_model"
    (citation,) = reply.citations
    cited = house.engine.library.passage(citation.passage_id)
    assert cited is not None
    assert citation.quote in cited.text


@pytest.mark.network
def test_a_hostile_model_that_gives_doses_is_never_heard(open_house: OpenHouse, ready_data: Path) -> None:
    with ChatServer("good", "Take 100 mg now and another 50 mg in two hours.") as server:
        house = open_house(
            ready_data, chat_model="m", chat_base_url=server.base_url, chat_api_key="k", chat_timeout_s=20.0
        )
        reply = house.say(QUESTION).reply

    assert server.requests
    assert reply.composer == "extractive"
    assert "mg" not in reply.text


def test_a_model_never_reads_a_message_in_danger(open_house: OpenHouse, ready_data: Path) -> None:
    house = open_house(ready_data, chat_model="m", chat_base_url="http://127.0.0.1:9/v1")

    assert house.say(DANGER).reply.route is Route.CRISIS
