"""Which of the records' methods each role may call, and on what. What is not named here, nobody may."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from assistant.access.sight import Sight
from assistant.domain.people import Role

Given = dict[str, Any]
"""The arguments of one call by name."""


def _as_asked(_sight: Sight, given: Given) -> Given:
    return given


def _as_found(_sight: Sight, _given: Given, found: Any) -> Any:
    return found


@dataclass(frozen=True, slots=True)
class Right:
    """When a call is allowed, what it is narrowed to, and what of its answer is shown."""

    when: Callable[[Sight, Given], bool] = lambda _sight, _given: True
    narrowed: Callable[[Sight, Given], Given] = _as_asked
    shown: Callable[[Sight, Given, Any], Any] = _as_found


def _patient(name: str = "patient_id") -> Callable[[Sight, Given], bool]:
    return lambda sight, given: sight.patient(given[name])


def _self(name: str) -> Callable[[Sight, Given], bool]:
    return lambda sight, given: given[name] == sight.person.id


def _inviting(sight: Sight, given: Given) -> bool:
    return given["invitation"].by == sight.person.id and given.get("person_id") != sight.person.id


def _both(*conditions: Callable[[Sight, Given], bool]) -> Callable[[Sight, Given], bool]:
    return lambda sight, given: all(condition(sight, given) for condition in conditions)


def _case(sight: Sight, given: Given) -> bool:
    return sight.case_of_id(given["case_id"])


def _conversation(sight: Sight, given: Given) -> bool:
    return sight.conversation(given["conversation_id"])


def _reviewed(sight: Sight, given: Given) -> bool:
    review = given["review"]
    return review.clinician_id == sight.person.id and sight.case_of_id(review.case_id)


def _own_teams(sight: Sight, given: Given) -> Given:
    asked = given.get("teams") or sight.person.teams
    teams = tuple(team for team in asked if team in sight.person.teams)
    return {**given, "teams": teams, **({"restricted": sight.is_lead} if given.get("restricted") else {})}


def _own_queue(sight: Sight, given: Given) -> Given:
    view = given["view"]
    teams = tuple(team for team in view.teams or sight.person.teams if team in sight.person.teams)
    return {"view": replace(view, teams=teams, restricted=view.restricted and sight.is_lead)}


def _seen_case(sight: Sight, _given: Given, found: Any) -> Any:
    return found if found is not None and sight.case(found) else None


def _seen_cases(sight: Sight, _given: Given, found: Any) -> Any:
    return tuple(case for case in found if sight.case(case))


def _seen_conversation(sight: Sight, _given: Given, found: Any) -> Any:
    return found if found is not None and sight.conversation(found.id) else None


def _seen_exchanges(sight: Sight, given: Given, found: Any) -> Any:
    hidden = sight.hidden_in(given["conversation_id"])
    return tuple(exchange for exchange in found if exchange.message.id not in hidden)


def _seen_person(sight: Sight, _given: Given, found: Any) -> Any:
    if found is None or found.role is not Role.PATIENT:
        return found
    return found if sight.patient(found.id) else None


_ON_A_CASE = Right(_both(_case, _self("clinician_id")))
_FREE = Right()
_ON_AN_ACCOUNT = Right(_both(_self("by"), lambda sight, given: given["person_id"] != sight.person.id))
"""Also keeps an admin from locking themselves out."""

RIGHTS: Mapping[Role, Mapping[str, Right]] = {
    Role.PATIENT: {
        "person": Right(_self("person_id")),
        "set_region": Right(_self("person_id")),
        "start_conversation": Right(_patient()),
        "conversations_of": Right(_patient()),
        "conversation": Right(shown=_seen_conversation),
        "exchanges_of": Right(_conversation),
        "open_episode": Right(_patient()),
        "open_case_of": Right(_patient()),
        "alert_status": Right(_case),
        "care_of": Right(_patient()),
        "audit": Right(_self("actor")),
    },
    Role.CLINICIAN: {
        "person": Right(shown=_seen_person),
        "people": Right(lambda _sight, given: given.get("role") is Role.CLINICIAN),
        "queue": Right(narrowed=_own_queue),
        "waiting": Right(narrowed=_own_teams),
        "cases": Right(shown=_seen_cases),
        "case": Right(shown=_seen_case),
        "cases_of": Right(shown=_seen_cases),
        "conversations_of": Right(_patient()),
        "conversation": Right(shown=_seen_conversation),
        "exchanges_of": Right(_conversation, shown=_seen_exchanges),
        "kept_apart": Right(_conversation),
        "open_episode": Right(_patient()),
        "open_case_of": Right(_patient()),
        "alert_status": Right(_case),
        "mark_seen": _ON_A_CASE,
        "claim": _ON_A_CASE,
        "release": _ON_A_CASE,
        "contact": _ON_A_CASE,
        "add_note": _ON_A_CASE,
        "follow_up": _ON_A_CASE,
        "reopen": _ON_A_CASE,
        "hand_over": Right(_both(_case, _self("by"))),
        "review": Right(_reviewed),
        "care_of": Right(_patient()),
        "set_answers": Right(_both(_patient(), _self("by"))),
        "set_contact": Right(_both(_patient(), _self("by"))),
        "glasses_of": Right(_self("clinician_id")),
        "audit": Right(_self("actor")),
        "ledger": _FREE,
        "ledger_size": _FREE,
        "decide": Right(_self("by")),
        "text_read": _FREE,
        "citation_counts": _FREE,
        "found_nothing": Right(narrowed=_own_teams),
        "case_facts": _FREE,
        "active_patients": _FREE,
        "dead_alerts": _FREE,
        "last_beat": _FREE,
        "alerts_tested_at": _FREE,
    },
    Role.EVALUATOR: {},
    Role.ADMIN: {
        "people": _FREE,
        "person": _FREE,
        "person_named": _FREE,
        "add_person": Right(_inviting),
        "set_active": _ON_AN_ACCOUNT,
        "set_role": _ON_AN_ACCOUNT,
        "set_teams": Right(_self("by")),
        "reset_invitation": Right(_inviting),
        "end_sessions_of": _FREE,
        "glasses": _FREE,
        "audit": Right(_self("actor")),
        "verify_audit": _FREE,
        "last_beat": _FREE,
        "alerts_tested_at": _FREE,
    },
}
"""`alert_status` of a patient never answers for a case about staff, which they are told of in the reply itself."""
