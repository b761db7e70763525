"""Requests for a frequency, an interval, a time to take something, or for the number and spacing of sessions."""

from __future__ import annotations

from typing import Final

from assistant.guardrails.asking.clauses import SUBSTANCE, Clause
from assistant.guardrails.asking.frames import (
    SHORT,
    WHOLE,
    first_of,
    is_about_rules,
    is_question,
    is_recalled,
    substance_after,
)
from assistant.guardrails.asking.phrases import listed, phrase
from assistant.guardrails.asking.rules import Hit, rule


def frequency_asked(clause: Clause) -> Hit | None:
    """How often, or every so often, something is taken or a session is had."""
    if is_about_rules(clause) or is_recalled(clause):
        return None
    for place in clause.places("often"):
        end = _often_of(clause, place)
        if end >= 0:
            return ("frequency", place, end)
    return None


def _often_of(clause: Clause, slot: int) -> int:
    """Where the thing stands that is asked how often; -1 for an ordinary how often."""
    for place in range(slot + 1, min(len(clause.parts), slot + 10)):
        part = clause.parts[place]
        if part.has("infoframe", "topic", "endure", "speech"):
            return -1
        if part.has(*SUBSTANCE, "dose"):
            return place
        if part.has("course"):
            return place if _ends_or_is_had(clause, place) else -1
    open_ended = clause.names and not clause.has("topic", "endure")
    return slot if open_ended or clause.says("times.more_of_it") else -1


def _ends_or_is_had(clause: Clause, place: int) -> bool:
    """Whether nothing follows the session that it could do ("how often do sessions go badly")."""
    if place + 1 >= len(clause.parts):
        return True
    after = clause.parts[place + 1]
    if after.has("topic", "endure"):
        return False
    return bool(after.kinds) or after.text in listed("times.after_session") or not after.text[0].isalnum()


def rhythm_asked(clause: Clause) -> Hit | None:
    """Something taken every day, or every so often, put up for a verdict."""
    if is_about_rules(clause) or is_recalled(clause):
        return None
    place = first_of(clause, 0, WHOLE, "every")
    if place >= 0 and _may_be_swallowed(clause, place):
        return ("frequency", place, place)
    if clause.has("topic", "endure", "pastslip"):
        return None
    if place < 0 or clause.says("times.still_own"):
        return None
    thing = first_of(clause, 0, WHOLE, *SUBSTANCE, "dose", "course")
    asked = is_question(clause) or len(clause.parts) < SHORT
    if asked and (thing >= 0 or (clause.named and clause.has("take", "verdict", "may"))):
        return ("frequency", place, max(place, thing))
    return None


def _may_be_swallowed(clause: Clause, every: int) -> bool:
    """Whether it asks leave to take "it" so often, whatever it is for ("can I take it every night to sleep")."""
    may = first_of(clause, 0, every, "may")
    verb = first_of(clause, may, 4, "take") if may >= 0 else -1
    if verb < 0 or clause.parts[verb].text not in listed("amounts.swallowed"):
        return False
    return 0 <= first_of(clause, verb + 1, 2, "pronoun", *SUBSTANCE, "dose") < every


def interval_asked(clause: Clause) -> Hit | None:
    """How long before, between or after; when again; whether it is too soon."""
    if is_about_rules(clause) or is_recalled(clause) or clause.has("pastslip"):
        return None
    days = phrase("times.days").findall(clause.text)
    if (
        len(days) > 1
        and clause.says("times.days_close")
        and (" between them " in clause.text or not clause.has("topic", "endure"))
    ):
        return ("interval", 0, len(clause.parts) - 1)
    if clause.says("times.last_one") and clause.has("med", "form", "rec", "alc") and clause.has("gapword"):
        return ("interval", 0, len(clause.parts) - 1)
    for place in clause.places("gapword"):
        end = -1 if _joins(clause, place) else _again_after(clause, place)
        if end >= 0:
            return ("interval", place, end)
    return None


def _again_after(clause: Clause, slot: int) -> int:
    """Where the thing stands that is to be taken again; -1 for an ordinary how long or when."""
    text = clause.parts[slot].text
    taken = first_of(clause, slot, 8, "take", "may")
    thing = substance_after(clause, taken + 1, 8) if taken >= 0 else -1
    asks_leave = text != "how long" or clause.has("may", "next")
    if thing >= 0 and asks_leave and not _explains(clause, slot, thing):
        return thing
    besides = text == "apart" and " apart from " in clause.text
    if besides or first_of(clause, slot + 1, 12, "topic", "endure") >= 0:
        return -1
    again = first_of(clause, slot + 1, 12, "next")
    if again >= 0 and (clause.names or clause.has("take", "course") or clause.parts[again].text.startswith(_ANOTHER)):
        return again
    waits = text in listed("times.waits") or " between " in clause.text
    if text in listed("times.waits") and clause.has("verdict") and not clause.says("times.still_own"):
        return slot
    if waits and (clause.has("dose", "course", "timed") or clause.names):
        return slot
    return slot if clause.names and clause.says("times.more_of_it") else -1


def _joins(clause: Clause, slot: int) -> bool:
    """Whether "when" joins two sentences and asks nothing ("a toast when everyone has champagne").

    Nor does it in a sentence that asks something else ("what if nothing happens when I do it").
    """
    if slot <= _FIRST or clause.parts[slot].text not in ("when", "cuando"):
        return False
    after = clause.parts[slot + 1 : slot + 3]
    leave = any(part.has("may") for part in after)
    if clause.says("times.asks_else") and not leave:
        return bool(after)
    asks = leave or any(part.text in listed("times.asks_when") for part in after)
    return bool(after) and not asks


_FIRST: Final = 2
_ANOTHER: Final = ("another", "next", "a second", "the next", "otra", "la siguiente")


def _explains(clause: Clause, place: int, thing: int) -> bool:
    """Whether it asks how long something lasts or works."""
    return first_of(clause, place, thing - place + 3, "endure", "topic") >= 0


def time_asked(clause: Clause) -> Hit | None:
    """A medicine and a time of day or of the session, put together as a question."""
    if is_about_rules(clause) or clause.has("topic", "endure", "stop"):
        return None
    thing = first_of(clause, 0, WHOLE, "med", "form")
    if thing < 0 or not (is_question(clause) or clause.asked):
        return None
    if clause.has("med") and clause.says("times.am_or_pm"):
        return ("time", thing, thing)
    timely = any(part.text in listed("times.daypart") for part in clause.parts) or clause.has(
        "course", "gapword", "timed"
    )
    if timely and (len(clause.parts) < SHORT or " or " in clause.text) and (clause.asked or " or " in clause.text):
        return ("time", thing, thing)
    return None


def sessions_spaced(clause: Clause) -> Hit | None:
    """The number and spacing of sessions."""
    course = first_of(clause, 0, WHOLE, "course")
    if clause.says("times.sure_spacing") and is_question(clause):
        return ("sessions", max(course, 0), max(course, 0))
    if clause.has("pastslip", "topic"):
        return None
    if course < 0 or is_about_rules(clause) or clause.has("endure"):
        return ("sessions", 0, 0) if clause.says("times.go_weekly") or clause.says("times.number_enough") else None
    counted = clause.has("may", "verdict") and any(not _is_clock(clause, place) for place in clause.places("number"))
    rhythm = len(clause.parts) <= SHORT and clause.has("every")
    if rhythm or (is_question(clause) and (counted or clause.says("times.spacing"))):
        return ("sessions", course, course)
    return None


def _is_clock(clause: Clause, place: int) -> bool:
    """Whether the number counts minutes or tells the hour."""
    return any(part.text in listed("times.clock") for part in clause.parts[place : place + 3])


RULES = (
    rule(frequency_asked, "often"),
    rule(rhythm_asked, "every"),
    rule(interval_asked, "gapword times.days_close times.last_one"),
    rule(time_asked, "med form"),
    rule(sessions_spaced, "course times.sure_spacing times.go_weekly times.number_enough"),
)
