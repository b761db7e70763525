"""A rule with what a clause must hold before it is worth asking, so that most clauses cost next to nothing."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from assistant.guardrails.asking.clauses import Clause

Hit = tuple[str, int, int]
"""The rule's name, and the first and last part that show it."""
_GAP: Final = " "


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that a clause may ask for."""

    find: Callable[[Clause], Hit | None]
    needs: tuple[frozenset[str], ...]
    """Of each set the clause must have one: a kind that a part has, or a phrase that its words hold."""

    def __call__(self, clause: Clause) -> Hit | None:
        """Where the clause asks for it; None when it does not."""
        for needed in self.needs:
            if needed.isdisjoint(clause.marks):
                return None
        return self.find(clause)


def rule(find: Callable[[Clause], Hit | None], *needs: str) -> Rule:
    """The rule that needs one word of each of these: kinds and names of phrases, a space between them."""
    return Rule(find, tuple(frozenset(words.split(_GAP)) for words in needs))
