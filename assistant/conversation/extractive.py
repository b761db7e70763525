"""The default composer: answers made of exact sentences of vetted passages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.conversation.following import (
    POINTS_BACK,
    FollowUp,
    follow_up,
    in_language,
    last_reply,
    told_in,
    unsaid,
)
from assistant.domain.library import Hit, Passage, Retrieved, Sentence
from assistant.domain.messages import Utterance
from assistant.domain.replies import Draft, DraftSentence
from assistant.retrieval.words import tokens

WORDS = 150
"""About the longest answer, in words."""
_NEAR = 0.93
"""A second passage joins the answer when its score comes this near to the first one's."""
_NEARER = 0.975
"""... or this near when it comes from another document, which is more often beside the point."""
_CLEAR = 1.2
"""... and is at least this high: beside an unsure first passage a second one only adds noise."""
_LEAD_WORDS = 45
_PART_WORDS = 75
_SAME = 0.5
_HELP = re.compile(
    r"\b(?:clinic|prescriber|pharmacist|emergency|care team|clínica|emergencias|equipo)\b", re.IGNORECASE
)


class ExtractiveComposer:
    """Quotes the passage that answers, and the beginning of a second one when that adds something."""

    name = "extractive"

    def compose(self, question: str, retrieved: Retrieved, history: Sequence[Utterance], language: str) -> Draft:
        """A draft of at most about 150 words, whose every sentence stands exactly so in its passage."""
        hits = in_language(retrieved.hits, language)
        if not hits:
            return Draft((), self.name, "extractive.v1")
        asked = follow_up(question, history)
        replies = asked.replies if asked else (last_reply(history),)
        chosen = _for_parts(retrieved, hits, replies) or self._for_one(unsaid(hits, replies), asked)
        sentences: list[DraftSentence] = []
        for passage, limit in chosen:
            left = min(limit, WORDS - _count(s.text for s in sentences))
            again = asked.part_of(passage) if asked and asked.has_read(passage) else ()
            fitting = _plain_if_alone(again or shortened(passage, left if sentences else limit))
            sentences.extend(_drafted(passage, fitting, sentences))
        return Draft(tuple(sentences), self.name, "extractive.v1")

    def _for_one(self, hits: Sequence[Hit], asked: FollowUp | None) -> list[tuple[Passage, int]]:
        first = hits[0]
        chosen = [(first.passage, WORDS)]
        for hit in hits[1:3]:
            if asked and asked.has_read(hit.passage):
                continue
            near = _NEAR if hit.passage.document_id == first.passage.document_id else _NEARER
            if hit.score >= max(_CLEAR, near * first.score) and not _alike(hit.passage, first.passage):
                chosen.append((hit.passage, _LEAD_WORDS))
                break
        return chosen


def _for_parts(retrieved: Retrieved, hits: Sequence[Hit], replies: Sequence[str]) -> list[tuple[Passage, int]]:
    """A passage for each part, in the order asked; [] when one passage answers all of it.

    A part that the replies answered is left out: for a follow-up that is the question it follows.
    """
    by_id = {hit.passage.id: hit.passage for hit in hits}
    chosen = [by_id[key] for key in retrieved.for_parts if key in by_id]
    if len(chosen) < 2:  # noqa: PLR2004 - one passage is no part
        return []
    new = [passage for passage in chosen if not any(told_in(passage, reply) for reply in replies)] or chosen
    return [(passage, _PART_WORDS if len(new) > 1 else WORDS) for passage in new[:2]]


def shortened(passage: Passage, limit: int) -> tuple[Sentence, ...]:
    """The passage whole when it has at most `limit` words, else its beginning; a sentence that says whom to ask stays.

    The first sentence, the one that answers, is always there; sentences keep their order.
    """
    sentences = passage.sentences
    if _count(s.text for s in sentences) <= limit:
        return sentences
    whom = [i for i, s in enumerate(sentences) if i and _HELP.search(s.text) and not POINTS_BACK.search(s.text)]
    kept = {0}
    left = limit - _count([sentences[0].text])
    for index in [*whom[-1:], *range(1, len(sentences))]:
        if index in kept:
            continue
        left -= _count([sentences[index].text])
        if left < 0:
            if index in whom:
                left += _count([sentences[index].text])
                continue
            break
        kept.add(index)
    return tuple(sentences[i] for i in sorted(kept))


def _plain_if_alone(sentences: Sequence[Sentence]) -> list[Sentence]:
    """The sentences, a list item without a neighbour in the list as a plain sentence: one bullet makes no list."""
    listed = [False, *(sentence.listed for sentence in sentences), False]
    return [
        replace(sentence, listed=False) if not (listed[i] or listed[i + 2]) else sentence
        for i, sentence in enumerate(sentences)
    ]


def _drafted(passage: Passage, sentences: Sequence[Sentence], said: Sequence[DraftSentence]) -> Iterator[DraftSentence]:
    before = [frozenset(tokens(s.text)) for s in said]
    for sentence in sentences:
        own = frozenset(tokens(sentence.text))
        if not any(len(own & other) > _SAME * len(own | other) for other in before):
            yield DraftSentence(sentence.text, passage.id, sentence.listed)


def _alike(one: Passage, other: Passage) -> bool:
    """Whether two passages say much the same."""
    a, b = set(tokens(one.title + " " + one.text)), set(tokens(other.title + " " + other.text))
    return len(a & b) > _SAME * min(len(a), len(b))


def _count(texts: Iterator[str] | Sequence[str]) -> int:
    return sum(len(text.split()) for text in texts)
