"""The case that somebody's link in an alert names, kept while they sign in."""

from __future__ import annotations

import re

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Scope

WANTED = "kap_wanted"
KEPT_S = 600
_CASE = re.compile(r"/case\?(?:bell=on&)?case=([0-9a-f]{32})(?:&bell=on)?")
"""Nothing else is gone on to, so that no link from elsewhere chooses where a sign-in leads."""


def remember(response: Response, scope: Scope) -> None:
    """Let the browser keep which case the request was for; any other page is not kept."""
    asked = f"{scope['path']}?{scope['query_string'].decode('latin-1')}"
    named = _CASE.fullmatch(asked)
    if named:
        response.set_cookie(WANTED, named[1], max_age=KEPT_S, httponly=True, samesite="lax")


def wanted(request: Request) -> str:
    """The address of that case; the first page when there is none."""
    asked = f"/case?case={request.cookies.get(WANTED, '')}"
    return asked if _CASE.fullmatch(asked) else "/"


def forget(response: Response) -> None:
    """It was gone on to, or somebody else signed in."""
    response.delete_cookie(WANTED)
