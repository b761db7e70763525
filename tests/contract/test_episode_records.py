"""What `record` promises about safety episodes: one open at most, and its tier only rises."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.domain.cases import AlertStatus
from assistant.domain.risk import Concern, Subject, Tier
from assistant.ports import Records
from tests.contract.scenes import Scene, opening


def test_an_episode_opens_with_the_turn(scene: Scene) -> None:
    episode = scene.episode(Tier.ELEVATED, Concern.SUICIDE, Concern.ABUSE)

    scene.record(episode=episode)

    assert scene.records.open_episode(scene.patient.id) == episode


def test_a_patient_without_danger_has_no_episode(scene: Scene) -> None:
    scene.record()

    assert scene.records.open_episode(scene.patient.id) is None


def test_the_tier_of_an_episode_rises_and_never_falls(scene: Scene) -> None:
    scene.record(episode=scene.episode(Tier.ELEVATED, Concern.ABUSE))
    scene.record(episode=scene.episode(Tier.IMMINENT, Concern.SUICIDE))
    scene.record(episode=scene.episode(Tier.ELEVATED, Concern.ABUSE))

    episode = scene.records.open_episode(scene.patient.id)

    assert episode is not None
    assert (episode.tier, episode.concerns) == (Tier.IMMINENT, (Concern.ABUSE, Concern.SUICIDE))


def test_a_raised_episode_keeps_its_identity_and_its_beginning(scene: Scene) -> None:
    first = scene.episode()
    scene.record(episode=first)
    scene.clock.advance(hours=1)

    scene.record(episode=replace(scene.episode(Tier.IMMINENT), closed_at=scene.clock.now()))

    assert scene.records.open_episode(scene.patient.id) == replace(first, tier=Tier.IMMINENT)


@pytest.mark.parametrize("order", [(Subject.OTHER, Subject.SELF), (Subject.SELF, Subject.OTHER)])
def test_an_episode_about_the_patient_stays_about_the_patient(scene: Scene, order: tuple[Subject, Subject]) -> None:
    for subject in order:
        scene.record(episode=scene.episode(subject=subject))

    episode = scene.records.open_episode(scene.patient.id)

    assert episode is not None
    assert episode.subject is Subject.SELF


def test_an_episode_closed_while_a_turn_was_under_way_is_opened_anew(scene: Scene) -> None:
    episode = scene.episode()
    scene.record(opening(), episode)
    scene.review(scene.only_case())

    scene.record(episode=replace(episode, tier=Tier.IMMINENT))

    anew = scene.records.open_episode(scene.patient.id)
    assert anew is not None
    assert anew.id != episode.id
    assert anew.tier is Tier.IMMINENT


def test_a_new_conversation_does_not_end_the_episode(scene: Scene) -> None:
    scene.record(episode=scene.episode())

    scene.records.start_conversation(scene.patient.id, scene.clock.advance(days=30))

    assert scene.records.open_episode(scene.patient.id) is not None


def test_an_episode_belongs_to_one_patient(scene: Scene) -> None:
    scene.record(episode=scene.episode())

    other = Scene.of(scene.records, scene.clock)

    assert scene.records.open_episode(other.patient.id) is None


def test_records_that_forgot_nothing_still_answer_about_the_unknown(records: Records) -> None:
    assert records.open_episode("nobody") is None
    assert records.open_case_of("nobody") is None
    assert records.alert_status("nothing") is AlertStatus.NONE
