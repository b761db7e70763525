"""The clinic's own sign-in in a real browser, against oidc-provider-mock: in, no role, refused, token over, out."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from oidc_provider_mock import User, run_server_in_thread
from playwright.sync_api import Browser, expect

from tests.browser.conftest import free_port, serving
from tests.browser.visitor import WAIT_MS, Visitor, click, visit

pytestmark = [
    # The mock's own, in this process.
    pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::authlib.deprecate.AuthlibDeprecationWarning"),
]

TOKEN_S = 60
USERS = (
    User(sub="doc", claims={"email": "doc@clinic.example", "email_verified": True, "roles": ["clinician"]}),
    User(sub="ana", claims={"email": "ana@clinic.example", "email_verified": True, "roles": ["patient"]}),
    User(sub="guest", claims={"email": "guest@clinic.example", "email_verified": True}),
)
QUIET = "Nothing waits for you."


@pytest.fixture(scope="module")
def clinic(built_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server whose people sign in at the provider, with tokens that last a minute."""
    port, token = free_port(), timedelta(seconds=TOKEN_S)
    with run_server_in_thread(user_claims=USERS, require_nonce=True, access_token_max_age=token) as provider:
        address = f"http://localhost:{port}"
        settings = {
            "KAP_PUBLIC_URL": address,
            "KAP_OIDC_METADATA_URL": f"http://localhost:{provider.server_port}/.well-known/openid-configuration",
            "KAP_OIDC_CLIENT_ID": "kap",
            "KAP_OIDC_CLIENT_SECRET": "a secret",
            "KAP_OIDC_ROLE_CLAIM": "roles",
        }
        with serving("serve", port, settings, built_data, tmp_path_factory.mktemp("clinic")):
            yield address


def _sign_in(visitor: Visitor, sub: str) -> None:
    visitor.page.goto(visitor.address)
    click(visitor.page.get_by_role("link", name="Sign in with the clinic account"))
    click(visitor.page.get_by_role("button", name=sub, exact=True))


@pytest.mark.parametrize("phone", [True, False], ids=["phone", "desktop"])
def test_a_clinician_comes_in_with_the_role_of_the_claim_and_goes_out_at_both_places(
    chromium: Browser, clinic: str, phone: bool
) -> None:
    with visit(chromium, clinic, phone=phone) as visitor:
        page = visitor.page
        page.goto(clinic)
        expect(page.get_by_role("link", name="Emergency: call 911")).to_be_visible()
        assert page.locator("input[type=password]").count() == 0
        assert not visitor.too_wide()

        _sign_in(visitor, "doc")
        expect(page.get_by_text(QUIET)).to_be_visible(timeout=WAIT_MS)
        assert page.url.rstrip("/") == clinic
        if phone:
            click(page.get_by_test_id("stExpandSidebarButton"))
        click(page.get_by_role("button", name="Sign out"))

        expect(page.get_by_role("heading", name="End Session")).to_be_visible(timeout=WAIT_MS)
        click(page.get_by_role("button", name="End session"))
        expect(page).to_have_url(f"{clinic}/auth/login", timeout=WAIT_MS)
        page.goto(f"{clinic}/oversight")
        expect(page).to_have_url(f"{clinic}/auth/login")


def test_somebody_without_a_role_reads_why_with_the_help_lines_and_a_way_out(chromium: Browser, clinic: str) -> None:
    with visit(chromium, clinic, phone=True) as visitor:
        _sign_in(visitor, "guest")

        expect(visitor.page.get_by_role("alert")).to_contain_text("nobody has given you a role here")
        expect(visitor.page.get_by_role("link", name="Emergency: call 911")).to_be_visible()
        expect(visitor.page.get_by_role("link", name="Sign out at the clinic and use another account")).to_be_visible()
        assert not visitor.too_wide()
        visitor.page.goto(clinic)
        expect(visitor.page).to_have_url(f"{clinic}/auth/login")


def test_who_refuses_at_the_provider_is_back_without_a_session(chromium: Browser, clinic: str) -> None:
    with visit(chromium, clinic, phone=False) as visitor:
        visitor.page.goto(clinic)
        click(visitor.page.get_by_role("link", name="Sign in with the clinic account"))
        click(visitor.page.get_by_role("button", name="Deny"))

        expect(visitor.page.get_by_role("alert")).to_contain_text("Please try again")
        visitor.page.goto(clinic)
        expect(visitor.page).to_have_url(f"{clinic}/auth/login")


def test_a_page_left_open_goes_when_the_token_ends_and_no_link_opens_any_more(chromium: Browser, clinic: str) -> None:
    with visit(chromium, clinic, phone=True) as visitor:
        page = visitor.page
        _sign_in(visitor, "ana")
        expect(page.get_by_role("button", name="Help now")).to_be_visible(timeout=WAIT_MS)

        expect(page.get_by_role("heading", name="You are signed out")).to_be_visible(timeout=2 * TOKEN_S * 1000)
        expect(page.get_by_role("link", name="Emergency: call 911")).to_be_visible(timeout=WAIT_MS)
        expect(page.get_by_role("button", name="I have read this")).to_have_count(0, timeout=WAIT_MS)
        page.goto(f"{clinic}/yours")
        expect(page).to_have_url(f"{clinic}/auth/login")
