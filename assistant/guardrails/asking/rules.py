"""Rules with what a clause must hold before they are worth asking, so that most clauses cost next to nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import reduce
from operator import or_
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


@dataclass(frozen=True, slots=True)
class RuleIndex:
    """Every rule as one bit of a number, by the marks that meet its first need and its second."""

    rules: tuple[Rule, ...]
    _meets: tuple[Mapping[str, int], Mapping[str, int]] = field(repr=False)
    _needless: tuple[int, int] = field(repr=False)
    """The rules that need nothing first, and nothing second."""

    @staticmethod
    def of(groups: Iterable[tuple[Rule, ...]]) -> RuleIndex:
        """The rules of all groups, each once."""
        rules = tuple({id(each): each for group in groups for each in group}.values())
        meets: tuple[dict[str, int], dict[str, int]] = ({}, {})
        needless = [0, 0]
        for number, each in enumerate(rules):
            for turn in (0, 1):
                if turn < len(each.needs):
                    for mark in each.needs[turn]:
                        meets[turn][mark] = meets[turn].get(mark, 0) | 1 << number
                else:
                    needless[turn] |= 1 << number
        return RuleIndex(rules, meets, (needless[0], needless[1]))

    def group(self, rules: tuple[Rule, ...]) -> tuple[int, tuple[tuple[int, Rule], ...]]:
        """All their bits together, and each with its own, in this order."""
        places = {id(each): 1 << number for number, each in enumerate(self.rules)}
        rows = tuple((places[id(each)], each) for each in rules)
        return sum(bit for bit, _ in rows), rows

    def worth_asking(self, clause: Clause) -> int:
        """The bits of the rules whose needs the clause meets."""
        marks = clause.marks
        first, second = self._meets
        met = reduce(or_, [first[mark] for mark in first.keys() & marks], self._needless[0])
        return met and met & reduce(or_, [second[mark] for mark in second.keys() & marks], self._needless[1])
