"""The day of a session is set by name in a terminal."""

from __future__ import annotations

from tests.unit.cli.conftest import Kap


def test_a_day_is_kept_and_a_wrong_one_explained(kap: Kap) -> None:
    assert kap("users", "add", "ana", "--role", "patient").code == 0

    assert kap("users", "session", "ana", "2026-11-27").code == 0
    assert "2026-11-27" in kap("users", "session", "ana", "tomorrow").err
    assert kap("users", "session", "ana", "none").code == 0
