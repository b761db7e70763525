import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.risk import Span
from assistant.ui.escaping import answer_markdown, highlighted, marked, plain


@pytest.mark.parametrize("sign", list("\\`*_{}[]()#+-.!|<>~$:&"))
def test_every_sign_that_markdown_reads_is_escaped(sign: str) -> None:
    assert plain(f"a{sign}b") == f"a\\{sign}b"


def test_line_breaks_stay() -> None:
    assert plain("one\ntwo") == "one  \ntwo"


def test_a_quote_is_highlighted_where_it_stands() -> None:
    assert marked("Before. The quote. After.", "The quote.") == (r"Before\. :green-background[The quote\.] After\.")


def test_a_quote_over_two_lines_is_highlighted_line_by_line() -> None:
    assert marked("a\nb", "a\nb") == ":green-background[a]  \n:green-background[b]"


def test_a_quote_that_is_not_in_the_text_highlights_nothing() -> None:
    assert marked("The text.", "Something else") == r"The text\."
    assert marked("The text.", "") == r"The text\."


def test_spans_that_overlap_are_joined() -> None:
    assert highlighted("abcdef", [Span(1, 4), Span(2, 5)]) == ("a:orange-background[bcd]:orange-background[e]f")


def test_a_span_beyond_the_text_ends_with_it() -> None:
    assert highlighted("abc", [Span(1, 99)]) == "a:orange-background[bc]"


def test_brackets_inside_a_highlight_cannot_end_it() -> None:
    assert highlighted("x]y", [Span(0, 3)]) == r":orange-background[x\]y]"


@given(st.text(max_size=60), st.lists(st.tuples(st.integers(0, 70), st.integers(0, 70)), max_size=5))
def test_highlighting_never_loses_a_word(text: str, ranges: list[tuple[int, int]]) -> None:
    spans = [Span(min(pair), max(pair)) for pair in ranges]

    shown = highlighted(text, spans)

    for mark in (":orange-background[",):
        shown = shown.replace(mark, "")
    letters = [sign for sign in text if sign.isalnum()]
    assert [sign for sign in shown if sign.isalnum()] == letters


def test_citation_numbers_are_set_apart_and_prices_are_no_formulas() -> None:
    assert answer_markdown("It costs $5 or $6. [1]") == r"It costs \$5 or \$6. :green[\[1\]]"
