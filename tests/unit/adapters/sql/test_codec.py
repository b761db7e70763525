"""Stored replies, signals and assessments come back exactly."""

from __future__ import annotations

from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from assistant.adapters.sql.codec import (
    assessment_from_json,
    assessment_to_json,
    concerns_from_json,
    concerns_to_json,
    reply_from_json,
    reply_to_json,
    signal_from_json,
    signal_to_json,
)
from assistant.adapters.sql.keyring import Unreadable
from assistant.domain.library import Citation
from assistant.domain.messages import UNREADABLE
from assistant.domain.replies import Milliseconds, Reply
from assistant.domain.risk import Assessment, Concern, Signal, Span, Subject, Tier
from assistant.domain.routes import Route

# Every character there is, also NUL and lone surrogates.
words = st.text(st.characters(codec=None, exclude_categories=()), max_size=20)
many = st.lists(words, max_size=3).map(tuple)
numbers = st.floats(allow_nan=False, allow_infinity=False)
spans = st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)).map(lambda ends: Span(*sorted(ends)))

_shared = {
    "rail": words,
    "rule": words,
    "span": spans,
    "excerpt": words,
    "score": numbers,
    "subject": st.sampled_from(Subject),
    "present": st.booleans(),
    "variant": words,
}
dangers = st.builds(
    Signal,
    **_shared,
    concern=st.sampled_from(Concern),
    tier=st.sampled_from([tier for tier in Tier if tier is not Tier.NONE]),
    request=st.none(),
)
requests = st.builds(Signal, **_shared, concern=st.none(), tier=st.just(Tier.NONE), request=st.sampled_from(Route))
signals = dangers | requests
assessments = st.builds(
    Assessment, signals=st.lists(signals, max_size=3).map(tuple), failed_rails=many, advisory_failures=many
)
replies = st.builds(
    Reply,
    text=words,
    route=st.sampled_from(Route),
    tier=st.sampled_from(Tier),
    composer=words,
    prompt_version=words,
    library_version=words,
    citations=st.lists(st.builds(Citation, words, words, words), max_size=3).map(tuple),
    suggestions=many,
    offers=many,
    language=words,
    ms=st.builds(Milliseconds, numbers, numbers, numbers, numbers, numbers),
)


@given(replies)
def test_a_reply_comes_back_exactly_also_the_time_it_took(reply: Reply) -> None:
    again = reply_from_json(reply.text, reply_to_json(reply))

    assert {f.name: getattr(again, f.name) for f in fields(Reply)} == {
        f.name: getattr(reply, f.name) for f in fields(Reply)
    }


@given(signals)
def test_a_signal_comes_back_exactly(signal: Signal) -> None:
    assert signal_from_json(signal_to_json(signal)) == signal


@given(assessments)
def test_an_assessment_comes_back_exactly(assessment: Assessment) -> None:
    assert assessment_from_json(assessment_to_json(assessment)) == assessment


@given(st.lists(st.sampled_from(Concern)).map(tuple))
def test_concerns_come_back_in_order(concerns: tuple[Concern, ...]) -> None:
    assert concerns_from_json(concerns_to_json(concerns)) == concerns


@given(replies, assessments)
def test_what_is_stored_is_plain_ascii_without_nul(reply: Reply, assessment: Assessment) -> None:
    stored = reply_to_json(reply) + assessment_to_json(assessment)

    assert stored.isascii()
    assert "\x00" not in stored


def test_every_field_of_a_signal_is_stored() -> None:
    signal = Signal("r", "u", Span(1, 2), "e", 0.5, Concern.ABUSE, Tier.WATCH, None, Subject.OTHER, False, "v")
    default = Signal("", "", Span(0, 0), "", concern=Concern.SUICIDE, tier=Tier.ELEVATED)

    again = signal_from_json(signal_to_json(signal))

    changed = [f.name for f in fields(Signal) if getattr(again, f.name) != getattr(default, f.name)]
    assert changed == [f.name for f in fields(Signal) if f.name != "request"]


def test_what_cannot_be_decrypted_becomes_a_reply_an_assessment_and_a_signal_that_need_a_human() -> None:
    lost = Unreadable()

    assert reply_from_json("words", lost).route is Route.NEEDS_HUMAN
    assert assessment_from_json(lost).tier is Tier.UNKNOWN
    assert signal_from_json(lost).excerpt == UNREADABLE
