"""The sign-in page: plain HTML that loads at once and shows help lines before anybody signs in."""

from __future__ import annotations

import html
from importlib.resources import files
from string import Template

from assistant.domain.library import HelpLine, Region
from assistant.ui.dialling import call_link, text_link, web_link
from assistant.ui.help_lines import essential

DEMO_ROLES = ("patient", "clinician", "evaluator")
CRISIS = "suicide_crisis"
LOCAL = "Call your local emergency number."
DIRECTORY = "https://findahelpline.com"


def signin_page(clinic: str, region: Region | None, *, demo: bool, problem: str = "") -> str:
    """The whole page as HTML; every value in it is escaped. Without a region it still says what to do."""
    template = Template(files("assistant.ui").joinpath("signin.html").read_text(encoding="utf-8"))
    return template.substitute(
        clinic=html.escape(clinic),
        help_lines=_help_lines(region),
        demo=_demo() if demo else "",
        problem=f'<p class="problem" role="alert">{html.escape(problem)}</p>' if problem else "",
    )


def _help_lines(region: Region | None) -> str:
    emergency = region.emergency_number if region else None
    link = call_link(emergency)
    first = _link(link, f"Emergency: call {emergency}", "call") if link else f"<p><strong>{LOCAL}</strong></p>"
    lines = essential(region.of_kind(CRISIS)) if region else ()
    rest = [_line(line) for line in lines] or [_link(DIRECTORY, "Find a crisis line near you", "call quiet")]
    return "\n".join((first, *rest))


def _line(line: HelpLine) -> str:
    said = f"{line.name} · {line.call or line.text}" if line.call or line.text else line.name
    link = call_link(line.call) or text_link(line.text) or web_link(line.url)
    return _link(link, said, "call quiet") if link else f"<p>{html.escape(said)}</p>"


def _link(link: str, said: str, style: str) -> str:
    return f'<a class="{style}" href="{html.escape(link)}" rel="noreferrer">{html.escape(said)}</a>'


def _demo() -> str:
    buttons = "".join(
        f'<form method="post" action="/auth/demo"><input type="hidden" name="role" value="{role}">'
        f'<button class="quiet" type="submit">Continue as demo {role}</button></form>'
        for role in DEMO_ROLES
    )
    return (
        '<section class="demo"><h2>Demo on this machine</h2>'
        f"<p>Nobody real reads here. Choose who you want to be.</p>{buttons}</section>"
    )
