"""How soon a password would be guessed, by zxcvbn: common passwords, names, dates, keyboard runs."""

from __future__ import annotations

from collections.abc import Sequence

FEWEST_GUESSES = 1_000_000
"""Below this a password falls to somebody who may try a few thousand times a year, which the lock-out still allows."""
_READ = 72
"""zxcvbn reads no more characters than that; what is longer only gets harder."""


class ZxcvbnGuessing:
    """PasswordGuessing by zxcvbn's estimate."""

    def easily_guessed(self, password: str, known: Sequence[str]) -> bool:
        """Whether fewer than a million guesses would find it, told these words about its owner."""
        from zxcvbn import zxcvbn  # noqa: PLC0415 - its word lists are only loaded when a password is chosen

        found = zxcvbn(password[:_READ], user_inputs=list(known))
        return bool(found["guesses"] < FEWEST_GUESSES)
