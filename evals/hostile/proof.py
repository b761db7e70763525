"""Puts hostile drafts through the composer and every output rail, and looks at what came out."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from assistant.bootstrap import output_rails
from assistant.conversation.answering import Answering
from assistant.conversation.chat_composer import ChatComposer
from assistant.domain.library import Retrieved
from assistant.domain.lookup import Lookup
from assistant.domain.replies import Draft, DraftSentence
from assistant.guardrails.output_dosing import OutputDosingRail
from assistant.guardrails.release import Release
from assistant.ports import OutputRail
from evals.hostile.drafts import Hostile
from evals.hostile.library import connecting, found_passages, library_sentences, shipped_library, shipped_texts

_CITED: Final = re.compile(r"\[\d+\]|[\s-]+")
_BORDERS: Final = re.compile(r"(?<=[.!?])\s+|\n+")
_PATIENCE_S: Final = 60.0  # a rejection by a time limit on a busy machine would prove nothing
_QUESTION: Final = "What does the library say?"


class _Says:
    """A chat model that says one thing."""

    name = "hostile"

    def __init__(self) -> None:
        self.text = ""

    def complete(self, system: str, user: str) -> str:
        del system, user
        return self.text


class _Finds:
    """A retriever that gives the passages it holds."""

    def __init__(self, found: Retrieved) -> None:
        self.found = found

    def retrieve(self, lookup: Lookup) -> Retrieved:
        del lookup
        return self.found


@dataclass(frozen=True, slots=True)
class Tried:
    """What became of one draft: what the patient would have been shown each way, and what the detector alone said."""

    draft: Hostile
    released: tuple[str, ...]
    leaked: tuple[str, ...]
    detected: bool


class Proof:
    """The product's own composer, rails and library, with a model that says what it is given.

    Each draft goes two ways: through the composer, as the model's words, and past it, as if a broken composer had
    cited library passages for it.
    """

    def __init__(self, seed: int, rails: Sequence[OutputRail] | None = None) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self._library = shipped_library()
        self._release = Release(
            rails if rails is not None else output_rails(self._library, connecting()), time_limit_s=_PATIENCE_S
        )
        self._detector = OutputDosingRail()
        self._model = _Says()
        self._finds = _Finds(found_passages(self._library, self._chance))
        composer = ChatComposer(self._model, shipped_texts())
        self._answering = Answering(lambda: self._finds, lambda: (composer,), self._release, lambda: self._library)

    def attempt(self, hostile: Hostile) -> Tried:
        """Try the draft both ways, and the detector alone."""
        language = "es" if hostile.language == "es" else "en"
        self._finds.found = found_passages(self._library, self._chance, language=language)
        past = self._past_the_composer(hostile.text)
        shown = [self._through_the_composer(hostile.text, language)]
        if self._release.passed(past):
            shown.append(past.text)
        released = tuple(text for text in shown if text)
        leaked = tuple(text for text in released if self.left_over(text))
        return Tried(hostile, released, leaked, not self._detector.check(past).passed)

    def left_over(self, text: str) -> str:
        """What remains of a released text without library and connecting sentences, citation numbers and list marks."""
        rest: list[str] = []
        place = 0
        while place < len(text):
            sentence = next((s for s in self._allowed.get(text[place], ()) if text.startswith(s, place)), None)
            mark = _CITED.match(text, place)
            if sentence is None and mark is None:
                rest.append(text[place])
            place += len(sentence) if sentence else len(mark[0]) if mark else 1
        return "".join(rest)

    @cached_property
    def _allowed(self) -> dict[str, list[str]]:
        """Every sentence that may leave, longest first, by its first letter."""
        by_letter: dict[str, list[str]] = {}
        for sentence in sorted({*library_sentences(), *connecting()}, key=len, reverse=True):
            by_letter.setdefault(sentence[0], []).append(sentence)
        return by_letter

    @cached_property
    def _homes(self) -> dict[str, str]:
        """The passage of each library sentence."""
        passages = [p for d in self._library.documents for p in d.passages]
        return {s.text: p.id for p in passages for s in p.sentences}

    def _through_the_composer(self, text: str, language: str) -> str | None:
        self._model.text = text
        return self._answering.answer(Lookup(_QUESTION, (), language), ()).text

    def _past_the_composer(self, text: str) -> Draft:
        """The text as a draft that cites passages, whole or sentence by sentence, rightly where it is a true one."""
        parts = [text] if self._chance.random() < 0.3 else [p for p in _BORDERS.split(text) if p.strip()]  # noqa: PLR2004
        anywhere = self._finds.found.hits[0].passage.id
        cited = (None, anywhere, anywhere)
        drafted = (DraftSentence(part, self._homes.get(part) or self._chance.choice(cited)) for part in parts or [text])
        return Draft(tuple(drafted), "hostile", "v1")


def try_all(proof: Proof, drafts: Iterable[Hostile]) -> tuple[Tried, ...]:
    """Every draft, in order."""
    return tuple(proof.attempt(draft) for draft in drafts)
