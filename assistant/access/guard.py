"""The records as one person may use them: deny by default, whatever page, fragment or button asks."""

from __future__ import annotations

from collections.abc import Callable
from inspect import signature
from typing import Any, cast

from assistant.access.record_rights import RIGHTS
from assistant.access.sight import Sight
from assistant.domain.clinic import Clinic
from assistant.domain.errors import NotAllowed
from assistant.domain.people import Person
from assistant.ports import Clock, Records


class Guard:
    """Passes a call on to the records when `RIGHTS` names it for the person's role and its conditions hold."""

    def __init__(self, person: Person, records: Records, clinic: Clinic, clock: Clock) -> None:
        self._person = person
        self._guarded = records
        self._sight = Sight(person, records, clinic, clock)

    def __getattr__(self, name: str) -> Callable[..., Any]:
        """The method of that name, with its conditions. Raises NotAllowed when the role has no right to it."""
        right = RIGHTS[self._person.role].get(name)
        if right is None or not self._person.active:
            raise NotAllowed(f"This account may not use `{name}`. It would need a right in access/record_rights.py.")
        method = getattr(self._guarded, name)

        def guarded(*arguments: Any, **named: Any) -> Any:
            bound = signature(method).bind(*arguments, **named)
            bound.apply_defaults()
            if name == "cases":
                return right.shown(self._sight, {}, method(*arguments))
            given = dict(bound.arguments)
            self._sight.insist(right.when(self._sight, given))
            given = right.narrowed(self._sight, given)
            return right.shown(self._sight, given, method(**given))

        return guarded


def records_for(person: Person, records: Records, clinic: Clinic, clock: Clock) -> Records:
    """The records with only what that person may see and do; everything else raises NotAllowed."""
    return cast(Records, Guard(person, records, clinic, clock))
