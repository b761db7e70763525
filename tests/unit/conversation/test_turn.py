"""The whole turn over fakes: its order, and what is stored."""

from __future__ import annotations

import pytest

from assistant.domain.cases import AlertStatus, Severity
from assistant.domain.reading import Reading
from assistant.domain.routes import Route
from tests.fakes.scripted_answers import NOTHING, POOR, FixedRetriever
from tests.fakes.scripted_rails import ScriptedInputRail
from tests.fakes.stage import Stage
from tests.fakes.turn_rails import CRISIS, REQUESTS


@pytest.fixture
def stage() -> Stage:
    return Stage(rails=(CRISIS, REQUESTS))


def test_a_message_is_stored_before_any_rail_reads_it() -> None:
    journal: list[str] = []

    def look(_reading: Reading) -> tuple[()]:
        journal.extend(seen_by.records.journal)
        return ()

    seen_by = Stage(rails=(ScriptedInputRail("crisis", misbehave=look),))

    seen_by.say("Is it normal to feel raw?")

    assert journal == ["received"]


def test_a_reply_is_released_only_after_its_commit(stage: Stage) -> None:
    outcome = stage.say("I want to die")

    assert stage.records.journal == ["received", "committed"]
    assert outcome.stored


def test_a_question_gets_a_numbered_quote_and_no_case(stage: Stage) -> None:
    outcome = stage.say("Is it normal to feel raw?")

    assert outcome.reply.route is Route.ANSWER
    assert outcome.reply.text == "Many people feel raw. [1]"
    assert [citation.passage_id for citation in outcome.reply.citations] == ["raw#normal"]
    assert (outcome.case_id, outcome.alert_status) == (None, AlertStatus.NONE)


def test_the_stored_reply_is_the_one_that_was_shown(stage: Stage) -> None:
    shown = stage.say("Is it normal to feel raw?").reply

    (exchange,) = stage.records.exchanges_of(stage.conversation.id)
    assert exchange.reply is not None
    assert exchange.reply.reply == shown


def test_danger_stops_generation_opens_a_case_and_pages(stage: Stage) -> None:
    outcome = stage.say("I want to die")

    assert outcome.reply.route is Route.CRISIS
    assert (outcome.reply.composer, outcome.reply.citations) == ("fixed_text", ())
    assert outcome.alert_status is AlertStatus.QUEUED
    (case,) = stage.records.cases()
    assert (case.id, case.severity) == (outcome.case_id, Severity.ELEVATED)


def test_a_red_flag_has_its_own_route_and_case(stage: Stage) -> None:
    outcome = stage.say("my chest hurts")

    assert outcome.reply.route is Route.RED_FLAG
    assert outcome.case_id is not None


def test_danger_beats_a_question_about_a_dose_in_the_same_message(stage: Stage) -> None:
    assert stage.say("I want to die, how much do I need").reply.route is Route.CRISIS


@pytest.mark.parametrize(("text", "route"), [("how much should I take", Route.DOSING), ("a source", Route.SUPPLY)])
def test_a_refusal_offers_to_ask_the_team_and_opens_no_case(stage: Stage, text: str, route: Route) -> None:
    outcome = stage.say(text)

    assert outcome.reply.route is route
    assert "ask_team" in outcome.reply.offers
    assert outcome.case_id is None


def test_a_refusal_asks_no_retriever_and_no_composer() -> None:
    retriever = FixedRetriever()
    stage = Stage(rails=(REQUESTS,), retriever=retriever)

    stage.say("how much should I take")

    assert retriever.asked == []


def test_without_a_good_passage_the_assistant_abstains_and_names_the_nearest_topics() -> None:
    outcome = Stage(retriever=FixedRetriever(POOR)).say("What about tax law?")

    assert outcome.reply.route is Route.CANNOT_ANSWER
    assert outcome.reply.offers == ("ask_team",)
    assert "What helps me rest?" in outcome.reply.text
    assert outcome.case_id is None


def test_without_any_passage_the_abstention_names_no_topics() -> None:
    reply = Stage(retriever=FixedRetriever(NOTHING)).say("What about tax law?").reply

    assert reply.route is Route.CANNOT_ANSWER
    assert "{" not in reply.text


def test_a_gentle_text_carries_the_answer_below_when_the_library_has_one(stage: Stage) -> None:
    reply = stage.say("I feel like a burden. Is it normal to feel raw?").reply

    assert reply.route is Route.CRISIS
    assert reply.text.endswith("Many people feel raw. [1]")
    assert len(reply.citations) == 1


def test_a_gentle_text_stands_alone_when_the_library_has_no_answer() -> None:
    reply = Stage(rails=(CRISIS,), retriever=FixedRetriever(POOR)).say("I feel like a burden.").reply

    assert reply.route is Route.CRISIS
    assert reply.citations == ()


def test_a_gentle_text_comes_with_a_case_that_waits_and_pages_nobody(stage: Stage) -> None:
    outcome = stage.say("I feel like a burden")

    assert outcome.alert_status is AlertStatus.NONE
    assert [case.severity for case in stage.records.cases()] == [Severity.WATCH]
