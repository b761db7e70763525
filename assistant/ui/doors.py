"""The ways in and out: sign-in with an invitation or password, demo accounts, and the end of a session."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from assistant.access.signing_in import INVITATION_OVER, LocalAccounts, Refusal, waiting
from assistant.conversation.engine import Engine
from assistant.domain.errors import AssistantError
from assistant.domain.library import Region
from assistant.domain.people import Person
from assistant.domain.said import Said
from assistant.domain.sessions import Way
from assistant.ui.cookie import COOKIE, VIA_PROVIDER
from assistant.ui.front_wording import BROKEN, NO_DEMO, UNKNOWN
from assistant.ui.gate import CHOOSE_PASSWORD, SIGN_IN
from assistant.ui.porch import Porch, form_of, in_thread, same_origin
from assistant.ui.provider_door import LEAVE
from assistant.ui.signin import DEMO_ROLES, demo_section, signin_section

_log = structlog.get_logger(__name__)

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
ELSEWHERE = "https://www.wikipedia.org/"
"""A page that nobody wonders about."""
_FORGET = {"Cache-Control": "no-store", "Clear-Site-Data": '"cache"', "Referrer-Policy": "no-referrer"}


class Doors:
    """Routes beside the pages; each shows the help lines even when the engine cannot be built."""

    def __init__(self, engine: Callable[[], Engine], regions: Callable[[], Mapping[str, Region]]) -> None:
        self._porch = Porch(engine, regions)

    async def login(self, request: Request) -> Response:
        """Show the page, or check name and invitation or password."""
        if request.method == "GET":
            return await in_thread(lambda: self._page(request))
        if not same_origin(request):
            return Response("This form must be sent from the sign-in page.", status_code=403)
        form = await form_of(request)
        return await in_thread(lambda: self._sign_in(request, form.get("name", ""), form.get("invitation", "")))

    async def demo(self, request: Request) -> Response:
        """Sign in as a demo account; only in demo mode, only from this machine."""
        form = await form_of(request)
        return await in_thread(lambda: self._demo(request, form.get("role", "")))

    async def left(self, request: Request) -> Response:
        """Where the browser goes after signing out: an ended session's cookie is forgotten, a live one stays.

        The page ends the session itself, so that a link from elsewhere cannot sign anybody out.
        """
        return await in_thread(lambda: self._left(request))

    async def away(self, request: Request) -> Response:
        """Out of sight in one tap: the session ends, the browser forgets the pages and opens a harmless one.

        Only the page's own link ends a session; one on another site merely leads on.
        """
        return await in_thread(lambda: self._away(request))

    def _sign_in(self, request: Request, name: str, secret: str) -> Response:
        engine = self._porch.engine()
        if engine is None:
            return self._page(request, BROKEN, 503)
        try:
            found = engine.access.signing_in.sign_in(name, secret)
            if isinstance(found, Refusal):
                wait = waiting(found, engine.clock.now())
                why = INVITATION_OVER if found.invitation_over else UNKNOWN
                return self._page(request, wait or why, 429 if wait else 401)
            response = self._porch.entered(found, request, Way.LOCAL)
        except AssistantError as error:
            _log.error("sign_in_failed", error=type(error).__name__)
            return self._page(request, BROKEN, 503)
        if found.invited:
            response.headers["location"] = CHOOSE_PASSWORD
        return response

    def _demo(self, request: Request, role: str) -> Response:
        if not same_origin(request) or not self._demo_here(request):
            return Response("Demo accounts work only in demo mode on this machine.", status_code=403)
        if role not in DEMO_ROLES:
            return Response("There is no such demo account.", status_code=404)
        try:
            person = self._demo_account(role)
            if person is None:
                return self._page(request, NO_DEMO, 503)
            return self._porch.entered(person, request, Way.DEMO)
        except AssistantError as error:
            _log.error("sign_in_failed", error=type(error).__name__)
            return self._page(request, BROKEN, 503)

    def _left(self, request: Request) -> Response:
        try:
            if self._porch.session(request) is not None:
                return RedirectResponse("/", status_code=303)
        except AssistantError as error:
            _log.error("session_unknown", error=type(error).__name__)
        response = RedirectResponse(LEAVE if VIA_PROVIDER in request.cookies else SIGN_IN, status_code=303)
        response.delete_cookie(COOKIE)
        response.delete_cookie(VIA_PROVIDER)
        return response

    def _away(self, request: Request) -> Response:
        response = RedirectResponse(ELSEWHERE, status_code=303, headers=_FORGET)
        if request.headers.get("sec-fetch-site", "same-origin") in ("same-origin", "none"):
            try:
                engine = self._porch.engine()
                if engine is not None:
                    engine.access.sessions.close(request.cookies.get(COOKIE, ""))
            except AssistantError as error:
                _log.error("session_not_ended", error=type(error).__name__)
            response.delete_cookie(COOKIE)
        return response

    def _page(self, request: Request, problem: Said | None = None, status: int = 200) -> Response:
        problem = problem or (None if self._porch.engine() else BROKEN)
        demo = self._demo_here(request)
        engine = self._porch.engine()
        provider = engine is not None and engine.access.provider is not None
        local = engine is None or engine.access.signing_in.local_accounts is not LocalAccounts.NOBODY
        section = signin_section(problem.of if problem else None, provider=provider, local=local)
        return self._porch.page(
            request, lambda tongue: (demo_section(tongue) if demo else "") + section(tongue), status
        )

    def _demo_account(self, role: str) -> Person | None:
        engine = self._porch.engine()
        return engine.records().person_named(f"demo-{role}") if engine else None

    def _demo_here(self, request: Request) -> bool:
        engine = self._porch.engine()
        host = request.client.host if request.client else ""
        return engine is not None and engine.demo and host in LOOPBACK and (request.url.hostname or "") in LOOPBACK
