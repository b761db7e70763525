"""Danger from the patient's page to the clinician's and back, in a real browser over a real server with real mail."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.mailbox import LINK, Mailbox
from tests.browser.visitor import WAIT_MS, Visitor, click, resolve, visit

QUESTION = "Is it normal to feel raw the day after?"
CRISIS = "I want to kill myself tonight"
CITATIONS = "[class*=st-key-cite_] button"
QUIET = "Nothing waits for you."


def _resolve(clinician: Visitor, found: str, why: str) -> None:
    resolve(clinician.page, found, why)
    expect(clinician.page.get_by_text(QUIET)).to_be_visible(timeout=WAIT_MS)


def test_the_whole_loop_from_danger_to_answers_again(
    phone: Visitor, chromium: Browser, server: str, mailbox: Mailbox
) -> None:
    before = len(mailbox.mails)
    phone.enter("patient")
    phone.ask(CRISIS)
    expect(phone.page.get_by_role("link", name="Emergency: call 911")).to_have_attribute("href", "tel:911")
    expect(phone.page.get_by_role("link", name="988 Suicide & Crisis Lifeline").first).to_have_attribute(
        "href", "tel:988"
    )
    assert not phone.too_wide()
    phone.picture("crisis-phone")

    mail = mailbox.next(before)
    link = LINK.search(mail)
    assert link is not None, mail
    assert "demo-patient" not in mail
    assert "kill" not in mail
    expect(phone.page.get_by_text("An alert went out to your care team")).to_be_visible(timeout=WAIT_MS)

    phone.ask(QUESTION)
    expect(phone.page.locator(CITATIONS)).to_have_count(0)

    with visit(chromium, server, phone=False) as clinician:
        clinician.page.goto(link.group())
        click(clinician.page.get_by_role("button", name="Continue as demo clinician"))
        expect(clinician.page.get_by_role("heading", name="demo-patient")).to_be_visible(timeout=WAIT_MS)
        expect(clinician.page).to_have_title("(1) Imminent · Case", timeout=WAIT_MS)
        expect(clinician.page.get_by_text("kill myself").first).to_be_visible()
        expect(phone.page.get_by_text("opened what you wrote at")).to_be_visible(timeout=WAIT_MS)

        clinician.page.goto(server)
        expect(clinician.page).to_have_title("(1) Imminent · Queue", timeout=WAIT_MS)
        row = clinician.page.locator("[class*=st-key-case_]").first
        expect(row).to_contain_text("demo-patient", timeout=WAIT_MS)
        clinician.picture("queue-desktop")
        click(row.get_by_role("button", name="Open the case"))
        expect(clinician.page.get_by_role("heading", name="demo-patient")).to_be_visible(timeout=WAIT_MS)
        click(clinician.page.get_by_role("button", name="Claim"))
        expect(clinician.page.get_by_text("Taken by you")).to_be_visible(timeout=WAIT_MS)
        clinician.picture("case-desktop")
        expect(phone.page.get_by_text("A clinician took this on at")).to_be_visible(timeout=WAIT_MS)

        click(clinician.page.get_by_role("button", name="I reached the patient"))
        expect(clinician.page.get_by_text("Reached by you")).to_be_visible(timeout=WAIT_MS)
        _resolve(clinician, "True crisis", "Spoke on the phone, sister is there, means are gone.")

    phone.ask(QUESTION)
    expect(phone.page.locator(CITATIONS).first).to_be_visible(timeout=WAIT_MS)


def test_the_keyboard_alone_claims_opens_reaches_and_resolves(phone: Visitor, chromium: Browser, server: str) -> None:
    phone.enter("patient")
    phone.ask(CRISIS)

    with visit(chromium, server, phone=False) as clinician:
        clinician.enter("clinician")
        clinician.press("Claim")
        expect(clinician.page.get_by_text("Taken by you")).to_be_visible(timeout=WAIT_MS)
        clinician.press("Open the case")
        expect(clinician.page.get_by_role("heading", name="demo-patient")).to_be_visible(timeout=WAIT_MS)
        clinician.press("I reached the patient")
        expect(clinician.page.get_by_text("Reached by you")).to_be_visible(timeout=WAIT_MS)
        expect(clinician.page.get_by_label("Why answers may go on (needed)")).to_be_visible(timeout=WAIT_MS)
        clinician.tab_to("True crisis")
        clinician.page.keyboard.press("Space")
        clinician.page.keyboard.press("Tab")
        clinician.page.keyboard.type("Spoke on the phone.")
        clinician.press("Resolve")

        expect(clinician.page.get_by_text(QUIET)).to_be_visible(timeout=WAIT_MS)


def test_an_open_page_keeps_what_is_typed_while_the_patient_writes_on(
    phone: Visitor, chromium: Browser, server: str
) -> None:
    with visit(chromium, server, phone=False) as clinician:
        clinician.enter("clinician")
        expect(clinician.page.get_by_text(QUIET)).to_be_visible(timeout=WAIT_MS)
        expect(clinician.page).to_have_title("Queue · Between sessions")
        phone.enter("patient")
        phone.ask(CRISIS)
        expect(clinician.page.get_by_text("A new imminent case waits.")).to_be_visible(timeout=WAIT_MS)
        expect(clinician.page).to_have_title("(1) Imminent · Queue")

        opening = clinician.page.get_by_role("button", name="Open the case").first
        opening.focus()
        clinician.page.keyboard.press("Enter")
        reason = clinician.page.get_by_label("Why answers may go on (needed)")
        expect(reason).to_be_visible(timeout=WAIT_MS)
        click(clinician.page.get_by_role("button", name="Claim"))
        expect(clinician.page.get_by_role("button", name="I reached the patient")).to_be_visible(timeout=WAIT_MS)
        click(reason)
        clinician.page.keyboard.type("half a sent")
        phone.ask("zebrafinch, I am still here")
        expect(clinician.page.get_by_text("zebrafinch")).to_be_visible(timeout=WAIT_MS)
        second = clinician.page.context.new_page()
        second.goto(clinician.page.url)
        click(second.get_by_role("button", name="Change"))
        second.get_by_label("Safety plan").fill("Ring the sister first.")
        click(second.get_by_role("button", name="Save"))
        phone.ask("zebrafinch, and still here")
        expect(clinician.page.get_by_text("Ring the sister first.")).to_be_visible(timeout=WAIT_MS)
        expect(reason).to_have_value("half a sent")
        expect(reason).to_be_focused()
        _resolve(clinician, "False alarm", "A film title.")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_page_of_a_clinician_scrolls_sideways_on_a_phone(
    phone: Visitor, chromium: Browser, server: str, mailbox: Mailbox, dark: bool
) -> None:
    before = len(mailbox.mails)
    phone.enter("patient")
    phone.ask(CRISIS)
    link = LINK.search(mailbox.next(before))
    assert link is not None
    wide: dict[str, bool] = {}

    with visit(chromium, server, phone=True, dark=dark) as clinician:
        clinician.enter("clinician")
        for name, place in (("queue", server), ("case", link.group()), ("oversight", f"{server}/oversight")):
            clinician.page.goto(place)
            expect(clinician.page.get_by_role("heading").first).to_be_visible(timeout=WAIT_MS)
            clinician.page.wait_for_timeout(1500)
            clinician.picture(f"{name}-phone{'-dark' if dark else ''}")
            wide[name] = clinician.too_wide()
        clinician.page.goto(link.group())
        expect(clinician.page.get_by_role("button", name="Resolve")).to_be_visible(timeout=WAIT_MS)
        _resolve(clinician, "False alarm", "A film title.")

    assert not any(wide.values()), wide
