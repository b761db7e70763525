"""The product as its users meet it, in a real browser over a real server. The tests run in the order of the file."""

from __future__ import annotations

import time
import urllib.error
import urllib.request

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import WAIT_MS, Visitor, click

QUESTION = "Is it normal to feel raw the day after?"


def test_without_a_session_no_page_opens(server: str) -> None:
    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_args: object, **_named: object) -> None:
            return None

    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.build_opener(Stay).open(f"{server}/")

    assert (refused.value.code, refused.value.headers["location"]) == (303, "/auth/login")
    refused.value.close()


def test_without_a_session_no_websocket_opens(desktop: Visitor) -> None:
    desktop.page.goto(f"{desktop.address}/auth/login")
    stream = desktop.address.replace("http", "ws") + "/_stcore/stream"
    script = (
        "url => new Promise(done => { const s = new WebSocket(url); s.onopen = () => done('open'); "
        "s.onerror = () => done('refused'); })"
    )
    elsewhere = desktop.page.context.new_page()
    elsewhere.goto(f"{desktop.address}/_stcore/health")

    assert elsewhere.evaluate(script, stream) == "refused"


def test_the_sign_in_page_shows_help_before_anything_else(phone: Visitor) -> None:
    phone.page.goto(phone.address)

    expect(phone.page.get_by_role("link", name="Emergency: call 911")).to_have_attribute("href", "tel:911")
    expect(phone.page.get_by_role("button", name="Continue as demo patient")).to_be_visible()
    assert not phone.too_wide()
    phone.picture("signin-phone")


def test_a_patient_asks_and_opens_a_citation(phone: Visitor) -> None:
    phone.enter("patient")

    phone.ask(QUESTION)
    phone.picture("answer-phone")
    click(phone.page.locator("[class*=st-key-cite_] button").first)

    dialog = phone.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Sources", timeout=WAIT_MS)
    expect(dialog).to_contain_text("not yet approved by a clinician")
    expect(dialog.locator("span[style*=background], .stMarkdownColoredBackground").first).to_be_visible()
    assert phone.asked_elsewhere == []


def test_a_suggested_question_is_answered(desktop: Visitor) -> None:
    desktop.enter("patient")
    desktop.ask(QUESTION)
    desktop.picture("answer-desktop")

    click(desktop.page.locator("[class*=st-key-next_0] button"))

    expect(desktop.page.locator("[class*=st-key-reply_]")).to_have_count(2, timeout=WAIT_MS)


def test_help_opens_with_one_tap_on_a_phone_and_remembers_the_region(phone: Visitor) -> None:
    phone.enter("patient")
    click(phone.page.get_by_role("button", name="Help now"))
    dialog = phone.page.get_by_role("dialog")
    expect(dialog.get_by_role("link", name="Emergency: call 911")).to_have_attribute("href", "tel:911")

    click(dialog.get_by_role("combobox"))
    click(phone.page.get_by_role("option", name="Ireland"))
    expect(dialog.get_by_role("link", name="Emergency: call 112 or 999")).to_have_attribute("href", "tel:112")
    phone.page.reload()
    click(phone.page.get_by_role("button", name="Help now"))
    expect(phone.page.get_by_role("dialog").get_by_role("link", name="Emergency: call 112")).to_be_visible()

    click(phone.page.get_by_role("dialog").get_by_role("combobox"))
    click(phone.page.get_by_role("option", name="United States"))
    expect(phone.page.get_by_role("dialog").get_by_role("link", name="Emergency: call 911")).to_be_visible()


def test_signing_in_survives_a_reload(phone: Visitor) -> None:
    phone.enter("patient")
    phone.ask(QUESTION)

    phone.page.reload()

    expect(phone.page.get_by_text(QUESTION)).to_be_visible(timeout=WAIT_MS)
    cookie = next(c for c in phone.page.context.cookies() if c["name"] == "kap_session")
    assert cookie["httpOnly"]


def test_the_keyboard_alone_asks_and_opens_help(desktop: Visitor) -> None:
    desktop.enter("patient")
    desktop.page.get_by_test_id("stChatInputTextArea").focus()
    desktop.page.keyboard.type(QUESTION)
    desktop.page.keyboard.press("Enter")
    expect(desktop.page.locator("[class*=st-key-reply_]")).to_have_count(1, timeout=WAIT_MS)

    desktop.page.get_by_role("button", name="Help now").focus()
    desktop.page.keyboard.press("Enter")
    expect(desktop.page.get_by_role("dialog")).to_be_visible(timeout=WAIT_MS)
    desktop.page.keyboard.press("Escape")

    expect(desktop.page.get_by_role("dialog")).to_have_count(0)


def test_no_page_of_a_patient_scrolls_sideways_on_a_phone(phone: Visitor) -> None:
    phone.enter("patient")
    phone.ask(QUESTION)
    wide = {"answer": phone.too_wide()}
    for path in ("earlier", "browse"):
        phone.page.goto(f"{phone.address}/{path}")
        expect(phone.page.get_by_role("heading").first).to_be_visible(timeout=WAIT_MS)
        wide[path] = phone.too_wide()

    assert not any(wide.values()), wide


def test_signing_out_ends_the_session(desktop: Visitor) -> None:
    desktop.enter("patient")

    click(desktop.page.get_by_role("button", name="Sign out"))

    expect(desktop.page.get_by_role("button", name="Continue as demo patient")).to_be_visible(timeout=WAIT_MS)
    assert [c for c in desktop.page.context.cookies() if c["name"] == "kap_session"] == []
    desktop.page.goto(desktop.address)
    expect(desktop.page.get_by_role("button", name="Continue as demo patient")).to_be_visible()


def test_a_patients_words_are_never_in_an_address(phone: Visitor) -> None:
    seen: list[str] = []
    phone.page.context.on("request", lambda request: seen.append(request.url))
    phone.enter("patient")

    phone.ask("zebrafinch question about sleep")

    assert not any("zebrafinch" in url for url in seen)
    assert "zebrafinch" not in phone.page.url


def test_a_patient_cannot_open_the_queue(desktop: Visitor) -> None:
    desktop.enter("patient")

    desktop.page.goto(f"{desktop.address}/queue")

    expect(desktop.page.get_by_role("button", name="Help now")).to_be_visible(timeout=WAIT_MS)
    expect(desktop.page.get_by_role("heading", name="Queue")).to_have_count(0)


def test_an_answer_stands_there_within_seconds_of_a_warm_start(desktop: Visitor) -> None:
    started = time.monotonic()
    desktop.enter("patient")
    desktop.ask(QUESTION)

    assert time.monotonic() - started < 15
