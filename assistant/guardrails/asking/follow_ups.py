"""A fragment that goes on with a request that was refused, or asks an amount of what was just named."""

from __future__ import annotations

from typing import Final

from assistant.guardrails.asking.clauses import Clause
from assistant.guardrails.asking.frames import is_about_rules
from assistant.guardrails.asking.phrases import listed

_OWN_TOPIC: Final = ("topic", "endure", "whodecides", "infoframe", "illness")
_LONG_WORD: Final = 5
_FEW: Final = 1
_SHORT: Final = 16
_TINY: Final = 4


def goes_on(clauses: tuple[Clause, ...]) -> bool:
    """Whether the message only presses on, or fills in a figure, after a request for a dose was refused."""
    words = sum(len(clause.text.split()) for clause in clauses)
    own = sum(
        1
        for clause in clauses
        for part in clause.parts
        if not part.kinds and len(part.text) >= _LONG_WORD and part.text not in listed("follow_ups.empty")
    )
    if own > _FEW and not any(clause.says("follow_ups.surely") for clause in clauses):
        return False
    bids = any(clause.says("follow_ups.bids") for clause in clauses)
    if not clauses or words > _SHORT or any(is_about_rules(clause) for clause in clauses):
        return False
    if not bids and any(clause.has(*_OWN_TOPIC) for clause in clauses):
        return False
    if all(clause.says("follow_ups.thanks") for clause in clauses):
        return False
    if bids or any(clause.says("follow_ups.presses") or clause.says("follow_ups.slot") for clause in clauses):
        return True
    return words <= _TINY and clauses[-1].asked


def asks_amount_of_it(clauses: tuple[Clause, ...]) -> bool:
    """Whether a fragment asks an amount of something that was named before and names nothing else."""
    words = sum(len(clause.text.split()) for clause in clauses)
    if words > _SHORT or any(clause.has(*_OWN_TOPIC) or is_about_rules(clause) for clause in clauses):
        return False
    return any(clause.says("follow_ups.asks") for clause in clauses)
