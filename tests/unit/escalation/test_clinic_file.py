"""The clinic's file becomes on-call chains, or says in one go what is wrong with it."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest

from assistant.domain.cases import Severity
from assistant.domain.errors import SettingsError
from assistant.domain.oncall import Step, When
from assistant.escalation.clinic_file import read_clinic_file

STEP = '[[teams.default.steps]]\nwho = "duty"\nurls = ["json://duty.example/secret-token"]\n'
FULL = """
[clocks]
elevated = 30
watch = "working day"
needs_human = "working day"

[teams.default]
time_zone = "Europe/Madrid"
closed_on = [2026-12-25]
hours = { mon = "09:00-13:00, 14:00-17:00", tue = "09:00-17:00" }

[[teams.default.steps]]
who = "duty phone"
urls = ["json://duty.example", "mailto://duty.example"]
wait_minutes = 5
when = "in_hours"

[[teams.default.steps]]
who = "night service"
urls = ["json://night.example"]
when = "out_of_hours"

[teams.north]
[[teams.north.steps]]
who = "north"
urls = ["json://north.example"]

[fallback]
who = "clinic lead"
urls = ["json://lead.example"]
wait_minutes = 20
"""


def problem(tmp_path: Path, text: str) -> str:
    path = tmp_path / "clinic.toml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as refused:
        read_clinic_file(path)
    return str(refused.value)


def test_a_whole_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "clinic.toml"
    path.write_text(FULL, encoding="utf-8")

    oncall = read_clinic_file(path)

    team = oncall.teams["default"]
    assert [step.who for step in oncall.chain("default")] == ["duty phone", "night service", "clinic lead"]
    assert team.steps[0] == Step(
        "duty phone", ("json://duty.example", "mailto://duty.example"), timedelta(minutes=5), When.IN_HOURS
    )
    assert team.hours is not None
    assert team.hours.week == {0: ((time(9), time(13)), (time(14), time(17))), 1: ((time(9), time(17)),)}
    assert team.hours.closed_on == {date(2026, 12, 25)}
    assert oncall.clocks.limits[Severity.IMMINENT] == timedelta(minutes=15)
    assert oncall.clocks.limits[Severity.ELEVATED] == timedelta(minutes=30)
    assert oncall.clocks.limits[Severity.NEEDS_HUMAN] is None
    assert [step.who for step in oncall.chain("north")] == ["north", "clinic lead"]
    assert oncall.step_after("default", 0, datetime(2026, 11, 23, 22, tzinfo=UTC)) == (2, team.steps[1])


def test_the_addresses_of_the_settings_are_the_fallback_of_a_file_without_one(tmp_path: Path) -> None:
    path = tmp_path / "clinic.toml"
    path.write_text(STEP, encoding="utf-8")

    assert read_clinic_file(path).fallback is None
    fallback = read_clinic_file(path, ("json://everybody.example",)).fallback
    assert fallback is not None
    assert fallback.urls == ("json://everybody.example",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("= 5", "not TOML"),
        ("", "teams: Field required"),
        (STEP.replace("default", "north"), "[teams.default] is missing"),
        ("[teams.default]\nsteps = []", "teams.default.steps: "),
        (STEP.replace("urls", "url"), "teams.default.steps.0.url: Extra inputs"),
        (STEP.replace("json://", "json:"), "teams.default.steps.0.urls.0: an address is an Apprise URL"),
        (STEP + "wait_minutes = 0", "teams.default.steps.0.wait_minutes"),
        (STEP + 'when = "nights"', "teams.default.steps.0.when"),
        (STEP + 'when = "in_hours"', "needs the team's hours"),
        ('[teams.default]\ntime_zone = "Mars"\n' + STEP, "teams.default.time_zone: 'Mars' is no time zone"),
        ('[teams.default]\nhours = { mon = "09:00-17:00" }\n' + STEP, "hours need a time_zone"),
        ('[teams.default]\ntime_zone = "UTC"\nhours = { mon = "9 to 5" }\n' + STEP, "is no span of hours"),
        ('[teams.default]\ntime_zone = "UTC"\nhours = { mon = "17:00-09:00" }\n' + STEP, "does not run forward"),
        ('[teams.default]\ntime_zone = "UTC"\nhours = { moon = "09:00-17:00" }\n' + STEP, "teams.default.hours.moon"),
        ("[clocks]\nimminent = 90\n" + STEP, "clocks.imminent"),
        ("[clocks]\nwatch = 0\n" + STEP, "clocks.watch"),
        (STEP + '[fallback]\nwho = "lead"\nurls = ["json://a"]\nwhen = "in_hours"', "the fallback counts always"),
        ('[teams."Big Team"]\n' + STEP, "teams.Big Team"),
    ],
)
def test_a_mistake_is_named_with_its_place_and_without_any_address(tmp_path: Path, text: str, said: str) -> None:
    found = problem(tmp_path, text)

    assert found.startswith("KAP_CLINIC_FILE: ")
    assert said in found
    assert "secret-token" not in found


def test_every_mistake_is_named_at_once(tmp_path: Path) -> None:
    found = problem(tmp_path, STEP.replace("who", "whom").replace("json://", "json:"))

    assert "steps.0.who" in found
    assert "steps.0.whom" in found
    assert "steps.0.urls.0" in found


def test_a_team_with_nobody_at_night_needs_a_fallback(tmp_path: Path) -> None:
    team = '[teams.default]\ntime_zone = "UTC"\nhours = { mon = "09:00-17:00" }\n' + STEP + 'when = "in_hours"\n'

    assert "tells somebody only in hours" in problem(tmp_path, team)
    (tmp_path / "clinic.toml").write_text(team + '[fallback]\nwho = "lead"\nurls = ["json://a"]')
    assert read_clinic_file(tmp_path / "clinic.toml").fallback is not None


def test_a_missing_or_unreadable_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="there is no file"):
        read_clinic_file(tmp_path / "nothing.toml")
    with pytest.raises(SettingsError, match="cannot be read"):
        read_clinic_file(tmp_path)
