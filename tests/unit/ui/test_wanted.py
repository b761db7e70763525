"""The link in an alert leads to its case, also for somebody who must sign in first."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

from assistant.domain.people import Role
from tests.fakes.clock import START
from tests.fakes.invitations import invited
from tests.unit.ui.front import Front, enter

CASE = "0123456789abcdef" * 2
LINK = f"/case?case={CASE}"


def _ada(front: Front, role: Role = Role.CLINICIAN) -> TestClient:
    """The browser of somebody with a password, not signed in yet."""
    ada = front.records.add_person("ada", role, invited("open sesame"))
    front.records.set_password(ada.id, "open sesame", START)
    return front.browser()


def _led(browser: TestClient, link: str) -> str:
    refused = browser.get(link)
    assert refused.headers["location"] == "/auth/login"
    return str(enter(browser, "ada", "open sesame").headers["location"])


def test_a_clinician_who_signs_in_by_the_link_of_an_alert_is_led_to_its_case(front: Front) -> None:
    assert _led(_ada(front), LINK) == LINK


@pytest.mark.parametrize("link", [f"{LINK}&bell=on", f"/case?bell=on&case={CASE}"])
def test_whoever_was_signed_out_on_a_case_with_the_bell_on_comes_back_to_the_case(front: Front, link: str) -> None:
    assert _led(_ada(front), link) == LINK


@pytest.mark.parametrize(
    "link",
    [
        "/",
        "/queue",
        "/case",
        f"{LINK}&more=1",
        f"{LINK}&bell=//evil",
        "/case?case=//evil.example",
        "/auth/logout",
        f"/x{LINK}",
    ],
)
def test_any_other_link_leads_to_the_first_page(front: Front, link: str) -> None:
    browser = _ada(front)
    browser.get(link)

    assert enter(browser, "ada", "open sesame").headers["location"] == "/"


def test_a_cookie_from_elsewhere_leads_nowhere_else(front: Front) -> None:
    browser = _ada(front)
    browser.cookies.set("kap_wanted", "x&next=https://evil.example")

    assert enter(browser, "ada", "open sesame").headers["location"] == "/"


def test_a_patient_is_never_led_to_a_case(front: Front) -> None:
    assert _led(_ada(front, Role.PATIENT), LINK) == "/"


def test_the_case_is_gone_on_to_once(front: Front) -> None:
    browser = _ada(front)
    _led(browser, LINK)

    assert enter(browser, "ada", "open sesame").headers["location"] == "/"
