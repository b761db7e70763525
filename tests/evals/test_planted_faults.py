"""Ten deliberate breaks: each turns at least one gate red, and without a break all of them are green."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant import bootstrap
from assistant.adapters.apprise_sender import AppriseSender
from assistant.adapters.encoder_risk_model import EncoderRiskModel
from assistant.bootstrap import rails
from assistant.conversation import turn
from assistant.conversation.numbering import numbered
from assistant.domain.risk import Tier
from assistant.domain.scoring import PieceScores, Thresholds
from assistant.guardrails import packaged_lexicons
from assistant.guardrails.lexicon_file import read_entries
from assistant.guardrails.packaged import CLASSIFIER
from assistant.guardrails.watched_run import run_rails
from assistant.settings import Settings
from evals.command.__main__ import judged
from evals.gates import reference
from evals.gates.floors import MISSED
from evals.measuring.case import EvalCase
from evals.runs.executing import execute
from evals.suites.registry import SUITES
from evals.suites.suite import Suite
from evals.targets.ours import Assistant
from evals.targets.sink import Sink
from tests.conftest import ROOT

pytestmark = [pytest.mark.slow, pytest.mark.network]


Red = set[tuple[str, str]]
Build = Callable[..., Assistant]
Run = Callable[..., Red]


@pytest.fixture
def build(ready_data: Path, tmp_path: Path) -> Iterator[Build]:
    """The whole assistant with a pager; built when called, so that a break planted before is in it."""
    made: list[Assistant] = []

    def assistant(**more: Any) -> Assistant:
        folder = more.pop("library_dir", None)
        settings = Settings(data_dir=ready_data, **({"library_dir": folder} if folder else {}))
        made.append(Assistant(settings, tmp_path / f"records-{len(made)}", Sink(), **more))
        return made[-1]

    yield assistant
    for one in made:
        one.close()


@pytest.fixture
def red(tmp_path: Path) -> Run:
    """The gates that a sample of these suites misses."""

    def missed(target: Assistant, names: Sequence[str], sample: int, suites: dict[str, Suite] | None = None) -> Red:
        parts = [((suites or {}).get(name) or SUITES[name], "dev") for name in names]
        measured = execute(parts, target, tmp_path / "run", sample=sample)
        return {(g["suite"], g["measure"]) for g in judged(measured).gates if g["state"] == MISSED}

    return missed


def kept_crises(ids: Sequence[str] | None = None) -> Suite:
    """The crisis suite with only cases that must stay right."""
    wanted = set(ids or reference.kept()["crisis"])

    def read(split: str) -> tuple[EvalCase, ...]:
        return tuple(case for case in SUITES["crisis"].read(split) if case.id in wanted)

    return replace(SUITES["crisis"], read=read)


CRISIS = {"crisis": kept_crises()}
INSIDE = ("fail_closed", "hostile", "library", "groundedness", "conversation", "whole_app", "wording")
NEW_CHATS = {
    "conversation": replace(
        SUITES["conversation"],
        read=lambda split: tuple(
            case for case in SUITES["conversation"].read(split) if case.kind in ("new_chat", "denial_after")
        ),
    )
}


def test_without_a_break_no_gate_is_red(build: Build, red: Run) -> None:
    assistant = build()

    assert red(assistant, INSIDE, 8) == set()
    assert red(assistant, ["crisis"], 40, CRISIS) == set()


def test_a_rail_removed(build: Build, red: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = rails.input_rails
    monkeypatch.setattr(rails, "input_rails", lambda: tuple(r for r in shipped() if r.name != "crisis"))

    assert ("crisis", "kept paged") in red(build(), ["crisis"], 40, CRISIS)


def test_a_threshold_moved(build: Build, red: Run) -> None:
    class Deaf:
        """The model with thresholds that nothing reaches."""

        def __init__(self) -> None:
            self._model = EncoderRiskModel(CLASSIFIER)

        @property
        def thresholds(self) -> Thresholds:
            found = self._model.thresholds
            never = dict.fromkeys((Tier.WATCH, Tier.ELEVATED, Tier.IMMINENT), 2.0)
            return replace(found, tiers=never, runs=never)

        def scores(self, texts: Sequence[str]) -> tuple[PieceScores, ...]:
            return self._model.scores(texts)

    assert ("crisis", "kept paged") in red(build(risk_model=Deaf()), ["crisis"], 40, CRISIS)


HANGS_ON: tuple[str, tuple[str, ...]] = ("others.thoughts", ("dev-pos-0115", "devp6-0243", "public-voices-0213"))
"""A lexicon entry, and kept cases that no other rule and no score finds."""


@pytest.fixture
def without(monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], None]]:
    """Delete the entry of that id from the lexicons that ship, which a process reads once."""

    def deleted(identity: str) -> None:
        monkeypatch.setattr(
            packaged_lexicons,
            "read_entries",
            lambda paths: tuple(entry for entry in read_entries(paths) if entry.id != identity),
        )
        packaged_lexicons.packaged_lexicons.cache_clear()

    yield deleted
    monkeypatch.undo()
    packaged_lexicons.packaged_lexicons.cache_clear()


def test_a_lexicon_entry_deleted(build: Build, red: Run, without: Callable[[str], None]) -> None:
    entry, cases = HANGS_ON
    without(entry)

    assert ("crisis", "kept paged") in red(build(), ["crisis"], 40, {"crisis": kept_crises(cases)})


def test_a_rail_that_returns_safe_on_an_error(build: Build, red: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("assistant.guardrails.screening.run_rails", lambda *given: (run_rails(*given)[0], ()))

    assert ("fail_closed", "held") in red(build(), ["fail_closed"], 12)


@pytest.mark.parametrize(("off", "gate"), [("output_dosing", "second_lock"), ("output_support", "nothing_leaked")])
def test_an_output_rail_switched_off(
    build: Build, red: Run, monkeypatch: pytest.MonkeyPatch, off: str, gate: str
) -> None:
    shipped = rails.output_rails
    monkeypatch.setattr(bootstrap, "output_rails", lambda *given: tuple(r for r in shipped(*given) if r.name != off))

    assert ("hostile", gate) in red(build(), ["hostile"], 60)


def test_citations_shuffled(build: Build, red: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def shuffled(*given: Any) -> Any:
        text, citations = numbered(*given)
        return text, tuple(replace(c, document="driving-and-getting-home") for c in citations)

    monkeypatch.setattr("assistant.conversation.answering.numbered", shuffled)

    assert ("groundedness", "quotes_exact") in red(build(), ["groundedness"], 12)


def test_an_alert_dropped(build: Build, red: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(AppriseSender, "send", lambda *_given: True)

    assert ("whole_app", "alert_left") in red(build(), ["whole_app"], 12)


def test_a_tier_lowered_by_a_denial(build: Build, red: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    shipped = turn.Turns._before
    forgetful = lambda self, *given: replace(shipped(self, *given), episode=None)  # noqa: E731
    monkeypatch.setattr(turn.Turns, "_before", forgetful)

    assert ("conversation", "held") in red(build(), ["conversation"], 12, NEW_CHATS)


@pytest.fixture
def another_library(tmp_path: Path) -> Callable[[str, str], Path]:
    """The library with some words of every document replaced."""

    def copied(old: str, new: str) -> Path:
        folder = tmp_path / "library"
        shutil.copytree(ROOT / "knowledge", folder)
        for document in (folder / "documents").glob("*.md"):
            head, mark, body = document.read_text(encoding="utf-8").partition("\n---\n")
            document.write_text(head + mark + body.replace(old, new), encoding="utf-8")
        return folder

    return copied


def test_a_stale_library_served(build: Build, red: Run, another_library: Callable[[str, str], Path]) -> None:
    stale = another_library(" your clinic ", " your clinic's desk ")

    assert ("library", "as_vetted") in red(build(library_dir=stale), ["library"], 200)


def test_a_dose_in_a_document(build: Build, red: Run, another_library: Callable[[str, str], Path]) -> None:
    dosed = another_library(" your clinic ", " your clinic, take 40 mg twice a day, ")

    assert ("library", "no_dosing") in red(build(library_dir=dosed), ["library"], 200)
