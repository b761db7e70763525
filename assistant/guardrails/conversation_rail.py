"""Reads a message in the light of the conversation: signs that mean more together than each alone."""

from __future__ import annotations

import re

from assistant.domain.messages import Author
from assistant.domain.reading import Reading
from assistant.domain.risk import Concern, Signal, Tier
from assistant.guardrails.lexicon import Lexicon, LexiconHit
from assistant.guardrails.normalisation import normalise
from assistant.guardrails.recalled import Recalled
from assistant.guardrails.text_keys import STAFF, STAFF_UNSURE

MEANS, INTENT, DESPAIR, GOODBYE, TIME, YES, UNSURE = "means", "intent", "despair", "goodbye", "time", "yes", "unsure"

_TOGETHER: tuple[tuple[str, str, Tier], ...] = (
    (MEANS, INTENT, Tier.IMMINENT),
    (INTENT, MEANS, Tier.IMMINENT),
    (GOODBYE, INTENT, Tier.IMMINENT),
    (GOODBYE, DESPAIR, Tier.IMMINENT),
    (TIME, INTENT, Tier.IMMINENT),
    (MEANS, DESPAIR, Tier.ELEVATED),
    (DESPAIR, MEANS, Tier.ELEVATED),
)
"""(sign now, sign before, what they mean together)."""

_ASKED: tuple[tuple[tuple[str, ...], Concern, Tier], ...] = (
    (("killing yourself right now", "matarte en este momento"), Concern.SUICIDE, Tier.IMMINENT),
    (("killing yourself", "suicide", "matarte", "suicid"), Concern.SUICIDE, Tier.ELEVATED),
    (("hurt yourself", "hacerte daño"), Concern.SELF_HARM, Tier.IMMINENT),
    (("hurt somebody", "hacer daño a alguien"), Concern.HARM_TO_OTHERS, Tier.IMMINENT),
    (("emergency help", "ayuda de emergencia"), Concern.MEDICAL_EMERGENCY, Tier.IMMINENT),
    (("in danger", "en peligro"), Concern.SUICIDE, Tier.IMMINENT),
)
"""(words of the question asked last, what a yes to it means), the first that fits; the wording is that of prompts/."""

UNSURE_RULE = "unsure-of-the-safety-question"

_VIOLENCE = (
    *("violence", "abuse", "hurting you", "violencia", "maltrato", "abuso"),
    *("right to hurt you", "hurt a child", "somebody treated you", "treats you this way", "that happened to you"),
    *("derecho a hacerte daño", "daño a un menor", "te haya tratado", "te trate así", "te haya pasado eso"),
)
_STAFF = ("outside the clinic", "fuera de la clínica")
_LASTING = ("feel unreal", "parece irreal")
_QUESTION = re.compile(r"[^.!?¿\n]*\?")
_LOOKED_BACK = 20
_LATELY = 12
_DESPAIRS_THAT_ADD_UP = 3


class ConversationRail:
    """An input rail over the last messages of the patient; needs no model."""

    needs_model = False

    def __init__(self, name: str, signs: Lexicon) -> None:
        self._name = name
        self._signs = signs
        self._known: Recalled[frozenset[str]] = Recalled()

    @property
    def name(self) -> str:
        """How signals and failures name the rail."""
        return self._name

    def read(self, reading: Reading) -> tuple[Signal, ...]:
        """One signal for each combination found; () for a message without a sign of its own."""
        now = {hit.entry.variant: hit for hit in reversed(self._signs.find(reading.normal))}
        if not now:
            return ()
        found = [self._signal(reading, *answer) for answer in self._confirmed(reading, now)]
        before = [self._signs_of(text) for text in reading.earlier_patient_texts[-_LOOKED_BACK:]]
        seen = frozenset().union(*before) if before else frozenset()
        for sign, earlier, tier in _TOGETHER:
            if sign in now and earlier in seen:
                found.append(self._signal(reading, now[sign], f"{sign}-after-{earlier}", tier))
        despairs = sum(DESPAIR in signs for signs in before)
        if DESPAIR in now and despairs >= _DESPAIRS_THAT_ADD_UP - 1:
            found.append(self._signal(reading, now[DESPAIR], "despair-again-and-again", Tier.ELEVATED))
        return tuple(found)

    def _confirmed(self, reading: Reading, now: dict[str, LexiconHit]) -> list[tuple[LexiconHit, str, Tier, Concern]]:
        """A plain yes, or a 'not sure', to the question about danger that the assistant asked last."""
        answer = now.get(YES) or now.get(UNSURE)
        if answer is None or not reading.history or reading.history[-1].author is not Author.ASSISTANT:
            return []
        said = reading.history[-1].text.casefold()
        questions = [found[0] for found in _QUESTION.finditer(said)]
        for words, concern, tier in _ASKED:
            if any(word in question for question in questions for word in words):
                found = _danger_asked_about(reading) if words[0] == "in danger" else concern
                if YES not in now:
                    return [(answer, UNSURE_RULE, Tier.ELEVATED, found)]
                return [(answer, "yes-to-the-safety-question", tier, found)]
        return []

    def _signs_of(self, text: str) -> frozenset[str]:
        """The signs of an earlier message, kept so that no turn reads all of them again."""
        known = self._known.get(text)
        if known is None:
            known = frozenset(hit.entry.variant for hit in self._signs.find(normalise(text)))
            self._known.keep(text, known)
        return known

    def _signal(
        self, reading: Reading, hit: LexiconHit, rule: str, tier: Tier, concern: Concern = Concern.SUICIDE
    ) -> Signal:
        span = reading.normal.span(hit.start, hit.end)
        variant = UNSURE if rule == UNSURE_RULE else ""
        if concern is Concern.ABUSE and any(_says(said, _STAFF) for said in _said_lately(reading)):
            variant = STAFF_UNSURE if variant else STAFF
        excerpt = span.of(reading.message)
        return Signal(self._name, rule, span, excerpt, concern=concern, tier=tier, variant=variant)


def _danger_asked_about(reading: Reading) -> Concern:
    """What the general question about danger was about: the last thing that the assistant spoke of."""
    for said in _said_lately(reading):
        questions = " ".join(_QUESTION.findall(said))
        for words, concern, _ in _ASKED:
            if words[0] != "in danger" and _says(questions, words):
                return concern
        if _says(said, _VIOLENCE):
            return Concern.ABUSE
        if _says(said, _LASTING):
            return Concern.PSYCHOSIS_MANIA
    return Concern.SUICIDE


def _said_lately(reading: Reading) -> list[str]:
    """The assistant's last replies, newest first."""
    return [line.text.casefold() for line in reversed(reading.history[-_LATELY:]) if line.author is Author.ASSISTANT]


def _says(text: str, words: tuple[str, ...]) -> bool:
    return any(word in text for word in words)
