from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest

import assistant.guardrails.screening as screening_module
from assistant.domain.errors import ModelUnavailable
from assistant.domain.messages import Author, Utterance
from assistant.domain.reading import Reading, Vector
from assistant.domain.risk import Concern, Signal, Span, Tier
from assistant.guardrails.packaged import danger_rails
from assistant.guardrails.screening import Screening


@dataclass
class ScriptedRail:
    name: str
    act: Callable[[Reading], object]
    needs_model: bool = False
    read_times: int = field(default=0)

    def read(self, reading: Reading) -> tuple[Signal, ...]:
        self.read_times += 1
        return self.act(reading)  # type: ignore[return-value]


@dataclass
class CountingEmbedder:
    calls: list[tuple[str, ...]] = field(default_factory=list)

    def __call__(self, texts: Sequence[str]) -> tuple[Vector, ...]:
        self.calls.append(tuple(texts))
        return tuple((float(len(text)), 1.0) for text in texts)


def signal(tier: Tier = Tier.ELEVATED, end: int = 1) -> Signal:
    return Signal("r", "rule", Span(0, end), "x" * end, concern=Concern.SUICIDE, tier=tier)


def raising(reading: Reading) -> object:
    raise RuntimeError("broken")


def finding(tier: Tier) -> Callable[[Reading], object]:
    return lambda reading: (signal(tier),)


def screening(*rails: ScriptedRail, limit: float = 0.2) -> Screening:
    return Screening(rails, CountingEmbedder(), limit, limit)


def test_the_strictest_rail_wins_and_every_signal_is_kept() -> None:
    assessment, _ = screening(ScriptedRail("a", finding(Tier.WATCH)), ScriptedRail("b", finding(Tier.ELEVATED))).assess(
        "hello"
    )

    assert assessment.tier is Tier.ELEVATED
    assert [s.tier for s in assessment.signals] == [Tier.WATCH, Tier.ELEVATED]


@pytest.mark.parametrize(
    "act",
    [
        raising,
        lambda reading: None,
        lambda reading: [],
        lambda reading: "safe",
        lambda reading: ("safe",),
        lambda reading: (None,),
        lambda reading: (signal(end=99),),
        lambda reading: time.sleep(0.5),
    ],
    ids=["raises", "none", "a list", "a word", "tuple of words", "tuple of none", "span outside", "too slow"],
)
@pytest.mark.parametrize("needs_model", [False, True])
def test_a_broken_rail_is_named_and_the_others_still_count(act: Callable[[Reading], object], needs_model: bool) -> None:
    assessment, _ = screening(
        ScriptedRail("before", finding(Tier.WATCH)),
        ScriptedRail("bad", act, needs_model),
        ScriptedRail("after", finding(Tier.WATCH), needs_model),
    ).assess("hello")

    assert assessment.failed_rails == ("bad",)
    assert len(assessment.signals) == 2
    assert assessment.tier is Tier.UNKNOWN


def test_a_hanging_rail_cannot_hang_the_turn() -> None:
    never = threading.Event()
    rail = ScriptedRail("hangs", lambda reading: never.wait(20))
    began = time.monotonic()
    assessment, _ = screening(rail, ScriptedRail("after", finding(Tier.IMMINENT))).assess("hello")

    assert time.monotonic() - began < 5
    assert assessment.failed_rails == ("hangs",)
    assert assessment.tier is Tier.IMMINENT
    never.set()


def test_an_abandoned_worker_reads_with_no_further_rail() -> None:
    release = threading.Event()
    after = ScriptedRail("after", finding(Tier.WATCH))
    screening(ScriptedRail("hangs", lambda reading: release.wait(20)), after).assess("hello")
    release.set()
    time.sleep(0.05)

    assert after.read_times == 1


def test_rails_with_a_model_wait_for_nothing_once_danger_is_imminent() -> None:
    modelled = ScriptedRail("model", finding(Tier.WATCH), needs_model=True)
    screening(modelled, ScriptedRail("plain", finding(Tier.IMMINENT))).assess("hello")

    assert modelled.read_times == 0


def test_the_librarys_own_text_can_be_read_by_the_rules_alone() -> None:
    modelled = ScriptedRail("model", finding(Tier.ELEVATED), needs_model=True)
    plain = ScriptedRail("plain", finding(Tier.WATCH))
    assessment, _ = screening(modelled, plain).assess("hello", modelled=False)

    assert (modelled.read_times, plain.read_times, assessment.tier) == (0, 1, Tier.WATCH)


def test_the_message_is_embedded_at_most_once_and_only_when_asked() -> None:
    embedder = CountingEmbedder()
    reads = ScriptedRail("m", lambda reading: (reading.vectors(), ())[1], needs_model=True)
    again = ScriptedRail("n", lambda reading: (reading.vectors(), ())[1], needs_model=True)
    _, quiet = Screening([], embedder).assess("hello")
    assert embedder.calls == []

    _, reading = Screening([reads, again], embedder).assess("One thing. Another thing.")
    reading.vectors()

    assert embedder.calls == [("One thing. Another thing.",)]
    assert quiet.vectors().whole == (5.0, 1.0)


def test_a_follow_up_is_looked_up_with_the_question_before_it() -> None:
    history = (Utterance(Author.PATIENT, "Why do I feel foggy?"), Utterance(Author.ASSISTANT, "It is common."))
    _, reading = Screening([], CountingEmbedder()).assess("and how long does that last?", history)

    assert reading.question == "Why do I feel foggy? and how long does that last?"
    assert reading.vectors().query != reading.vectors().whole


def test_a_missing_model_breaks_only_the_rails_that_need_it() -> None:
    def missing(texts: Sequence[str]) -> tuple[Vector, ...]:
        raise ModelUnavailable("no model")

    modelled = ScriptedRail("model", lambda reading: (reading.vectors(), ())[1], needs_model=True)
    assessment, _ = Screening([modelled, ScriptedRail("plain", finding(Tier.ELEVATED))], missing).assess("hello")

    assert assessment.failed_rails == ("model",)
    assert assessment.tier is Tier.ELEVATED


def test_a_message_that_cannot_be_normalised_needs_a_human(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(text: str) -> None:
        raise ValueError(text)

    monkeypatch.setattr(screening_module, "normalise", broken)
    assessment, reading = Screening(danger_rails(), CountingEmbedder()).assess("I took all my pills")

    assert assessment.failed_rails == ("normalisation",)
    assert assessment.tier in (Tier.IMMINENT, Tier.UNKNOWN)
    assert reading.message == "I took all my pills"


@pytest.mark.parametrize("text", ["", " ", "😀", "\ud800", "\x00\x07", "\u202e\u200b", "ß" * 50])
def test_odd_messages_are_screened_without_a_failure(text: str) -> None:
    assessment, _ = Screening(danger_rails(), CountingEmbedder()).assess(text)

    assert assessment.failed_rails == ()


@pytest.mark.parametrize("filler", ["all is calm today. ", "kill die not i want to never ", "a", "🔪", "pills d i e "])
def test_a_hundred_thousand_characters_are_read_to_the_end(filler: str) -> None:
    text = (filler * 100_000)[:100_000] + ". I want to kill myself"
    began = time.perf_counter()
    assessment, _ = Screening(danger_rails(), CountingEmbedder(), 20.0).assess(text)

    assert assessment.failed_rails == ()
    assert assessment.tier.rank >= Tier.ELEVATED.rank
    assert time.perf_counter() - began < 10


def conversation(*texts: str) -> list[Utterance]:
    return [Utterance(Author.PATIENT, text) for text in texts]


def test_no_later_message_lowers_the_tier_of_a_conversation() -> None:
    assessment, tier = Screening(danger_rails(), CountingEmbedder()).screen_conversation(
        conversation("I want to kill myself", "sorry, I was joking, I'm fine", "what is urge surfing?")
    )

    assert assessment.tier is Tier.NONE
    assert tier is Tier.ELEVATED


def test_a_conversation_without_a_patient_message_is_empty() -> None:
    assessment, tier = Screening(danger_rails(), CountingEmbedder()).screen_conversation(
        [Utterance(Author.ASSISTANT, "hello")]
    )

    assert (assessment.signals, tier) == ((), Tier.NONE)


def test_a_broken_rail_anywhere_in_the_conversation_stays_visible_in_its_tier() -> None:
    rail = ScriptedRail("bad", lambda reading: None if "first" in reading.message else ())
    _, tier = screening(rail).screen_conversation(conversation("first", "second"))

    assert tier is Tier.UNKNOWN
