"""What the tests of the pages' outer door share."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.ui.front import Front, opened


@pytest.fixture
def front(tmp_path: Path) -> Front:
    """The server as a browser sees it."""
    return opened(tmp_path / "data")
