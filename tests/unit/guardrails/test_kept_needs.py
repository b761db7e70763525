from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.domain.errors import LexiconError
from assistant.guardrails import kept_needs
from assistant.guardrails.needed_words import needed_words


def test_the_shipped_file_knows_exactly_the_shipped_patterns() -> None:
    # Which of several equally telling words are needed may differ from run to run; the patterns may not.
    shipped = json.loads(kept_needs.written(kept_needs.shipped_patterns()))["patterns"]
    kept = json.loads(kept_needs.FILE.read_text(encoding="utf-8"))["patterns"]

    assert kept.keys() == shipped.keys(), "run: python -m assistant.guardrails.kept_needs"


def test_what_is_kept_is_taken_without_working_it_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_needs, "needed_words", None)

    assert all(kept_needs.needs_of(pattern) for pattern in kept_needs.shipped_patterns())


def test_a_new_pattern_is_worked_out() -> None:
    assert kept_needs.needs_of("brandnew ledger") == needed_words("brandnew ledger")


def test_a_damaged_file_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_needs, "FILE", tmp_path / "kept_needs.json")
    (tmp_path / "kept_needs.json").write_text('{"sets": []}')
    kept_needs._kept.cache_clear()

    with pytest.raises(LexiconError, match="damaged"):
        kept_needs.needs_of("brandnew ledger")

    kept_needs._kept.cache_clear()
