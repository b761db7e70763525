"""Says whether a verb is a command, a permission or a suggestion to the reader."""

from __future__ import annotations

from typing import Final

from assistant.guardrails.dosing_lines import Line, any_of
from assistant.guardrails.dosing_phrases import phrases
from assistant.guardrails.dosing_words import words

_CHAIN: Final = 4
_LONG_REPORT: Final = 6
_LEADS: Final = words("""
    please just simply then and or also now always first instead slowly gradually carefully quickly go ahead so
    but safely definitely simplemente por favor luego despues y o ahora tambien to immediately maybe perhaps i'd
    i'll you'll better why say says said whispers answer yes sure okay ok try consider by let's lets help do keep
""")

_RECOMMENDS: Final = phrases(
    ("i", "recommend"),
    ("we", "recommend"),
    ("i", "suggest"),
    ("i'd", "suggest"),
    ("feel", "free"),
    ("go", "ahead"),
)


_IMPERSONAL: Final = words("""
    safe fine ok okay alright allowed need recommended try consider hay puede puedes debe debes podria podrias
    deberia deberias tiene tienes suggest recommend advise
""")

_OFFERS: Final = words("""
    mejor recomiendo sugiero aconsejo conviene recomendable hora better best choice idea option plan time worth
    solution trick advice key smart wise good
""")

_READERS: Final = words("you u patients people everyone anyone we adults")


def is_told(line: Line, index: int, links: int = 3) -> bool:
    """Whether the verb commands, permits or suggests, rather than reports; `links` verbs back at most."""
    verb = line[index].text
    if verb.endswith("s") and verb[:-1] in ("take", "use", "stop", "start", "drink", "mixe"):
        return False
    before = index - 1
    offered = False
    while before >= 0 and (line[before].text in _LEADS or line[before].kinds & {"negation"}):
        offered = offered or (line[before].text in _OFFERS and line[before + 1].text == "to")
        before -= 1
    if offered or before < 0:
        return offered or not (
            verb.endswith(("ing", "ar", "er", "ir"))
            and any(
                t.text in ("can", "may", "is", "are", "suddenly", "raises", "puede", "es", "suele")
                for t in line[index + 1 :]
            )
        )
    if line[before].text in (",", ":", "–", "—", "(", ")", "-", "|", "[", "]", ">", "<", "=", "/"):
        return not verb.endswith("ing") and (line[before].text != "," or not _in_description(line, before))
    if line[before].kinds & {"stop", "start", "change", "take"} and index - before <= _CHAIN:
        return links == 0 or is_told(line, before, links - 1)
    if _RECOMMENDS.stand_in(line[:index]):
        return True
    return not verb.endswith("ing") and _is_permitted(line, before)


def _is_permitted(line: Line, before: int) -> bool:
    """Whether "you can", "it is safe to", "patients should" or the like leads to the verb."""
    for place in range(before, max(-1, before - 4), -1):
        token = line[place]
        if token.is_mark:
            return False
        if token.text in _OFFERS:
            return True
        if "permission" not in token.kinds:
            continue
        if token.text in _IMPERSONAL:
            return True
        subject = line[max(0, place - 2) : place]
        return any(t.text in _READERS for t in subject)
    return False


def _in_description(line: Line, comma: int) -> bool:
    """Whether the part before the comma is a list inside a report ("they take, stop or change")."""
    opening = line[:comma]
    if opening and opening[0].kinds & {"subordinate"}:
        return False
    return len(opening) > _LONG_REPORT and not any_of(opening, "take", "stop", "start", "change", "mix")
