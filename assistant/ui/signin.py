"""The sign-in page: plain HTML that loads at once and shows help lines before anybody signs in."""

from __future__ import annotations

import html
from importlib.resources import files
from string import Template

from assistant.domain.library import HelpLine, Region
from assistant.domain.passwords import shortest
from assistant.domain.sessions import Session
from assistant.ui.dialling import call_link, text_link, web_link
from assistant.ui.help_lines import essential

DEMO_ROLES = ("patient", "clinician", "evaluator")
CRISIS = "suicide_crisis"
LOCAL = "Call your local emergency number."
DIRECTORY = "https://findahelpline.com"
PROVIDER = '<a class="call" href="/auth/provider">Sign in with the clinic account</a>'
OUT = '<a class="call quiet" href="/auth/provider/leave">Sign out at the clinic and use another account</a>'
BACK = '<a class="call quiet" href="/">Back</a>'


def front_page(clinic: str, region: Region | None, parts: str) -> str:
    """The whole page as HTML: help lines, then these parts. Without a region it still says what to do."""
    template = Template(files("assistant.ui").joinpath("signin.html").read_text(encoding="utf-8"))
    return template.substitute(clinic=html.escape(clinic), help_lines=_help_lines(region), parts=parts)


def signin_section(problem: str = "", *, provider: bool = False, local: bool = True) -> str:
    """The way through the clinic's own sign-in, and the form for name and invitation or password."""
    through = f"<section><h2>Sign in</h2>{_problem(problem)}{PROVIDER}</section>" if provider else ""
    if provider and not local:
        return through
    title = "Or with an account of its own" if provider else "Sign in"
    return through + (
        f'<section><form method="post" action="/auth/login"><h2>{title}</h2>'
        f"{'' if provider else _problem(problem)}"
        f"{_field('name', 'Name of your account', 'text', 'username')}"
        f"{_field('invitation', 'Invitation code or password', 'password', 'current-password')}"
        '<button type="submit">Sign in</button></form></section>'
    )


def leave_section(said: str) -> str:
    """Why somebody whom the clinic knows is not let in, and the way out."""
    return f"<section><h2>Not signed in</h2>{_problem(said)}{PROVIDER}{OUT}</section>"


def password_section(session: Session, problem: str = "") -> str:
    """The form for a new password; it asks for the current one unless the invitation was given just now."""
    due = session.password_due
    title = "Choose your password" if due else "Change your password"
    why = (
        "Your invitation code worked. It ends now: from here on you sign in with a password of your own." if due else ""
    )
    current = "" if due else _field("current", "Current password", "password", "current-password")
    name = html.escape(session.person.name)
    return (
        f'<section><form method="post" action="/auth/password"><h2>{title}</h2>'
        f"{_problem(problem)}<p>{why}</p>"
        f"<p>At least {shortest(session.person.role)} characters. Any characters; a few words in a row are good.</p>"
        f'<input type="hidden" name="name" autocomplete="username" value="{name}">'
        f"{current}{_field('new', 'New password', 'password', 'new-password')}"
        f"{_field('again', 'The same password again', 'password', 'new-password')}"
        f'<button type="submit">Keep this password</button></form>{"" if due else BACK}</section>'
    )


def _field(name: str, label: str, kind: str, autocomplete: str) -> str:
    return (
        f'<label for="{name}">{label}</label>'
        f'<input id="{name}" name="{name}" type="{kind}" autocomplete="{autocomplete}" autocapitalize="none" required>'
    )


def _problem(said: str) -> str:
    return f'<p class="problem" role="alert">{html.escape(said)}</p>' if said else ""


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


def demo_section() -> str:
    """One button for each demo account."""
    buttons = "".join(
        f'<form method="post" action="/auth/demo"><input type="hidden" name="role" value="{role}">'
        f'<button class="quiet" type="submit">Continue as demo {role}</button></form>'
        for role in DEMO_ROLES
    )
    return (
        '<section class="demo"><h2>Demo on this machine</h2>'
        f"<p>Nobody real reads here. Choose who you want to be.</p>{buttons}</section>"
    )
