"""A language model's second opinion of a message: it can only raise, and what it says is never trusted to calm."""

from __future__ import annotations

import re
from typing import Final

from assistant.domain.errors import OpinionUnclear
from assistant.domain.reading import Reading
from assistant.domain.risk import Concern, Signal, Span, Tier
from assistant.ports import ChatModel
from assistant.prompts import Texts

_KEYS: Final = ("second-opinion",)
_LONGEST: Final = 4_000
_EARLIER: Final = 3
_PLAIN_SAFE: Final = re.compile(r"\W*(?:verdict\W+)?(?:it is |this is |the message is )?safe\W*", re.IGNORECASE)
_UNSAFE: Final = re.compile(
    r"un-?\s?safe|(?:not|isn.?t|never|no longer|hardly)\W+(?:\w+\W+)?safe|imminent|elevated|danger|emergency|urgent"
    r"|at risk|high risk|no es segur|peligr|riesgo",
    re.IGNORECASE,
)
_IMMINENT: Final = re.compile(r"imminent|emergency|immediate|inmediat", re.IGNORECASE)
_CONCERNS: Final = tuple(
    (re.compile(pattern, re.IGNORECASE), concern)
    for pattern, concern in (
        (r"suicid", Concern.SUICIDE),
        (r"self[-_ ]?harm", Concern.SELF_HARM),
        (r"harm[-_ ]to[-_ ]others|violence", Concern.HARM_TO_OTHERS),
        (r"abuse", Concern.ABUSE),
        (r"withdrawal", Concern.WITHDRAWAL),
        (r"psychosis|mania", Concern.PSYCHOSIS_MANIA),
        (r"medical", Concern.MEDICAL_EMERGENCY),
    )
)
SCORE: Final = 0.5
"""A second opinion is no rule and no calibrated probability."""


class ChatOpinion:
    """An adviser that asks a chat model one question with one word to answer."""

    name: Final = "second_opinion"
    needs_model: Final = True

    def __init__(self, model: ChatModel, texts: Texts) -> None:
        self._model = model
        self._texts = texts

    def read(self, reading: Reading) -> tuple[Signal, ...]:
        """One signal when the model sees danger, () when it plainly says "safe".

        Raises ModelUnavailable, and OpinionUnclear for anything that is neither.
        """
        text = self._texts.find(_KEYS, "en")
        if text is None:
            raise OpinionUnclear("prompts/second-opinion is missing; install the package again")
        earlier = "\n".join(_fenced(said) for said in reading.earlier_patient_texts[-_EARLIER:]) or "-"
        asked = text.render({"message": _fenced(reading.message), "earlier": earlier}).text
        system, _, user = asked.partition("\n***\n")
        return signals_of(self._model.complete(system.strip(), user.strip()), self.name, reading)


def signals_of(said: str, name: str, reading: Reading) -> tuple[Signal, ...]:
    """What the words of a model mean: any sign of "unsafe" raises. Raises OpinionUnclear for what says nothing."""
    if _UNSAFE.search(said):
        tier = Tier.IMMINENT if _IMMINENT.search(said) else Tier.ELEVATED
        concern = next((concern for pattern, concern in _CONCERNS if pattern.search(said)), Concern.SUICIDE)
        return (whole_message(name, "unsafe", concern, tier, reading),)
    if _PLAIN_SAFE.fullmatch(said):
        return ()
    raise OpinionUnclear("the second opinion is neither safe nor unsafe; use a larger model or turn it off")


def whole_message(name: str, rule: str, concern: Concern, tier: Tier, reading: Reading) -> Signal:
    """A signal about the message as a whole."""
    span = Span(0, len(reading.message))
    return Signal(name, rule, span, span.of(reading.message), SCORE, concern, tier)


def _fenced(text: str) -> str:
    """A patient's words that cannot close the tags they stand between."""
    return text[:_LONGEST].replace("<", "‹").replace(">", "›")
