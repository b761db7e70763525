"""What staff read above every page when alerts are in trouble, and what the bell says after a reload."""

from __future__ import annotations

from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from assistant.conversation.duty import WORKER
from assistant.domain.cases import Outcome
from assistant.domain.people import Role
from tests.app.house import CRISIS, ROOT, House, keys_of

SILENT = "The alert worker has not been heard of"
LOST = "could not be delivered, and nobody has claimed the case"


def _banners(page: AppTest) -> str:
    assert not page.exception
    return " ".join(shown.value for shown in (*page.warning, *page.error))


@pytest.fixture
def clinic(house: House) -> House:
    """Not a demo, whose worker `kap demo` looks after."""
    house.engine = replace(house.engine, demo=False)
    return house


@pytest.mark.parametrize(
    ("role", "file"),
    [
        (Role.CLINICIAN, "clinician/queue.py"),
        (Role.CLINICIAN, "clinician/case.py"),
        (Role.CLINICIAN, "clinician/oversight.py"),
        (Role.CLINICIAN, "library/desk.py"),
        (Role.ADMIN, "admin/accounts.py"),
    ],
)
def test_a_silent_worker_is_told_above_every_page_of_clinicians_and_admins(
    clinic: House, role: Role, file: str
) -> None:
    clinic.sign_in(role)
    never = _banners(clinic.open(file))
    clinic.records.beat(WORKER, clinic.clock.now())
    alive = _banners(clinic.open(file))
    clinic.clock.advance(minutes=3)
    silent = _banners(clinic.open(file))

    assert f"{SILENT} yet" in never
    assert SILENT not in alive
    assert f"{SILENT} for 3 min" in silent


def test_a_lost_alert_is_told_until_somebody_claims_the_case(house: House) -> None:
    house.sign_in(Role.PATIENT)
    house.ask(CRISIS)
    (case,) = house.records.cases()
    (alert,) = house.records.due_alerts(house.clock.now(), 10)
    clinician = house.sign_in(Role.CLINICIAN)
    tried_again = _banners(house.open())
    house.records.alert_failed(alert.id, None, house.clock.now())
    lost = [_banners(house.open(file)) for file in ("", "clinician/break_glass.py")]
    house.records.claim(case.id, clinician.id, house.clock.now())
    claimed = _banners(house.open())

    assert LOST not in tried_again
    assert all(LOST in said for said in lost)
    assert LOST not in claimed


def test_a_patient_reads_nothing_of_the_worker(clinic: House) -> None:
    clinic.sign_in(Role.PATIENT)

    assert SILENT not in _banners(clinic.past_welcome())


def test_the_bell_is_off_until_it_is_switched_on_and_then_rings_at_once(house: House) -> None:
    house.sign_in(Role.CLINICIAN)
    page = house.open()
    quiet = page.get("audio")

    page.toggle(key="bell_sound").set_value(True).run()

    assert (len(quiet), len(page.get("audio"))) == (0, 1)
    assert "bell_try" not in keys_of(page)
    assert dict(page.query_params) == {"bell": "on"}
    page.toggle(key="bell_sound").set_value(False).run()
    assert not page.query_params


def test_with_the_bell_on_a_resolved_case_leads_back_to_the_queue(house: House) -> None:
    house.sign_in(Role.PATIENT)
    house.ask(CRISIS)
    (case,) = house.records.cases()
    house.sign_in(Role.CLINICIAN)
    house.open()
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=30)
    page.query_params["case"], page.query_params["bell"] = case.id, "on"
    page.run()
    page.switch_page("assistant/ui/clinician/case.py").run()
    page.radio(key=f"outcome_{case.id}").set_value(Outcome.FALSE_ALARM)
    page.text_area(key=f"note_{case.id}").set_value("A film.")

    page.button(key=f"reviewed_{case.id}").click().run()

    assert not page.error
    assert page.title[0].value == "Queue"


def test_after_a_reload_the_bell_is_still_on_and_says_that_it_must_be_tried(house: House) -> None:
    house.sign_in(Role.CLINICIAN)
    house.open()
    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=30)
    page.query_params["bell"] = "on"
    page.run()
    said = [caption.value for caption in page.sidebar.caption]

    page.button(key="bell_try").click().run()

    assert any("The page was loaded again" in caption for caption in said)
    assert page.toggle(key="bell_sound").value is True
    assert len(page.get("audio")) == 1
    assert "bell_try" not in keys_of(page)
