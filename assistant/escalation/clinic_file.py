"""The clinic's own file: care teams, who is told in which order, hours, and how long a case may wait.

It is TOML; docs/escalation.md explains it. Every mistake in it is named at once, with its place, because a mistyped
on-call chain must never pass for a shorter one.
"""

from __future__ import annotations

import tomllib
from datetime import date, time, timedelta
from pathlib import Path
from typing import Annotated, Literal, Self, get_args
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator, model_validator

from assistant.domain.cases import Severity
from assistant.domain.errors import SettingsError
from assistant.domain.oncall import Clocks, Hours, OnCall, Step, Team, When
from assistant.domain.people import DEFAULT_TEAM

WORKING_DAY: Literal["working day"] = "working day"
Span = tuple[time, time]


def _spans(value: object) -> object:
    """`"09:00-12:30, 13:30-17:00"` as pairs of times."""
    pairs = [part.strip().split("-") for part in str(value).split(",") if part.strip()]
    try:
        spans = tuple((time.fromisoformat(start.strip()), time.fromisoformat(end.strip())) for start, end in pairs)
    except ValueError:
        raise ValueError(f'{value!r} is no span of hours; write for example "09:00-17:00"') from None
    moments = [moment for span in spans for moment in span]
    if moments != sorted(set(moments)):
        raise ValueError(f"{value!r} does not run forward; a span that passes midnight is two, one on each day")
    return spans


def _url(value: object) -> object:
    if not isinstance(value, str) or "://" not in value:
        raise ValueError("an address is an Apprise URL, for example mailto://… or json://…")
    return value


class _Part(BaseModel):
    """Refuses every key that it does not know."""

    model_config = ConfigDict(extra="forbid", frozen=True)


_Day = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_Spans = Annotated[tuple[Span, ...], BeforeValidator(_spans)]


class _Step(_Part):
    who: str = Field(min_length=1)
    urls: tuple[Annotated[str, BeforeValidator(_url)], ...] = Field(min_length=1)
    wait_minutes: float | None = Field(None, gt=0)
    when: When = When.ALWAYS

    def made(self) -> Step:
        wait = None if self.wait_minutes is None else timedelta(minutes=self.wait_minutes)
        return Step(self.who, self.urls, wait, self.when)


class _Team(_Part):
    time_zone: str | None = None
    hours: dict[_Day, _Spans] = Field(default_factory=dict)
    closed_on: tuple[date, ...] = ()
    steps: tuple[_Step, ...] = Field(min_length=1)

    @field_validator("time_zone")
    @classmethod
    def _known(cls, value: str | None) -> str | None:
        try:
            return value if value is None else ZoneInfo(value).key
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"{value!r} is no time zone; write for example Europe/Madrid") from None

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if (self.hours or self.closed_on) and self.time_zone is None:
            raise ValueError("hours need a time_zone")
        if any(step.when is not When.ALWAYS for step in self.steps) and not self.hours:
            raise ValueError('a step with `when = "in_hours"` or "out_of_hours" needs the team\'s hours')
        return self

    def made(self, name: str) -> Team:
        hours = None
        if self.hours and self.time_zone:
            week = {get_args(_Day).index(day): spans for day, spans in self.hours.items()}
            hours = Hours(self.time_zone, week, frozenset(self.closed_on))
        return Team(name, tuple(step.made() for step in self.steps), hours)


class _Clocks(_Part):
    imminent: float = Field(15, gt=0, le=60)
    elevated: float = Field(60, gt=0)
    medical: float = Field(60, gt=0)
    needs_human: float | Literal["working day"] = Field(60)
    watch: float | Literal["working day"] = WORKING_DAY
    team_question: float | Literal["working day"] = WORKING_DAY

    @field_validator("needs_human", "watch", "team_question")
    @classmethod
    def _positive(cls, value: float | str) -> float | str:
        if isinstance(value, float) and value <= 0:
            raise ValueError("minutes are more than 0")
        return value

    def made(self) -> Clocks:
        given = {severity: getattr(self, severity.value) for severity in Severity}
        return Clocks({s: None if v == WORKING_DAY else timedelta(minutes=float(v)) for s, v in given.items()})


class _File(_Part):
    teams: dict[Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9._-]{0,39}$")], _Team]
    fallback: _Step | None = None
    clocks: _Clocks = Field(default_factory=_Clocks)

    @model_validator(mode="after")
    def _default(self) -> Self:
        if DEFAULT_TEAM not in self.teams:
            raise ValueError(f"[teams.{DEFAULT_TEAM}] is missing: it is told of everybody whose team has no part here")
        if self.fallback is not None and self.fallback.when is not When.ALWAYS:
            raise ValueError("the fallback counts always; take its `when` out")
        return self


def read_clinic_file(path: Path, fallback_urls: tuple[str, ...] = ()) -> OnCall:
    """The on-call chains of that file; `fallback_urls` are the fallback when the file names none.

    Raises SettingsError that names every mistake with its place, without any address.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise SettingsError(f"KAP_CLINIC_FILE: there is no file {path}.") from None
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"KAP_CLINIC_FILE: {path} cannot be read ({type(error).__name__}).") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"KAP_CLINIC_FILE: {path} is not TOML: {error}.") from None
    try:
        file = _File.model_validate(content)
    except ValidationError as error:
        found = error.errors(include_input=False, include_url=False)
        lines = [f"{'.'.join(str(part) for part in one['loc']) or 'file'}: {_said(one['msg'])}" for one in found]
        raise SettingsError("KAP_CLINIC_FILE: " + "; ".join(lines)) from None
    fallback = file.fallback.made() if file.fallback else None
    if fallback is None and fallback_urls:
        fallback = Step("KAP_ALERT_URLS", fallback_urls)
    oncall = OnCall({name: team.made(name) for name, team in file.teams.items()}, fallback, file.clocks.made())
    _check_always_somebody(oncall)
    return oncall


def _said(message: str) -> str:
    return message.removeprefix("Value error, ")


def _check_always_somebody(oncall: OnCall) -> None:
    """Refuse a team that has nobody to tell at some hours."""
    if oncall.fallback is not None:
        return
    for team in oncall.teams.values():
        kinds = {step.when for step in team.steps}
        if When.ALWAYS not in kinds and kinds != {When.IN_HOURS, When.OUT_OF_HOURS}:
            only = kinds.pop().value.replace("_", " ")
            raise SettingsError(
                f"KAP_CLINIC_FILE: teams.{team.name} tells somebody only {only}. Add a step for the other hours, or a "
                "[fallback]."
            )
