"""A small library of its own, so that these tests do not move with the real one."""

from __future__ import annotations

import shutil
import uuid
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from assistant.domain.library import Document, Library, Vetting
from assistant.domain.vetting import Decision, LedgerEntry
from assistant.retrieval.library import read_library

FIXTURES = Path(__file__).parent / "fixtures"
TODAY = date(2026, 12, 1)


def approved(document: Document, decision: Decision = Decision.APPROVED, **changed: object) -> LedgerEntry:
    """A decision about exactly the text of the document."""
    entry = LedgerEntry(
        uuid.uuid4().hex,
        document.id,
        decision,
        document.content_hash,
        "p",
        "Dr Ana",
        datetime(2026, 11, 30, tzinfo=UTC),
    )
    return replace(entry, **changed)  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FIXTURES, tmp_path / "knowledge"))


@pytest.fixture
def library() -> Library:
    return read_library(FIXTURES, Vetting.SOURCE_CHECKED, TODAY)
