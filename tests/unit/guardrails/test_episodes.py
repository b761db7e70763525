from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.cases import Episode
from assistant.domain.risk import Assessment, Concern, Signal, Span, Subject, Tier
from assistant.guardrails.episodes import advance, stops_answers

AT = datetime(2026, 1, 2, tzinfo=UTC)


def signal(concern: Concern = Concern.SUICIDE, tier: Tier = Tier.ELEVATED, subject: Subject = Subject.SELF) -> Signal:
    return Signal("r", "rule", Span(0, 0), "", concern=concern, tier=tier, subject=subject)


def step(episode: Episode | None, *signals: Signal) -> Episode | None:
    return advance(episode, Assessment(signals), "p", "new", AT)


def opened(concern: Concern, tier: Tier, subject: Subject = Subject.SELF) -> Episode:
    return Episode("e", "p", tier, (concern,), subject, AT)


@pytest.mark.parametrize("tier", [Tier.ELEVATED, Tier.IMMINENT])
def test_an_episode_opens_at_elevated_or_above(tier: Tier) -> None:
    assert step(None, signal(tier=tier)) == Episode("new", "p", tier, (Concern.SUICIDE,), Subject.SELF, AT)


def test_watch_and_broken_rails_open_none() -> None:
    assert step(None, signal(tier=Tier.WATCH)) is None
    assert advance(None, Assessment((), ("crisis",)), "p", "new", AT) is None


def test_a_quiet_message_leaves_the_episode_as_it_is() -> None:
    episode = opened(Concern.SUICIDE, Tier.IMMINENT)

    assert step(episode) == episode


def test_an_episode_rises_and_gathers_concerns_under_its_own_id() -> None:
    episode = step(opened(Concern.SUICIDE, Tier.ELEVATED), signal(Concern.WITHDRAWAL, Tier.IMMINENT))

    assert episode is not None
    assert (episode.id, episode.tier) == ("e", Tier.IMMINENT)
    assert episode.concerns == (Concern.SUICIDE, Concern.WITHDRAWAL)


@given(st.lists(st.sampled_from([Tier.NONE, Tier.WATCH, Tier.ELEVATED, Tier.IMMINENT]), max_size=12))
def test_no_sequence_of_messages_lowers_an_episode(tiers: list[Tier]) -> None:
    episode: Episode | None = None
    highest = 0
    for tier in tiers:
        episode = step(episode, *(() if tier is Tier.NONE else (signal(tier=tier),)))
        highest = max(highest, tier.rank if tier.opens_episode else 0)

        assert (episode.tier.rank if episode else 0) == highest


def test_an_episode_about_somebody_else_becomes_the_patients_own_and_never_back() -> None:
    other = step(None, signal(subject=Subject.OTHER))
    own = step(other, signal(subject=Subject.SELF))
    still = step(own, signal(subject=Subject.OTHER))

    assert [e.subject for e in (other, own, still) if e] == [Subject.OTHER, Subject.SELF, Subject.SELF]


def test_a_closed_episode_is_followed_by_a_new_one() -> None:
    closed = replace(opened(Concern.SUICIDE, Tier.IMMINENT), closed_at=AT)

    assert step(closed) is None
    assert step(closed, signal()) == Episode("new", "p", Tier.ELEVATED, (Concern.SUICIDE,), Subject.SELF, AT)


@pytest.mark.parametrize("concern", list(Concern))
def test_an_imminent_episode_stops_answers(concern: Concern) -> None:
    assert stops_answers(opened(concern, Tier.IMMINENT))


@pytest.mark.parametrize(
    ("concern", "stops"),
    [
        (Concern.SUICIDE, True),
        (Concern.SELF_HARM, True),
        (Concern.HARM_TO_OTHERS, True),
        (Concern.PSYCHOSIS_MANIA, True),
        (Concern.ABUSE, False),
        (Concern.MEDICAL_EMERGENCY, False),
        (Concern.WITHDRAWAL, False),
    ],
)
def test_an_elevated_episode_stops_answers_for_four_concerns(concern: Concern, stops: bool) -> None:
    assert stops_answers(opened(concern, Tier.ELEVATED)) is stops


def test_no_episode_a_closed_one_or_one_about_somebody_else_stops_nothing() -> None:
    assert not stops_answers(None)
    assert not stops_answers(replace(opened(Concern.SUICIDE, Tier.IMMINENT), closed_at=AT))
    assert not stops_answers(opened(Concern.SUICIDE, Tier.IMMINENT, Subject.OTHER))
