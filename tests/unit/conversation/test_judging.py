"""Assess, route and reply without records: nothing breaks it, and no later message lowers what was found."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from structlog.testing import capture_logs

from assistant.conversation import judging as judging_module
from assistant.domain.care import Answers
from assistant.domain.cases import Severity
from assistant.domain.errors import IndexUnavailable
from assistant.domain.messages import Author, Utterance
from assistant.domain.phases import Phase
from assistant.domain.reading import Reading
from assistant.domain.risk import Concern, Tier
from assistant.domain.routes import Route
from tests.fakes.hash_embedder import HashEmbedder
from tests.fakes.scripted_answers import FixedRetriever
from tests.fakes.scripted_rails import ScriptedInputRail, danger, request
from tests.fakes.stage import Stage

CRISIS = ScriptedInputRail(
    "crisis", {"die": (danger(Tier.ELEVATED),), "pills in hand": (danger(Tier.IMMINENT, Concern.SELF_HARM),)}
)
REQUESTS = ScriptedInputRail("requests", {"how much": (request(Route.DOSING),)})


def said(*texts: str) -> tuple[Utterance, ...]:
    """What the patient wrote before, each answered."""
    return tuple(u for text in texts for u in (Utterance(Author.PATIENT, text), Utterance(Author.ASSISTANT, "Hm.")))


@pytest.fixture
def stage() -> Stage:
    return Stage(rails=(CRISIS, REQUESTS))


class WaitingRail:
    """A rail with a model that calls `act` while it reads."""

    name = "classifier"
    needs_model = True

    def __init__(self, act: Callable[[], object]) -> None:
        self._act = act

    def read(self, reading: Reading) -> tuple[()]:
        self._act()
        return ()


def _within_a_moment(count: Callable[[], int], wanted: int) -> int:
    """The count, given a moment to become what is wanted."""
    for _ in range(500 if wanted else 5):
        if wanted and count() == wanted:
            break
        time.sleep(0.01)
    return count()


def broken(*_arguments: object) -> object:
    raise RuntimeError("a bug")


def test_a_message_is_embedded_in_exactly_one_call() -> None:
    embedder = HashEmbedder()
    Stage(rails=(CRISIS,), embedder=embedder).judging.judge("Is it normal to feel raw? I cried. I slept.")

    assert len(embedder.calls) == 1


def test_a_refusal_embeds_nothing() -> None:
    embedder = HashEmbedder()
    Stage(rails=(REQUESTS,), embedder=embedder).judging.judge("how much should I take")

    assert embedder.calls == []


@pytest.mark.parametrize(
    ("text", "answers", "calls"),
    [
        ("Is it normal to feel raw?", Answers.ON, 1),
        ("Is it normal to feel raw?", Answers.OFF, 0),
        ("how much should I take", Answers.ON, 0),
        ("I want to die", Answers.ON, 0),
        ("!!!", Answers.ON, 0),
        ("why " * 5_000, Answers.ON, 0),
    ],
    ids=["a question", "answers are off", "a refusal", "danger", "no words", "too long"],
)
def test_only_what_is_looked_up_is_embedded_beside_the_classifier(text: str, answers: Answers, calls: int) -> None:
    embedder = HashEmbedder()
    beside: list[int] = []
    classifier = WaitingRail(lambda: beside.append(_within_a_moment(lambda: len(embedder.calls), calls)))
    stage = Stage(rails=(CRISIS, REQUESTS, classifier), embedder=embedder, time_limit_s=20.0)
    stage.judging.judge(text, answers=answers)

    assert beside == [calls]
    assert len(embedder.calls) == calls


def test_a_table_that_fails_is_reported_once_and_nothing_is_embedded(monkeypatch: pytest.MonkeyPatch) -> None:
    embedder = HashEmbedder()
    monkeypatch.setattr(judging_module, "route", broken)
    with capture_logs() as lines:
        Stage(rails=(CRISIS, WaitingRail(lambda: None)), embedder=embedder).judging.judge("Is it normal?")

    assert [line["event"] for line in lines] == ["routing_failed"]
    assert embedder.calls == []


def test_the_time_of_every_stage_is_told(stage: Stage) -> None:
    ms = stage.judging.judge("Is it normal to feel raw?").proposal.reply.ms

    assert ms.total >= ms.assess + ms.retrieve + ms.compose + ms.verify
    assert min(ms.assess, ms.retrieve, ms.compose, ms.verify) > 0


@pytest.mark.parametrize("error", [IndexUnavailable("gone"), RuntimeError("a bug")], ids=["ours", "foreign"])
def test_a_broken_retriever_becomes_the_holding_text_and_a_case(error: Exception) -> None:
    judged = Stage(retriever=FixedRetriever(error=error)).judging.judge("Is it normal to feel raw?")

    assert judged.proposal.reply.route is Route.NEEDS_HUMAN
    assert judged.proposal.opening is not None
    assert judged.proposal.opening.severity is Severity.NEEDS_HUMAN


def test_a_missing_model_leaves_crisis_and_refusals_standing() -> None:
    embedder = HashEmbedder()
    embedder.broken = True
    judging = Stage(rails=(CRISIS, REQUESTS), embedder=embedder).judging

    routes = [judging.judge(t).proposal.reply.route for t in ("I want to die", "how much", "Is it normal?")]

    assert routes == [Route.CRISIS, Route.DOSING, Route.NEEDS_HUMAN]


@pytest.mark.parametrize("part", ["spoken_language", "advance", "route"])
def test_whatever_breaks_in_routing_danger_is_still_answered_and_pages(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    monkeypatch.setattr(judging_module, part, broken)

    proposal = stage.judging.judge("I want to die").proposal

    assert proposal.reply.route is Route.CRISIS
    assert proposal.opening is not None
    assert proposal.opening.page


@pytest.mark.parametrize("part", ["spoken_language", "advance", "route"])
def test_whatever_breaks_in_routing_a_question_becomes_a_case(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    monkeypatch.setattr(judging_module, part, broken)

    proposal = stage.judging.judge("Is it normal to feel raw?").proposal

    assert proposal.reply.route is Route.NEEDS_HUMAN
    assert proposal.opening is not None


def test_asking_with_a_history_stands_in_the_episode_that_the_history_opened(stage: Stage) -> None:
    reply, _ = stage.judging.ask("Is it normal to feel raw?", said("I want to die"))

    assert reply.route is Route.CRISIS


def test_asking_stores_nothing(stage: Stage) -> None:
    stage.judging.ask("I want to die")

    assert stage.records.journal == []
    assert stage.records.cases() == ()


def test_screening_a_conversation_keeps_its_strictest_tier_through_a_denial(stage: Stage) -> None:
    state = stage.judging.screen("I was only joking", said("I have pills in hand"))

    assert state.tier is Tier.IMMINENT
    assert state.route is Route.CRISIS
    assert state.assessment.concerns == (Concern.SELF_HARM,)


def test_screening_a_conversation_does_not_repeat_old_requests(stage: Stage) -> None:
    state = stage.judging.screen("thanks", said("how much should I take"))

    assert state.route is Route.ANSWER
    assert state.assessment.requests == ()


def test_screening_names_a_rail_that_broke_on_an_earlier_message() -> None:
    rail = ScriptedInputRail("crisis", misbehave=lambda r: broken() if "boom" in r.message else ())
    state = Stage(rails=(rail,)).judging.screen("hello", said("boom"))

    assert state.assessment.failed_rails == ("crisis",)
    assert state.tier is Tier.UNKNOWN


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n\t",
        "🙂🙂",
        "\u202edie\u202c",
        "\x00\x07\x1b[31m",
        "\ufeffhello",
        "a" * 100_000,
        "é" * 50_000,
        "\ud800 hi",
    ],
    ids=["empty", "blank", "emoji", "bidi", "control", "bom", "100KB", "100KB-utf8", "surrogate"],
)
def test_no_text_however_odd_breaks_a_turn(stage: Stage, text: str) -> None:
    reply = stage.judging.judge(text).proposal.reply

    assert reply.text.strip()


@pytest.mark.parametrize("text", ["", "   \n\t", "\u200b\u2060", "🙂🙂", "...?"])
def test_a_message_without_words_is_asked_for_again(stage: Stage, text: str) -> None:
    reply = stage.judging.judge(text).proposal.reply

    assert reply.prompt_version.startswith("empty-message")


def test_a_message_too_long_to_answer_is_still_read_whole_by_the_rails(stage: Stage) -> None:
    assert stage.judging.judge("word " * 20_000).proposal.reply.prompt_version.startswith("too-long")
    assert stage.judging.judge("word " * 20_000 + "I want to die").proposal.reply.route is Route.CRISIS


def test_a_message_that_is_kept_nowhere_is_never_said_to_have_alerted_anybody(stage: Stage) -> None:
    asked = stage.judging.ask("I want to die")[0].text
    stored = stage.judging.judge("I want to die", patient_id="p1").proposal.reply.text

    assert "Nobody on your care team has been told." in asked
    assert "This is now on your care team's urgent list." in stored


def test_the_phase_of_a_known_session_reaches_the_search() -> None:
    retriever = FixedRetriever()
    Stage(retriever=retriever).judging.judge("Is it normal to feel raw?", phase=Phase.SESSION_DAY)

    assert retriever.asked[0].phase is Phase.SESSION_DAY


def test_a_question_in_two_parts_is_embedded_whole_and_in_parts_in_one_call() -> None:
    retriever, embedder = FixedRetriever(), HashEmbedder()
    Stage(retriever=retriever, embedder=embedder).judging.judge("Is it normal to feel raw? And when can I drive again?")

    assert [words for words, _ in retriever.asked[0].parts] == [
        "Is it normal to feel raw",
        "And when can I drive again?",
    ]
    assert len(embedder.calls) == 1
