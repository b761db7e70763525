"""The rules by which cases and episodes grow."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise, permutations

import pytest

from assistant.domain.cases import AlertStatus, Severity
from assistant.domain.joining import (
    SILENT,
    AlertState,
    Page,
    Pagers,
    joined_concerns,
    must_page,
    rises,
    silent_reason,
    status_of,
)
from assistant.domain.oncall import CONSOLE, OnCall
from assistant.domain.risk import Concern
from tests.contract.scenes import opening
from tests.fakes.clock import START

QUEUED = AlertState(Severity.ELEVATED, delivered=False, given_up=False)
DELIVERED = AlertState(Severity.ELEVATED, delivered=True, given_up=False)
GIVEN_UP = AlertState(Severity.ELEVATED, delivered=False, given_up=True)
GRAVER = AlertState(Severity.IMMINENT, delivered=False, given_up=False)


def test_a_severity_never_rises_to_itself_or_to_a_milder_one() -> None:
    ordered = list(Severity)

    assert all(rises(milder, graver) for graver, milder in pairwise(ordered))
    assert not any(rises(severity, severity) for severity in ordered)
    assert not rises(Severity.IMMINENT, Severity.WATCH)


def test_concerns_are_kept_once_in_order() -> None:
    first, then = (Concern.ABUSE, Concern.SUICIDE), (Concern.SUICIDE, Concern.SELF_HARM)

    assert joined_concerns(first, then) == (Concern.ABUSE, Concern.SUICIDE, Concern.SELF_HARM)


@pytest.mark.parametrize(
    ("rows", "status"),
    [
        ((), AlertStatus.NONE),
        ((QUEUED,), AlertStatus.QUEUED),
        ((QUEUED, DELIVERED, GIVEN_UP), AlertStatus.DELIVERED),
        ((QUEUED, GIVEN_UP), AlertStatus.QUEUED),
        ((GIVEN_UP, GIVEN_UP), AlertStatus.UNREACHABLE),
        ((DELIVERED, GRAVER), AlertStatus.QUEUED),
        ((GIVEN_UP, GRAVER), AlertStatus.QUEUED),
    ],
)
def test_the_status_is_the_same_in_whatever_order_the_rows_come(
    rows: tuple[AlertState, ...], status: AlertStatus
) -> None:
    assert {status_of(order, seen=False) for order in permutations(rows)} == {status}
    assert status_of(rows, seen=True) is AlertStatus.SEEN


@pytest.mark.parametrize(
    ("page", "rose", "rows", "expected"),
    [
        (True, True, (DELIVERED,), True),
        (True, False, (), True),
        (True, False, (GIVEN_UP,), True),
        (True, False, (GIVEN_UP, QUEUED), False),
        (True, False, (DELIVERED,), False),
        (False, True, (), False),
    ],
)
def test_a_page_goes_out_when_it_is_news_or_nobody_was_reached(
    page: bool, rose: bool, rows: tuple[AlertState, ...], expected: bool
) -> None:
    assert must_page(opening(page=page), rose=rose, alerts=rows) is expected


def test_a_page_that_is_asked_for_anew_goes_out_although_one_was_delivered() -> None:
    assert must_page(replace(opening(), again=True), rose=False, alerts=(DELIVERED,))
    assert not must_page(replace(opening(page=False), again=True), rose=False, alerts=())


def test_pages_go_to_the_team_and_those_about_staff_to_the_safeguarding_lead_or_nowhere() -> None:
    team, lead = ("json://a", "json://b"), ("json://lead",)
    oncall = OnCall.of_urls(team)

    assert Pagers(oncall, lead).page("default", START, restricted=False) == Page(1, team)
    assert Pagers(oncall, lead).page("default", START, restricted=False, safeguarding=True) == Page(1, (*team, *lead))
    assert Pagers(oncall, lead).page("default", START, restricted=True) == Page(0, lead)
    assert Pagers(oncall).page("default", START, restricted=True) == Page(0, ())
    assert Pagers().page("default", START, restricted=False) == Page(0, (CONSOLE,))


def test_the_reason_tells_of_a_silence_once() -> None:
    assert silent_reason(silent_reason("Why.")) == f"Why. {SILENT}"
