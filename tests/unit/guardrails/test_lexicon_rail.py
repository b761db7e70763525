from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.reading import Reading
from assistant.domain.risk import Concern, Subject, Tier
from assistant.guardrails.lexicon import Lexicon
from assistant.guardrails.lexicon_entry import LexiconEntry
from assistant.guardrails.lexicon_rail import LexiconRail
from assistant.guardrails.normalisation import normalise
from assistant.guardrails.packaged import danger_rails

RAILS = danger_rails()
PIECES = (
    "I",
    "want",
    "to",
    "die",
    "🔪",
    "k1ll",
    "d i e",
    "not",
    ".",
    ",",
    "’",
    "\ud800",
    "pills",
    "я",
    "kill",
    "myself",
)


def rail_of(entry: LexiconEntry) -> LexiconRail:
    return LexiconRail("crisis", Lexicon.of((entry,)))


def test_a_signal_quotes_the_original_words_exactly() -> None:
    entry = LexiconEntry("t.kms", ("want to kill myself",), concern=Concern.SUICIDE, tier=Tier.ELEVATED, variant="v")
    message = "Hmm… I   want\nto k1ll  mys3lf!!"
    (signal,) = rail_of(entry).read(Reading(normalise(message)))

    assert signal.excerpt == "want\nto k1ll  mys3lf"
    assert signal.span.of(message) == signal.excerpt
    assert (signal.rail, signal.rule, signal.variant) == ("crisis", "t.kms", "v")


def test_a_signal_carries_whom_and_when_the_entry_says() -> None:
    entry = LexiconEntry(
        "t.a", ("hurt",), concern=Concern.SELF_HARM, tier=Tier.WATCH, subject=Subject.OTHER, present=False
    )
    (signal,) = rail_of(entry).read(Reading(normalise("hurt")))

    assert (signal.subject, signal.present) == (Subject.OTHER, False)


def test_nothing_found_is_an_empty_tuple() -> None:
    assert all(rail.read(Reading(normalise("a calm day by the sea"))) == () for rail in RAILS)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_every_span_of_the_packaged_rails_lies_in_the_message(words: list[str]) -> None:
    message = " ".join(words)
    signals = [signal for rail in RAILS for signal in rail.read(Reading(normalise(message)))]

    assert all(signal.span.of(message) == signal.excerpt and signal.excerpt for signal in signals)
