"""A lexicon file with an error stops the start with a clear line; a page then shows the apology and the help lines."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant import bootstrap
from assistant.domain.errors import LexiconError
from assistant.guardrails import packaged, packaged_lexicons
from assistant.settings import Settings
from tests.conftest import ROOT

ERRORS = {
    "no YAML": ("entries: [", "cannot be read"),
    "an unknown key": ("entries:\n  - {id: x, concern: suicide, tier: watch, pattern: die, colour: red}", "x"),
    "a pattern that does not compile": ("entries:\n  - {id: x, concern: suicide, tier: watch, pattern: '(die'}", "x"),
    "an unknown tier": ("entries:\n  - {id: x, concern: suicide, tier: huge, pattern: die}", "x"),
    "an unknown fragment": ("entries:\n  - {id: x, concern: suicide, tier: watch, pattern: '{nobody} die'}", "nobody"),
}


@pytest.fixture
def lexicons(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A copy of the lexicons that ship, used by every engine built afterwards as by a process that starts."""
    folder = tmp_path / "lexicons"
    shutil.copytree(packaged.LEXICONS, folder)
    monkeypatch.setattr(packaged, "LEXICONS", folder)
    monkeypatch.setattr(packaged_lexicons, "LEXICONS", folder)
    packaged_lexicons.packaged_lexicons.cache_clear()
    yield folder
    monkeypatch.undo()
    packaged_lexicons.packaged_lexicons.cache_clear()


@pytest.mark.parametrize("error", ERRORS)
def test_an_error_in_a_lexicon_stops_the_start_and_is_named(lexicons: Path, tmp_path: Path, error: str) -> None:
    content, named = ERRORS[error]
    (lexicons / "crisis_broken.yaml").write_text(content, encoding="utf-8")

    with pytest.raises(LexiconError, match=named):
        bootstrap.build_engine(Settings(data_dir=tmp_path / "data"))


@pytest.mark.parametrize("pattern", ["crisis_*.yaml", "red_flags_*.yaml", "conversation_signs.yaml"])
def test_lexicons_that_are_missing_stop_the_start(lexicons: Path, tmp_path: Path, pattern: str) -> None:
    for file in lexicons.glob(pattern):
        file.unlink()

    with pytest.raises(LexiconError):
        bootstrap.build_engine(Settings(data_dir=tmp_path / "data"))


def test_a_page_that_cannot_start_shows_the_apology_and_the_help_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken() -> None:
        raise LexiconError("lexicon entry x: its pattern does not compile")

    monkeypatch.setattr(bootstrap, "shared_engine", broken)

    page = AppTest.from_file(str(ROOT / "streamlit_app.py")).run(timeout=30)

    assert not page.exception
    shown = " ".join(
        str(e.value) for e in (*page.error, *page.markdown, *page.link_button, *page.caption) if hasattr(e, "value")
    )
    assert "Something broke on our side" in shown
    assert "emergency" in shown.casefold()
    assert "pattern" not in shown
