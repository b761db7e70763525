"""When a failed alert is tried again, and when it is given up."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True, slots=True)
class Backoff:
    """Waits that double, with jitter so that many alerts do not return at the same instant.

    With the defaults the tries of one alert spread over about 45 minutes. They are counted in the alert's row, because
    they must survive the process; what is over in a moment the sender tries again by itself.
    """

    first: timedelta = timedelta(seconds=15)
    longest: timedelta = timedelta(minutes=10)
    tries: int = 10
    jitter: float = 0.25

    def next_due(self, tried: int, now: datetime, chance: float | None = None) -> datetime | None:
        """When to try again after `tried` failed tries (1 or more), or None to give up.

        `chance` from 0 to 1 picks the place in the jitter's range; None draws it.
        """
        if tried >= self.tries:
            return None
        place = random.random() if chance is None else chance  # noqa: S311 - spreads load, guards nothing
        wait = min(self.first * (1 << min(tried - 1, 20)), self.longest)
        return now + wait * (1 + self.jitter * (2 * place - 1))
