"""Through the clinic's own sign-in and back."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from assistant.conversation.engine import Engine
from assistant.domain.errors import AssistantError, NotAllowed, ProviderUnavailable
from assistant.domain.library import Region
from assistant.domain.sessions import Way
from assistant.ui.front_wording import BROKEN
from assistant.ui.gate import SIGN_IN
from assistant.ui.porch import Porch, in_thread
from assistant.ui.signin import leave_section, signin_section

_log = structlog.get_logger(__name__)

STATE = "kap_provider_state"
BACK = "/auth/provider/back"
LEAVE = "/auth/provider/leave"


class ProviderDoor:
    """The routes beside the pages that lead to the provider, back from it, and out of it."""

    def __init__(self, engine: Callable[[], Engine], regions: Callable[[], Mapping[str, Region]]) -> None:
        self._porch = Porch(engine, regions)

    async def begin(self, request: Request) -> Response:
        """Send the browser to the provider."""
        return await in_thread(lambda: self._begin(request))

    async def back(self, request: Request) -> Response:
        """Let in whoever the provider vouches for, until their token ends."""
        return await in_thread(lambda: self._back(request))

    async def leave(self, _request: Request) -> Response:
        """End the provider's own session, so that somebody else can sign in."""
        return await in_thread(self._leave)

    def _begin(self, request: Request) -> Response:
        engine = self._porch.engine()
        if engine is None or engine.access.provider is None:
            return RedirectResponse(SIGN_IN, status_code=303)
        try:
            address, sealed = engine.access.provider.provider.begin()
        except ProviderUnavailable as error:
            return self._refused(request, error, 503)
        response = RedirectResponse(address, status_code=303, headers={"Cache-Control": "no-store"})
        secure = "https" in (request.url.scheme, request.headers.get("x-forwarded-proto", ""))
        response.set_cookie(STATE, sealed, max_age=600, path=BACK, httponly=True, samesite="lax", secure=secure)
        return response

    def _back(self, request: Request) -> Response:
        engine = self._porch.engine()
        if engine is None or engine.access.provider is None:
            return RedirectResponse(SIGN_IN, status_code=303)
        entry = engine.access.provider
        try:
            identity = entry.provider.finish(request.cookies.get(STATE, ""), str(request.url))
            response = self._porch.entered(entry.admit(identity), request, Way.PROVIDER, identity.expires_at)
        except NotAllowed as refused:
            response = self._refused(request, refused, 403)
        except AssistantError as error:
            _log.error("provider_sign_in_failed", error=type(error).__name__)
            response = self._refused(request, error, 503)
        response.delete_cookie(STATE, path=BACK)
        return response

    def _leave(self) -> Response:
        engine = self._porch.engine()
        try:
            place = engine.access.provider.provider.leave() if engine and engine.access.provider else None
        except ProviderUnavailable:
            place = None
        return RedirectResponse(place or SIGN_IN, status_code=303)

    def _refused(self, request: Request, error: AssistantError, status: int) -> Response:
        said = error.in_language if isinstance(error, NotAllowed | ProviderUnavailable) else BROKEN.of
        if status == 503:  # noqa: PLR2004
            return self._porch.page(request, signin_section(said, provider=True), status)
        return self._porch.page(request, leave_section(said), status)
