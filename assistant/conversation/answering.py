"""The answer route: retrieve, compose, check; or an honest 'I do not know'."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import structlog

from assistant.conversation.following import follow_up
from assistant.conversation.numbering import numbered
from assistant.conversation.safety_passages import Excerpt
from assistant.conversation.suggestions import suggest
from assistant.domain.library import Citation, Library, Retrieved
from assistant.domain.lookup import Lookup
from assistant.domain.messages import Utterance
from assistant.domain.replies import Draft, DraftSentence
from assistant.guardrails.release import Release
from assistant.ports import Composer, Retriever

_log = structlog.get_logger(__name__)

_KIN = 0.15
"""Confidence below which the nearest topics would only puzzle: the lift to the second floor is no kind of movement."""
_BROKEN = "the rail failed"
"""How `Release` begins the reason of a rail that did not give a verdict."""


@dataclass(frozen=True, slots=True)
class Answer:
    """A released answer, or (`text` is None) an abstention that names the nearest topics."""

    text: str | None
    citations: tuple[Citation, ...]
    suggestions: tuple[str, ...]
    topics: tuple[str, ...]
    composer: str
    prompt_version: str
    retrieve_ms: float
    compose_ms: float
    verify_ms: float
    broken: str = ""
    """What failed, when that is why there is no answer; "" when everything worked."""
    told_all: bool = False
    """Whether there is no answer because a follow-up asks on and the replies before it have said all there is."""


class Answering:
    """Answers questions from the vetted library.

    `composers()` are tried in order; a draft that the output rails reject, or a composer that fails, passes the
    question to the next. When none is left the answer is an abstention; it says what broke, because a broken part,
    unlike a rejected draft, is a case for a human.
    """

    def __init__(
        self,
        retriever: Callable[[], Retriever],
        composers: Callable[[], Sequence[Composer]],
        release: Release,
        library: Callable[[], Library],
        allowed: Callable[[str], bool] = lambda _question: True,
    ) -> None:
        self._retriever = retriever
        self._composers = composers
        self._release = release
        self._library = library
        self._allowed = allowed

    def answer(self, lookup: Lookup, history: Sequence[Utterance]) -> Answer:
        """The answer to the question. Raises ModelUnavailable or IndexUnavailable when nothing can be looked up."""
        started = time.perf_counter()
        found = self._retriever().retrieve(lookup)
        retrieve_ms = _since(started)
        topics = _topics(found)
        if not found.good_enough or not found.hits:
            return Answer(None, (), (), topics, "none", "none", retrieve_ms, 0.0, 0.0)
        further = self._further(lookup, found, history)
        if further is None:
            return Answer(None, (), (), topics, "none", "none", retrieve_ms, 0.0, 0.0, told_all=True)
        found = further
        draft, compose_ms, verify_ms, broken = self._first_released(lookup.text, found, history, lookup.language)
        if draft is None:
            return Answer(None, (), (), topics, "none", "none", retrieve_ms, compose_ms, verify_ms, broken)
        library = self._library()
        text, citations = numbered(draft, library.passage)
        return Answer(
            text,
            citations,
            suggest(library, found, citations, lookup.language, self._allowed),
            topics,
            draft.composer,
            draft.prompt_version,
            retrieve_ms,
            compose_ms,
            verify_ms,
        )

    def quoted(self, excerpt: Excerpt) -> tuple[str, tuple[Citation, ...]] | None:
        """The sentences with their citations; None when the library does not serve them or a rail rejects them."""
        library = self._library()
        passage = library.passage(excerpt.passage_id)
        chosen = passage.sentences[excerpt.start : excerpt.stop] if passage else ()
        sentences = tuple(DraftSentence(sentence.text, excerpt.passage_id, sentence.listed) for sentence in chosen)
        draft = Draft(sentences, "extractive", "none")
        return numbered(draft, library.passage) if sentences and self._release.passed(draft) else None

    def _further(self, lookup: Lookup, found: Retrieved, history: Sequence[Utterance]) -> Retrieved | None:
        """What answers a follow-up without only repeating a reply; None when the library has nothing more on it."""
        asked = follow_up(lookup.text, history) if lookup.alone else None
        if lookup.alone is None or asked is None or asked.goes_further(found, lookup.language):
            return found
        words, vector = lookup.alone
        own = self._retriever().retrieve(Lookup(words, vector, lookup.language, phase=lookup.phase))
        following = asked.next_of(found, own, lookup.language)
        return replace(own, hits=(following,), for_parts=()) if following else None

    def _first_released(
        self, question: str, found: Retrieved, history: Sequence[Utterance], language: str
    ) -> tuple[Draft | None, float, float, str]:
        compose_ms = verify_ms = 0.0
        broken = ""
        for composer in self._composers():
            started = time.perf_counter()
            broken = ""
            try:
                draft = composer.compose(question, found, history, language)
            except Exception as error:  # noqa: BLE001 - whatever broke in a composer, the next one answers
                compose_ms += _since(started)
                _log.warning("composer_failed", composer=composer.name, error=type(error).__name__)
                broken = f"composer {composer.name}"
                continue
            compose_ms += _since(started)
            started = time.perf_counter()
            refusals = tuple(verdict for verdict in self._release.check(draft) if not verdict.passed)
            verify_ms += _since(started)
            if not refusals:
                return draft, compose_ms, verify_ms, ""
            _log.warning("draft_rejected", composer=composer.name, rails=[verdict.rail for verdict in refusals])
            failed = [verdict.rail for verdict in refusals if verdict.reasons[0].startswith(_BROKEN)]
            broken = f"output rail {failed[0]}" if failed else ""
        return None, compose_ms, verify_ms, broken


def _topics(found: Retrieved) -> tuple[str, ...]:
    """The titles of up to three passages that come nearest; none when even they are about something else."""
    if found.confidence < _KIN:
        return ()
    return tuple(dict.fromkeys(hit.passage.title for hit in found.hits))[:3]


def _since(started: float) -> float:
    return (time.perf_counter() - started) * 1000
