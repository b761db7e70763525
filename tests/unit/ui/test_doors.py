"""The sign-in routes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.ui.porch import LONGEST_FORM
from tests.unit.ui.front import HERE, Front, sign_in


def test_the_cookie_cannot_be_read_by_scripts_nor_sent_by_other_sites(front: Front) -> None:
    answer = front.browser().post("/auth/demo", data={"role": "patient"}, headers={"Origin": HERE})

    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie


def test_over_https_the_cookie_is_never_sent_in_the_clear(front: Front) -> None:
    browser = front.browser("https://127.0.0.1:8501")

    answer = browser.post("/auth/demo", data={"role": "patient"}, headers={"Origin": "https://127.0.0.1:8501"})

    assert "secure" in answer.headers["set-cookie"].lower()


def test_name_and_invitation_sign_in(front: Front) -> None:
    browser = front.browser()

    answer = browser.post("/auth/login", data={"name": "anna", "invitation": "open sesame"}, headers={"Origin": HERE})

    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert browser.get("/").text == "behind the gate"


def test_a_wrong_invitation_shows_the_page_again_with_the_help_lines(front: Front) -> None:
    answer = front.browser().post("/auth/login", data={"name": "anna", "invitation": "wrong"}, headers={"Origin": HERE})

    assert answer.status_code == 401
    assert "do not belong together" in answer.text
    assert "tel:911" in answer.text
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("path", ["/auth/login", "/auth/demo"])
@pytest.mark.parametrize("origin", [None, "http://evil.example", "null"])
def test_forms_sent_from_another_site_are_refused(front: Front, path: str, origin: str | None) -> None:
    headers = {"Origin": origin} if origin else {}

    answer = front.browser().post(
        path, data={"role": "patient", "name": "anna", "invitation": "open sesame"}, headers=headers
    )

    assert answer.status_code == 403


def test_demo_accounts_are_refused_from_another_machine(front: Front) -> None:
    answer = front.browser(client="203.0.113.9").post("/auth/demo", data={"role": "patient"}, headers={"Origin": HERE})

    assert answer.status_code == 403


def test_demo_accounts_are_refused_under_another_name_of_this_machine(front: Front) -> None:
    elsewhere = "http://rebound.example:8501"

    answer = front.browser(elsewhere).post("/auth/demo", data={"role": "patient"}, headers={"Origin": elsewhere})

    assert answer.status_code == 403


def test_demo_accounts_are_refused_without_demo_mode(front: Front) -> None:
    front.engine = replace(front.engine, demo=False)
    front.make_engine = lambda: front.engine

    answer = front.browser().post("/auth/demo", data={"role": "patient"}, headers={"Origin": HERE})

    assert answer.status_code == 403
    assert "/auth/demo" not in front.browser().get("/auth/login").text


def test_there_is_no_demo_account_for_another_role(front: Front) -> None:
    answer = front.browser().post("/auth/demo", data={"role": "admin"}, headers={"Origin": HERE})

    assert answer.status_code == 404


def test_an_oversized_form_signs_nobody_in(front: Front) -> None:
    answer = front.browser().post(
        "/auth/login",
        data={"name": "anna", "invitation": "open sesame", "rest": "x" * LONGEST_FORM},
        headers={"Origin": HERE},
    )

    assert answer.status_code == 401


def test_without_an_engine_the_sign_in_page_still_shows_help(front: Front) -> None:
    front.break_engine()

    answer = front.browser().get("/auth/login")

    assert answer.status_code == 200
    assert "Call your local emergency number." in answer.text
    assert "does not work right now" in answer.text


def test_without_records_signing_in_says_so_with_help_lines(front: Front) -> None:
    front.records.down = True

    answer = front.browser().post(
        "/auth/login", data={"name": "anna", "invitation": "open sesame"}, headers={"Origin": HERE}
    )

    assert answer.status_code == 503
    assert "tel:911" in answer.text


def test_a_link_from_elsewhere_cannot_sign_anybody_out(front: Front) -> None:
    browser = front.browser()
    sign_in(browser)

    answer = browser.get("/auth/logout")

    assert answer.headers["location"] == "/"
    assert browser.get("/").text == "behind the gate"


def test_the_sign_in_page_may_load_nothing_from_elsewhere(front: Front) -> None:
    answer = front.browser().get("/auth/login")

    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


def test_one_tap_ends_the_session_forgets_the_pages_and_leads_to_a_harmless_one(front: Front) -> None:
    browser = front.browser()
    sign_in(browser)

    answer = browser.get("/auth/away", headers={"Sec-Fetch-Site": "same-origin"})

    assert (answer.status_code, answer.headers["location"]) == (303, "https://www.wikipedia.org/")
    assert answer.headers["clear-site-data"] == '"cache"'
    assert answer.text == ""
    assert browser.get("/").headers["location"] == "/auth/login"


def test_a_link_on_another_site_cannot_end_a_session(front: Front) -> None:
    browser = front.browser()
    sign_in(browser)

    browser.get("/auth/away", headers={"Sec-Fetch-Site": "cross-site"})

    assert browser.get("/").text == "behind the gate"
