"""What the patient reads about their case changes on the page that stands open."""

from __future__ import annotations

from playwright.sync_api import Browser, expect

from tests.browser.visitor import WAIT_MS, Visitor, click, visit

WATCH = "I feel like a burden to everybody"


def test_a_case_without_an_alert_is_followed_on_the_open_page(phone: Visitor, chromium: Browser, server: str) -> None:
    phone.enter("patient")
    phone.ask(WATCH)
    expect(phone.page.get_by_text("opened what you wrote")).to_be_hidden()

    with visit(chromium, server, phone=False) as clinician:
        clinician.enter("clinician")
        click(clinician.page.get_by_role("button", name="Open the case").first)
        expect(clinician.page.get_by_text("Why it is here")).to_be_visible(timeout=WAIT_MS)

        expect(phone.page.get_by_text("opened what you wrote")).to_be_visible(timeout=WAIT_MS)
