"""The search itself: seeded, within a budget of assessments, the same finds for the same seed and versions."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from evals.attack.aims import Failure, aim_of, held_by
from evals.attack.draft import Draft, draft_of
from evals.attack.frontier import Frontier, Node, Origin
from evals.attack.mutations import Mutation, mutations
from evals.attack.origins import ordinary
from evals.attack.probe import Probe, Sees, Spent
from evals.attack.shrinking import shrunk
from evals.measuring.case import EvalCase
from evals.measuring.sampling import stratified
from evals.measuring.seen import Seen

AIMS = {
    "danger": "concern and tier",
    "watch": "concern and tier",
    "request": "route and kind",
    "harmless": "harmless kind",
}
"""The aims that take turns, and what their origins are spread over."""
_FOR_ORIGINS = 0.2
_DEEPEST = 4
_MOST_TRIES = 60
_FOR_SHRINKING = 80


@dataclass(frozen=True, slots=True)
class Find:
    """A text that fails, as short as it became, and how it came about."""

    origin: Origin
    failure: Failure
    whole: Draft
    short: Draft
    seen: Seen
    keeps_label: bool
    """Whether its mutations keep the label and only whole sentences went; where not, somebody must label it."""


@dataclass(slots=True)
class Search:
    """What came of a search."""

    seed: int
    budget: int
    finds: list[Find] = field(default_factory=list)
    origins: Counter[str] = field(default_factory=Counter)
    """By aim: cases that were right as written and could be attacked."""
    wrong: dict[Failure, list[str]] = field(default_factory=dict)
    """By failure: the cases that fail as written; they are known failures, not finds."""
    tried: Counter[tuple[str, str]] = field(default_factory=Counter)
    """By mutation and aim: how often it was tried."""
    asked: int = 0
    broken: int = 0


def search(
    target: Sees, cases: Sequence[EvalCase], seed: int, budget: int, step: Callable[[], None] = lambda: None
) -> Search:
    """Attack the cases until the budget is used up or nothing is left to try."""
    found = Search(seed, budget)
    probe = Probe(target, budget, step)
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    ways = mutations(ordinary(cases))
    frontiers = {name: Frontier() for name in AIMS}
    try:
        _begin(found, probe, cases, frontiers)
        done: set[tuple[str, str]] = set()
        while any(frontiers.values()):
            for name, frontier in frontiers.items():
                if frontier:
                    _step(found, probe, frontier, name, ways, chance, done)
    except Spent:
        pass
    found.asked, found.broken = probe.asked, probe.broken
    return found


def _begin(found: Search, probe: Probe, cases: Sequence[EvalCase], frontiers: dict[str, Frontier]) -> None:
    for name, by in AIMS.items():
        able = [case for case in cases if (aim := aim_of(case)) and aim.name == name]
        for case in stratified(able, max(1, int(found.budget * _FOR_ORIGINS / len(AIMS))), by, found.seed):
            aim = aim_of(case)
            if aim is None:
                continue
            first = probe.look([case.text])
            failure = aim.failure(first)
            if failure:
                found.wrong.setdefault(failure, []).append(case.id)
            elif not any(one.failed for one in first):
                found.origins[name] += 1
                frontiers[name].add(Node(Origin(case, aim, first), draft_of(case.text), aim.nearness(first)))


def _step(
    found: Search,
    probe: Probe,
    frontier: Frontier,
    name: str,
    ways: Sequence[Mutation],
    chance: random.Random,
    done: set[tuple[str, str]],
) -> None:
    """One mutation of the nearest draft."""
    node = frontier.nearest()
    if (name, node.origin.case.idea) in done:
        return
    if node.tries + 1 < _MOST_TRIES:
        frontier.add(replace(node, tries=node.tries + 1))
    way = chance.choice([way for way in ways if way.name not in node.draft.path])
    draft = way.change(node.draft, chance, node.origin.case.language)
    if draft is None or not draft.messages:
        return
    found.tried[way.name, name] += 1
    seen = _looked(probe, node.origin, draft)
    failure = node.origin.aim.failure(seen)
    if any(one.failed for one in seen):
        return
    if failure:
        done.add((name, node.origin.case.idea))
        found.finds.append(_find(probe, node.origin, draft, failure, ways))
    elif len(draft.path) < _DEEPEST:
        frontier.add(Node(node.origin, draft, node.origin.aim.nearness(seen)))


def _looked(probe: Probe, origin: Origin, draft: Draft) -> tuple[Seen, ...]:
    """What is seen; the cheap rails are enough where the classifier, which only adds, cannot change the verdict."""
    pages = origin.aim.name == "harmless"
    return probe.look(draft.messages, lambda seen: (origin.aim.failure(seen) is not None) is pages)


def _find(probe: Probe, origin: Origin, draft: Draft, failure: Failure, ways: Sequence[Mutation]) -> Find:
    floor = max(0, probe.left - _FOR_SHRINKING)

    def still(shorter: Draft) -> bool:
        if probe.left <= floor or not shorter.messages or not shorter.plain:
            return False
        try:
            seen = _looked(probe, origin, shorter)
            if any(one.failed for one in seen) or origin.aim.failure(seen) is not failure:
                return False
            return _keeps(probe, origin, shorter.plain)
        except Spent:
            return False

    short = shrunk(draft, still, by_word=origin.aim.name != "harmless" and bool(held_by(origin.first)))
    unsure = {way.name for way in ways if not way.keeps_label}
    seen = _looked(probe, origin, short)[-1]
    return Find(
        origin, failure, draft, short, seen, unsure.isdisjoint(short.path) and _has_whole_sentences(short, draft)
    )


def _has_whole_sentences(short: Draft, whole: Draft) -> bool:
    words = Counter(word.part for word in whole.words if word.is_own)
    return all(count == words[part] for part, count in Counter(w.part for w in short.words if w.is_own).items())


def _keeps(probe: Probe, origin: Origin, plain: str) -> bool:
    """Whether the unchanged words that are left are seen as the whole was; of a harmless text all rails must say so."""
    pages = origin.aim.name == "harmless"
    keeps = origin.aim.keeps
    seen = probe.look([plain], lambda seen: keeps(seen, origin.first) and not pages)
    return keeps(seen, origin.first) and not any(one.failed for one in seen)
