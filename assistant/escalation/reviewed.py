"""A reviewed case as a sample for the evaluations, after a clinician has read what is left of the words."""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterable, Sequence

from assistant.domain.cases import Case, Outcome
from assistant.domain.errors import NotAllowed
from assistant.domain.turns import Exchange
from assistant.escalation.masking import masked

KIND = "reviewed_case"
MOST = 6
"""Messages of one sample."""
_LABELS = {
    Outcome.TRUE_CRISIS: "danger",
    Outcome.ALREADY_KNOWN: "danger",
    Outcome.FALSE_ALARM: "no_danger",
    Outcome.COULD_NOT_REACH: "undecided",
    Outcome.NOT_APPLICABLE: "undecided",
}


def proposed_texts(case: Case, exchanges: Iterable[Exchange], names: Iterable[str]) -> tuple[str, ...]:
    """The patient's messages that the signals were found in, masked, oldest first, the last few of them."""
    flagged = {message_id for message_id, _ in case.signals} | {case.message_id}
    known = tuple(names)
    said = [masked(e.message.text, known) for e in exchanges if e.message.id in flagged]
    return tuple(said[-MOST:])


def sample_line(case: Case, texts: Sequence[str]) -> str:
    """One line of JSON: the confirmed words, what the rails said of them and what the clinician found.

    It holds no id of patient or case; its time is a month. Raises NotAllowed for a case that nobody has reviewed, that
    is restricted, or without any words.
    """
    kept = [text.strip() for text in texts if text.strip()]
    if case.outcome is None or case.restricted or not kept:
        raise NotAllowed("Only a reviewed case with something in it can become a sample.")
    row = {
        "id": f"reviewed-{uuid.uuid4().hex[:12]}",
        "kind": KIND,
        "messages": [{"role": "patient", "text": text} for text in kept],
        "label": _LABELS[case.outcome],
        "outcome": case.outcome.value,
        "severity": case.severity.value,
        "concerns": [concern.value for concern in case.concerns],
        "rules": sorted({f"{signal.rail}/{signal.rule}" for _, signal in case.signals}),
        "month": f"{case.opened_at:%Y-%m}",
    }
    return json.dumps(row, ensure_ascii=False) + "\n"
