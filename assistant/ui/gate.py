"""Lets nobody without a session past the sign-in page: neither a page nor a websocket."""

from __future__ import annotations

from collections.abc import Callable

import structlog
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.conversation.engine import Engine
from assistant.ui.cookie import token_in
from assistant.ui.wanted import remember

_log = structlog.get_logger(__name__)

OPEN = ("/auth/", "/static/", "/_stcore/health", "/healthz", "/favicon", "/vendor/", "/manifest")
SIGN_IN = "/auth/login"
CHOOSE_PASSWORD = "/auth/password"  # noqa: S105 - an address


class Gate:
    """Pure ASGI middleware: a page without a session redirects to sign-in, a websocket is refused."""

    def __init__(self, app: ASGIApp, engine: Callable[[], Engine]) -> None:
        self._app = app
        self._engine = engine

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or turn it away."""
        if scope["type"] not in {"http", "websocket"} or scope["path"].startswith(OPEN):
            await self._app(scope, receive, send)
            return
        instead = await run_in_threadpool(self._instead, token_in(scope))
        if instead is None:
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            response = RedirectResponse(instead, status_code=303)
            remember(response, scope)
            await response(scope, receive, send)

    def _instead(self, token: str) -> str | None:
        """Where to go instead; None when the session may pass."""
        if not token:
            return SIGN_IN
        try:
            session = self._engine().access.sessions.find(token)
        except Exception as error:  # noqa: BLE001 - who cannot be recognised is led to the page with the help lines
            _log.error("session_unknown", error=type(error).__name__)
            return SIGN_IN
        if session is None:
            return SIGN_IN
        return CHOOSE_PASSWORD if session.password_due else None
