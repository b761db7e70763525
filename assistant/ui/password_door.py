"""Where a password is chosen: after the invitation, or whenever its owner wants another one."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import structlog
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from assistant.conversation.engine import Engine
from assistant.domain.errors import AssistantError, NotAllowed
from assistant.domain.library import Region
from assistant.domain.sessions import Session, Way
from assistant.ui.front_wording import BROKEN
from assistant.ui.gate import SIGN_IN
from assistant.ui.porch import Porch, form_of, in_thread, same_origin
from assistant.ui.signin import password_section, signin_section

_log = structlog.get_logger(__name__)


class PasswordDoor:
    """The route beside the pages where local accounts choose a password."""

    def __init__(self, engine: Callable[[], Engine], regions: Callable[[], Mapping[str, Region]]) -> None:
        self._porch = Porch(engine, regions)

    async def password(self, request: Request) -> Response:
        """Show the form to whoever is signed in with a local account, or keep the new password."""
        form = {} if request.method == "GET" else await form_of(request)
        return await in_thread(lambda: self._password(request, form))

    def _password(self, request: Request, form: Mapping[str, str]) -> Response:
        try:
            session = self._porch.session(request)
            if session is None or session.way is not Way.LOCAL:
                return RedirectResponse(SIGN_IN if session is None else "/", status_code=303)
            if request.method == "GET":
                return self._porch.page(request, password_section(session))
            if not same_origin(request):
                return Response("This form must be sent from its own page.", status_code=403)
            return self._chosen(request, session, form)
        except AssistantError as error:
            _log.error("password_failed", error=type(error).__name__)
            return self._porch.page(request, signin_section(BROKEN.of), 503)

    def _chosen(self, request: Request, session: Session, form: Mapping[str, str]) -> Response:
        engine = self._porch.engine()
        if engine is None:
            return self._porch.page(request, signin_section(BROKEN.of), 503)
        current = None if session.password_due else form.get("current", "")
        try:
            engine.access.signing_in.choose_password(
                session.person, current, form.get("new", ""), form.get("again", "")
            )
        except NotAllowed as wrong:
            return self._porch.page(request, password_section(session, wrong.in_language), 422)
        return self._porch.entered(session.person, request, Way.LOCAL)
