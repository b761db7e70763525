"""How far odd strings have gone through the rails; kept in a file so that it can be stopped and gone on with."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, field
from pathlib import Path


@dataclass
class Tally:
    """How far the strings of one seed have gone through one set of rails, and what they found."""

    seed: int
    rails: str
    known: str = ""
    """The hash of the messages that strings are made from: of others, a number means another string."""
    done: int = 0
    characters: int = 0
    longest: int = 0
    seconds: float = 0.0
    """Processor time, so that other work on the machine does not count."""
    tried_again: int = 0
    slowest_ms: float = 0.0
    slowest_number: int = 0
    slowest_length: int = 0
    tiers: dict[str, int] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def count(self, number: int, text: str, took_s: float, tier: str) -> None:
        """One more string has been read."""
        self.done = number + 1
        self.characters += len(text)
        self.longest = max(self.longest, len(text))
        self.seconds += took_s
        self.tiers[tier] = self.tiers.get(tier, 0) + 1
        if took_s * 1000 > self.slowest_ms:
            self.slowest_ms, self.slowest_number, self.slowest_length = took_s * 1000, number, len(text)

    @property
    def line(self) -> str:
        """The summary."""
        rate = self.done / self.seconds if self.seconds else 0.0
        tiers = ", ".join(f"{count} {tier}" for tier, count in sorted(self.tiers.items()))
        return (
            f"fuzz, seed {self.seed}: {self.done} strings ({self.characters} characters, longest {self.longest}) "
            f"through the {self.rails} rails, {rate:.0f} a second of processor time; "
            f"slowest {self.slowest_ms:.0f} ms for {self.slowest_length} "
            f"characters (string {self.slowest_number}); {tiers or 'nothing read'}; "
            f"{len(self.problems)} problems"
        )

    def save(self, path: Path) -> None:
        """Write it whole or not at all."""
        draft = path.with_suffix(".new")
        draft.write_text(json.dumps(asdict(self), indent=2) + "\n", encoding="utf-8")
        draft.replace(path)

    @staticmethod
    def load(path: Path, seed: int, rails: str, known: str = "") -> Tally:
        """The tally so far; a new one when there is none, or when seed, rails or known messages are others."""
        fresh = Tally(seed, rails, known)
        try:
            kept = Tally(**json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return fresh
        return kept if (kept.seed, kept.rails, kept.known) == (seed, rails, known) else fresh
