"""A sample of the soak's odd strings through the rails, and the tally that counts them."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain.risk import Concern, Signal, Span, Tier
from assistant.guardrails.screening import Screening
from evals.soak.fuzz import LEXICAL, go_on, known_messages, main, problems, screening_of
from evals.soak.odd_texts import odd_text
from evals.soak.tally import Tally
from tests.fakes.scripted_rails import ScriptedInputRail

KNOWN = ["I cannot sleep at all", "no puedo dormir", "how much of it"]


def scripted(**told: object) -> Screening:
    return Screening((ScriptedInputRail("crisis", **told),), lambda texts: tuple((1.0,) for _ in texts))  # type: ignore[arg-type]


def test_no_odd_string_breaks_the_lexical_rails() -> None:
    tally = Tally(20261127, LEXICAL)

    go_on(screening_of(LEXICAL), tally, known_messages(), 250)

    assert tally.problems == []
    assert tally.done == 250


def test_the_same_number_is_the_same_string_and_another_is_not() -> None:
    assert odd_text(1, 7, KNOWN) == odd_text(1, 7, KNOWN)
    assert len({odd_text(1, number, KNOWN) for number in range(200)}) > 150
    assert odd_text(2, 7, KNOWN) != odd_text(1, 7, KNOWN)


def test_a_rail_that_raises_is_a_problem() -> None:
    def raises(_reading: object) -> object:
        raise IndexError

    found, assessment = problems(scripted(misbehave=raises), "text")

    assert found == ["rail crisis broke or took too long"]
    assert assessment.tier is Tier.UNKNOWN


def test_an_excerpt_that_is_not_where_it_says_is_a_problem() -> None:
    lie = Signal("crisis", "rule", Span(0, 1), "other words", concern=Concern.ABUSE, tier=Tier.WATCH)

    found, _ = problems(scripted(found={"text": (lie,)}), "text")

    assert found == ["rule quotes what is not there"]


def test_a_quiet_rail_is_no_problem() -> None:
    assert problems(scripted(), "text")[0] == []


def test_a_run_goes_on_where_it_stopped(tmp_path: Path) -> None:
    path, rail = tmp_path / "fuzz.json", ScriptedInputRail("crisis")
    screening = Screening((rail,), lambda texts: tuple((1.0,) for _ in texts))
    go_on(screening, Tally(1, LEXICAL, "k"), KNOWN, 3, path)

    go_on(screening, Tally.load(path, 1, LEXICAL, "k"), KNOWN, 5, path)

    assert rail.read_messages == [odd_text(1, number, KNOWN) for number in range(5)]
    assert Tally.load(path, 1, LEXICAL, "k").done == 5


@pytest.mark.parametrize("other", [(2, LEXICAL, "k"), (1, "whole", "k"), (1, LEXICAL, "l")])
def test_a_run_of_another_seed_rails_or_messages_starts_anew(tmp_path: Path, other: tuple[int, str, str]) -> None:
    Tally(1, LEXICAL, "k", done=9).save(tmp_path / "fuzz.json")

    assert Tally.load(tmp_path / "fuzz.json", *other).done == 0


def test_the_slowest_string_is_remembered_with_its_number() -> None:
    tally = Tally(1, LEXICAL)
    for number, took in enumerate((0.1, 0.3, 0.2)):
        tally.count(number, "x" * (number + 1), took, "none")

    assert (tally.slowest_number, tally.slowest_length) == (1, 2)
    assert "slowest 300 ms for 2 characters (string 1); 3 none; 0 problems" in tally.line


def test_the_command_reads_what_is_asked_and_ends_well(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--lexical", "20", "--whole", "0", "--data", str(tmp_path)]) == 0

    assert "20 strings" in capsys.readouterr().out
