"""What the records promise of unanswered safety questions and of cases kept apart."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from assistant.domain.cases import AlertStatus, Severity
from assistant.domain.joining import SILENT
from tests.contract.scenes import REPLY, SUICIDE, URLS, WITHDRAWAL, Scene, opening

ASKS = replace(REPLY, offers=("safety_question",))
TEN = timedelta(minutes=10)


def asked(scene: Scene) -> str:
    """A case whose patient was asked the safety question just now."""
    case_id = scene.records.record(scene.turn(opening(), reply=ASKS)).case_id
    assert case_id is not None
    return case_id


def silences(scene: Scene) -> int:
    return scene.records.page_silences(scene.clock.now() - TEN, scene.clock.now())


def due(scene: Scene) -> int:
    return len(scene.records.due_alerts(scene.clock.now(), 100))


def test_an_unanswered_question_pages_every_address_again_and_only_once(scene: Scene) -> None:
    case_id = asked(scene)
    for alert in scene.records.due_alerts(scene.clock.now(), 100):
        scene.records.alert_delivered(alert.id, scene.clock.now())
    scene.clock.advance(minutes=10)

    assert [silences(scene), silences(scene)] == [1, 0]
    assert due(scene) == len(URLS)
    assert scene.case(case_id).reason.endswith(SILENT)
    assert scene.case(case_id).alert_status is AlertStatus.DELIVERED


def test_a_received_message_answers_and_a_question_that_is_young_waits(scene: Scene) -> None:
    asked(scene)
    young = silences(scene)
    scene.received()
    scene.clock.advance(minutes=10)

    assert (young, silences(scene)) == (0, 0)


def test_somebody_elses_message_answers_nothing(scene: Scene) -> None:
    asked(scene)
    Scene.of(scene.records, scene.clock).received()
    scene.clock.advance(minutes=10)

    assert silences(scene) == 1


def test_a_resolved_case_is_not_paged_for_silence(scene: Scene) -> None:
    scene.review(scene.case(asked(scene)))
    scene.clock.advance(minutes=10)

    assert silences(scene) == 0


def test_an_opening_that_asks_to_page_again_pages_and_counts_as_unseen(scene: Scene) -> None:
    case = scene.open_case()
    scene.records.mark_seen(case.id, "dr-a", scene.clock.now())

    scene.record(replace(opening(), again=True))

    assert due(scene) == 2 * len(URLS)
    assert scene.case(case.id).seen_at is None


def test_what_is_held_apart_becomes_a_restricted_case_and_its_message_is_named(scene: Scene) -> None:
    restricted = opening(Severity.ELEVATED, WITHDRAWAL, restricted=True)
    turn = scene.turn(replace(opening(Severity.IMMINENT, SUICIDE), apart=restricted))
    later = scene.turn(opening(Severity.IMMINENT, SUICIDE))

    case_id = scene.records.record(turn).case_id
    scene.records.record(later)

    ordinary, apart = sorted(scene.records.cases(), key=lambda case: case.restricted)
    assert (ordinary.id, ordinary.restricted, apart.restricted) == (case_id, False, True)
    assert [signal for _, signal in apart.signals] == [WITHDRAWAL]
    assert scene.records.kept_apart(scene.conversation.id) == {turn.patient_message.id}
