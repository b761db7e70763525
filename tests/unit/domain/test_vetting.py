"""What a decision does to a document: only exactly the text that was read is approved."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from assistant.domain.library import Document, Sentence, Source, Vetting
from assistant.domain.vetting import Decision, Ledger, LedgerEntry, fact_text, sha256_of, to_verify
from tests.fakes.scripted_answers import document, passage

DRIVING = replace(
    document("driving", passage("driving", "today", "May I drive?", "Do not drive.")), content_hash="a" * 64
)
AT = datetime(2026, 11, 30, tzinfo=UTC)


def decided(decision: Decision, sha256: str = "a" * 64, document_id: str = "driving") -> LedgerEntry:
    return LedgerEntry(f"{decision.value}-{sha256}", document_id, decision, sha256, "p", "Dr Ana", AT)


def standing(*entries: LedgerEntry, status: Vetting = Vetting.SOURCE_CHECKED) -> Vetting:
    return Ledger(entries).standing(replace(DRIVING, status=status))


def test_without_a_decision_a_document_stands_as_its_file_says() -> None:
    assert [standing(status=status) for status in (Vetting.DRAFT, Vetting.SOURCE_CHECKED, Vetting.RETIRED)] == [
        Vetting.DRAFT,
        Vetting.SOURCE_CHECKED,
        Vetting.RETIRED,
    ]


def test_an_approval_of_this_text_approves_it() -> None:
    assert standing(decided(Decision.APPROVED)) is Vetting.CLINICIAN_APPROVED


def test_an_edited_text_falls_back_until_it_is_approved_again() -> None:
    older = decided(Decision.APPROVED, "b" * 64)

    assert standing(older) is Vetting.SOURCE_CHECKED
    assert standing(older, decided(Decision.APPROVED)) is Vetting.CLINICIAN_APPROVED


def test_an_approval_of_another_document_means_nothing() -> None:
    assert standing(decided(Decision.APPROVED, document_id="sleep")) is Vetting.SOURCE_CHECKED


def test_a_returned_text_is_a_draft_and_an_edited_one_is_not() -> None:
    assert standing(decided(Decision.APPROVED), decided(Decision.RETURNED)) is Vetting.DRAFT
    assert standing(decided(Decision.RETURNED, "b" * 64)) is Vetting.SOURCE_CHECKED


def test_a_retired_document_stays_retired_whatever_its_text_until_it_is_approved() -> None:
    retired = decided(Decision.RETIRED, "b" * 64)

    assert standing(retired) is Vetting.RETIRED
    assert standing(retired, decided(Decision.APPROVED)) is Vetting.CLINICIAN_APPROVED


@pytest.mark.parametrize("status", [Vetting.DRAFT, Vetting.RETIRED])
def test_an_approval_does_not_lift_what_its_file_calls_a_draft_or_retired(status: Vetting) -> None:
    assert standing(decided(Decision.APPROVED), status=status) is status


def test_a_checked_fact_is_no_approval() -> None:
    assert standing(decided(Decision.FACT_CHECKED)) is Vetting.SOURCE_CHECKED


def source(key: str, verified: str) -> Source:
    return Source(key, "A title", None, 2020, None, None, verified)


def leaning(*sentences: Sentence) -> Document:
    sources = (source("seen", "in-store"), source("memory", "to-verify"), source("copy", "mirror"), source("r", "rule"))
    held = replace(passage("driving", "today", "May I drive?"), sentences=sentences)
    return replace(DRIVING, sources=sources, passages=(held,))


SURE = Sentence("Most people can walk.", ("seen", "r"))
UNSURE = Sentence("Ketamine slows reactions.", ("memory", "seen"))
COPIED = Sentence("Sleep comes first.", ("copy",))


def test_what_rests_on_memory_or_on_a_copy_must_still_be_verified_and_a_house_rule_need_not() -> None:
    assert to_verify(leaning(SURE, UNSURE, COPIED, Sentence("Ask us.", ("r",)))) == (UNSURE, COPIED)


def test_a_checked_fact_is_no_longer_open_in_any_document_until_its_words_change() -> None:
    held = leaning(SURE, UNSURE, COPIED)
    checked = decided(Decision.FACT_CHECKED, sha256_of(fact_text(held, UNSURE)), "another-document")

    assert Ledger((checked,)).unchecked_facts(held) == (COPIED,)
    edited = leaning(replace(UNSURE, text="Ketamine slows reactions a lot."))
    assert Ledger((checked,)).unchecked_facts(edited) != ()
