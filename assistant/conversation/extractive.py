"""The default composer: answers made of exact sentences of vetted passages."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.domain.library import Hit, Passage, Retrieved, Sentence
from assistant.domain.messages import Author, Utterance
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
_WHEN = re.compile(
    r"\b(?:when|how long|how bad|what point|cu[aá]ndo)\b.*"
    r"\b(?:worr(?:y|ied)|call|concern(?:ed)?|serious|doctor|help|phone|ring|preocup\w+|llam\w+|avis\w+|m[eé]dico|ayuda)\b"
    r"|\b(?:is|es) (?:it|that|this|eso|esto)? ?(?:dangerous|serious|an emergency|urgent|peligroso|grave|urgente)\b",
    re.IGNORECASE | re.DOTALL,
)
"""Asks from when on to tell somebody."""
_CALL = re.compile(rf"{_HELP.pattern}|crisis line|help button|línea de crisis|botón de ayuda", re.IGNORECASE)
_PAGE = re.compile(r"\b(?:this page|esta página)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(
    r"\b(?:this|that|these|those|they|them|it|he|she|both|such|esto|eso|ellos|ellas|ambos)\b", re.IGNORECASE
)


class ExtractiveComposer:
    """Quotes the passage that answers, and the beginning of a second one when that adds something."""

    name = "extractive"

    def compose(self, question: str, retrieved: Retrieved, history: Sequence[Utterance], language: str) -> Draft:
        """A draft of at most about 150 words, whose every sentence stands exactly so in its passage."""
        hits = [hit for hit in retrieved.hits if hit.passage.language == language] or list(retrieved.hits)
        if not hits:
            return Draft((), self.name, "extractive.v1")
        last = _last_reply(history)
        chosen = _for_parts(retrieved, hits, last) or self._for_one(_unsaid_first(hits, last))
        sentences: list[DraftSentence] = []
        for passage, limit in chosen:
            left = min(limit, WORDS - _count(s.text for s in sentences))
            again = _asked_again(passage, _follow_up(question, history)) if _said(passage, last) else ()
            fitting = _plain_if_alone(again or shortened(passage, left if sentences else limit))
            sentences.extend(_drafted(passage, fitting, sentences))
        return Draft(tuple(sentences), self.name, "extractive.v1")

    def _for_one(self, hits: Sequence[Hit]) -> list[tuple[Passage, int]]:
        first = hits[0]
        chosen = [(first.passage, WORDS)]
        for hit in hits[1:3]:
            near = _NEAR if hit.passage.document_id == first.passage.document_id else _NEARER
            if hit.score >= max(_CLEAR, near * first.score) and not _alike(hit.passage, first.passage):
                chosen.append((hit.passage, _LEAD_WORDS))
                break
        return chosen


def _for_parts(retrieved: Retrieved, hits: Sequence[Hit], last: str) -> list[tuple[Passage, int]]:
    """A passage for each part, in the order asked; [] when one passage answers all of it.

    A part that the last reply answered is left out: for a follow-up that is the question it follows.
    """
    by_id = {hit.passage.id: hit.passage for hit in hits}
    chosen = [by_id[key] for key in retrieved.for_parts if key in by_id]
    if len(chosen) < 2:  # noqa: PLR2004 - one passage is no part
        return []
    new = [passage for passage in chosen if not _said(passage, last)] or chosen
    return [(passage, _PART_WORDS if len(new) > 1 else WORDS) for passage in new[:2]]


def shortened(passage: Passage, limit: int) -> tuple[Sentence, ...]:
    """The passage whole when it has at most `limit` words, else its beginning; a sentence that says whom to ask stays.

    The first sentence, the one that answers, is always there; sentences keep their order.
    """
    sentences = passage.sentences
    if _count(s.text for s in sentences) <= limit:
        return sentences
    whom = [i for i, s in enumerate(sentences) if i and _HELP.search(s.text) and not _POINTS_BACK.search(s.text)]
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


def _follow_up(question: str, history: Sequence[Utterance]) -> str:
    """What a follow-up adds to the question it was joined with; "" for a question of its own."""
    said = (line.text for line in reversed(history) if line.author is Author.PATIENT)
    return next((question[len(before) :] for before in said if question.startswith(before + " ")), "")


def _asked_again(passage: Passage, follow_up: str) -> tuple[Sentence, ...]:
    """Of a passage that the last reply gave, what the follow-up asks for; () when nothing in it stands out.

    Whom to call and from when, or what follows from the first sentence that shares a word with the follow-up.
    """
    if not follow_up:
        return ()
    if _WHEN.search(follow_up):
        return _whom(passage)
    wanted = set(tokens(follow_up))
    sentences = passage.sentences
    for index, sentence in enumerate(sentences[1:], 1):
        if wanted & set(tokens(sentence.text)) and not _POINTS_BACK.search(sentence.text):
            return sentences[index:]
    return ()


def _whom(passage: Passage) -> tuple[Sentence, ...]:
    """The sentences that say whom to call and when, each understood alone."""
    later = passage.sentences[1:]
    return tuple(s for s in later if _CALL.search(s.text) and not _POINTS_BACK.search(_PAGE.sub("", s.text)))


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


def _last_reply(history: Sequence[Utterance]) -> str:
    """What the assistant said last; "" when it has said nothing yet."""
    return next((line.text for line in reversed(history) if line.author is Author.ASSISTANT), "")


def _said(passage: Passage, reply: str) -> bool:
    return passage.sentences[0].text in reply


def _unsaid_first(hits: Sequence[Hit], last: str) -> Sequence[Hit]:
    """The hits, a near second of the same topic first when the last reply already gave the first one."""
    first = hits[0]
    if not _said(first.passage, last):
        return hits
    for hit in hits[1:3]:
        kin = hit.passage.topic == first.passage.topic
        if kin and hit.score >= _NEAR * first.score and not _said(hit.passage, last):
            return [hit, *(other for other in hits if other is not hit)]
    return hits


def _alike(one: Passage, other: Passage) -> bool:
    """Whether two passages say much the same."""
    a, b = set(tokens(one.title + " " + one.text)), set(tokens(other.title + " " + other.text))
    return len(a & b) > _SAME * min(len(a), len(b))


def _count(texts: Iterator[str] | Sequence[str]) -> int:
    return sum(len(text.split()) for text in texts)
