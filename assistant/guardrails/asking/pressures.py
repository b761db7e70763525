"""Requests for a dose behind a story, a role, a false command, or in a language that is not read."""

from __future__ import annotations

from typing import Final

from assistant.guardrails.asking.clauses import Clause
from assistant.guardrails.asking.rules import Hit, rule

_SOUGHT: Final = ("dose", "amountword", "howmuch", "often")


def disguised_request(clause: Clause) -> Hit | None:
    """A story, a role or a game that holds what is otherwise refused."""
    if not clause.says("pressures.disguise") or clause.has("whodecides"):
        return None
    sought = clause.has(*_SOUGHT) and (clause.names or clause.has("dose"))
    if sought and not clause.has("topic"):
        return ("pressure", 0, len(clause.parts) - 1)
    if sum(clause.bare(place) for place in clause.places("number")) > 1 and not clause.has("topic", "endure"):
        return ("pressure", 0, len(clause.parts) - 1)
    if clause.says("pressures.figures") and clause.names:
        return ("pressure", 0, len(clause.parts) - 1)
    return None


RULES = (rule(disguised_request, "pressures.disguise"),)
