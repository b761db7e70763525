"""A moderation service's second opinion of a message: it can only raise."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from assistant.domain.errors import OpinionUnclear
from assistant.domain.reading import Reading
from assistant.domain.risk import Concern, Signal, Tier
from assistant.guardrails.second_opinion import whole_message
from assistant.ports import Moderator

_MEANS: Final[Mapping[str, tuple[Concern, Tier]]] = {
    "self-harm/intent": (Concern.SUICIDE, Tier.ELEVATED),
    "self-harm/instructions": (Concern.SUICIDE, Tier.ELEVATED),
    "self-harm": (Concern.SUICIDE, Tier.WATCH),
    "harassment/threatening": (Concern.HARM_TO_OTHERS, Tier.ELEVATED),
    "hate/threatening": (Concern.HARM_TO_OTHERS, Tier.ELEVATED),
    "violence": (Concern.HARM_TO_OTHERS, Tier.WATCH),
    "sexual/minors": (Concern.ABUSE, Tier.ELEVATED),
}
"""What each category of the service means here; the others (hate, sexual, illicit) say nothing of danger."""
_LONGEST: Final = 4_000


class ModerationOpinion:
    """An adviser that asks a moderation service which categories it would flag."""

    name: Final = "moderation"
    needs_model: Final = True

    def __init__(self, moderator: Moderator) -> None:
        self._moderator = moderator

    def read(self, reading: Reading) -> tuple[Signal, ...]:
        """A signal for each category that means danger; () for none.

        Raises ModelUnavailable, and OpinionUnclear for a message that is flagged without a category.
        """
        found = self._moderator.flagged(reading.message[:_LONGEST])
        if found == ("",):
            raise OpinionUnclear("the moderation service flags the message and does not say why")
        known = ((category, _MEANS[category]) for category in found if category in _MEANS)
        return tuple(whole_message(self.name, category, *means, reading) for category, means in known)
