"""What tests of the evaluations share."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import structlog


@pytest.fixture(autouse=True)
def own_logs() -> Iterator[None]:
    """Undo what a command did to logging: it writes to the standard error of its test, which is closed afterwards."""
    yield
    structlog.reset_defaults()
