"""The whole turn over fakes: its order, what is stored, and what a patient sees when something breaks."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from assistant.conversation.turn import REMEMBERED
from assistant.domain.cases import AlertStatus, Outcome, Review, Severity
from assistant.domain.errors import NotAllowed, RecordsUnavailable
from assistant.domain.people import Role
from assistant.domain.reading import Reading
from assistant.domain.risk import Concern, Subject, Tier
from assistant.domain.routes import Route
from assistant.domain.turns import Exchange
from tests.fakes.scripted_answers import NOTHING, POOR, FixedRetriever
from tests.fakes.scripted_rails import ScriptedInputRail, danger, request
from tests.fakes.stage import URL, JournalRecords, Stage

CRISIS = ScriptedInputRail(
    "crisis",
    {
        "die": (danger(Tier.ELEVATED),),
        "pills in hand": (danger(Tier.IMMINENT),),
        "burden": (danger(Tier.WATCH),),
        "sister": (danger(Tier.ELEVATED, subject=Subject.OTHER),),
        "chest": (danger(Tier.ELEVATED, Concern.MEDICAL_EMERGENCY, "red_flags"),),
    },
)
REQUESTS = ScriptedInputRail("requests", {"how much": (request(Route.DOSING),), "source": (request(Route.SUPPLY),)})


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


def test_a_denial_does_not_lower_an_episode(stage: Stage) -> None:
    stage.say("I have pills in hand")

    outcome = stage.say("I was only joking, I am fine")

    episode = stage.records.open_episode(stage.patient.id)
    assert episode is not None
    assert episode.tier is Tier.IMMINENT
    assert outcome.reply.route is Route.CRISIS


def test_a_new_conversation_does_not_clear_an_episode(stage: Stage) -> None:
    stage.say("I want to die")
    stage.new_conversation()

    assert stage.say("Is it normal to feel raw?").reply.route is Route.CRISIS


def test_a_clinicians_review_lets_answers_come_back(stage: Stage) -> None:
    case_id = stage.say("I want to die").case_id
    assert case_id is not None
    stage.records.review(Review(case_id, "dr-a", Outcome.ALREADY_KNOWN, "Spoke.", stage.clock.now()))

    assert stage.say("Is it normal to feel raw?").reply.route is Route.ANSWER


def test_an_episode_about_somebody_else_lets_answers_go_on_under_a_reminder(stage: Stage) -> None:
    stage.say("my sister is in danger")

    reply = stage.say("Is it normal to feel raw?").reply

    assert reply.route is Route.ANSWER
    assert len(reply.text) > len("Many people feel raw. [1]")


def test_a_patient_in_an_episode_is_never_locked_out(stage: Stage) -> None:
    stage.say("I want to die")

    replies = [stage.say(f"still here {number}").reply for number in range(60)]

    assert {reply.route for reply in replies} == {Route.CRISIS}
    assert all(reply.text.strip() for reply in replies)


def test_company_never_says_the_same_twice_in_a_row_however_long_the_conversation(stage: Stage) -> None:
    stage.say("I want to die")

    said = [stage.say(f"still here {number}").reply.text for number in range(REMEMBERED + 20)]

    assert all(one != two for one, two in itertools.pairwise(said))


def test_another_grave_message_joins_the_open_case(stage: Stage) -> None:
    first = stage.say("I want to die").case_id

    assert stage.say("I have pills in hand").case_id == first
    assert [case.severity for case in stage.records.cases()] == [Severity.IMMINENT]


def test_a_question_can_be_passed_on_to_the_team(stage: Stage) -> None:
    outcome = stage.say("how much should I take", for_team=True)

    assert outcome.reply.route is Route.NEEDS_HUMAN
    assert [case.severity for case in stage.records.cases()] == [Severity.TEAM_QUESTION]


def test_danger_in_a_question_for_the_team_is_still_danger(stage: Stage) -> None:
    outcome = stage.say("please tell them I want to die", for_team=True)

    assert outcome.reply.route is Route.CRISIS
    assert [case.severity for case in stage.records.cases()] == [Severity.ELEVATED]


def test_a_question_for_the_team_within_an_episode_keeps_the_company_and_is_passed_on(stage: Stage) -> None:
    stage.say("I want to die")

    outcome = stage.say("when is my next visit", for_team=True)

    assert outcome.reply.route is Route.CRISIS
    assert Severity.TEAM_QUESTION in {case.severity for case in stage.records.cases()}


@pytest.mark.parametrize("error", [RecordsUnavailable("down"), RuntimeError("a bug")], ids=["ours", "foreign"])
@pytest.mark.parametrize("method", ["receive", "record"])
def test_when_the_commit_fails_a_crisis_text_says_that_nobody_has_been_told(method: str, error: Exception) -> None:
    stage = Stage(rails=(CRISIS,))
    stage.records.broken[method] = error

    outcome = stage.say("I want to die")

    assert not outcome.stored
    assert outcome.reply.route is Route.CRISIS
    assert "nobody has been told" in outcome.reply.text


@pytest.mark.parametrize("method", ["receive", "record"])
def test_when_the_commit_fails_the_alert_is_tried_directly(stage: Stage, method: str) -> None:
    stage.records.broken[method] = RecordsUnavailable("down")

    outcome = stage.say("I want to die")

    assert stage.sender.urls == [URL]
    assert outcome.alert_status is AlertStatus.DELIVERED


def test_a_direct_alert_that_nobody_takes_is_said_to_be_unreachable(stage: Stage) -> None:
    stage.records.broken["record"] = RecordsUnavailable("down")
    stage.sender.refusing.add(URL)

    assert stage.say("I want to die").alert_status is AlertStatus.UNREACHABLE


def test_alerting_that_cannot_even_start_still_leaves_the_crisis_text(stage: Stage) -> None:
    stage.records.broken["record"] = RecordsUnavailable("down")

    def unable() -> object:
        raise RecordsUnavailable("down")

    stage.turns._alerting = unable  # type: ignore[assignment]

    outcome = stage.say("I want to die")

    assert outcome.reply.route is Route.CRISIS
    assert outcome.alert_status is AlertStatus.UNREACHABLE


def test_a_question_whose_commit_fails_is_not_answered(stage: Stage) -> None:
    stage.records.broken["record"] = RecordsUnavailable("down")

    outcome = stage.say("Is it normal to feel raw?")

    assert outcome.reply.route is Route.NEEDS_HUMAN
    assert "nobody has been told" in outcome.reply.text
    assert stage.sender.sent == []


def test_a_page_is_not_sent_again_each_time_the_worker_tries_the_same_message(stage: Stage) -> None:
    message = stage.received_only("I want to die")
    stage.records.broken["record"] = RecordsUnavailable("full")

    for _ in range(5):
        stage.turns.resume(stage.patient, stage.conversation, message)

    assert stage.sender.urls == [URL]


def test_resuming_twice_leaves_one_reply_and_one_case(stage: Stage) -> None:
    message = stage.received_only("I want to die")

    first = stage.turns.resume(stage.patient, stage.conversation, message)
    second = stage.turns.resume(stage.patient, stage.conversation, message)

    assert first.case_id == second.case_id
    assert len(stage.records.cases()) == 1
    assert len(stage.records.exchanges_of(stage.conversation.id)) == 1


def test_a_resumed_message_does_not_see_what_was_said_after_it(stage: Stage) -> None:
    rail = ScriptedInputRail("crisis")
    stage = Stage(rails=(rail,))
    message = stage.received_only("first")
    stage.say("second")

    stage.turns.resume(stage.patient, stage.conversation, message)

    assert rail.histories[-1] == ()


def test_rails_look_back_over_a_bounded_number_of_lines() -> None:
    rail = ScriptedInputRail("crisis")
    stage = Stage(rails=(rail,))

    for number in range(REMEMBERED):
        stage.say(f"message {number}")

    assert len(rail.histories[-1]) == REMEMBERED
    assert f"message {REMEMBERED - 2}" in rail.histories[-1]


def test_help_lines_follow_the_patients_own_region(stage: Stage) -> None:
    stage.living_in("GB")

    assert "999" in stage.say("I want to die").reply.text


def test_nobody_writes_in_somebody_elses_conversation(stage: Stage) -> None:
    other = stage.new_patient("other")

    with pytest.raises(NotAllowed):
        stage.turns.take(other, stage.conversation, "hello")

    assert stage.records.journal == []


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.PATIENT])
def test_only_patients_write(stage: Stage, role: Role) -> None:
    with pytest.raises(NotAllowed):
        stage.turns.take(replace(stage.patient, role=role), stage.conversation, "hello")


def test_a_missing_history_does_not_stop_a_crisis_from_being_seen() -> None:
    class Forgetful(JournalRecords):
        def exchanges_of(self, conversation_id: str) -> tuple[Exchange, ...]:
            raise RecordsUnavailable("down")

    stage = Stage(rails=(CRISIS,), records=Forgetful((URL,)))

    outcome = stage.say("I want to die")

    assert outcome.stored
    assert outcome.reply.route is Route.CRISIS
