"""The sign-in page: plain HTML that loads at once and shows help lines before anybody signs in."""

from __future__ import annotations

import html
from importlib.resources import files
from string import Template

from assistant.domain.clinic import Clinic
from assistant.domain.library import HelpLine, Region

DEMO_ROLES = ("patient", "clinician", "evaluator")
SHOWN = ("suicide_crisis",)


def signin_page(clinic: Clinic, region: Region, *, demo: bool, problem: str = "") -> str:
    """The whole page as HTML; every value in it is escaped."""
    template = Template(files("assistant.ui").joinpath("signin.html").read_text(encoding="utf-8"))
    return template.substitute(
        clinic=html.escape(clinic.name),
        help_lines=_help_lines(region),
        demo=_demo() if demo else "",
        problem=f'<p class="problem" role="alert">{html.escape(problem)}</p>' if problem else "",
    )


def _help_lines(region: Region) -> str:
    emergency = region.emergency_number
    first = (
        f'Emergency: <a href="tel:{_digits(emergency)}">{html.escape(emergency)}</a>'
        if emergency
        else ("Call your local emergency number.")
    )
    return "\n".join(f"<li>{item}</li>" for item in (first, *(_line(line) for line in region.of_kind(*SHOWN))))


def _line(line: HelpLine) -> str:
    ways = [
        f'<a href="tel:{_digits(line.call)}">{html.escape(line.call)}</a>' if line.call else "",
        html.escape(line.text) if line.text else "",
        f'<a href="{html.escape(line.url)}" rel="noreferrer">{html.escape(line.url.split("//")[-1].rstrip("/"))}</a>'
        if line.url and not line.call
        else "",
    ]
    return f"{html.escape(line.name)}: {', '.join(way for way in ways if way)}"


def _digits(number: str) -> str:
    return "".join(ch for ch in number if ch.isdigit() or ch == "+")


def _demo() -> str:
    buttons = "".join(
        f'<form method="post" action="/auth/demo"><input type="hidden" name="role" value="{role}">'
        f'<button class="quiet" type="submit">Continue as the demo {role}</button></form>'
        for role in DEMO_ROLES
    )
    return f'<section class="demo"><h2>Demo on this machine</h2><p>Nobody real reads here.</p>{buttons}</section>'
