"""The ways in and out: sign-in with an invitation, demo accounts, and the end of a session."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.conversation.engine import Engine
from assistant.domain.errors import AssistantError
from assistant.domain.library import Region
from assistant.domain.people import Person
from assistant.ui.sessions import COOKIE, SESSIONS
from assistant.ui.signin import DEMO_ROLES, signin_page

_log = structlog.get_logger(__name__)

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
LONGEST_FORM = 4096
ELSEWHERE = "https://www.wikipedia.org/"
"""A page that nobody wonders about."""
BROKEN = "Sign-in does not work right now. The help lines above do. Please try again in a few minutes."
UNKNOWN = "That name and invitation do not belong together. Ask your clinic for a new invitation."
_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}
_FORGET = {"Cache-Control": "no-store", "Clear-Site-Data": '"cache"', "Referrer-Policy": "no-referrer"}


class Doors:
    """Routes beside the pages; each shows the help lines even when the engine cannot be built."""

    def __init__(self, engine: Callable[[], Engine], regions: Callable[[], Mapping[str, Region]]) -> None:
        self._make_engine = engine
        self._regions = regions

    async def login(self, request: Request) -> Response:
        """Show the page, or check name and invitation."""
        if request.method == "GET":
            return await run_in_threadpool(self._page, request)
        if not _same_origin(request):
            return Response("This form must be sent from the sign-in page.", status_code=403)
        form = await _form(request)
        person = await run_in_threadpool(self._check, form.get("name", ""), form.get("invitation", ""))
        if isinstance(person, str):
            return await run_in_threadpool(self._page, request, person, 503 if person == BROKEN else 401)
        return _entered(person, request, demo=False)

    async def demo(self, request: Request) -> Response:
        """Sign in as a demo account; only in demo mode, only from this machine."""
        if not _same_origin(request) or not await run_in_threadpool(self._demo_here, request):
            return Response("Demo accounts work only in demo mode on this machine.", status_code=403)
        role = (await _form(request)).get("role", "")
        if role not in DEMO_ROLES:
            return Response("There is no such demo account.", status_code=404)
        person = await run_in_threadpool(self._demo_account, role)
        if isinstance(person, str):
            return await run_in_threadpool(self._page, request, person, 503)
        return _entered(person, request, demo=True)

    async def left(self, request: Request) -> Response:
        """Where the browser goes after signing out: an ended session's cookie is forgotten, a live one stays.

        The page ends the session itself, so that a link from elsewhere cannot sign anybody out.
        """
        response = RedirectResponse("/auth/login", status_code=303)
        if SESSIONS.find(request.cookies.get(COOKIE, ""), datetime.now(UTC)) is not None:
            return RedirectResponse("/", status_code=303)
        response.delete_cookie(COOKIE)
        return response

    async def away(self, request: Request) -> Response:
        """Out of sight in one tap: the session ends, the browser forgets the pages and opens a harmless one.

        Only the page's own link ends a session; one on another site merely leads on.
        """
        response = RedirectResponse(ELSEWHERE, status_code=303, headers=_FORGET)
        if request.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none"):
            SESSIONS.close(request.cookies.get(COOKIE, ""))
            response.delete_cookie(COOKIE)
        return response

    def _page(self, request: Request, problem: str = "", status: int = 200) -> Response:
        engine = self._engine()
        clinic = engine.clinic if engine else None
        page = signin_page(
            clinic.name if clinic else "your clinic",
            self._region(clinic.region if clinic else None),
            demo=self._demo_here(request),
            problem=problem or ("" if engine else BROKEN),
        )
        return HTMLResponse(page, status_code=status, headers=_HEADERS)

    def _engine(self) -> Engine | None:
        try:
            return self._make_engine()
        except Exception as error:  # noqa: BLE001 - without an engine the page still shows the help lines
            _log.error("engine_failed", error=type(error).__name__)
            return None

    def _region(self, code: str | None) -> Region | None:
        try:
            regions = self._regions()
        except Exception as error:  # noqa: BLE001 - the page then says it without numbers
            _log.error("help_lines_failed", error=type(error).__name__)
            return None
        return regions.get(code or "", regions.get("elsewhere"))

    def _check(self, name: str, invitation: str) -> Person | str:
        engine = self._engine()
        if engine is None:
            return BROKEN
        try:
            return engine.records().check_invitation(name, invitation) or UNKNOWN
        except AssistantError as error:
            _log.error("sign_in_failed", error=type(error).__name__)
            return BROKEN

    def _demo_account(self, role: str) -> Person | str:
        engine = self._engine()
        try:
            person = engine.records().person_named(f"demo-{role}") if engine else None
        except AssistantError as error:
            _log.error("sign_in_failed", error=type(error).__name__)
            return BROKEN
        return person or "The demo accounts are missing. Start with: make demo"

    def _demo_here(self, request: Request) -> bool:
        engine = self._engine()
        host = request.client.host if request.client else ""
        return engine is not None and engine.demo and host in LOOPBACK and (request.url.hostname or "") in LOOPBACK


async def _form(request: Request) -> dict[str, str]:
    """The first value of each field; a body that is too long for a sign-in counts as empty."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LONGEST_FORM:
            return {}
    return {key: values[0] for key, values in parse_qs(body.decode("utf-8", errors="replace")).items()}


def _same_origin(request: Request) -> bool:
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc == request.headers.get("host")


def _entered(person: Person, request: Request, *, demo: bool) -> Response:
    response = RedirectResponse("/", status_code=303)
    SESSIONS.close(request.cookies.get(COOKIE, ""))
    token = SESSIONS.open(person, datetime.now(UTC), demo=demo)
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, token, httponly=True, samesite="lax", secure=secure)
    return response
