from dataclasses import replace
from datetime import date

from assistant.conversation.extractive import WORDS, ExtractiveComposer, shortened
from assistant.conversation.suggestions import suggest
from assistant.domain.library import Citation, Document, Hit, Library, Passage, Retrieved, Sentence, Vetting
from assistant.domain.messages import Author, Utterance


def _passage(name: str, title: str, *sentences: str, language: str = "en", listed: tuple[int, ...] = ()) -> Passage:
    document, _, section = name.partition("#")
    said = tuple(Sentence(text, ("s",), n in listed) for n, text in enumerate(sentences))
    return Passage(name, document, section, title, "t", "any", language, said, (title,))


TIRED = _passage(
    "after#tired",
    "Is it normal to feel tired?",
    "Feeling tired after a session is common.",
    "Most people feel clear again the next day.",
    "Rest and drink water.",
    "Ask your clinic if the fog lasts.",
    listed=(2, 3),
)
WEEPY = _passage(
    "after#weepy", "Is it normal to cry?", "Tears after a session are common.", "Stay near someone kind tonight."
)
DRIVE = _passage(
    "home#drive",
    "When can I drive again?",
    "Do not drive on the day of a session.",
    "Sleep first, then think of the car.",
)
LONG = _passage(
    "long#long",
    "What is the long story?",
    "The long story begins here.",
    *(f"Sentence number {n} of the story goes on for quite a few words before it comes to its end." for n in range(20)),
    "Call your clinic when the story worries you.",
)

LISTS = _passage(
    "lists#lists",
    "What is on the list?",
    "The list begins here.",
    "word " * 80 + "end.",
    "Call your clinic if a point on the list is a worry.",
    listed=(1, 2),
)


def _library(*passages: Passage) -> Library:
    documents = {p.document_id for p in passages}
    day = date(2026, 11, 23)
    return Library(
        "v",
        tuple(
            Document(
                d, d, "t", "patient", "en", "any", Vetting.SOURCE_CHECKED, day, day, (),
                tuple(p for p in passages if p.document_id == d), "h",
            )
            for d in sorted(documents)
        ),
    )  # fmt: skip


LIBRARY = _library(TIRED, WEEPY, DRIVE, LONG)
COMPOSER = ExtractiveComposer()


def _found(*hits: tuple[Passage, float]) -> Retrieved:
    return Retrieved(tuple(Hit(passage, score) for passage, score in hits), 0.9, good_enough=True)


def _compose(question: str, found: Retrieved, history: tuple[Utterance, ...] = ()) -> list[tuple[str, str | None]]:
    draft = COMPOSER.compose(question, found, history, "en")
    return [(sentence.text, sentence.passage_id) for sentence in draft.sentences]


def test_a_short_passage_is_quoted_whole_and_in_its_order() -> None:
    said = _compose("am I normal to be tired", _found((TIRED, 1.5), (DRIVE, 0.6)))

    assert said == [(s.text, TIRED.id) for s in TIRED.sentences]


def test_list_items_stay_list_items() -> None:
    draft = COMPOSER.compose("tired", _found((TIRED, 1.5)), (), "en")

    assert [s.listed for s in draft.sentences] == [False, False, True, True]
    assert (draft.composer, draft.prompt_version) == ("extractive", "extractive.v1")


def test_a_second_passage_joins_only_when_its_score_is_near() -> None:
    near = _compose("tired after the session", _found((TIRED, 1.5), (WEEPY, 1.45)))
    far = _compose("tired after the session", _found((TIRED, 1.5), (WEEPY, 1.0)))

    assert {passage for _, passage in near} == {TIRED.id, WEEPY.id}
    assert {passage for _, passage in far} == {TIRED.id}


def test_both_parts_of_a_question_are_answered_in_the_order_asked() -> None:
    found = replace(_found((DRIVE, 1.5), (TIRED, 1.2)), for_parts=(TIRED.id, DRIVE.id))

    said = _compose("is it normal to be tired and when can I drive again?", found)

    assert said[0][1] == TIRED.id
    assert {passage for _, passage in said} == {TIRED.id, DRIVE.id}


def test_a_long_passage_keeps_its_answer_and_whom_to_call_within_the_limit() -> None:
    said = _compose("long story", _found((LONG, 1.5)))

    assert said[0][0] == LONG.sentences[0].text
    assert said[-1][0] == LONG.sentences[-1].text
    assert sum(len(text.split()) for text, _ in said) <= WORDS


def test_shortening_never_keeps_a_sentence_that_points_at_one_left_out() -> None:
    passage = _passage("a#b", "T?", "It begins well here.", "word " * 30 + "end.", "If it does, call your clinic.")

    kept = shortened(passage, 20)

    assert [s.text for s in kept] == ["It begins well here."]


def test_the_same_thing_is_not_said_twice() -> None:
    twin = _passage(
        "other#tired", "Tired and foggy?", "Feeling tired after a session is common.", "Clinics see plenty."
    )
    said = [text for text, _ in _compose("tired", _found((TIRED, 1.5), (twin, 1.49)))]

    assert len(said) == len(set(said))


def test_after_the_same_answer_a_near_second_passage_leads() -> None:
    history = (Utterance(Author.PATIENT, "tired"), Utterance(Author.ASSISTANT, TIRED.text))

    said = _compose("and what else?", _found((TIRED, 1.5), (WEEPY, 1.48)), history)

    assert said[0][1] == WEEPY.id


def test_every_sentence_stands_exactly_so_in_its_passage() -> None:
    for question in ("tired", "is it normal to cry and when can I drive again?", "long story"):
        for text, passage_id in _compose(question, _found((WEEPY, 1.5), (LONG, 1.49), (DRIVE, 1.4))):
            passage = LIBRARY.passage(passage_id or "")
            assert passage is not None
            assert text in [s.text for s in passage.sentences]


def test_no_hits_make_an_empty_draft() -> None:
    assert COMPOSER.compose("tired", Retrieved((), 0.0, good_enough=False), (), "en").sentences == ()


def test_next_questions_are_titles_of_passages_that_were_not_quoted() -> None:
    found = _found((TIRED, 1.5), (DRIVE, 1.0), (LONG, 0.9))
    citations = (Citation("after", "tired", TIRED.sentences[0].text),)

    assert suggest(LIBRARY, found, citations, "en") == ("Is it normal to cry?", "When can I drive again?")


def test_a_next_question_that_the_rails_would_refuse_is_not_offered() -> None:
    found = _found((TIRED, 1.5), (DRIVE, 1.0), (LONG, 0.9))
    citations = (Citation("after", "tired", TIRED.sentences[0].text),)

    offered = suggest(LIBRARY, found, citations, "en", allowed=lambda question: "drive" not in question)

    assert offered == ("Is it normal to cry?", "What is the long story?")


def test_no_next_question_is_offered_in_another_language() -> None:
    assert suggest(LIBRARY, _found((TIRED, 1.5)), (), "es") == ()


def test_a_part_that_the_last_reply_gave_is_not_said_again() -> None:
    history = (Utterance(Author.PATIENT, "tired?"), Utterance(Author.ASSISTANT, TIRED.text))
    found = replace(_found((TIRED, 1.5), (DRIVE, 1.2)), for_parts=(TIRED.id, DRIVE.id))

    said = _compose("Is it normal to feel tired? and the car?", found, history)

    assert {passage for _, passage in said} == {DRIVE.id}


def test_after_the_same_answer_a_passage_about_something_else_does_not_lead() -> None:
    history = (Utterance(Author.PATIENT, "tired"), Utterance(Author.ASSISTANT, TIRED.text))
    elsewhere = replace(WEEPY, topic="another")

    said = _compose("how long does that go on?", _found((TIRED, 1.5), (elsewhere, 1.48)), history)

    assert said[0][1] == TIRED.id


def test_when_to_call_is_said_first_after_the_same_answer() -> None:
    history = (Utterance(Author.PATIENT, "Am I tired?"), Utterance(Author.ASSISTANT, TIRED.text))

    said = _compose("Am I tired? when should I worry about it?", _found((TIRED, 1.5)), history)

    assert said == [("Ask your clinic if the fog lasts.", TIRED.id)]


def test_whom_to_call_names_the_crisis_line_and_the_help_button_too() -> None:
    low = _passage(
        "low#low",
        "Is it usual to feel low?",
        "Feeling low happens.",
        "Tell your clinic if it lasts.",
        "If you wish to die, use the help button on this page now.",
        "In despair, call a crisis line.",
    )
    history = (Utterance(Author.PATIENT, "I feel low"), Utterance(Author.ASSISTANT, low.text))

    said = _compose("I feel low is it dangerous?", _found((low, 1.5)), history)

    assert [text for text, _ in said] == [low.sentences[2].text, low.sentences[3].text]


def test_after_the_same_answer_the_sentence_that_shares_the_new_word_leads() -> None:
    history = (Utterance(Author.PATIENT, "Am I tired?"), Utterance(Author.ASSISTANT, TIRED.text))

    said = _compose("Am I tired? and water?", _found((TIRED, 1.5)), history)

    assert said[0] == ("Rest and drink water.", TIRED.id)


def test_the_same_question_asked_again_gets_the_whole_answer_again() -> None:
    history = (Utterance(Author.PATIENT, "Am I tired?"), Utterance(Author.ASSISTANT, TIRED.text))

    said = _compose("Am I tired?", _found((TIRED, 1.5)), history)

    assert len(said) == len(TIRED.sentences)


def test_when_to_call_alone_is_not_an_answer_to_a_first_question() -> None:
    said = _compose("when should I worry about it?", _found((TIRED, 1.5)))

    assert said[0] == (TIRED.sentences[0].text, TIRED.id)


def test_a_single_list_item_is_no_list() -> None:
    found = replace(_found((DRIVE, 1.5), (LISTS, 1.4)), for_parts=(DRIVE.id, LISTS.id))

    draft = COMPOSER.compose("both", found, (), "en")

    assert [s.listed for s in draft.sentences if s.passage_id == LISTS.id] == [False, False]


def test_a_follow_up_does_not_repeat_the_beginning_of_a_second_passage_either() -> None:
    both = TIRED.text + " " + WEEPY.text
    history = (Utterance(Author.PATIENT, "Am I tired?"), Utterance(Author.ASSISTANT, both))

    said = _compose("Am I tired? and water?", _found((TIRED, 1.5), (WEEPY, 1.49)), history)

    assert {passage for _, passage in said} == {TIRED.id}
