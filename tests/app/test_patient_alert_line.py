"""What the patient reads about the alert, and about the team's hours."""

from dataclasses import replace
from datetime import time

from streamlit.testing.v1 import AppTest

from assistant.conversation.duty import Duty
from assistant.domain.cases import Outcome, Review
from assistant.domain.oncall import Hours, OnCall, Step, Team
from assistant.domain.people import Role
from tests.app.house import CRISIS, House
from tests.fakes.invitations import invited


def test_the_page_tells_when_somebody_opened_the_alert(house: House) -> None:
    house.sign_in(Role.PATIENT)
    house.ask(CRISIS)
    house.records.mark_seen(house.records.cases()[0].id, "dr-a", house.clock.now())

    page = house.open()

    assert "opened what you wrote at 09:00 UTC" in told(page)


def told(page: AppTest) -> str:
    return " ".join(info.value for info in page.info)


def test_the_page_tells_step_by_step_what_became_of_the_alert(house: House) -> None:
    house.sign_in(Role.PATIENT)
    house.ask(CRISIS)
    (case,) = house.records.cases()
    ada = house.records.add_person("Ada", Role.CLINICIAN, invited("x"))
    found = []
    house.engine.alerting().deliver_due()
    found.append(told(house.open()))
    house.clock.advance(minutes=4)
    house.records.claim(case.id, ada.id, house.clock.now())
    found.append(told(house.open()))
    house.clock.advance(minutes=3)
    house.records.contact(case.id, ada.id, house.clock.now())
    house.records.add_note(case.id, ada.id, "Spoke.", house.clock.advance(minutes=1))
    found.append(told(house.open()))

    assert "An alert went out to your care team at 09:00 UTC" in found[0]
    assert "A clinician took this on at 09:04 UTC" in found[1]
    assert "noted at 09:07 UTC that somebody talked with you" in found[2]


def test_the_page_tells_when_everybody_was_tried_and_nobody_answered(house: House) -> None:
    house.sign_in(Role.PATIENT)
    house.ask(CRISIS)
    duty = Duty(house.engine)
    duty.round()
    house.clock.advance(minutes=15)
    duty.round()

    said = told(house.open())

    assert "no one is available" in said
    assert "988" in said


def test_outside_the_hours_of_the_team_the_page_says_so_before_anybody_types(house: House) -> None:
    hours = Hours("UTC", {0: ((time(10), time(17)),)})
    team = Team("default", (Step("duty", ("json://duty",)),), hours)
    house.engine = replace(house.engine, oncall=OnCall({"default": team}))
    house.sign_in(Role.PATIENT)

    closed = told(house.past_welcome())
    house.clock.advance(hours=1)
    open_again = told(house.open())

    assert "nobody on your care team reads messages" in closed
    assert "today at 10:00 UTC" in closed
    assert open_again == ""


def test_the_alert_line_goes_away_with_the_review(house: House) -> None:
    house.sign_in(Role.PATIENT)
    house.ask(CRISIS)
    case = house.records.cases()[0]
    house.records.review(Review(case.id, "dr-a", Outcome.TRUE_CRISIS, "Spoke.", house.clock.now()))

    assert not house.open().info
