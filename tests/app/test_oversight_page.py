"""The oversight page draws what the pure numbers say, and lets nothing out that identifies anybody."""

from __future__ import annotations

from assistant.domain.cases import Outcome, Review
from assistant.domain.oversight import MonthlyCount
from assistant.domain.people import Role
from assistant.ui.clinician.counts import counts_csv
from tests.app.house import CRISIS, House, words_of

PAGE = "clinician/oversight.py"


def test_the_page_counts_cases_alerts_waits_and_precision_and_names_nobody(house: House) -> None:
    house.sign_in(Role.PATIENT)
    house.ask(CRISIS)
    case = house.records.cases()[0]
    house.engine.alerting().deliver_due()
    ada = house.sign_in(Role.CLINICIAN, "Ada")
    house.records.contact(case.id, ada.id, house.clock.advance(minutes=9))
    house.records.review(Review(case.id, ada.id, Outcome.FALSE_ALARM, "A film.", house.clock.now()))

    page = house.open(PAGE)

    assert not page.exception
    assert not page.error
    assert {metric.label: metric.value for metric in page.metric} == {
        "Cases": "1",
        "Alerts delivered": "1",
        "Resolved": "1",
        "Active patients": "1",
    }
    waits = next(frame.value for frame in page.dataframe if "Median to claim" in frame.value)
    assert waits.to_dict("records")[0]["Median to reach"] == "9 min"
    assert "0 of 1" in "".join(str(frame.value.to_dict("records")) for frame in page.dataframe)
    assert "a-patient" not in words_of(page)


def test_without_a_case_the_page_says_so(house: House) -> None:
    house.sign_in(Role.CLINICIAN)

    page = house.open(PAGE)

    assert not page.exception
    assert "No case was opened in this time." in words_of(page)


def test_a_suppressed_count_is_told_as_such_in_the_file() -> None:
    counts = [MonthlyCount("2026-11", "severity", "watch", 7), MonthlyCount("2026-11", "severity", "imminent", None)]

    assert counts_csv(counts) == (
        "month,measure,value,cases\n2026-11,severity,watch,7\n2026-11,severity,imminent,<5 or hidden\n"
    )
