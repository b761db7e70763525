"""The sign-in page: plain HTML that loads at once and shows help lines before anybody signs in."""

from __future__ import annotations

import html
from collections.abc import Callable
from importlib.resources import files
from string import Template

from assistant.domain.library import HelpLine, Region
from assistant.domain.passwords import shortest
from assistant.domain.sessions import Session
from assistant.ui.dialling import call_link, text_link, web_link
from assistant.ui.front_wording import front
from assistant.ui.help_lines import essential
from assistant.ui.tongue import NAMES

DEMO_ROLES = ("patient", "clinician", "evaluator")
CRISIS = "suicide_crisis"
DIRECTORY = "https://findahelpline.com"
PROVIDER = "/auth/provider"
OUT = "/auth/provider/leave"

Parts = Callable[[str], str]
"""Makes HTML, or a sentence, in a language."""


def front_page(clinic: str | None, region: Region | None, parts: str, language: str, again: str) -> str:
    """The whole page as HTML: help lines, then these parts. Without a region it still says what to do.

    `again` is where the same page stands in the other language.
    """
    template = Template(files("assistant.ui").joinpath("signin.html").read_text(encoding="utf-8"))
    words = {key: html.escape(front(key, language)) for key in ("title", "name", "help_now", "danger")}
    lead = html.escape(front("lead", language, clinic or front("your_clinic", language)))
    picker = "".join(
        f'<a href="{again}?lang={code}" lang="{code}" hreflang="{code}">{name}</a>'
        for code, name in NAMES.items()
        if code != language
    )
    return template.substitute(
        words, language=language, lead=lead, picker=picker, help_lines=_help_lines(region, language), parts=parts
    )


def signin_section(problem: Parts | None = None, *, provider: bool = False, local: bool = True) -> Parts:
    """The way through the clinic's own sign-in, and the form for name and invitation or password."""

    def section(language: str) -> str:
        said = _problem(problem, language)
        heading = f"<h2>{front('sign_in', language)}</h2>"
        through = f"<section>{heading}{said}{_through(language)}</section>" if provider else ""
        if provider and not local:
            return through
        title = f"<h2>{front('or_own', language)}</h2>" if provider else heading + said
        return through + (
            f'<section><form method="post" action="/auth/login">{title}'
            f"{_field('name', front('account', language), 'text', 'username')}"
            f"{_field('invitation', front('secret', language), 'password', 'current-password')}"
            f'<button type="submit">{front("sign_in", language)}</button></form></section>'
        )

    return section


def leave_section(said: Parts) -> Parts:
    """Why somebody whom the clinic knows is not let in, and the way out."""

    def section(language: str) -> str:
        out = _link(OUT, front("other_account", language), "call quiet")
        heading = f"<h2>{front('not_signed_in', language)}</h2>"
        return f"<section>{heading}{_problem(said, language)}{_through(language)}{out}</section>"

    return section


def password_section(session: Session, problem: Parts | None = None) -> Parts:
    """The form for a new password; it asks for the current one unless the invitation was given just now."""
    due, name = session.password_due, html.escape(session.person.name)

    def section(language: str) -> str:
        why = front("why", language) if due else ""
        current = "" if due else _field("current", front("current", language), "password", "current-password")
        back = "" if due else _link("/", front("back", language), "call quiet")
        return (
            '<section><form method="post" action="/auth/password">'
            f"<h2>{front('choose' if due else 'change', language)}</h2>{_problem(problem, language)}<p>{why}</p>"
            f"<p>{front('at_least', language, shortest(session.person.role))}</p>"
            f'<input type="hidden" name="name" autocomplete="username" value="{name}">'
            f"{current}{_field('new', front('new', language), 'password', 'new-password')}"
            f"{_field('again', front('again', language), 'password', 'new-password')}"
            f'<button type="submit">{front("keep", language)}</button></form>{back}</section>'
        )

    return section


def demo_section(language: str) -> str:
    """One button for each demo account."""
    buttons = "".join(
        f'<form method="post" action="/auth/demo"><input type="hidden" name="role" value="{role}">'
        f'<button class="quiet" type="submit">{front(f"demo_{role}", language)}</button></form>'
        for role in DEMO_ROLES
    )
    return (
        f'<section class="demo"><h2>{front("demo", language)}</h2>'
        f"<p>{front('demo_why', language)}</p>{buttons}</section>"
    )


def _through(language: str) -> str:
    return _link(PROVIDER, front("provider", language), "call")


def _field(name: str, label: str, kind: str, autocomplete: str) -> str:
    return (
        f'<label for="{name}">{label}</label>'
        f'<input id="{name}" name="{name}" type="{kind}" autocomplete="{autocomplete}" autocapitalize="none" required>'
    )


def _problem(said: Parts | None, language: str) -> str:
    return f'<p class="problem" role="alert">{html.escape(said(language))}</p>' if said else ""


def _help_lines(region: Region | None, language: str) -> str:
    emergency = region.emergency_number if region else None
    link = call_link(emergency)
    local = f"<p><strong>{front('local', language)}</strong></p>"
    first = _link(link, front("emergency", language, emergency), "call") if link else local
    numbers = [_line(line) for line in region.of_kind("emergency")] if region and not link else []
    lines = essential(region.of_kind(CRISIS)) if region else ()
    rest = [_line(line) for line in lines] or [_link(DIRECTORY, front("directory", language), "call quiet")]
    return "\n".join((first, *numbers, *rest))


def _line(line: HelpLine) -> str:
    said = f"{line.name} · {line.call or line.text}" if line.call or line.text else line.name
    link = call_link(line.call) or text_link(line.text) or web_link(line.url)
    return _link(link, said, "call quiet") if link else f"<p>{html.escape(said)}</p>"


def _link(link: str, said: str, style: str) -> str:
    return f'<a class="{style}" href="{html.escape(link)}" rel="noreferrer">{html.escape(said)}</a>'
