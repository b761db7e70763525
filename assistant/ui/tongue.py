"""Which of the two languages a browser reads: what was picked there, else what it asks for."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

LANGUAGE = "kap_language"
NAMES = {"en": "English", "es": "Español"}
_REMEMBERED_S = 365 * 24 * 3600


def tongue(picked: str | None, locale: str | None) -> str:
    """`es` or `en`: the picked one, else that of the browser's locale."""
    if picked in NAMES:
        return str(picked)
    return "es" if (locale or "").lower().split("-")[0] == "es" else "en"


def tongue_of(request: Request) -> str:
    """The language of a request: its own pick, the one that the browser remembers, else the first that it accepts."""
    picked = request.query_params.get("lang")
    kept = picked if picked in NAMES else request.cookies.get(LANGUAGE)
    return tongue(kept, _first_accepted(request.headers.get("accept-language", "")))


def remember(response: Response, request: Request) -> None:
    """Let the browser keep the language that this request picks; nothing about the person is in it."""
    picked = request.query_params.get("lang")
    if picked in NAMES:
        response.set_cookie(LANGUAGE, picked, max_age=_REMEMBERED_S, httponly=True, samesite="lax")


def _first_accepted(header: str) -> str | None:
    """The one of our languages that the browser likes best; None when it names neither."""
    liked: list[tuple[float, str]] = []
    for part in header.split(","):
        code, _, weight = part.strip().partition(";q=")
        name = code.lower().split("-")[0]
        if name in NAMES:
            liked.append((_number(weight), name))
    return max(liked, key=lambda one: one[0])[1] if liked else None


def _number(weight: str) -> float:
    try:
        return float(weight) if weight else 1.0
    except ValueError:
        return 0.0
