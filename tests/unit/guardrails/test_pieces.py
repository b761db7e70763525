from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.guardrails.normalisation import normalise
from assistant.guardrails.pieces import pieces_of, wordings

SENTENCE = "we walked by the canal and then we fed the ducks there. "


def test_a_short_message_is_one_piece() -> None:
    assert [piece.text for piece in pieces_of(normalise("One thing. Another thing."))] == ["one thing. another thing."]


def test_a_long_message_is_judged_whole_and_in_runs_that_cover_it() -> None:
    normal = normalise(SENTENCE * 12)
    whole, *runs = pieces_of(normal)

    assert whole.text == normal.text
    assert " ".join(run.text for run in runs) == normal.text
    assert all(8 <= len(run.text.split()) <= 40 for run in runs)


def test_a_run_on_without_an_end_is_cut_too() -> None:
    runs = pieces_of(normalise("word " * 200))[1:]

    assert all(len(run.text.split()) <= 40 for run in runs)


def test_the_number_of_pieces_is_bounded_and_keeps_both_ends() -> None:
    normal = normalise("first words here. " + SENTENCE * 2_000 + "last words here.")
    pieces = pieces_of(normal)

    assert len(pieces) <= 41
    assert pieces[1].text.startswith("first words")
    assert pieces[-1].text.endswith("last words here.")


def test_only_a_message_whose_letters_changed_is_read_normalised() -> None:
    plain, disguised = normalise("I can’t SLEEP, José."), normalise("d i e today")

    assert wordings(plain, pieces_of(plain)) == ("I can’t SLEEP, José.",)
    assert wordings(disguised, pieces_of(disguised)) == ("die today",)


def test_full_width_letters_are_read_as_the_plain_ones_also_in_a_long_message() -> None:
    short = normalise("I don\uff07t want to \uff57ake")
    long = normalise("\uff24ie today. " + SENTENCE * 6)

    assert wordings(short, pieces_of(short)) == ("i dont want to wake",)
    assert wordings(long, pieces_of(long))[0].startswith("die today.")


def test_the_whole_of_a_long_message_is_read_as_written() -> None:
    normal = normalise("D I E today. " + SENTENCE * 6)
    pieces = pieces_of(normal)

    assert wordings(normal, pieces) == (normal.original, *(piece.text for piece in pieces[1:]))


@given(st.text())
def test_every_piece_lies_in_the_normalised_text(text: str) -> None:
    normal = normalise(text)

    for piece in pieces_of(normal):
        assert normal.text[piece.start : piece.end] == piece.text
        assert normal.span(piece.start, piece.end).end <= len(text)
