"""Somebody in front of the demo: what they do in a browser, in words."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from playwright.sync_api import Error, expect

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

PICTURES = Path(__file__).parents[2] / "docs" / "pictures"
WAIT_MS = 60_000
MOST_TABS = 60
STEADY_MS = 150
FOCUSED = """() => {
    const it = document.activeElement;
    const named = it.matches('button, a, input, textarea') ? it : null;
    return [named?.innerText, named?.ariaLabel, named?.closest('label')?.innerText].join('\\n').split('\\n');
}"""
WANTED = os.environ.get("KAP_PICTURES") == "1"
"""Read at import, because every test runs with an environment without settings."""


def click(target: Locator) -> None:
    """Click it once it stands still, as a person does: a page that is still being drawn moves what is on it.

    A click that missed because it moved under the pointer is made again; one that arrived never is.
    """
    page = target.page
    until = time.monotonic() + WAIT_MS / 1000
    while time.monotonic() < until:
        before = target.bounding_box(timeout=WAIT_MS)
        page.wait_for_timeout(STEADY_MS)
        if before is None or target.bounding_box(timeout=WAIT_MS) != before:
            continue
        target.evaluate(
            "it => { window.missed = true; it.addEventListener('click', () => { window.missed = false; }) }"
        )
        target.click(timeout=WAIT_MS)
        try:
            missed = page.evaluate("window.missed === true")
        except Error:  # the click led to another page
            return
        if not missed:
            return
    raise AssertionError("it never stood still")


def resolve(page: Page, found: str, why: str) -> None:
    """Resolve the open case: choose, write, and press only once both stand there."""
    click(page.get_by_text(found, exact=True))
    expect(page.get_by_role("radio", name=found, exact=True)).to_be_checked(timeout=WAIT_MS)
    reason = page.get_by_label("Why answers may go on (needed)")
    reason.fill(why)
    expect(reason).to_have_value(why, timeout=WAIT_MS)
    click(page.get_by_role("button", name="Resolve"))


@dataclass
class Visitor:
    """One browser profile."""

    page: Page
    address: str
    asked_elsewhere: list[str] = field(default_factory=list)
    """Addresses outside the server that the pages asked for."""

    def enter(self, role: str) -> None:
        """Sign in as the demo account of the role and wait for its first page."""
        self.page.goto(self.address)
        click(self.page.get_by_role("button", name=f"Continue as demo {role}"))
        expect(self.page.get_by_test_id("stAppViewContainer")).to_be_visible(timeout=WAIT_MS)
        if role == "patient":
            expect(self.page.get_by_role("button", name="Help now")).to_be_visible(timeout=WAIT_MS)
            self.begin()

    def begin(self) -> None:
        """Read the welcome if it is there, else start a new conversation; end at an empty page to write on."""
        read, new = (self.page.get_by_role("button", name=name) for name in ("I have read this", "New conversation"))
        title = self.page.get_by_role("heading", name="What is on your mind?")
        expect(read.or_(new).or_(title).first).to_be_visible(timeout=WAIT_MS)
        if read.count():
            click(read)
        elif new.count():
            click(new)
        expect(title).to_be_visible(timeout=WAIT_MS)
        expect(self.page.locator("[class*=st-key-reply_]")).to_have_count(0, timeout=WAIT_MS)

    def ask(self, words: str) -> None:
        """Write the message and wait until its reply stands there."""
        replies = self.page.locator("[class*=st-key-reply_]")
        before = replies.count()
        box = self.page.get_by_test_id("stChatInputTextArea")
        box.fill(words)
        box.press("Enter")
        expect(replies).to_have_count(before + 1, timeout=WAIT_MS)

    def tab_to(self, words: str) -> None:
        """Press the tabulator until what has the focus is called so, as somebody without a mouse does."""
        expect(self.page.get_by_text(words, exact=True).first).to_be_visible(timeout=WAIT_MS)
        for _ in range(MOST_TABS):
            self.page.keyboard.press("Tab")
            if words in self.page.evaluate(FOCUSED):
                return
        raise AssertionError(f"{words} cannot be reached by keyboard")

    def press(self, words: str) -> None:
        """Go to the button by keyboard and press it."""
        self.tab_to(words)
        self.page.keyboard.press("Enter")

    def picture(self, name: str) -> None:
        """Keep a picture for the README when KAP_PICTURES=1."""
        if WANTED:
            PICTURES.mkdir(parents=True, exist_ok=True)
            expect(self.page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=WAIT_MS)
            self.page.wait_for_timeout(900)
            self.page.screenshot(path=PICTURES / f"{name}.png")

    def too_wide(self) -> bool:
        """Whether anything on the page makes it scroll sideways."""
        return bool(
            self.page.evaluate(
                "document.documentElement.scrollWidth > innerWidth || "
                "[...document.querySelectorAll('[data-testid=stMain], [data-testid=stAppViewContainer]')]"
                ".some(part => part.scrollWidth > part.clientWidth)"
            )
        )


@contextmanager
def visit(browser: Browser, address: str, *, phone: bool, dark: bool = False) -> Iterator[Visitor]:
    """A fresh profile with a phone's or a desk's screen, light or dark."""
    scheme: Literal["dark", "light"] = "dark" if dark else "light"
    if phone:
        context = browser.new_context(
            viewport={"width": 390, "height": 844},
            device_scale_factor=2,
            is_mobile=True,
            has_touch=True,
            color_scheme=scheme,
        )
    else:
        context = browser.new_context(viewport={"width": 1280, "height": 900}, color_scheme=scheme)
    visitor = Visitor(context.new_page(), address)
    context.on("request", lambda request: _note(visitor, request.url))
    try:
        yield visitor
    finally:
        context.close()


def _note(visitor: Visitor, url: str) -> None:
    if not url.startswith((visitor.address, "data:", "blob:")):
        visitor.asked_elsewhere.append(url)
