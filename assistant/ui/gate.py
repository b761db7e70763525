"""Lets nobody without a session past the sign-in page: neither a page nor a websocket."""

from __future__ import annotations

from datetime import UTC, datetime
from http.cookies import CookieError, SimpleCookie

from starlette.responses import RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from assistant.ui.sessions import COOKIE, SESSIONS

OPEN = ("/auth/", "/static/", "/_stcore/health", "/healthz", "/favicon", "/vendor/", "/manifest")


class Gate:
    """Pure ASGI middleware: a page without a session redirects to sign-in, a websocket is refused."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or turn it away."""
        if scope["type"] not in {"http", "websocket"} or scope["path"].startswith(OPEN) or _signed_in(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": 1008})
        else:
            await RedirectResponse("/auth/login", status_code=303)(scope, receive, send)


def _signed_in(scope: Scope) -> bool:
    raw = b"; ".join(value for name, value in scope["headers"] if name == b"cookie").decode("latin-1")
    try:
        jar = SimpleCookie(raw)
    except CookieError:
        return False
    token = jar[COOKIE].value if COOKIE in jar else ""
    return SESSIONS.find(token, datetime.now(UTC)) is not None
