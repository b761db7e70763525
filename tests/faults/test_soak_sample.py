"""Twenty kills of the soak, and proof that its checks would see what it looks for."""

from __future__ import annotations

import sqlite3
import uuid
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from evals.soak import checks
from evals.soak.__main__ import main
from evals.soak.progress import Progress
from tests.faults.conftest import DANGER, OpenHouse

NOTHING: list[str] = []


@pytest.mark.slow
@pytest.mark.timeout(1200)
def test_twenty_kills_lose_nothing(built_data: Path, ready_data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--kills", "20", "--seed", "20", "--data", str(ready_data)]) == 0

    said = capsys.readouterr().out
    assert "20 kills" in said
    assert "0 violations" in said


@pytest.fixture
def database(open_house: OpenHouse, tmp_path: Path) -> Path:
    """A database with one grave turn in it."""
    house = open_house(tmp_path / "data")
    house.say(DANGER)
    house.engine.records().close()  # type: ignore[attr-defined]
    return tmp_path / "data" / "assistant.db"


def change(database: Path, statement: str) -> None:
    with closing(sqlite3.connect(database)) as connection:
        connection.execute(statement)
        connection.commit()


def test_an_intact_database_has_nothing_wrong(database: Path) -> None:
    assert list(checks.after_recovery(database)) == NOTHING


def test_a_missing_accepted_message_is_seen(database: Path) -> None:
    assert list(checks.after_kill(database, ["gone"], [])) == ["accepted message gone is missing"]


def test_a_released_reply_that_was_not_stored_is_seen(database: Path) -> None:
    assert list(checks.after_kill(database, [], ["gone"])) == ["released reply to gone is missing"]


@pytest.mark.parametrize(
    ("statement", "seen"),
    [
        ("DELETE FROM case_signals", "no case"),
        ("DELETE FROM assessments", "no assessment"),
        ("DELETE FROM alerts", "pages nobody"),
        ("DELETE FROM messages WHERE reply_to IS NOT NULL", "was not assessed"),
    ],
)
def test_a_half_recorded_turn_is_seen(database: Path, statement: str, seen: str) -> None:
    change(database, statement)

    assert any(seen in violation for violation in checks.after_recovery(database))


def test_progress_of_the_same_seed_is_gone_on_with(tmp_path: Path) -> None:
    Progress(7, kills=12, accepted=30).save(tmp_path / "soak.json")

    assert Progress.load(tmp_path / "soak.json", 7).kills == 12
    assert Progress.load(tmp_path / "soak.json", 8).kills == 0


def test_torn_progress_begins_anew(tmp_path: Path) -> None:
    (tmp_path / "soak.json").write_text(f"{{{uuid.uuid4().hex} {datetime.now(UTC)}")

    assert Progress.load(tmp_path / "soak.json", 7) == Progress(7)
