"""The names of rails and rules in plain words."""

from __future__ import annotations

import re

from assistant.domain.cases import Case
from assistant.domain.risk import Signal, Subject

_RAILS = {
    "crisis": "Words of danger",
    "red_flags": "Medical warning words",
    "conversation": "Several signs together",
    "classifier": "The trained classifier",
    "normalisation": "Hidden or broken text",
}
_PARTS = {
    "imminent": "happening now",
    "elevated": "serious, now",
    "watch": "worth a look",
    "unknown": "unclear",
    "other": "about somebody else",
    "other_now": "somebody else, now",
    "act": "an act under way",
    "means": "means to hand",
    "now": "now",
    "past": "in the past",
    "es": "",
    "en": "",
    "slang": "in slang or short words",
    "veiled": "in veiled words",
    "others": "harm to others",
    "grave": "grave signs",
    "method": "asks for a method",
    "method_question": "asks for a method",
    "not_live": "does not want to live",
    "passive": "would rather not wake up",
    "burden": "feels a burden",
    "adjective": "calls themselves suicidal",
    "in_danger": "in danger now",
    "child_self": "a young person writes",
    "child_other": "a child is in danger",
    "psychosis_mania": "psychosis or mania",
    "harm_to_others": "harm to others",
    "medical_emergency": "medical emergency",
    "am_i": "asks for a diagnosis",
}
_BREAK = re.compile(r"[.:]")


def rail_words(rail: str) -> str:
    """What kind of check it was."""
    return _RAILS.get(rail, rail.replace("_", " "))


def rule_words(rail: str, rule: str) -> str:
    """What the check found: `crisis`, `suicide.means.pills` is "suicide, means to hand, pills"."""
    parts = [part for part in _BREAK.split(rule) if part != rail]
    said = (_PARTS.get(part, re.sub(r"[_-]+", " ", part)) for part in parts)
    return ", ".join(part for part in dict.fromkeys(said) if part)


def finding_words(signal: Signal) -> str:
    """What one check found, of whom and when it was."""
    said = [f"{rail_words(signal.rail)}: {rule_words(signal.rail, signal.rule)}"]
    if signal.subject is Subject.OTHER and "somebody else" not in said[0]:
        said.append("about somebody else")
    if not signal.present and "in the past" not in said[0]:
        said.append("in the past")
    return ", ".join(said)


def why_words(case: Case) -> str:
    """Why the case is here in one line: what the first check found, how many more did, and what was added since."""
    first, _, added = case.reason.partition(". ")
    found = list(dict.fromkeys(finding_words(signal) for _, signal in case.signals))
    if found:
        more = f" and {len(found) - 1} more" if len(found) > 1 else ""
        first = f"{found[0]}{more}"
    return f"{first}. {added}".strip() if found or added else case.reason


def both_words(key: str) -> str:
    """`rail/rule` in plain words, for a list."""
    rail, _, rule = key.partition("/")
    return f"{rail_words(rail)}: {rule_words(rail, rule)}"
