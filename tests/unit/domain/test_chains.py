"""What silence asks for, and when."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.cases import CaseState, Severity
from assistant.domain.chains import Move, Watched, next_move
from assistant.domain.oncall import OnCall, Step, Team
from tests.fakes.clock import START

MINUTE = timedelta(minutes=1)
FIRST = Step("first", ("json://first",), 5 * MINUTE)
SECOND = Step("second", ("json://second",), 10 * MINUTE)
LEAD = Step("lead", ("json://lead",))
ONCALL = OnCall({"default": Team("default", (FIRST, SECOND))}, LEAD)
FREE = Watched("case", Severity.IMMINENT, CaseState.OPEN, "default", False, START, told=1, told_at=START)
TAKEN = replace(FREE, state=CaseState.CLAIMED, owner_id="dr-a")


def moved(case: Watched, after: timedelta) -> Move | None:
    return next_move(case, ONCALL, START + after)


def test_the_next_step_is_told_once_the_silence_of_the_one_before_has_lasted_long_enough() -> None:
    assert moved(FREE, 5 * MINUTE - timedelta(seconds=1)) is None
    assert moved(FREE, 5 * MINUTE) == Move(2, SECOND.urls)
    assert moved(replace(FREE, told=2), 10 * MINUTE) == Move(3, LEAD.urls)


def test_after_the_fallback_nobody_is_left() -> None:
    last = replace(FREE, told=3)

    assert moved(last, 14 * MINUTE) is None
    assert moved(last, 15 * MINUTE) == Move(exhausted=True)


def test_when_nobody_is_left_the_last_step_hears_of_it_again_once_in_every_clock() -> None:
    ended = replace(FREE, told=3, exhausted_at=START)
    again = replace(ended, told_at=START + 15 * MINUTE)

    assert moved(ended, 14 * MINUTE) is None
    assert moved(ended, 15 * MINUTE) == Move(3, LEAD.urls)
    assert moved(again, 29 * MINUTE) is None
    assert moved(again, 30 * MINUTE) == Move(3, LEAD.urls)


def test_with_nobody_on_call_there_is_nobody_to_tell_again() -> None:
    ended = replace(FREE, told=0, told_at=None, exhausted_at=START)

    assert next_move(ended, OnCall.of_urls(()), START + 90 * MINUTE) is None


def test_a_step_whose_every_alert_was_given_up_is_not_waited_for() -> None:
    assert moved(replace(FREE, unheard=True), timedelta(0)) == Move(2, SECOND.urls)


@pytest.mark.parametrize("severity", [Severity.WATCH, Severity.NEEDS_HUMAN])
def test_a_case_that_paged_nobody_pages_when_its_clock_has_run_out(severity: Severity) -> None:
    waiting = replace(FREE, severity=severity, told=0, told_at=None)
    due = ONCALL.overdue_at("default", severity, START) - START

    assert moved(waiting, due - MINUTE) is None
    assert moved(waiting, due) == Move(1, FIRST.urls)


def test_a_claim_that_is_not_acted_on_in_time_is_undone_and_the_next_step_told() -> None:
    assert moved(TAKEN, 14 * MINUTE) is None
    assert moved(TAKEN, 15 * MINUTE) == Move(2, SECOND.urls, unclaim=True)


def test_a_claim_undone_at_the_end_of_the_chain_begins_it_again() -> None:
    assert moved(replace(TAKEN, told=3), 15 * MINUTE) == Move(1, FIRST.urls, unclaim=True)


@pytest.mark.parametrize("state", [CaseState.CONTACTED, CaseState.RESOLVED])
def test_a_case_whose_patient_was_spoken_to_stays_where_it_is(state: CaseState) -> None:
    assert moved(replace(TAKEN, state=state), timedelta(days=9)) is None


@pytest.mark.parametrize(
    "quiet",
    [replace(FREE, restricted=True), replace(FREE, severity=Severity.TEAM_QUESTION)],
    ids=["about staff", "question"],
)
def test_neither_a_case_about_staff_nor_a_question_pages_the_team_but_their_claims_run_out(quiet: Watched) -> None:
    assert moved(quiet, timedelta(days=9)) is None
    assert moved(replace(quiet, state=CaseState.CLAIMED), timedelta(days=9)) == Move(unclaim=True)


def test_of_a_case_about_staff_the_lead_alone_hears_again_once_in_every_clock_until_they_take_it() -> None:
    lead = ("json://lead-for-safeguarding",)
    oncall = replace(ONCALL, safeguarding=lead)
    free = replace(FREE, restricted=True, told=0)
    later = replace(free, told_at=START + 15 * MINUTE)

    assert next_move(free, oncall, START + 14 * MINUTE) is None
    assert next_move(free, oncall, START + 15 * MINUTE) == Move(urls=lead)
    assert next_move(later, oncall, START + 29 * MINUTE) is None
    assert next_move(later, oncall, START + 30 * MINUTE) == Move(urls=lead)


def test_a_claim_of_a_case_about_staff_that_runs_out_tells_the_lead_again() -> None:
    lead = ("json://lead-for-safeguarding",)
    taken = replace(TAKEN, restricted=True, told=0)

    assert next_move(taken, replace(ONCALL, safeguarding=lead), START + 14 * MINUTE) is None
    assert next_move(taken, replace(ONCALL, safeguarding=lead), START + 15 * MINUTE) == Move(urls=lead, unclaim=True)


def test_a_question_is_never_told_to_the_lead() -> None:
    question = replace(FREE, severity=Severity.TEAM_QUESTION)

    assert next_move(question, replace(ONCALL, safeguarding=("json://lead",)), START + timedelta(days=9)) is None


def test_with_nobody_on_call_the_clock_ends_in_nobody_left() -> None:
    alone = replace(FREE, told=0, told_at=None)

    assert next_move(alone, OnCall.of_urls(()), START + 15 * MINUTE) == Move(exhausted=True)
