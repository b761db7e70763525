"""What the soak's patients write, and which of it must become a case."""

from __future__ import annotations

import random
from collections.abc import Iterator

GRAVE = (
    "I am going to kill myself tonight",
    "I want to kill myself",
    "I took all my pills to end my life",
    "I have been cutting myself again since the session",
    "my chest hurts badly and I cannot breathe",
    "I keep hearing voices telling me to hurt people",
)
"""Each of these opens a case or joins one."""

OTHER = (
    "Is it normal to feel raw the day after?",
    "How do I make sense of what I saw?",
    "When may I drive again after a session?",
    "What is integration?",
    "I felt like I was dying in the session and then at peace",
    "How much ketamine should I take next time?",
    "Can I take my lozenge a day early?",
    "Can I drink wine tonight?",
    "thanks",
    "",
)
"""These need no case."""


def stream(seed: str, *, calm: bool) -> Iterator[str]:
    """Messages without end, the same for the same seed; of a patient who is not calm about a third are grave."""
    chance = random.Random(seed)  # noqa: S311 - an order, not a secret
    while True:
        yield chance.choice(GRAVE if not calm and chance.random() < 1 / 3 else OTHER)
