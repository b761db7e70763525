"""Citations are numbered in order and quote their passage word for word."""

from __future__ import annotations

from assistant.conversation.numbering import numbered
from assistant.domain.library import Library, Passage
from assistant.domain.replies import Draft, DraftSentence
from tests.fakes.scripted_answers import LIBRARY, RAW, REST, document, passage


def quoting(*sentences: tuple[str, str | None]) -> Draft:
    return Draft(tuple(DraftSentence(text, source) for text, source in sentences), "extractive", "extractive.v1")


def test_neighbouring_sentences_of_one_passage_share_a_number() -> None:
    draft = quoting((RAW.sentences[0].text, RAW.id), (RAW.sentences[1].text, RAW.id))

    text, citations = numbered(draft, LIBRARY.passage)

    assert text == "Many people feel raw. It often fades in days. [1]"
    assert [c.quote for c in citations] == ["Many people feel raw. It often fades in days."]


def test_every_quote_stands_word_for_word_in_its_passage() -> None:
    draft = quoting(*((s.text, p.id) for p in (RAW, REST) for s in p.sentences))

    _, citations = numbered(draft, LIBRARY.passage)

    for citation in citations:
        found = LIBRARY.passage(citation.passage_id)
        assert found is not None
        assert citation.quote in found.text


def test_a_list_item_that_is_said_as_a_sentence_is_quoted_as_it_stands() -> None:
    sentences = (s.text for s in REST.sentences)
    listed = passage("raw", "rest", "What helps me rest?", *sentences, listed=(1, 2))
    shelf: dict[str, Passage] = {listed.id: listed}
    text, (citation,) = numbered(quoting(*((s.text, listed.id) for s in listed.sentences[:2])), shelf.get)

    assert text == "Rest where you feel safe. Drink water. [1]"
    assert citation.quote in listed.text
    assert "- Drink water." in citation.quote


def test_a_gap_within_a_passage_makes_two_quotes() -> None:
    draft = quoting((REST.sentences[0].text, REST.id), (REST.sentences[2].text, REST.id))

    text, citations = numbered(draft, LIBRARY.passage)

    assert text == "Rest where you feel safe. [1]\n\nGo slow. [2]"
    assert len(citations) == 2


def test_the_same_quote_gets_the_same_number_again() -> None:
    one, other = (RAW.sentences[0].text, RAW.id), (REST.sentences[0].text, REST.id)

    text, citations = numbered(quoting(one, other, one), LIBRARY.passage)

    assert text.count("[1]") == 2
    assert len(citations) == 2


def test_a_connecting_sentence_gets_no_number() -> None:
    draft = quoting(("Here is what the library says:", None), (RAW.sentences[0].text, RAW.id))

    text, citations = numbered(draft, LIBRARY.passage)

    assert text == "Here is what the library says:\n\nMany people feel raw. [1]"
    assert len(citations) == 1


def test_a_list_is_quoted_as_it_stands() -> None:
    listed = passage("list", "items", "What helps?", "These help:", "Water.", "Rest.", listed=(1, 2))
    library = Library("lib", (document("list", listed),))
    sentences = tuple(DraftSentence(s.text, listed.id, s.listed) for s in listed.sentences)

    text, (citation,) = numbered(Draft(sentences, "extractive", "extractive.v1"), library.passage)

    assert text == "These help:\n- Water.\n- Rest. [1]"
    assert citation.quote in listed.text


def test_a_list_item_quoted_alone_keeps_its_mark_out_of_the_quote() -> None:
    listed = passage("list", "items", "What helps?", "These help:", "Water.", "Rest.", listed=(1, 2))
    library = Library("lib", (document("list", listed),))
    item = DraftSentence("Water.", listed.id, listed=True)

    _, (citation,) = numbered(Draft((item,), "extractive", "extractive.v1"), library.passage)

    assert citation.quote == "Water."


def test_a_draft_without_sentences_has_no_text_and_no_citations() -> None:
    assert numbered(quoting(), LIBRARY.passage) == ("", ())
