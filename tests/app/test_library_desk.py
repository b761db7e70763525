"""The vetting desk of clinicians: reading, verifying, deciding, and what patients asked in vain."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from assistant.domain.library import Vetting
from assistant.domain.people import Role
from assistant.domain.replies import Reply
from assistant.domain.risk import Tier
from assistant.domain.routes import Route
from assistant.domain.vetting import Decision
from tests.app.house import House, keys_of, words_of
from tests.fakes.invitations import invited

DESK = "library/desk.py"


def opened(house: House, document_id: str) -> AppTest:
    """The page of that document, as a clinician sees it."""
    house.sign_in(Role.CLINICIAN)
    page = house.open(DESK)
    page.query_params["document"] = document_id
    return page.run()


def browsed(house: House, document_id: str) -> str:
    """What a reader of the library sees of that document's first passages."""
    document = next(d for d in house.engine.library.documents if d.id == document_id)

    def page(held):  # type: ignore[no-untyped-def]
        from assistant.ui.library.citation import draw_passage, draw_standing

        for passage in held.passages:
            draw_passage(held, passage)
        draw_standing(held)

    return words_of(AppTest.from_function(page, args=(document,)).run())


def approvable(house: House) -> str:
    """A document that nothing stands in the way of."""
    return next(p.document.id for p in house.engine.desk.papers() if not house.engine.desk.obstacles(p))


def unverified(house: House) -> str:
    """A document with sentences to verify and nothing else in the way."""
    papers = house.engine.desk.papers()
    return next(p.document.id for p in papers if len(p.unchecked_facts) > 0 and p.document.language == "en")


def test_what_waits_is_listed_with_its_standing(house: House) -> None:
    house.sign_in(Role.CLINICIAN)
    page = house.open(DESK)

    assert not page.exception
    shown = words_of(page)
    assert "documents wait for a clinician" in shown
    assert "Not approved yet" in shown
    assert any(key.startswith("read_") for key in keys_of(page))


@pytest.mark.parametrize("role", [Role.PATIENT, Role.EVALUATOR, Role.ADMIN])
def test_nobody_but_a_clinician_sees_the_desk(house: House, role: Role) -> None:
    house.sign_in(role)
    page = house.open("library/browse.py")

    shown = words_of(page)
    assert "Vet the library" not in shown
    assert "wait for a clinician" not in shown


def test_a_document_is_read_with_its_sources_and_approved_with_two_clicks(house: House) -> None:
    document_id = approvable(house)
    page = opened(house, document_id)
    read = words_of(page)

    page.button(key="vetting_approved").click().run()

    assert not page.exception
    paper = house.engine.desk.paper(document_id)
    assert paper.document.passages[0].sentences[0].text in read
    assert "Sources" not in paper.document.title
    assert paper.document.status is Vetting.CLINICIAN_APPROVED
    assert (paper.history[0].person_name, paper.history[0].sha256) == ("a-clinician", paper.document.content_hash)
    assert "Approved. Patients can be given exactly this text" in words_of(page)


def test_a_return_needs_a_comment_and_then_takes_the_text_away_from_patients(house: House) -> None:
    document_id = approvable(house)
    page = opened(house, document_id)
    page.button(key="vetting_returned").click().run()
    refused = words_of(page)

    page.text_area(key="vetting_comment").set_value("The first sentence is too harsh.").run()
    page.button(key="vetting_returned").click().run()

    assert "Say why in the comment" in refused
    assert house.engine.desk.paper(document_id).document.status is Vetting.DRAFT
    assert document_id not in {document.id for document in house.engine.library.documents}


def test_what_must_be_verified_blocks_approval_until_it_is_compared(house: House) -> None:
    document_id = unverified(house)
    page = opened(house, document_id)
    blocked = page.button(key="vetting_approved").disabled
    assert "to verify" in words_of(page)

    for box in page.checkbox:
        box.check()
    page.text_input(key="fact_original").set_value("doi:10.1000/original, page 2")
    page.button(key="facts_compared").click().run()

    assert not page.exception
    assert blocked
    assert not page.button(key="vetting_approved").disabled
    assert house.engine.desk.paper(document_id).unchecked_facts == ()
    assert {entry.decision for entry in house.records.ledger()} == {Decision.FACT_CHECKED}


def test_ticks_without_an_original_verify_nothing(house: House) -> None:
    document_id = unverified(house)
    page = opened(house, document_id)
    page.checkbox[0].check()
    page.button(key="facts_compared").click().run()

    assert "Name the original" in words_of(page)
    assert house.records.ledger() == ()


def test_an_approved_document_no_longer_says_that_its_facts_must_be_compared(house: House) -> None:
    document_id = unverified(house)
    ana = house.sign_in(Role.CLINICIAN)
    before = browsed(house, document_id)
    desk = house.engine.desk
    for sentence in desk.paper(document_id).unchecked_facts:
        desk.check_fact(document_id, sentence.text, ana, "the original")
    desk.decide(document_id, desk.paper(document_id).document.content_hash, Decision.APPROVED, ana)

    after = browsed(house, document_id)

    assert "still to be compared with the original" in before
    assert "still to be compared with the original" not in after
    assert "Approved by a clinician" in after


def test_an_unknown_document_is_said_to_be_unknown(house: House) -> None:
    assert "There is no such document" in words_of(opened(house, "nowhere"))


def test_use_is_counted_without_names_and_questions_are_shown_only_when_asked_for(house: House) -> None:
    patient = house.sign_in(Role.PATIENT, "Ana Torres")
    house.told(patient, house.cited_reply(), "A question?")
    nothing = Reply("I do not know.", Route.CANNOT_ANSWER, Tier.NONE, "fixed_text", "cannot-answer.v1", "v")
    house.told(patient, nothing, "May I take my parrot along?")
    house.sign_in(Role.CLINICIAN)
    page = house.open(DESK)
    page.radio(key="desk_view").set_value("How it is used").run()
    before = words_of(page)
    counted = page.dataframe[0].value

    page.toggle(key="desk_questions").set_value(True).run()

    assert not page.exception
    assert list(counted["Answers"]) == [1]
    assert "parrot" not in before
    assert "May I take my parrot along?" in words_of(page)
    assert "Ana Torres" not in words_of(page)
    assert "library_questions_read" in [row.action for row in house.records.trail.rows]


def test_another_care_teams_questions_are_not_shown(house: House) -> None:
    patient = house.records.add_person("Ben", Role.PATIENT, invited("x"), ("north",))
    nothing = Reply("I do not know.", Route.CANNOT_ANSWER, Tier.NONE, "fixed_text", "cannot-answer.v1", "v")
    house.told(patient, nothing, "May I take my parrot along?")
    house.sign_in(Role.CLINICIAN)
    page = house.open(DESK)
    page.radio(key="desk_view").set_value("How it is used").run()
    page.toggle(key="desk_questions").set_value(True).run()

    assert "parrot" not in words_of(page)
