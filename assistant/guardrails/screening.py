"""Runs every input rail over a message; the strictest finding wins and a broken rail is never silence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

import structlog

from assistant.domain.messages import Author, Utterance
from assistant.domain.once import Once
from assistant.domain.reading import NormalText, Reading, SentenceVectors, Vector
from assistant.domain.risk import Assessment, Tier, highest
from assistant.guardrails.advice import Advice
from assistant.guardrails.ahead import Ahead
from assistant.guardrails.follow_up import looked_up, names_another
from assistant.guardrails.normalisation import normalise
from assistant.guardrails.watched_run import run_rails
from assistant.ports import InputRail

_log = structlog.get_logger(__name__)

Embed = Callable[[Sequence[str]], tuple[Vector, ...]]

_LONGEST_EMBEDDED = 4_000


class Screening:
    """The input rails in order: those without a model first, those with one only while nothing imminent is known."""

    def __init__(
        self,
        rails: Sequence[InputRail],
        embed: Embed,
        time_limit_s: float = 2.0,
        model_time_limit_s: float = 30.0,
        split: Callable[[str], tuple[str, ...]] = lambda text: (text,),
        advice: Advice | None = None,
    ) -> None:
        """`split` takes a question apart that asks several things, so that its parts are embedded along with it."""
        self._plain = tuple(rail for rail in rails if not rail.needs_model)
        self._modelled = tuple(rail for rail in rails if rail.needs_model)
        self._embed = embed
        self._split = split
        self._time_limit_s = time_limit_s
        self._model_time_limit_s = model_time_limit_s
        self._advice = advice or Advice()
        self._ahead = Ahead()

    def assess(
        self,
        text: str,
        history: tuple[Utterance, ...] = (),
        *,
        advised: bool = True,
        modelled: bool = True,
        ahead: Callable[[Assessment], bool] = lambda _: False,
    ) -> tuple[Assessment, Reading]:
        """What all rails together say of the message, and the reading they share; never raises.

        Second opinions, where there are any, are asked at the same time when `advised`. They can only add. Without
        `modelled` only rails without a model read: for the library's own text, never for a patient's. When `ahead` says
        so of what the rails without a model found, the message is embedded while those with one read.
        """
        try:
            normal = normalise(text)
            broken: tuple[str, ...] = ()
        except Exception as error:  # noqa: BLE001 - rule 4: a message that cannot be read needs a human
            _log.error("normalisation_failed", error=type(error).__name__)
            normal = NormalText(text, text.casefold(), tuple(range(len(text)))) if _same_length(text) else _empty(text)
            broken = ("normalisation",)
        reading = self._reading(normal, history)
        asked = self._advice.ask(reading) if advised else None
        signals, failed = run_rails(self._plain, reading, self._time_limit_s)
        assessment = Assessment(signals, (*broken, *failed))
        if modelled and self._modelled and assessment.tier is not Tier.IMMINENT:
            if ahead(assessment):
                self._ahead.begin(reading.vectors)
            more, slower = run_rails(self._modelled, replace(reading, found=signals), self._model_time_limit_s)
            assessment = Assessment((*signals, *more), (*assessment.failed_rails, *slower))
        if asked is None or assessment.tier is Tier.IMMINENT:
            return assessment, reading
        opinions, silent = asked.answers()
        return Assessment((*assessment.signals, *opinions), assessment.failed_rails, silent), reading

    def screen_conversation(self, utterances: Sequence[Utterance]) -> tuple[Assessment, Tier]:
        """The assessment of the last patient message, and the strictest tier of the whole conversation.

        No later message lowers the tier. Without a patient message it is an empty assessment and `none`.
        """
        assessment, tier = Assessment(), Tier.NONE
        for index, utterance in enumerate(utterances):
            if utterance.author is Author.PATIENT:
                assessment, _ = self.assess(utterance.text, tuple(utterances[:index]))
                tier = highest((tier, assessment.tier))
        return assessment, tier

    def _reading(self, normal: NormalText, history: tuple[Utterance, ...]) -> Reading:
        earlier = tuple(u.text for u in history if u.author is Author.PATIENT)
        question = looked_up(normal.original, earlier)
        return Reading(normal, history, Once(lambda: self._vectors(normal, question)), question)

    def _vectors(self, normal: NormalText, question: str) -> SentenceVectors:
        """Whole message and what is looked up, from one batched call; "and a bike?" is a part beside its question."""
        whole, query = normal.original[:_LONGEST_EMBEDDED], question[:_LONGEST_EMBEDDED]
        before = query.removesuffix(whole).strip()
        parts = self._split(query) if not before else (before, whole) if names_another(whole) else ()
        parts = parts if len(parts) > 1 else ()
        wanted = tuple(dict.fromkeys((whole, query, *parts)))
        vectors = dict(zip(wanted, self._embed(wanted), strict=True))
        return SentenceVectors(vectors[whole], vectors[query], tuple((part, vectors[part]) for part in parts))


def _same_length(text: str) -> bool:
    return len(text.casefold()) == len(text)


def _empty(text: str) -> NormalText:
    return NormalText(text, "", ())
