"""A new imminent case is noticed whatever page of the console is open, also one behind another tab."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.browser.visitor import WAIT_MS, Visitor, click, resolve, visit

CRISIS = "I want to kill myself tonight"
LISTEN = "window.rung = 0; addEventListener('playing', () => window.rung++, true)"
RINGS = "Ring for a new imminent case"


def _until_it_rang(page: Page, times: int) -> None:
    """Asked by the clock: a page behind another tab draws no frames."""
    page.wait_for_function(f"() => window.rung >= {times}", timeout=WAIT_MS, polling=200)


def test_every_open_page_counts_a_new_imminent_case_in_its_title_and_rings(
    phone: Visitor, chromium: Browser, server: str
) -> None:
    with visit(chromium, server, phone=False) as clinician:
        clinician.page.add_init_script(LISTEN)
        clinician.enter("clinician")
        expect(clinician.page).to_have_title("Queue · Between sessions", timeout=WAIT_MS)
        click(clinician.page.get_by_text(RINGS))
        _until_it_rang(clinician.page, 1)
        front = clinician.page.context.new_page()
        front.goto(f"{server}/oversight")
        expect(front).to_have_title("Oversight · Between sessions", timeout=WAIT_MS)
        front.bring_to_front()

        phone.enter("patient")
        phone.ask(CRISIS)

        _until_it_rang(clinician.page, 2)
        expect(clinician.page).to_have_title("(1) Imminent · Queue", timeout=WAIT_MS)
        expect(front).to_have_title("(1) Imminent · Oversight", timeout=WAIT_MS)
        expect(front.get_by_text("A new imminent case waits.")).to_be_visible(timeout=WAIT_MS)

        click(clinician.page.get_by_role("button", name="Claim").first)
        expect(clinician.page).to_have_title("Queue · Between sessions", timeout=WAIT_MS)
        expect(front).to_have_title("Oversight · Between sessions", timeout=WAIT_MS)
        click(clinician.page.get_by_role("button", name="Open the case").first)
        resolve(clinician.page, "False alarm", "A film title.")
        expect(clinician.page.get_by_text("Nothing waits for you.")).to_be_visible(timeout=WAIT_MS)


def test_after_a_reload_the_bell_is_on_and_one_click_makes_it_heard_again(chromium: Browser, server: str) -> None:
    with visit(chromium, server, phone=False) as clinician:
        page = clinician.page
        page.add_init_script(LISTEN)
        clinician.enter("clinician")
        click(page.get_by_text(RINGS))
        _until_it_rang(page, 1)

        page.reload()

        expect(page.get_by_text("The page was loaded again.")).to_be_visible(timeout=WAIT_MS)
        expect(page.get_by_role("switch", name=RINGS)).to_be_checked(timeout=WAIT_MS)
        before = page.evaluate("window.rung")
        click(page.get_by_role("button", name="Ring once"))
        _until_it_rang(page, before + 1)
        expect(page.get_by_text("The page was loaded again.")).to_be_hidden(timeout=WAIT_MS)
