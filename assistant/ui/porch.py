"""What the ways in and out have in common: the engine if there is one, the plain page with the help lines, forms."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from urllib.parse import parse_qs, urlsplit

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.conversation.engine import Engine
from assistant.domain.library import Region
from assistant.domain.people import Person, Role
from assistant.domain.sessions import Session, Way
from assistant.ui.cookie import COOKIE, give, mark
from assistant.ui.gate import CHOOSE_PASSWORD, SIGN_IN
from assistant.ui.signin import Parts, front_page
from assistant.ui.tongue import remember, tongue_of
from assistant.ui.wanted import forget, wanted

_log = structlog.get_logger(__name__)

LONGEST_FORM = 4096
STAYS = (SIGN_IN, CHOOSE_PASSWORD)
"""Pages that can be opened again in the other language; the others lead to the sign-in page."""
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "Vary": "Accept-Language, Cookie",
}


class Porch:
    """Shows the help lines even when the engine cannot be built."""

    def __init__(self, engine: Callable[[], Engine], regions: Callable[[], Mapping[str, Region]]) -> None:
        self._make_engine = engine
        self._regions = regions

    def engine(self) -> Engine | None:
        """The engine, or None while it cannot be built."""
        try:
            return self._make_engine()
        except Exception as error:  # noqa: BLE001 - without an engine the page still shows the help lines
            _log.error("engine_failed", error=type(error).__name__)
            return None

    def page(self, request: Request, parts: Parts, status: int = 200) -> Response:
        """The plain page in the reader's language: who this is, the help lines, then these parts of HTML."""
        language = tongue_of(request)
        engine = self.engine()
        clinic = engine.clinic if engine else None
        region = self._region(clinic.region if clinic else None)
        again = request.url.path if request.url.path in STAYS else SIGN_IN
        html = front_page(clinic.name if clinic else None, region, parts(language), language, again)
        response = HTMLResponse(html, status_code=status, headers=_HEADERS)
        remember(response, request)
        return response

    def session(self, request: Request) -> Session | None:
        """The session that the request brings, if it counts. Raises RecordsUnavailable."""
        engine = self.engine()
        return engine.access.sessions.find(request.cookies.get(COOKIE, ""), used=True) if engine else None

    def entered(self, person: Person, request: Request, way: Way, no_later: datetime | None = None) -> Response:
        """A new session for that person, in the place of the one that the browser had. Raises RecordsUnavailable.

        A clinician who came by the link in an alert goes on to that case.
        """
        response = RedirectResponse(wanted(request) if person.role is Role.CLINICIAN else "/", status_code=303)
        forget(response)
        engine = self._make_engine()
        engine.access.sessions.close(request.cookies.get(COOKIE, ""))
        mark(response, way)
        give(response, engine.access.sessions.open(person, way, no_later), request)
        return response

    def _region(self, code: str | None) -> Region | None:
        try:
            regions = self._regions()
        except Exception as error:  # noqa: BLE001 - the page then says it without numbers
            _log.error("help_lines_failed", error=type(error).__name__)
            return None
        return regions.get(code or "", regions.get("elsewhere"))


async def form_of(request: Request) -> dict[str, str]:
    """The first value of each field; a body that is too long for these forms counts as empty."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_FORM:
            return {}
    return {key: values[0] for key, values in parse_qs(body.decode("utf-8", errors="replace")).items()}


def same_origin(request: Request) -> bool:
    """Whether the form was sent from a page of ours."""
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc == request.headers.get("host")


async def in_thread(work: Callable[[], Response]) -> Response:
    """Run what waits for the records outside the event loop."""
    return await run_in_threadpool(work)
