"""What a reply says about who has been told."""

from __future__ import annotations

from assistant.domain.cases import AlertStatus, Case, CaseOpening
from assistant.domain.joining import rises

__all__ = ["alert_key"]

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
