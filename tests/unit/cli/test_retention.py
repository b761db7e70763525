"""`kap retention run`: counts first, then deletes, and says what stays."""

from __future__ import annotations

import pytest

from tests.unit.cli.conftest import Kap


@pytest.fixture
def ended(kap: Kap, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two patients whose care ended long ago; one of them is held."""
    monkeypatch.setenv("KAP_RETENTION_DAYS", "30")
    for name in ("ana", "bo"):
        kap("users", "add", name, "--role", "patient")
        assert kap("users", "end-care", name, "--on", "2020-01-31").code == 0
    assert kap("users", "hold", "bo").code == 0


@pytest.mark.usefixtures("ended")
def test_a_dry_run_counts_and_deletes_nothing(kap: Kap) -> None:
    ran = kap("retention", "run", "--dry-run")

    assert ran.out.startswith("would go: 1 patients")
    assert "because of a hold" in ran.out
    assert "ana" not in ran.out
    assert "ana" in kap("users", "list").out


@pytest.mark.usefixtures("ended")
def test_a_run_deletes_what_is_due(kap: Kap) -> None:
    ran = kap("retention", "run")

    listed = kap("users", "list").out
    assert (ran.code, ran.out.startswith("deleted: 1 patients")) == (0, True)
    assert "ana" not in listed
    assert "bo" in listed
    assert kap("audit", "verify").code == 0


def test_without_days_nothing_is_deleted(kap: Kap) -> None:
    ran = kap("retention", "run")

    assert ran.code == 1
    assert "KAP_RETENTION_DAYS" in ran.err


@pytest.mark.parametrize("day", ["31.01.2020", "2020-02-30", "soon"])
def test_a_day_that_is_none_is_refused(kap: Kap, day: str) -> None:
    kap("users", "add", "ana", "--role", "patient")

    assert "2026-11-27" in kap("users", "end-care", "ana", "--on", day).err
