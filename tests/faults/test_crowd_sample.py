"""A sample of the crowd's soak on both databases, and proof that its checks would see what they look for."""

from __future__ import annotations

import json
import time
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import create_engine, text

from assistant.domain.cases import Alert
from assistant.domain.people import Role
from assistant.settings import Settings
from evals.soak import crowd_checks
from evals.soak.crowd import Tally, main
from tests.fakes.invitations import invited
from tests.faults.conftest import DANGER, House, OpenHouse

NOTHING: list[str] = []


@pytest.mark.slow
@pytest.mark.network
@pytest.mark.postgres
@pytest.mark.timeout(900)
@pytest.mark.parametrize("database", ["sqlite", "postgres"])
def test_a_dozen_kills_of_app_and_workers_lose_nothing(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--kills", "12", "--seed", "12", "--database", database, "--data", str(tmp_path / "crowd")]) == 0

    said = capsys.readouterr().out
    assert f"{database}, seed 12: 1" in said
    assert "0 violations" in said


@pytest.fixture
def house(open_house: OpenHouse, tmp_path: Path) -> House:
    """One grave turn, its alert still to go out."""
    house = open_house(tmp_path / "data")
    house.say(DANGER)
    return house


def the_alert(house: House) -> Alert:
    (alert,) = house.engine.records().due_alerts(house.engine.clock.now(), 10)
    return alert


def settings(tmp_path: Path) -> Settings:
    return Settings(data_dir=tmp_path / "data")


def log(tmp_path: Path, *lines: tuple[float, str]) -> Path:
    path = tmp_path / "pager.log"
    path.write_text("".join(f"{at:.6f} {key}\n" for at, key in lines), encoding="utf-8")
    return path


def change(tmp_path: Path, statement: str) -> None:
    engine = create_engine(settings(tmp_path).sql_url)
    with engine.begin() as connection:
        connection.execute(text(statement))
    engine.dispose()


def test_an_intact_database_has_nothing_wrong(house: House, tmp_path: Path) -> None:
    alert, before = the_alert(house), time.time()
    house.engine.alerting().deliver_due()

    assert list(crowd_checks.standing(settings(tmp_path), [])) == NOTHING
    assert list(crowd_checks.alerts_kept(settings(tmp_path), log(tmp_path, (before, alert.id)))) == NOTHING
    assert list(crowd_checks.left_over(settings(tmp_path))) == NOTHING


@pytest.mark.parametrize(
    ("report", "seen"),
    [
        ({"accepted": "gone"}, "message gone is missing"),
        ({"released": "gone"}, "reply to gone is missing"),
        ({"released": "gone", "case": "lost"}, "case lost is missing"),
        ({"step": "case_claimed", "case": "lost", "by": "dr-a"}, "is missing"),
        ({"step": "case_handed_over", "case": "lost", "by": "dr-a"}, "is missing"),
    ],
)
def test_something_reported_that_is_not_stored_is_seen(
    house: House, tmp_path: Path, report: dict[str, Any], seen: str
) -> None:
    assert house.sender is not None

    assert any(seen in line for line in crowd_checks.standing(settings(tmp_path), [report]))


@pytest.mark.parametrize(
    ("before", "needless"),
    [("case_handed_over", {"case_claimed", "case_handed_over"}), ("case_released", {"case_handed_over"})],
)
def test_a_step_that_a_colleague_made_needless_is_not_missed(
    house: House, tmp_path: Path, before: str, needless: set[str]
) -> None:
    house.engine.records().audit("dr-b", before, "moved", house.engine.clock.now())
    steps = ("case_claimed", "case_handed_over", "case_contacted", "case_resolved")
    told = [{"step": step, "case": "moved", "by": "dr-a"} for step in steps]

    seen = " ".join(crowd_checks.standing(settings(tmp_path), told))

    assert {step for step in steps if step not in seen} == needless


@pytest.mark.parametrize(
    ("statement", "seen"),
    [
        ("DELETE FROM alerts", "pages nobody"),
        ("UPDATE assessments SET case_id = NULL", "has a reply and no case"),
        ("DELETE FROM assessments", "has no assessment"),
    ],
)
def test_a_half_recorded_turn_is_seen(house: House, tmp_path: Path, statement: str, seen: str) -> None:
    message = house.engine.records().exchanges_of(house.conversation.id)[0].message
    change(tmp_path, statement)

    found = crowd_checks.standing(settings(tmp_path), [{"accepted": message.id, "grave": True}])

    assert any(seen in line for line in found)


def test_an_alert_that_waits_or_was_never_answered_is_seen(house: House, tmp_path: Path) -> None:
    waiting = list(crowd_checks.left_over(settings(tmp_path)))
    change(tmp_path, "DELETE FROM assessments")
    change(tmp_path, "DELETE FROM messages WHERE reply_to IS NOT NULL")

    assert waiting == [f"alert {the_alert(house).id} never left"]
    assert any("was never assessed" in line for line in crowd_checks.left_over(settings(tmp_path)))


def test_an_alert_called_delivered_that_never_came_or_came_again_is_seen(house: House, tmp_path: Path) -> None:
    alert = the_alert(house)
    house.engine.alerting().deliver_due()
    later = time.time() + 1

    never = list(crowd_checks.alerts_kept(settings(tmp_path), log(tmp_path)))
    again = list(crowd_checks.alerts_kept(settings(tmp_path), log(tmp_path, (later, alert.id))))

    assert never == [f"alert {alert.id} is called delivered and never came"]
    assert again == [f"alert {alert.id} came 1 times after it was noted as delivered"]


def test_an_alert_that_comes_twice_after_a_claim_is_seen(house: House, tmp_path: Path) -> None:
    alert = the_alert(house)
    house.engine.records().claim(alert.case_id, "dr-a", house.engine.clock.now() + timedelta(seconds=0))
    later = time.time() + 1

    once = list(crowd_checks.alerts_kept(settings(tmp_path), log(tmp_path, (later, alert.id))))
    twice = list(crowd_checks.alerts_kept(settings(tmp_path), log(tmp_path, (later, alert.id), (later + 1, alert.id))))

    assert once == NOTHING
    assert twice == [f"alert {alert.id} came more than once after somebody had the case"]


def test_a_claim_that_an_alert_came_after_does_not_acknowledge_it(house: House, tmp_path: Path) -> None:
    """A further signal tells again although somebody has the case: its alert was not there to be dropped."""
    alert = the_alert(house)
    house.engine.records().claim(alert.case_id, "dr-a", house.engine.clock.now())
    change(tmp_path, "UPDATE alerts SET dropped = 0")
    later = time.time() + 1

    twice = list(crowd_checks.alerts_kept(settings(tmp_path), log(tmp_path, (later, alert.id), (later + 1, alert.id))))

    assert twice == NOTHING


def test_a_claim_of_what_was_just_handed_over_to_one_needs_no_row(house: House, tmp_path: Path) -> None:
    records, case = house.engine.records(), the_alert(house).case_id
    ada, bea = (records.add_person(name, Role.CLINICIAN, invited()).id for name in ("ada", "bea"))
    records.claim(case, ada, house.engine.clock.now())
    records.hand_over(case, ada, bea, ada, house.engine.clock.now())
    records.claim(case, bea, house.engine.clock.now())

    claims = [{"step": "case_claimed", "case": case, "by": who} for who in (ada, bea)]

    assert list(crowd_checks.standing(settings(tmp_path), claims)) == NOTHING


def test_progress_of_the_same_seed_is_gone_on_with(tmp_path: Path) -> None:
    Tally(7, kills=12, killed={"app": 12}).save(tmp_path / "crowd.json")

    assert Tally.load(tmp_path / "crowd.json", 7).kills == 12
    assert Tally.load(tmp_path / "crowd.json", 8) == Tally(8)
    (tmp_path / "crowd.json").write_text(json.dumps({"seed": 7})[:-3], encoding="utf-8")
    assert Tally.load(tmp_path / "crowd.json", 7) == Tally(7)
