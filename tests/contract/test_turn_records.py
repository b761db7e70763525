"""What `record` promises: one transaction, joined cases, tiers that only rise, pages, and no second effect."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from assistant.domain.cases import AlertStatus, Severity
from assistant.domain.errors import RecordsUnavailable
from assistant.domain.risk import Assessment, Concern, Tier
from assistant.domain.turns import Recorded
from tests.contract.scenes import DOSING, REPLY, SUICIDE, WITHDRAWAL, Scene, opening

LATER = timedelta(days=1)


def test_the_stored_reply_is_the_reply_with_its_place(scene: Scene) -> None:
    turn = scene.turn(assessment=Assessment((SUICIDE, DOSING), ("broken",), ("advisor",)))

    scene.records.record(turn)

    (exchange,) = scene.records.exchanges_of(scene.conversation.id)
    assert exchange.reply is not None
    assert exchange.reply.reply == REPLY
    assert exchange.reply.reply.ms == REPLY.ms
    assert (exchange.reply.message.id, exchange.reply.message.at) == (turn.reply_id, turn.at)


def test_a_turn_without_an_opening_has_no_case_and_no_alert(scene: Scene) -> None:
    assert scene.record() == Recorded(None, AlertStatus.NONE)
    assert scene.records.cases() == ()
    assert scene.records.due_alerts(scene.clock.now(), 10) == ()


def test_a_message_that_was_never_received_is_stored_with_its_reply(scene: Scene) -> None:
    message = scene.message()

    scene.records.record(scene.turn(message=message))

    assert [exchange.message for exchange in scene.records.exchanges_of(scene.conversation.id)] == [message]


def test_an_opening_becomes_a_case_that_says_everything(scene: Scene) -> None:
    turn = scene.turn(opening(Severity.ELEVATED, SUICIDE, WITHDRAWAL, reason="Two rails."))

    recorded = scene.records.record(turn)

    case = scene.only_case()
    assert recorded == Recorded(case.id, AlertStatus.QUEUED)
    assert (case.patient_id, case.patient_name) == (scene.patient.id, scene.patient.name)
    assert (case.conversation_id, case.message_id) == (scene.conversation.id, turn.patient_message.id)
    assert (case.severity, case.reason) == (Severity.ELEVATED, "Two rails.")
    assert case.concerns == (Concern.SUICIDE, Concern.WITHDRAWAL)
    assert case.signals == ((turn.patient_message.id, SUICIDE), (turn.patient_message.id, WITHDRAWAL))
    assert case.opened_at == case.updated_at == turn.at
    assert (case.seen_at, case.resolved_at, case.outcome, case.note) == (None, None, None, "")


def test_a_second_opening_joins_the_open_case_with_its_own_message(scene: Scene) -> None:
    first = scene.turn(opening(Severity.ELEVATED, SUICIDE, reason="first"))
    scene.records.record(first)
    scene.clock.advance(minutes=1)
    second = scene.turn(opening(Severity.ELEVATED, WITHDRAWAL, SUICIDE, reason="second"))

    recorded = scene.records.record(second)

    case = scene.only_case()
    assert recorded.case_id == case.id
    assert case.concerns == (Concern.SUICIDE, Concern.WITHDRAWAL)
    assert case.signals == (
        (first.patient_message.id, SUICIDE),
        (second.patient_message.id, WITHDRAWAL),
        (second.patient_message.id, SUICIDE),
    )
    assert (case.reason, case.message_id) == ("first", first.patient_message.id)
    assert (case.opened_at, case.updated_at) == (first.at, second.at)


def test_a_milder_opening_does_not_lower_the_case(scene: Scene) -> None:
    scene.record(opening(Severity.IMMINENT))

    scene.record(opening(Severity.WATCH, page=False))

    assert scene.only_case().severity is Severity.IMMINENT


def test_a_stricter_opening_raises_the_case_and_leads_it(scene: Scene) -> None:
    scene.record(opening(Severity.WATCH, WITHDRAWAL, page=False, reason="mild"))
    turn = scene.turn(opening(Severity.IMMINENT, SUICIDE, reason="grave"))

    scene.records.record(turn)

    case = scene.only_case()
    assert (case.severity, case.reason, case.message_id) == (Severity.IMMINENT, "grave", turn.patient_message.id)
    assert case.concerns == (Concern.SUICIDE, Concern.WITHDRAWAL)


def test_every_severity_joins_the_one_open_case_except_a_question(scene: Scene) -> None:
    for severity in Severity:
        scene.record(opening(severity, page=False))

    assert [case.severity for case in scene.records.cases()] == [Severity.IMMINENT, Severity.TEAM_QUESTION]


def test_each_question_for_the_team_keeps_a_case_of_its_own(scene: Scene) -> None:
    scene.record(opening(Severity.TEAM_QUESTION, page=False))
    scene.record(opening(Severity.TEAM_QUESTION, page=False))

    assert [case.severity for case in scene.records.cases()] == [Severity.TEAM_QUESTION] * 2


def test_another_patient_gets_another_case(scene: Scene) -> None:
    scene.open_case()

    Scene.of(scene.records, scene.clock).open_case()

    assert len(scene.records.cases()) == 2


def test_after_the_review_a_new_opening_is_a_new_case(scene: Scene) -> None:
    first = scene.open_case()
    scene.review(first)

    second = scene.open_case()

    assert second.id != first.id
    assert scene.is_resolved(first)


def test_a_case_about_staff_never_joins_another(scene: Scene) -> None:
    usual = scene.open_case(Severity.ELEVATED)

    about_staff = scene.open_case(Severity.IMMINENT, restricted=True)

    assert about_staff.id != usual.id
    assert (about_staff.restricted, scene.case(usual.id).restricted) == (True, False)
    assert scene.case(usual.id).severity is Severity.ELEVATED
    assert scene.open_case(Severity.WATCH, page=False).id == usual.id


def test_a_case_about_staff_is_not_paged_to_staff(scene: Scene) -> None:
    case = scene.open_case(Severity.IMMINENT, restricted=True)

    assert scene.records.due_alerts(scene.clock.now() + LATER, 10) == ()
    assert case.alert_status is AlertStatus.NONE


def test_recording_the_same_message_twice_changes_nothing(scene: Scene) -> None:
    turn = scene.turn(opening(Severity.WATCH, WITHDRAWAL, page=False), scene.episode(Tier.ELEVATED, Concern.ABUSE))
    first = scene.records.record(turn)
    before = (scene.only_case(), scene.records.open_episode(scene.patient.id))
    graver = opening(Severity.IMMINENT, SUICIDE)
    again = replace(turn, reply_id="another", reply=replace(REPLY, text="other"), opening=graver)

    second = scene.records.record(again)

    assert second == first
    assert (scene.only_case(), scene.records.open_episode(scene.patient.id)) == before
    assert scene.records.due_alerts(scene.clock.now(), 10) == ()
    (exchange,) = scene.records.exchanges_of(scene.conversation.id)
    assert exchange.reply is not None
    assert exchange.reply.reply == REPLY


def test_recording_again_tells_what_is_true_of_the_alert_by_now(scene: Scene) -> None:
    turn = scene.turn(opening())
    first = scene.records.record(turn)
    assert first.case_id is not None
    scene.records.mark_seen(first.case_id, "dr-a", scene.clock.now())

    assert scene.records.record(turn) == Recorded(first.case_id, AlertStatus.SEEN)


def test_a_turn_that_cannot_be_stored_whole_leaves_nothing_of_itself(scene: Scene) -> None:
    turn = replace(scene.turn(opening(), scene.episode()), patient_id="nobody")

    with pytest.raises(RecordsUnavailable):
        scene.records.record(turn)

    assert scene.records.cases() == ()
    assert scene.records.open_episode(scene.patient.id) is None
    assert [exchange.reply for exchange in scene.records.exchanges_of(scene.conversation.id)] == [None]
