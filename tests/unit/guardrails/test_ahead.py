"""A message that will be looked up is embedded while the rails with a model read, and nothing else changes by it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import pytest
from structlog.testing import capture_logs

from assistant.domain.errors import ModelUnavailable
from assistant.domain.reading import Reading, Vector
from assistant.domain.risk import Assessment, Tier
from assistant.domain.routes import Route
from assistant.guardrails.ahead import Ahead
from assistant.guardrails.screening import Screening
from tests.fakes.scripted_rails import ScriptedInputRail, danger, request

LONG_S = 20.0
WORDS = "How long does the rawness last?"


@dataclass
class WatchedEmbedder:
    """Notes each call and that it began; `act` decides what comes of it."""

    act: Callable[[], object] = lambda: None
    calls: list[tuple[str, ...]] = field(default_factory=list)
    began: threading.Event = field(default_factory=threading.Event)

    def __call__(self, texts: Sequence[str]) -> tuple[Vector, ...]:
        self.calls.append(tuple(texts))
        self.began.set()
        self.act()
        return tuple((float(len(text)), 1.0) for text in texts)


class Modelled:
    """A rail with a model that finds nothing and calls `act` while it reads."""

    name = "classifier"
    needs_model = True

    def __init__(self, act: Callable[[], object] = lambda: None) -> None:
        self._act = act

    def read(self, reading: Reading) -> tuple[()]:
        self._act()
        return ()


def yes(_found: Assessment) -> bool:
    return True


def missing() -> None:
    raise ModelUnavailable(f"no model for {WORDS}")


def test_the_message_is_embedded_while_a_rail_with_a_model_reads() -> None:
    embedder = WatchedEmbedder()
    beside: list[bool] = []
    screening = Screening([Modelled(lambda: beside.append(embedder.began.wait(LONG_S)))], embedder, LONG_S, LONG_S)

    _, reading = screening.assess(WORDS, ahead=yes)

    assert beside == [True]
    assert reading.vectors().whole == (float(len(WORDS)), 1.0)
    assert embedder.calls == [(WORDS,)]


def test_nobody_is_embedded_ahead_without_being_asked_for() -> None:
    embedder = WatchedEmbedder()
    seen: list[Assessment] = []

    def no(found: Assessment) -> bool:
        seen.append(found)
        return False

    rails = (ScriptedInputRail("requests", {"how": (request(Route.DOSING),)}), Modelled())
    screening = Screening(rails, embedder, LONG_S, LONG_S)

    screening.assess("how much")
    screening.assess("how much", ahead=no)

    assert embedder.calls == []
    assert [found.requests[0].request for found in seen] == [Route.DOSING]


def test_an_imminent_danger_asks_for_no_embedding() -> None:
    embedder = WatchedEmbedder()
    rails = (ScriptedInputRail("crisis", {"die": (danger(Tier.IMMINENT),)}), Modelled())

    assessment, _ = Screening(rails, embedder, LONG_S, LONG_S).assess("I will die now", ahead=yes)

    assert assessment.tier is Tier.IMMINENT
    assert embedder.calls == []


def test_no_rail_waits_for_the_embedding() -> None:
    free = threading.Event()
    embedder = WatchedEmbedder(lambda: free.wait(LONG_S))
    rails = (ScriptedInputRail("crisis", {"sad": (danger(Tier.WATCH),)}), Modelled())

    assessment, reading = Screening(rails, embedder, LONG_S, LONG_S).assess("so sad", ahead=yes)

    assert (assessment.tier, assessment.failed_rails) == (Tier.WATCH, ())
    free.set()
    assert reading.vectors().whole == (6.0, 1.0)
    assert len(embedder.calls) == 1


def test_a_failure_meets_whoever_asks_and_leaves_no_word_anywhere(capfd: pytest.CaptureFixture[str]) -> None:
    embedder = WatchedEmbedder(missing)
    with capture_logs() as lines:
        assessment, reading = Screening(
            [Modelled(lambda: embedder.began.wait(LONG_S))], embedder, LONG_S, LONG_S
        ).assess(WORDS, ahead=yes)

        assert assessment == Assessment()
        with pytest.raises(ModelUnavailable):
            reading.vectors()

    assert lines == []
    assert capfd.readouterr() == ("", "")


def test_work_is_not_begun_while_every_thread_is_busy() -> None:
    ahead, free, done = Ahead(threads=1), threading.Event(), threading.Event()
    ran: list[str] = []
    ahead.begin(lambda: free.wait(LONG_S))

    ahead.begin(lambda: ran.append("queued"))
    free.set()
    while not done.wait(0.01):
        ahead.begin(done.set)

    assert ran == []


def test_a_failure_frees_its_thread() -> None:
    ahead, done = Ahead(threads=1), threading.Event()
    ahead.begin(missing)
    while not done.wait(0.01):
        ahead.begin(done.set)
