import pytest

from assistant.domain.library import laid_out
from assistant.domain.reading import NormalText
from assistant.domain.replies import Verdict
from assistant.domain.risk import Span


def test_sentences_of_a_paragraph_stand_in_one_line_and_list_items_on_their_own() -> None:
    shown = laid_out([("One.", False), ("Two.", False), ("Three.", True), ("Four.", True), ("Five.", False)])

    assert shown == "One. Two.\n- Three.\n- Four.\n\nFive."


def test_a_text_may_begin_with_a_list() -> None:
    assert laid_out([("One.", True)]) == "- One."


def test_normalised_words_lead_back_to_the_original_ones() -> None:
    normal = NormalText("D I E", "die", (0, 2, 4))

    assert normal.span(0, 3) == Span(0, 5)


def test_a_normalised_character_without_origin_is_refused() -> None:
    with pytest.raises(ValueError, match="origin"):
        NormalText("a", "ab", (0,))


@pytest.mark.parametrize(("passed", "reasons"), [(True, ("no",)), (False, ())])
def test_a_verdict_that_contradicts_itself_cannot_be_made(passed: bool, reasons: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"verdict|rejection"):
        Verdict("rail", passed, reasons)
