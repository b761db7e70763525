"""Says what a clause is about besides a medicine, so that ordinary questions are left alone."""

from __future__ import annotations

from typing import Final

from assistant.guardrails.asking.clauses import SUBSTANCE, Clause
from assistant.guardrails.asking.phrases import listed

WHOLE: Final = 80
"""As far as a clause can reach."""
SHORT: Final = 8
"""The parts of a clause that is no more than a few words."""


def is_question(clause: Clause) -> bool:
    """Whether the clause asks or bids, with or without a question mark."""
    return clause.asked or clause.says("frames.asks") or clause.says("frames.asks_inside")


def is_about_rules(clause: Clause) -> bool:
    """Whether it asks who decides, for a reason, or for plain information, and no amount of the patient's own."""
    return clause.once("about rules", lambda: _is_about_rules(clause))


def _is_about_rules(clause: Clause) -> bool:
    if _asks_what_it_is(clause) or clause.says("mixtures.alcohol_free"):
        return True
    informs = clause.says("frames.informs") or (
        clause.says("frames.informs_alone") and not clause.says("frames.wants_own")
    )
    telling = clause.has("whodecides", "whyask", "infoframe") or informs or clause.says("frames.who")
    if not telling or clause.says("frames.bids") or clause.says("amounts.unit_after_number"):
        return False
    if clause.has("whodecides") or informs or clause.says("frames.who"):
        return True
    if clause.has("whyask"):
        return not clause.says("frames.mine") or clause.has("topic", "endure")
    return clause.has("infoframe")


def _asks_what_it_is(clause: Clause) -> bool:
    """Whether it asks what one thing is ("what is ondansetron", "and what's a troche")."""
    if len(clause.parts) < _WHAT_IS or not clause.parts[-1].has(*_NAMED):
        return False
    before = " ".join(part.text for part in clause.parts[-_LONGEST_WHAT:-1])
    return before.endswith(_WHAT) and not clause.parts[-1].has("dose", "amountword", "verdict", "cmp")


_NAMED: Final = ("med", "ket", "rec", "form", "way", "routes")
_WHAT_IS: Final = 2
_LONGEST_WHAT: Final = 5
_WHAT: Final = tuple(
    f"{asked}{article}"
    for asked in ("what is", "whats", "what are", "que es", "que son")
    for article in ("", " a", " an")
)


def is_ordinary(clause: Clause) -> bool:
    """Whether it is about rules, or about something that is not taken at all."""
    if is_about_rules(clause):
        return True
    return clause.has("topic") and not (clause.named or clause.has(*SUBSTANCE, "dose", "course", "timed", "amountword"))


def asks_of_a_topic(clause: Clause) -> bool:
    """Whether it is about rules, or asks how much, how often or how long of something that is not taken."""
    slots = clause.places("howmuch", "often")
    beside = any(first_of(clause, slot + 1, 1, "topic", "endure", "agent") >= 0 for slot in slots)
    seldom = any(first_of(clause, slot + 1, _FAR, "topic", "endure", "speech") >= 0 for slot in clause.places("often"))
    other = any(
        clause.says(name)
        for name in ("frames.lasts", "frames.money", "amounts.if_too", "amounts.felt", "medicines.missed_other")
    )
    return beside or seldom or other or is_about_rules(clause)


_FAR: Final = 8


def is_recalled(clause: Clause) -> bool:
    """Whether the clause only tells what was once taken."""
    return not clause.asked and clause.says("frames.describes")


def is_told(clause: Clause) -> bool:
    """Whether the clause tells what was, and asks nothing."""
    return clause.says("frames.tells") and not is_question(clause)


def first_of(clause: Clause, start: int, reach: int, *kinds: str) -> int:
    """The first part of these kinds from `start` on, within reach; -1 when there is none."""
    if clause.kinds.isdisjoint(kinds):
        return -1
    for place in range(start, min(len(clause.parts), start + reach)):
        if not clause.parts[place].kinds.isdisjoint(kinds):
            return place
    return -1


def substance_after(clause: Clause, start: int, reach: int = 6) -> int:
    """Where the thing stands that the words from `start` on are about; -1 when something else comes first."""
    for place in range(start, min(len(clause.parts), start + reach)):
        part = clause.parts[place]
        if part.has(*SUBSTANCE, "dose"):
            return place if not names_another_thing(clause, place) else -1
        if part.has("topic", "speech", "endure", "timed", "stop", "startmed") or part.text in listed("frames.turns"):
            return -1
        if part.has("pronoun") and clause.named and not part.has("take"):
            return -1 if clause.parts[place - 1].text in _ASIDE else place
    return -1


def names_another_thing(clause: Clause, place: int) -> bool:
    """Whether the name only qualifies the next word ("ketamine clinic", "a dose of reality")."""
    after = [part.text for part in clause.parts[place + 1 : place + 3]]
    counted = place > 0 and clause.parts[place - 1].has("number")
    if not after or (after[0] == "of" and counted):
        return False
    return after[0] in listed("frames.other_heads") or (after[0] in ("of", "de") and " ".join(after) in _OF_THINGS)


_OF_THINGS: Final = frozenset(
    {"of reality", "of hope", "of truth", "of humility", "of kindness", "of honesty", "of patience", "de paciencia"}
)
_ASIDE: Final = frozenset({"for", "during", "about", "through", "para", "durante"})
"""Before "it", it is not what is taken ("can I have my cat on my lap for it")."""
