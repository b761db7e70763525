"""Signing in against a real provider (oidc-provider-mock): in, token over, no role, out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from oidc_provider_mock import User, run_server_in_thread
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from assistant import bootstrap
from assistant.access.provider_entry import ProviderEntry
from assistant.access.signing_in import LocalAccounts, SigningIn
from assistant.adapters.oidc import Oidc, OidcClient
from assistant.domain.errors import NotAllowed, ProviderUnavailable
from assistant.domain.people import Role
from assistant.ui.cookie import COOKIE
from assistant.ui.doors import Doors
from assistant.ui.gate import Gate
from assistant.ui.provider_door import STATE, ProviderDoor
from tests.fakes.clock import SteppedClock
from tests.fakes.entrance import ScriptedGuessing, access_to
from tests.fakes.invitations import invited
from tests.fakes.stage import Stage

pytestmark = [
    pytest.mark.network,
    # The mock's own, in this process.
    pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::authlib.deprecate.AuthlibDeprecationWarning"),
]

HERE = "http://localhost:8501"
USERS = (
    User(sub="doc", claims={"email": "doc@clinic.example", "email_verified": True, "realm": {"roles": ["clinician"]}}),
    User(sub="guest", claims={"email": "guest@clinic.example", "email_verified": True}),
)


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    with run_server_in_thread(
        user_claims=USERS, require_nonce=True, access_token_max_age=timedelta(minutes=5)
    ) as server:
        yield f"http://localhost:{server.server_port}"


class Clinic:
    """The product in front of the provider, and a browser."""

    def __init__(self, provider: str, **changed: Any) -> None:
        self.stage = Stage(clock=SteppedClock(datetime.now(UTC)))
        client = OidcClient(
            f"{provider}/.well-known/openid-configuration", "kap", "a secret", HERE, role_claim="realm.roles"
        )
        self.oidc = Oidc(replace(client, **changed))
        records, clock = (lambda: self.stage.records), self.stage.clock
        access = replace(
            access_to(records, clock),
            provider=ProviderEntry(records, self.oidc, clock, role_from_claim=True),
            signing_in=SigningIn(records, ScriptedGuessing(), clock, LocalAccounts.NOBODY),
        )
        engine = replace(self.stage.engine, access=access)
        doors = Doors(lambda: engine, bootstrap.shared_regions)
        door = ProviderDoor(lambda: engine, bootstrap.shared_regions)
        app = Starlette(
            routes=[
                Route("/auth/login", doors.login, methods=["GET", "POST"]),
                Route("/auth/logout", doors.left),
                Route("/auth/provider", door.begin),
                Route("/auth/provider/back", door.back),
                Route("/auth/provider/leave", door.leave),
                Route("/{path:path}", _page),
            ],
            middleware=[Middleware(Gate, engine=lambda: engine)],
        )
        self.engine = engine
        self.browser = TestClient(app, base_url=HERE, follow_redirects=False)

    def sign_in(self, sub: str) -> Any:
        """Go to the provider, choose that user there, and come back."""
        there = self.browser.get("/auth/provider").headers["location"]
        back = httpx2.post(there, data={"sub": sub}, follow_redirects=False).headers["location"]
        return self.browser.get(back)


async def _page(_request: Request) -> Response:
    return PlainTextResponse("behind the gate")


def test_a_clinician_signs_in_and_has_the_role_of_the_claim(provider: str) -> None:
    clinic = Clinic(provider)

    answer = clinic.sign_in("doc")

    person = clinic.stage.records.person_named("doc@clinic.example")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert clinic.browser.get("/").text == "behind the gate"
    assert person is not None
    assert person.role is Role.CLINICIAN


def test_once_the_token_is_over_so_is_the_session(provider: str) -> None:
    clinic = Clinic(provider)
    clinic.sign_in("doc")
    session = clinic.engine.access.sessions.find(clinic.browser.cookies[COOKIE])
    assert session is not None

    clinic.stage.clock.advance(seconds=(session.ends_at - clinic.stage.clock.now()).total_seconds())

    assert session.ends_at - session.opened_at <= timedelta(hours=1, minutes=1)
    assert clinic.browser.get("/").headers["location"] == "/auth/login"


def test_without_a_role_a_clear_page_with_help_lines_and_no_session(provider: str) -> None:
    clinic = Clinic(provider)

    answer = clinic.sign_in("guest")

    assert answer.status_code == 403
    assert "nobody has given you a role here" in answer.text
    assert "findahelpline.com" in answer.text
    assert "/auth/provider/leave" in answer.text
    assert COOKIE not in clinic.browser.cookies


def test_signing_out_ends_both_sessions(provider: str) -> None:
    clinic = Clinic(provider)
    clinic.sign_in("doc")
    clinic.engine.access.sessions.close(clinic.browser.cookies[COOKIE])

    out = clinic.browser.get("/auth/logout")
    there = clinic.browser.get(out.headers["location"]).headers["location"]
    asked = parse_qs(urlsplit(there).query)

    assert out.headers["location"] == "/auth/provider/leave"
    assert COOKIE not in clinic.browser.cookies
    assert there.startswith(provider)
    assert asked["post_logout_redirect_uri"] == [f"{HERE}/auth/login"]
    assert httpx2.get(there).status_code < 400


@pytest.mark.parametrize("sealed", ["", "made-up"])
def test_who_comes_back_without_having_left_is_refused(provider: str, sealed: str) -> None:
    clinic = Clinic(provider)
    there = clinic.browser.get("/auth/provider").headers["location"]
    back = httpx2.post(there, data={"sub": "doc"}, follow_redirects=False).headers["location"]

    with pytest.raises(NotAllowed, match="try again"):
        clinic.oidc.finish(sealed, back)


def test_an_answer_to_another_browsers_question_is_refused(provider: str) -> None:
    mine, theirs = Clinic(provider), Clinic(provider)
    mine.browser.get("/auth/provider")
    there = theirs.browser.get("/auth/provider").headers["location"]
    back = httpx2.post(there, data={"sub": "doc"}, follow_redirects=False).headers["location"]

    answer = mine.browser.get(back)

    assert answer.status_code == 403
    assert COOKIE not in mine.browser.cookies
    assert STATE not in mine.browser.cookies


def test_a_provider_that_is_away_says_so_with_the_help_lines() -> None:
    clinic = Clinic("http://localhost:9")

    answer = clinic.browser.get("/auth/provider")

    assert answer.status_code == 503
    assert "does not answer" in answer.text
    assert "findahelpline.com" in answer.text
    with pytest.raises(ProviderUnavailable):
        clinic.oidc.leave()


def test_with_the_clinics_sign_in_no_local_password_is_asked_or_taken(provider: str) -> None:
    clinic = Clinic(provider)
    clinic.stage.records.add_person("ana", Role.PATIENT, invited())

    page = clinic.browser.get("/auth/login").text
    answer = clinic.browser.post(
        "/auth/login", data={"name": "ana", "invitation": "invitation"}, headers={"Origin": HERE}
    )

    assert "/auth/provider" in page
    assert 'name="invitation"' not in page
    assert answer.status_code == 401
