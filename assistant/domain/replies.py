"""What a patient is shown, and the drafts it comes from."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from assistant.domain.library import Citation, laid_out
from assistant.domain.risk import Tier
from assistant.domain.routes import Route


@dataclass(frozen=True, slots=True)
class DraftSentence:
    """One sentence of a draft: from a passage (`passage_id` set) or one of the fixed connecting sentences."""

    text: str
    passage_id: str | None = None
    listed: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What a composer proposes; nobody sees it before the output rails have passed it."""

    sentences: tuple[DraftSentence, ...]
    composer: str
    prompt_version: str

    @property
    def text(self) -> str:
        """The sentences as one text, list items on lines of their own."""
        return laid_out((sentence.text, sentence.listed) for sentence in self.sentences)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one output rail says of a draft: passed, or the reasons it did not. Reasons hold no patient words."""

    rail: str
    passed: bool
    reasons: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.passed and self.reasons:
            raise ValueError("a passed verdict has no reasons against it")
        if not self.passed and not self.reasons:
            raise ValueError("a rejection says why")


@dataclass(frozen=True, slots=True)
class Milliseconds:
    """Where the time of one turn went."""

    assess: float = 0.0
    retrieve: float = 0.0
    compose: float = 0.0
    verify: float = 0.0
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Reply:
    """What the patient is shown for one message.

    `text` is complete: an answer's citations are numbered in it as [1], [2] in the order of `citations`.
    `text_version` names the fixed text or prompt it came from. `suggestions` are questions that the library can answer.
    `offers` names what the page may offer with one tap: `ask_team`, `safety_question`, `open_help`.
    """

    text: str
    route: Route
    tier: Tier
    composer: str
    prompt_version: str
    library_version: str
    citations: tuple[Citation, ...] = ()
    suggestions: tuple[str, ...] = ()
    offers: tuple[str, ...] = ()
    language: str = "en"
    ms: Milliseconds = field(default_factory=Milliseconds, compare=False)

    def timed(self, ms: Milliseconds) -> Reply:
        """The same reply with the time it took."""
        return replace(self, ms=ms)
