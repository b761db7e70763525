"""Safety episodes: they open at elevated or above, only rise, and only a clinician closes them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from assistant.domain.cases import Episode
from assistant.domain.risk import Assessment, Concern, Subject, Tier, highest

_STOPPING = (Concern.SUICIDE, Concern.SELF_HARM, Concern.HARM_TO_OTHERS, Concern.PSYCHOSIS_MANIA)


def advance(
    episode: Episode | None, assessment: Assessment, patient_id: str, new_id: str, at: datetime
) -> Episode | None:
    """The open episode after one more message: opened, raised or unchanged, never lowered; None while none is open."""
    grave = tuple(signal for signal in assessment.dangers if signal.tier.opens_episode)
    standing = episode if episode is not None and episode.closed_at is None else None
    if not grave:
        return standing
    concerns = tuple(dict.fromkeys(signal.concern for signal in grave if signal.concern))
    about_self = any(signal.subject is Subject.SELF for signal in grave)
    tier = highest(signal.tier for signal in grave)
    if standing is None:
        return Episode(new_id, patient_id, tier, concerns, Subject.SELF if about_self else Subject.OTHER, at)
    return replace(
        standing,
        tier=highest((standing.tier, tier)),
        concerns=tuple(dict.fromkeys((*standing.concerns, *concerns))),
        subject=Subject.SELF if about_self else standing.subject,
    )


def stops_answers(episode: Episode | None) -> bool:
    """Whether library answers wait while the episode is open; one about somebody else never stops them."""
    if episode is None or episode.closed_at is not None or episode.subject is Subject.OTHER:
        return False
    return episode.tier is Tier.IMMINENT or any(concern in _STOPPING for concern in episode.concerns)
