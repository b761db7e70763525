"""Finds what a verb is about, and whether that is something that can be taken."""

from __future__ import annotations

from typing import Final

from assistant.guardrails.dosing_lines import Line, any_word, has
from assistant.guardrails.dosing_words import words

_OBJECTS: Final = ("medicine", "generic", "form", "alcohol", "recreational", "drink_form")
_PRONOUNS: Final = words("it them this that those these some one two three another both otra otro")
_COUNTED: Final = words("two three another some otra")
_SOFT: Final = words("""
    para repeat repeating have having use using uses used drop cut up leave off get add adding give giving try
""")
_TAKE_SAFE: Final = words("""
    breath breaths minute minutes step steps moment moments vez persona personas walk look break notes note care
    time part place turn hour nap shower rest deep slow seriously off action bath pause interest days nights
    slowly gently easy pulse hold decisions decision medical wave list
""")
_VAGUE_FORMS: Final = words("""
    line lines key keys hit hits joint joints drop drops strip strips tab tabs patch patches bowl
""")
DRUG_VERBS: Final = words("""
    inject injecting snort snorting swallow swallowing sniff boof plug inyecte inyectate trague esnifa
""")
_NOT_TAKEN: Final = words("""
    list lists name names use history box question questions plan problem problems session sessions team clinic
    therapy treatment treatments disorder withdrawal craving cravings free leaflet notes education trial trials
    study effects response work experience research studies memory memories cue habit warning label clinics
    company day days safe diary thoughts record bottle symptoms assisted dream dreams places friends
""")
_WATER: Final = words("water agua tea juice te zumo jugo")
_TO: Final = words("with con to in for about")
_SWITCHES: Final = words("switch swap change move")
_WHEN: Final = words("at on before after every each with on in antes despues por cada")
_UNOWNED: Final = words("extra more another any other new ningun otro mas a")


def object_of(line: Line, verb: int, context: bool) -> int:
    """Where the thing stands that the verb is about; -1 when it is nothing that can be taken.

    With `context` a pronoun may stand for a medicine that was named before.
    """
    for place in range(verb + 1, min(len(line), verb + 6)):
        token = line[place]
        if token.text in _TAKE_SAFE or (token.text in (":", "(") and place > verb + 1):
            return -1
        if has(line, place, *_OBJECTS) and not (token.text in _VAGUE_FORMS and not has(line, verb, "swallow")):
            return -1 if _names_another_thing(line, place) else place
        if _turns_away(line, verb, place):
            return -1
        if (
            token.text in _PRONOUNS
            and place <= verb + 2
            and line[place - 1].text not in ("with", "con")
            and not has(line, place + 1, *_OBJECTS)
        ):
            meant = _stands_for_medicine(line, verb, place, context)
            if meant is not None:
                return place if meant else -1
    return -1


def _stands_for_medicine(line: Line, verb: int, place: int, context: bool) -> bool | None:
    """Whether the pronoun is a medicine; None when later words must tell."""
    drug_verb = line[verb].text in DRUG_VERBS
    tail = line[place + 1 : place + 4]
    if not drug_verb and any(
        (t.text in _TAKE_SAFE or t.kinds & {"practice", "counted"}) and not _tells_when(line, place + 1 + n)
        for n, t in enumerate(tail)
    ):
        return False
    if drug_verb or (has(line, verb, "swallow") and (context or line[place].text in _COUNTED)):
        return True
    return True if context and line[verb].text not in _SOFT else None


def _tells_when(line: Line, index: int) -> bool:
    """Whether the time word only says when: "at night", "on session days", "an hour before"."""
    return any(t.text in _WHEN for t in line[index - 2 : index]) or (
        has(line, index + 1) and line[index + 1].text in _WHEN
    )


def _turns_away(line: Line, verb: int, place: int) -> bool:
    """Whether the word at `place` begins something else than what the verb is about."""
    if has(line, verb, "mix") or (line[place].text == "to" and line[verb].text in _SWITCHES):
        return False
    if has(line, verb, "start") and line[place].text in ("with", "con"):
        return False
    return has(line, place, "subordinate") or (line[place].text in _TO and place == verb + 1)


def _names_another_thing(line: Line, place: int) -> bool:
    """Whether the medicine's name only qualifies the next word ("ketamine session") or holds water."""
    if has(line, place, "drink_form") and any_word(line, _WATER):
        return True
    after = place + 2 if has(line, place + 1) and line[place + 1].text == "-" else place + 1
    return has(line, after) and line[after].text in _NOT_TAKEN


def is_own_medicine(line: Line, place: int) -> bool:
    """Whether the thing is a medicine that may have been prescribed, which must not be skipped unasked."""
    token = line[place]
    if has(line, place, "alcohol", "recreational") or token.text in ("ketamine", "ketamina", "drug", "drugs"):
        return False
    return not any_word(line[max(0, place - 2) : place], _UNOWNED)
