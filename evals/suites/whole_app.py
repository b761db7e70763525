"""The suite `whole_app`: real records, the worker, and a real webhook as the pager."""

from __future__ import annotations

from assistant.conversation.engine import Engine
from assistant.domain.cases import AlertStatus
from evals.data import safety, whole
from evals.data.whole import DOWN
from evals.measuring.case import EvalCase
from evals.measuring.seen import AS_WRITTEN, Observation, Seen
from evals.scoring import whole_app as scoring
from evals.suites.suite import Suite
from evals.targets.ours import Assistant
from evals.targets.stored import StoredSession
from evals.targets.target import Target

_CLAIMS = (
    *("alert-queued", "alert-queued-again", "alert-raised", "alert-added"),
    *("alert-watch", "alert-delivered", "alert-seen"),
)
_DENIALS = ("alert-none", "alert-failed")
_SHINGLE = 4
"""So many of the patient's words in a row are the patient's words."""


def _solve(target: Target, case: EvalCase) -> Observation:
    """One stored turn, then the worker; afterwards what the records, the pager and the reply say of each other."""
    if not isinstance(target, Assistant) or target.sink is None:
        raise TypeError("whole_app is about the assistant's own records and alerts")
    sink, session = target.sink, target.session()
    sink.down = case.groups["pager"] == (DOWN,)
    before = len(sink.bodies)
    seen = session.say(case.text)
    target.engine.alerting().deliver_due()
    noted = _noted(session, seen, case.text, "\n".join(sink.bodies[before:]))
    sink.down = False
    return {AS_WRITTEN: seen, scoring.AFTERWARDS: Seen(seen.tier, seen.route, rules=noted, alert=_status(session))}


def _status(session: StoredSession) -> str:
    case = session.engine.records().open_case_of(session.patient.id)
    return session.engine.records().alert_status(case.id).value if case else AlertStatus.NONE.value


def _noted(session: StoredSession, seen: Seen, text: str, pages: str) -> tuple[str, ...]:
    records = session.engine.records()
    case = records.open_case_of(session.patient.id)
    (last,) = records.exchanges_of(session.chat.id)
    kept = last.message.text == text and last.reply is not None and last.reply.reply.text == seen.text
    found = {
        scoring.PAGES: seen.tier.opens_episode and case is not None,
        scoring.DELIVERED: _status(session) in (AlertStatus.DELIVERED.value, AlertStatus.SEEN.value),
        scoring.ARRIVED: bool(pages),
        scoring.PRIVATE: _holds(pages, text) or session.patient.name in pages,
        scoring.LIES: lies(session.engine, seen, told=bool(seen.case)),
        scoring.STORED: kept,
    }
    return tuple(name for name, there in found.items() if there)


def lies(engine: Engine, seen: Seen, *, told: bool) -> bool:
    """Whether the reply says that the team was told although no case stands, or the other way round."""
    text = seen.text or ""
    keys = _DENIALS if told else _CLAIMS
    openings = (
        engine.texts.reply((key,), language, None, "alert-none").text.split(".")[0]
        for key in keys
        for language in ("en", "es")
    )
    return any(opening in text for opening in openings)


def _holds(pages: str, text: str) -> bool:
    words = text.casefold().split()
    runs = [" ".join(words[n : n + _SHINGLE]) for n in range(len(words) - _SHINGLE + 1)] or [" ".join(words)]
    return any(run in pages.casefold() for run in runs)


WHOLE_APP = Suite(
    "whole_app",
    "Did the case open, did the alert leave, was the patient told the truth",
    ("dev",),
    read=whole.read,
    solve=_solve,
    score=scoring.score,
    measures=scoring.MEASURES,
    fingerprint=safety.fingerprint_of,
    groupings=("tier", "concern", "pager"),
    own=True,
)
