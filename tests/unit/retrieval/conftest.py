"""A small library of its own, so that these tests do not move with the real one."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from assistant.domain.library import Library, Vetting
from assistant.retrieval.library import read_library

FIXTURES = Path(__file__).parent / "fixtures"
TODAY = date(2026, 12, 1)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FIXTURES, tmp_path / "knowledge"))


@pytest.fixture
def library() -> Library:
    return read_library(FIXTURES, Vetting.SOURCE_CHECKED, TODAY)
