"""The evaluator's page of stored runs in a real browser: pick, compare, drill down, replay, download."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from evals.suites.registry import SUITES
from tests.browser.conftest import free_port, serving
from tests.browser.visitor import WAIT_MS, Visitor, click
from tests.evals.made_runs import WORDS, case, store


@pytest.fixture(scope="module")
def server(built_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running demo over two stored runs; the newer one misses a case that can be put again."""
    folder, port = tmp_path_factory.mktemp("runs"), free_port()
    known = SUITES["crisis"].read("dev")[0].id
    store(folder / "runs", "before", [case(known), case("other")])
    store(folder / "runs", "now", [case(known, found=False), case("other")], made="2026-11-27T12:00:00Z")
    more = {"KAP_DEMO": "true", "KAP_EVAL_RUNS": str(folder / "runs"), "KAP_PUBLIC_URL": f"http://127.0.0.1:{port}"}
    with serving("demo", port, more, built_data, folder):
        yield f"http://127.0.0.1:{port}"


def test_an_evaluator_picks_compares_reads_replays_and_downloads(desktop: Visitor) -> None:
    page = desktop.page
    desktop.enter("evaluator")
    page.goto(f"{desktop.address}/runs")
    expect(page.get_by_role("heading", name="Evaluation runs")).to_be_visible(timeout=WAIT_MS)
    expect(page.get_by_text("1 of 2 floors were missed.")).to_be_visible(timeout=WAIT_MS)

    click(page.locator(".st-key-eval_other").get_by_role("combobox"))
    click(page.get_by_role("option").filter(has_text="10:00"))
    click(page.get_by_role("radio", name="Cases"))
    click(page.get_by_role("button", name="Read them one after another"))
    expect(page.get_by_text(WORDS)).to_be_visible(timeout=WAIT_MS)
    click(page.get_by_role("button", name="Put it to the assistant again"))
    expect(page.get_by_text("Now", exact=True).first).to_be_visible(timeout=WAIT_MS)
    with page.expect_download(timeout=WAIT_MS) as taken:
        click(page.get_by_role("button", name="Report (HTML)"))

    assert taken.value.suggested_filename == "now.html"
    assert taken.value.path().read_text() == "<!doctype html><p>The report.</p>"
    assert desktop.asked_elsewhere == []


def test_the_page_of_runs_does_not_scroll_sideways_on_a_phone(phone: Visitor) -> None:
    phone.enter("evaluator")
    phone.page.goto(f"{phone.address}/runs")
    wide = {}
    for view in ("Gates", "Figures", "Plots", "Cases"):
        click(phone.page.get_by_role("radio", name=view))
        expect(phone.page.get_by_test_id("stSkeleton")).to_have_count(0, timeout=WAIT_MS)
        wide[view] = phone.too_wide()

    assert not any(wide.values()), wide
