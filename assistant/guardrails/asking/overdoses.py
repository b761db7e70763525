"""Signs in a request that it is about danger: more was taken than meant, or the amount that kills."""

from __future__ import annotations

from assistant.guardrails.asking.clauses import SUBSTANCE, Clause
from assistant.guardrails.asking.phrases import phrase
from assistant.guardrails.asking.rules import Hit, rule


def taken_twice(clause: Clause) -> Hit | None:
    """More of a medicine was taken than meant."""
    if clause.says("overdoses.again") and not clause.says("overdoses.asking_ahead") and not clause.has("alc", "rec"):
        return ("extra_dose", 0, len(clause.parts) - 1)
    if clause.says("overdoses.over_time"):
        return None
    if not clause.says("overdoses.twice") or phrase("overdoses.took").search(clause.text) is None:
        return None
    if clause.says("overdoses.asking_ahead") and not clause.says("overdoses.by_mistake"):
        return None
    if not (
        clause.has("med", "form", "dose", "ket", "timed") or (clause.named and not clause.has("alc", "rec"))
    ) or clause.has("course", "alc", "whyask"):
        return None
    return ("extra_dose", 0, len(clause.parts) - 1)


def lethal_asked(clause: Clause) -> Hit | None:
    """How much would kill."""
    whole = clause.says("overdoses.whole")
    if not whole and not (clause.says("overdoses.kills") and clause.says("overdoses.asks_amount")):
        return None
    if clause.says("overdoses.others_die") or not (clause.has(*SUBSTANCE, "dose", "timed") or clause.named or whole):
        return None
    return ("lethal", 0, len(clause.parts) - 1)


LETHAL = (rule(lethal_asked, "overdoses.whole overdoses.kills"),)
TAKEN = (rule(taken_twice, "overdoses.again overdoses.twice"),)
