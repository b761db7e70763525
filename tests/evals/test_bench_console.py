"""The benchmark of the console: what counts as missed, and that it replaces its own section alone."""

from __future__ import annotations

import pytest

from evals.bench.console import CASE, HEADING, OVERSIGHT, QUEUE, ConsoleTimes, carried, main, replaced, section
from evals.bench.console_house import Size
from evals.bench.timing import Times


def _found(queue: float, case: float, oversight: float = 900.0) -> ConsoleTimes:
    times = {QUEUE: Times((queue,)), CASE: Times((case,)), OVERSIGHT: Times((oversight,))}
    return ConsoleTimes({"SQLite": times}, Size(100, 5), 200, 0.5)


def test_only_the_queue_and_the_case_page_have_a_limit_and_it_is_at_the_median() -> None:
    assert _found(199, 199).misses == ()
    assert "Met." in section(_found(199, 199))
    assert [miss.split(" on ")[0] for miss in _found(200, 250).misses] == [QUEUE, CASE]


def test_the_section_is_added_once_and_replaced_afterwards_and_nothing_else_changes() -> None:
    page = "# Benchmarks\n\n## A turn\n\nold\n"
    once = replaced(page, f"{HEADING}\n\nfirst\n")

    between = once + "\n## The rails\n\nrails\n"

    assert once == f"{page}\n{HEADING}\n\nfirst\n"
    assert replaced(between, f"{HEADING}\n\nsecond\n") == between.replace("first", "second")


def test_a_new_page_keeps_the_section_of_the_old_one() -> None:
    old = f"# Old\n\n{HEADING}\n\nfigures\n\n## The rails\n\nold rails\n"

    assert carried(old, "# New\n") == f"# New\n\n{HEADING}\n\nfigures\n"
    assert carried("# Old\n", "# New\n") == "# New\n"


def test_a_small_clinic_is_measured_on_both_databases(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("evals.bench.console_house.PATIENTS", 40)
    monkeypatch.setattr("evals.bench.console_house.WAITING", 10)

    main(["--conversations", "60", "--cases", "20", "--rounds", "2", "--no-write"])

    said = capsys.readouterr().out
    assert "| queue page | SQLite |" in said
    assert "| case page | PostgreSQL |" in said
