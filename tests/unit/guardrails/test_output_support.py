"""Only sentences of servable passages and fixed connecting sentences may be shown."""

from assistant.domain.library import Passage, Sentence
from assistant.domain.replies import Draft, DraftSentence
from assistant.guardrails.output_support import OutputSupportRail

CONNECTING = frozenset({"Here is what our library says."})
PASSAGE = Passage(
    id="rest#evening",
    document_id="rest",
    section="evening",
    title="The evening after",
    topic="after_effects",
    phase="first_72_hours",
    language="en",
    sentences=(Sentence("Rest is part of care."), Sentence("You can ask your clinic anything.", listed=True)),
)


class Shelf:
    """A passage source with one passage, which can be taken off it."""

    def __init__(self, *passages: Passage) -> None:
        self._passages = {passage.id: passage for passage in passages}

    def passage(self, passage_id: str) -> Passage | None:
        return self._passages.get(passage_id)


def draft(*sentences: tuple[str, str | None]) -> Draft:
    return Draft(tuple(DraftSentence(text, passage_id) for text, passage_id in sentences), "fake", "v1")


RAIL = OutputSupportRail(Shelf(PASSAGE), CONNECTING)


def test_an_exact_sentence_of_its_passage_passes() -> None:
    verdict = RAIL.check(draft(("Rest is part of care.", "rest#evening")))

    assert verdict.passed


def test_a_connecting_sentence_beside_a_cited_one_passes() -> None:
    verdict = RAIL.check(draft(("Here is what our library says.", None), ("Rest is part of care.", "rest#evening")))

    assert verdict.passed


def test_a_draft_of_connecting_sentences_alone_is_rejected() -> None:
    verdict = RAIL.check(draft(("Here is what our library says.", None)))

    assert not verdict.passed


def test_an_empty_draft_is_rejected() -> None:
    verdict = RAIL.check(draft())

    assert not verdict.passed


def test_a_sentence_changed_by_one_letter_is_rejected() -> None:
    verdict = RAIL.check(draft(("Rest is part of Care.", "rest#evening")))

    assert not verdict.passed


def test_a_sentence_shortened_to_a_part_is_rejected() -> None:
    verdict = RAIL.check(draft(("Rest is part", "rest#evening")))

    assert not verdict.passed


def test_two_sentences_in_one_are_rejected() -> None:
    verdict = RAIL.check(draft(("Rest is part of care. You can ask your clinic anything.", "rest#evening")))

    assert not verdict.passed


def test_an_invented_sentence_beside_a_true_one_is_rejected() -> None:
    verdict = RAIL.check(draft(("Rest is part of care.", "rest#evening"), ("You are cured.", None)))

    assert not verdict.passed


def test_an_invented_sentence_with_a_true_citation_is_rejected() -> None:
    verdict = RAIL.check(draft(("You are cured.", "rest#evening")))

    assert not verdict.passed


def test_a_sentence_of_a_passage_that_is_not_servable_any_more_is_rejected() -> None:
    rail = OutputSupportRail(Shelf(), CONNECTING)

    verdict = rail.check(draft(("Rest is part of care.", "rest#evening")))

    assert not verdict.passed


def test_a_connecting_sentence_with_invisible_characters_is_rejected() -> None:
    verdict = RAIL.check(
        draft(("Here is what our library says.\u200b", None), ("Rest is part of care.", "rest#evening"))
    )

    assert not verdict.passed


def test_the_reasons_do_not_repeat_the_draft() -> None:
    verdict = RAIL.check(draft(("Take something unvetted.", None)))

    assert not any("unvetted" in reason for reason in verdict.reasons)
