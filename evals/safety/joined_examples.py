"""Whether a danger or a request is still found when a look-alike of it stands in the same message.

`python -m evals.safety.joined_examples` joins, for each entry of the shipped lexicons, every must-not-match example
that only an excuse keeps quiet with every must-match example, in both orders. It prints by lexicon how many of the
joined texts no rule finds, and each of them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final, NamedTuple

from assistant.domain.reading import Reading
from assistant.domain.risk import Signal
from assistant.guardrails.lexicon import Lexicon
from assistant.guardrails.lexicon_entry import LexiconEntry
from assistant.guardrails.normalisation import normalise
from assistant.guardrails.packaged import danger_rails
from assistant.guardrails.packaged_lexicons import packaged_lexicons
from assistant.guardrails.request_rails import request_rails

JOINTS: Final = (", and ", " but ", ". ", " so ")
_ENDS: Final = " .,;:!?…"


class Joined(NamedTuple):
    """A look-alike and what it looks like as one text."""

    lexicon: str
    entry: LexiconEntry
    text: str


def joined_examples() -> Iterator[Joined]:
    """Every joined text, lexicon by lexicon and entry by entry."""
    for name, lexicon in packaged_lexicons().items():
        for entry in lexicon.entries:
            for excused in _excused(entry):
                for example in entry.match:
                    for joint in JOINTS:
                        for first, second in ((excused, example), (example, excused)):
                            yield Joined(name, entry, f"{first.rstrip(_ENDS)}{joint}{second}")


def quiet_ones() -> tuple[Counter[str], tuple[Joined, ...]]:
    """How many texts each lexicon was asked about, and those in which no rule finds what the entry stands for."""
    rails = (*danger_rails(), *request_rails())
    asked: Counter[str] = Counter()
    quiet = []
    for joined in joined_examples():
        asked[joined.lexicon] += 1
        reading = Reading(normalise(joined.text))
        if not any(_stands_for(signal, joined.entry) for rail in rails for signal in rail.read(reading)):
            quiet.append(joined)
    return asked, tuple(quiet)


def _excused(entry: LexiconEntry) -> list[str]:
    """The must-not-match examples that the patterns match and an excuse silences."""
    if not entry.unless and not entry.around:
        return []
    bare = Lexicon.of((replace(entry, unless=(), around=()),))
    return [text for text in entry.no_match if bare.find(normalise(text))]


def _stands_for(signal: Signal, entry: LexiconEntry) -> bool:
    """Whether it is a danger of the entry's tier or above, or the entry's request."""
    if entry.request is not None:
        return signal.request is entry.request
    return signal.concern is not None and signal.tier.rank >= entry.tier.rank


def main() -> None:
    """Print the counts and the quiet texts."""
    asked, quiet = quiet_ones()
    missed = Counter(joined.lexicon for joined in quiet)
    for name, count in asked.items():
        print(f"{name}: {missed[name]} of {count} quiet")
    print(f"all: {len(quiet)} of {asked.total()} quiet")
    for joined in quiet:
        print(f"{joined.lexicon}\t{joined.entry.id}\t{joined.text}")


if __name__ == "__main__":
    main()
