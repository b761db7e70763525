import pytest

from assistant.domain.library import Library
from assistant.retrieval.parts import parts_of
from assistant.retrieval.passage_words import PassageWords
from assistant.retrieval.spelling import Spelling, edits
from assistant.retrieval.synonyms import library_words
from assistant.retrieval.words import plain, stem, tokens, words_and_pairs


@pytest.mark.parametrize(
    ("one", "other"),
    [("cravings", "craving"), ("driving", "drove"), ("memories", "memory"), ("stopped", "stopping"), ("tears", "tear")],
)
def test_forms_of_a_word_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


def test_accents_case_and_apostrophes_do_not_matter() -> None:
    assert plain("Can’t  SLEEP, sesión") == "cant sleep, sesion"


def test_words_without_meaning_of_their_own_are_left_out() -> None:
    assert tokens("What is it about the k-hole?") == ["k-hol", "k", "hole"]


def test_the_day_of_the_week_does_not_say_what_a_question_is_about() -> None:
    assert tokens("I slipped on Sunday") == ["slip"]
    assert tokens("bebí el sábado") == ["bebi"]


@pytest.mark.parametrize(("a", "b", "distance"), [("foggy", "fogy", 1), ("tierd", "tired", 1), ("night", "noise", 2)])
def test_edits_count_swaps_as_one(a: str, b: str, distance: int) -> None:
    assert min(edits(a, b, 1), 2) == distance


def test_a_misspelt_word_is_led_back_and_a_known_one_stays() -> None:
    spelling = Spelling(["foggy", "tired", "session"])

    assert spelling.corrected("fogy and tierd after the sesion, xyz") == "foggy and tired after the session, xyz"


def test_colloquial_words_bring_the_librarys_own() -> None:
    called, added = library_words("Went into a K-Hole on my infusion")

    assert called == "k-hole infusion"
    assert "dissociation" in added
    assert "session" in added


def test_spanish_words_bring_the_librarys_own() -> None:
    called, added = library_words("¿Puedo manejar mi carro?")

    assert called == "manejar"
    assert added == "conducir"


def test_coverage_weighs_rare_words_more(library: Library) -> None:
    words = PassageWords(library)

    assert words.coverage({"driv", "session"}, "driving#driving-same-day") == 1.0
    assert words.coverage({"driv", "horse"}, "driving#driving-same-day") < 0.6
    assert words.coverage(set(), "driving#driving-same-day") == 0.0


def test_a_question_of_unknown_words_says_so(library: Library) -> None:
    words = PassageWords(library)

    assert words.read("zebra quantum").unknown == 1.0
    assert words.read("am i tierd after driving").unknown == 0.0


@pytest.mark.parametrize(
    ("question", "parts"),
    [
        ("is it normal to be sick and when can I drive?", ("is it normal to be sick", "when can I drive?")),
        ("Why am I sad? How long does that last?", ("Why am I sad", "How long does that last?")),
        ("does a joint count & do I tell them?", ("does a joint count", "do I tell them?")),
        ("I feel tired and foggy", ("I feel tired and foggy",)),
        ("", ("",)),
    ],
)
def test_a_question_is_split_only_where_it_asks_twice(question: str, parts: tuple[str, ...]) -> None:
    assert parts_of(question) == parts


def test_the_keyword_index_holds_words_and_each_two_that_follow_on_each_other() -> None:
    assert words_and_pairs("Can I drive home tonight?") == ["driv", "home", "tonight", "driv home", "home tonight"]
    assert words_and_pairs("drive") == ["driv"]
