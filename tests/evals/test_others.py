"""Runs of other systems: which stand beside ours, and which are kept with the code."""

from __future__ import annotations

from pathlib import Path

import pytest

from evals.command import others
from evals.command.__main__ import main
from tests.evals.made_runs import case, store


def test_of_each_other_system_the_newest_run_stands_beside_ours(tmp_path: Path) -> None:
    kept, runs = tmp_path / "kept", tmp_path / "runs"
    store(kept, "kept-chain", [case("a")], target="bare-chain", made="2026-11-28T10:00:00Z")
    store(runs, "old-chain", [case("a")], target="bare-chain", made="2026-11-20T10:00:00Z")
    store(runs, "new-model", [case("a")], target="unguarded-model", made="2026-11-29T10:00:00Z")
    store(runs, "ours", [case("a")])

    found = [run.id for run, _ in others.newest(runs, "assistant", kept)]

    assert found == ["kept-chain", "new-model"]


def test_a_kept_run_takes_the_place_of_that_systems_earlier_one_and_of_no_other(tmp_path: Path) -> None:
    kept, runs = tmp_path / "kept", tmp_path / "runs"
    store(kept, "before", [case("a")], target="bare-chain")
    store(kept, "model", [case("a")], target="unguarded-model")

    place = others.keep(store(runs, "now", [case("b")], target="bare-chain"), kept)

    assert sorted(path.name for path in kept.iterdir()) == ["model", "now"]
    assert sorted(path.name for path in place.iterdir()) == ["cases.jsonl", "run.json"]


def test_the_card_of_the_assistant_is_never_written_from_another_system(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["crisis", "--target", "bare-chain", "--write"])

    assert ended.value.code == 2
    assert "leave out --target" in capsys.readouterr().err


def test_of_the_assistant_a_sample_is_never_kept(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["crisis", "--sample", "5", "--keep"])

    assert "whole runs only" in capsys.readouterr().err
