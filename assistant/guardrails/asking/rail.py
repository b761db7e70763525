"""The rail that reads what a message asks for by its build."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from assistant.domain.messages import Author
from assistant.domain.reading import Reading
from assistant.domain.risk import Signal, Span, Subject, Tier
from assistant.domain.routes import Route
from assistant.guardrails.asking import follow_ups
from assistant.guardrails.asking.clauses import LONGEST, SUBSTANCE, Clause, clauses_in, clauses_of
from assistant.guardrails.asking.foreign import foreign_dose
from assistant.guardrails.asking.framed_rail import framed
from assistant.guardrails.asking.frames import asks_of_a_topic, is_about_rules, is_ordinary, is_told
from assistant.guardrails.asking.leaning import load_leaning
from assistant.guardrails.asking.lookalikes import asks_of_a_practice
from assistant.guardrails.asking.phrases import load_phrases
from assistant.guardrails.asking.rulings import Found, ruled
from assistant.guardrails.asking.words import load_words
from assistant.guardrails.lexicon_rail import LexiconRail
from assistant.guardrails.normalisation import normalise
from assistant.guardrails.recalled import Recalled

_LOOKED_BACK: Final = 6
_REFUSALS_BACK: Final = 3


@dataclass(frozen=True, slots=True)
class AskingRail:
    """An input rail over the build of requests; needs no model."""

    lexicon: LexiconRail
    """Patterns for doses beside the rules; what the rules know to be another question is not asked of them."""
    name: str = "dosing"
    needs_model: bool = False

    def __post_init__(self) -> None:
        """Read the words now: the first message must not wait for them. Raises LexiconError."""
        load_words()
        load_phrases()
        load_leaning()

    def read(self, reading: Reading) -> tuple[Signal, ...]:
        """At most one signal for each kind of request; () for an ordinary question."""
        if asks_of_a_practice(reading.normal.text, reading.earlier_patient_texts):
            return ()
        named = any(_names(u.text) for u in reading.history[-_LOOKED_BACK:])
        found = _asked(clauses_in(reading.normal, named=named), len(reading.normal.text[:LONGEST]))
        found = found or self._followed(reading, named)
        signals = [self._signal(reading, each) for each in found]
        signals += self._by_pattern(reading, found)
        foreign = foreign_dose(reading.message)
        if foreign and not signals:
            signals.append(self._foreign(reading, foreign))
        return tuple(signals)

    def _by_pattern(self, reading: Reading, found: tuple[Found, ...]) -> list[Signal]:
        """What the patterns find, without leave for what is a change or a mixture, or an ordinary question."""
        signals = self.lexicon.read(reading)
        if not signals:
            return []
        other = any(each.route in _OTHERS for each in found)
        wanted = tuple(s for s in signals if not (other and s.rule.split(".")[-1] in _LEAVE_PATTERNS))
        pressed = tuple(s for s in wanted if s.rule == "dosing.pressure")
        loose = tuple(s for s in wanted if s.rule in _LOOSE_PATTERNS and not found)
        rest = tuple(s for s in wanted if s not in pressed and s not in loose)
        kept = framed(reading, loose, lambda clause: clause.has("topic") or is_about_rules(clause))
        rest = framed(reading, rest, is_ordinary)
        return [*framed(reading, pressed, is_about_rules), *kept, *_asking(reading, rest)]

    def _followed(self, reading: Reading, named: bool) -> tuple[Found, ...]:
        earlier = reading.earlier_patient_texts[-_REFUSALS_BACK:]
        if not earlier or (reading.history[-1].author is Author.PATIENT and not named):
            return ()
        clauses = clauses_in(reading.normal, named=named)
        pressed = any(_is_dosing(text) for text in earlier) and follow_ups.goes_on(clauses)
        if pressed or (named and follow_ups.asks_amount_of_it(clauses)):
            return (Found(Route.DOSING, "asking.follow_up", 0, len(reading.normal.text)),)
        return ()

    def _signal(self, reading: Reading, found: Found) -> Signal:
        span = reading.normal.span(found.start, found.end)
        return Signal(
            rail=self.name,
            rule=found.rule,
            span=span,
            excerpt=span.of(reading.message),
            score=found.score,
            concern=found.concern,
            tier=Tier.ELEVATED if found.concern else Tier.NONE,
            request=found.route,
            subject=Subject.SELF,
            variant=found.variant,
        )

    def _foreign(self, reading: Reading, place: tuple[int, int]) -> Signal:
        span = Span(*place)
        return Signal(self.name, "asking.foreign", span, span.of(reading.message), request=Route.DOSING)


def _asking(reading: Reading, signals: tuple[Signal, ...]) -> tuple[Signal, ...]:
    """Without doses, amounts and tapers that are only told of ("I finished my taper on Friday")."""
    told = framed(reading, tuple(s for s in signals if s.rule in _TELLABLE), is_told)
    return tuple(s for s in signals if s.rule not in _TELLABLE or s in told)


_TELLABLE: Final = frozenset({"dosing.level", "dosing.how_much", "dosing.convert_taper"})
_OTHERS: Final = (Route.MEDICATION_CHANGE, Route.MIXING, Route.SUPPLY)
_LOOSE_PATTERNS: Final = frozenset(
    {"dosing.frequency", "dosing.sessions", "dosing.more_or_less", "dosing.take", "dosing.interval"}
)
"""Patterns that ordinary questions meet too: they count only where no ordinary word stands."""
_LEAVE_PATTERNS: Final = ("take", "more_or_less", "alcohol_amount")


_naming: Final[Recalled[bool]] = Recalled()
_dosing: Final[Recalled[bool]] = Recalled()


def _names(text: str) -> bool:
    """Whether the line names something that can be taken."""
    return _naming.found(text, lambda said: any(clause.has(*SUBSTANCE, "dose") for clause in clauses_of(_normal(said))))


def _is_dosing(text: str) -> bool:
    """Whether an earlier message asked for a dose."""
    return _dosing.found(
        text, lambda said: any(found.route is Route.DOSING for found in asked(_normal(said), named=True))
    )


def _normal(text: str) -> str:
    return normalise(text[:LONGEST]).text


def asked(text: str, *, named: bool) -> tuple[Found, ...]:
    """Everything that the text asks for, by the rules or else by the fitted lean; () for an ordinary question."""
    return _asked(clauses_of(text, named=named), len(text))


def _asked(clauses: tuple[Clause, ...], length: int) -> tuple[Found, ...]:
    return ruled(clauses) or _leaning(clauses, length)


def _leaning(clauses: tuple[Clause, ...], length: int) -> tuple[Found, ...]:
    """What no rule foresaw but the fitted weights lean to; nothing for an ordinary question or a long story."""
    if not clauses or len(clauses) > _TOLD_AT_LENGTH or any(asks_of_a_topic(clause) for clause in clauses):
        return ()
    if sum(len(clause.parts) for clause in clauses) < _TELLING and not any(
        clause.has(*SUBSTANCE, "dose") for clause in clauses
    ):
        return ()
    leaning = load_leaning()
    if not leaning.leans(clauses):
        return ()
    return (Found(Route.DOSING, "asking.lean", 0, length, score=leaning.probability(clauses)),)


_TOLD_AT_LENGTH: Final = 6
_TELLING: Final = 4
