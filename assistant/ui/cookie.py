"""The one cookie: an opaque token that scripts cannot read and other sites cannot send."""

from __future__ import annotations

from http.cookies import CookieError, SimpleCookie

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

from assistant.domain.sessions import Way

COOKIE = "kap_session"
VIA_PROVIDER = "kap_via_provider"


def token_in(scope: Scope) -> str:
    """The token that this request or websocket brings; empty when it brings none."""
    raw = b"; ".join(value for name, value in scope["headers"] if name == b"cookie").decode("latin-1")
    try:
        jar = SimpleCookie(raw)
    except CookieError:
        return ""
    return jar[COOKIE].value if COOKIE in jar else ""


def give(response: Response, token: str, request: Request) -> None:
    """Let the browser keep the token; over TLS, also behind a proxy, it is never sent in the clear."""
    secure = "https" in (request.url.scheme, request.headers.get("x-forwarded-proto", ""))
    response.set_cookie(COOKIE, token, httponly=True, samesite="lax", secure=secure)


def mark(response: Response, way: Way) -> None:
    """Remember through sign-out whether the provider's session has to be ended too."""
    if way is Way.PROVIDER:
        response.set_cookie(VIA_PROVIDER, "1", httponly=True, samesite="lax")
    else:
        response.delete_cookie(VIA_PROVIDER)
