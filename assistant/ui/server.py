"""The server: Streamlit, with sign-in routes that keep who somebody is in an HttpOnly cookie."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route as Path_

from assistant.conversation.engine import Engine
from assistant.domain.errors import AssistantError
from assistant.domain.people import Person
from assistant.ui.gate import Gate
from assistant.ui.sessions import COOKIE, SESSIONS
from assistant.ui.signin import DEMO_ROLES, signin_page

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost", "testclient"})


def web_app(script: Path, engine: Callable[[], Engine]) -> st.App:
    """Streamlit serving `script` behind the gate, plus /auth/login, /auth/demo and /auth/logout."""
    doors = Doors(engine)
    return st.App(
        script,
        routes=[
            Path_("/auth/login", doors.login, methods=["GET", "POST"]),
            Path_("/auth/demo", doors.demo, methods=["POST"]),
            Path_("/auth/logout", doors.logout, methods=["POST"]),
        ],
        middleware=[Middleware(Gate)],
    )


class Doors:
    """The ways in and out."""

    def __init__(self, engine: Callable[[], Engine]) -> None:
        self._engine = engine

    async def login(self, request: Request) -> Response:
        """Show the page, or check name and invitation."""
        if request.method == "GET":
            return await run_in_threadpool(self._page, request)
        if not _same_origin(request):
            return Response("This form must be sent from the sign-in page.", status_code=403)
        form = await _form(request)
        person = await run_in_threadpool(self._check, form.get("name", ""), form.get("invitation", ""))
        if isinstance(person, str):
            return await run_in_threadpool(self._page, request, person, 401)
        return _entered(person, request, demo=False)

    async def demo(self, request: Request) -> Response:
        """Sign in as a demo account; only in demo mode, only from this machine."""
        if not self._demo_here(request) or not _same_origin(request):
            return Response("Demo accounts work only in demo mode on this machine.", status_code=403)
        role = (await _form(request)).get("role", "")
        if role not in DEMO_ROLES:
            return Response("There is no such demo account.", status_code=404)
        person = await run_in_threadpool(self._engine().records().person_named, f"demo-{role}")
        if person is None:
            return Response("The demo accounts are missing. Start with: make demo", status_code=404)
        return _entered(person, request, demo=True)

    async def logout(self, request: Request) -> Response:
        """Sign out and forget the cookie."""
        if not _same_origin(request):
            return Response("Sign out from the app itself.", status_code=403)
        SESSIONS.close(request.cookies.get(COOKIE, ""))
        response = RedirectResponse("/auth/login", status_code=303)
        response.delete_cookie(COOKIE)
        return response

    def _page(self, request: Request, problem: str = "", status: int = 200) -> Response:
        engine = self._engine()
        page = signin_page(engine.clinic, engine.region(None), demo=self._demo_here(request), problem=problem)
        return HTMLResponse(page, status_code=status, headers={"Cache-Control": "no-store"})

    def _check(self, name: str, invitation: str) -> Person | str:
        try:
            person = self._engine().records().check_invitation(name, invitation)
        except AssistantError:
            return "Sign-in does not work right now. The help lines above do. Please try again in a few minutes."
        return person or "That name and invitation do not belong together. Ask your clinic for a new invitation."

    def _demo_here(self, request: Request) -> bool:
        host = request.client.host if request.client else ""
        return self._engine().demo and host in LOOPBACK and (request.url.hostname or "") in LOOPBACK


async def _form(request: Request) -> dict[str, str]:
    body = (await request.body())[:4096].decode("utf-8", errors="replace")
    return {key: values[0] for key, values in parse_qs(body).items()}


def _same_origin(request: Request) -> bool:
    origin = request.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc == request.headers.get("host")


def _entered(person: Person, request: Request, *, demo: bool) -> Response:
    response = RedirectResponse("/", status_code=303)
    token = SESSIONS.open(person.id, datetime.now(UTC), demo=demo)
    secure = request.url.scheme == "https"
    response.set_cookie(COOKIE, token, httponly=True, samesite="lax", secure=secure)
    return response
