"""What a reply says about who has been told."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from assistant.domain.cases import AlertStatus, Case, CaseOpening, CaseState
from assistant.domain.joining import rises

__all__ = ["alert_key", "standing_truth"]

_PAGES_ANEW = (AlertStatus.NONE, AlertStatus.UNREACHABLE)


def alert_key(opening: CaseOpening | None, standing: Case | None = None, *, lead_hears: bool = False) -> str:
    """The key of the sentence that is true once the opening is committed.

    `standing` is the patient's open case, which the opening joins; `lead_hears` says whether a safeguarding lead is
    configured.
    """
    if opening is None:
        return "alert-none"
    if opening.restricted:
        return "alert-staff-abuse-lead" if lead_hears else "alert-staff-abuse"
    if not opening.page:
        return "alert-watch"
    status = standing.alert_status if standing else AlertStatus.NONE
    rose = standing is not None and rises(standing.severity, opening.severity)
    if status not in _PAGES_ANEW and (rose or opening.again):
        return "alert-raised"
    if standing is None or rose or opening.again or status in _PAGES_ANEW:
        return "alert-queued-safeguarding" if opening.safeguarding and lead_hears else "alert-queued"
    return "alert-queued-again" if status is AlertStatus.QUEUED else "alert-added"


def standing_truth(case: Case, joined_at: Collection[datetime] = ()) -> tuple[str, datetime | None]:
    """The key of the text that is true of a standing case now, and the moment it names.

    `joined_at` are the moments of the messages that joined the case: one after somebody looked has not been read.
    """
    if case.seen_at is not None and any(at > case.seen_at for at in joined_at):
        return "alert-added", None
    if case.state is CaseState.CONTACTED:
        return "status-contacted", case.contacted_at
    if case.state is CaseState.CLAIMED and case.seen_at is not None:
        return "status-claimed", case.claimed_at
    tried = "status-nobody" if case.alerted_at else "alert-failed"
    return {
        AlertStatus.NONE: ("alert-none", None),
        AlertStatus.QUEUED: ("alert-queued", None),
        AlertStatus.DELIVERED: ("status-delivered", case.alerted_at),
        AlertStatus.SEEN: ("status-seen", case.seen_at),
        AlertStatus.UNREACHABLE: (tried, None),
    }[case.alert_status]
