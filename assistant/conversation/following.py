"""What a follow-up asks for that the answers before it have not said yet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.library import Hit, Passage, Retrieved, Sentence
from assistant.domain.messages import Author, Utterance
from assistant.retrieval.words import tokens

__all__ = ["POINTS_BACK", "FollowUp", "follow_up", "in_language", "last_reply", "told_in", "unsaid"]

_NEAR = 0.93
"""Another passage goes before one that was said when its score comes this near to it."""
_KEPT = 400
_WHEN = re.compile(
    r"\b(?:when|how long|how bad|what point|cu[aá]ndo)\b.*"
    r"\b(?:worr(?:y|ied)|call|concern(?:ed)?|serious|doctor|help|phone|ring|preocup\w+|llam\w+|avis\w+|m[eé]dico|ayuda)\b"
    r"|\b(?:is|es) (?:it|that|this|eso|esto)? ?(?:dangerous|serious|an emergency|urgent|peligroso|grave|urgente)\b",
    re.IGNORECASE | re.DOTALL,
)
"""Asks from when on to tell somebody."""
_URGENT = (
    r"\b(?:urgent|emergency|hospital|doctor|medical (?:advice|help|care|attention)|right away|at once|ambulance"
    r"|urgencias?|urgente|m[eé]dic[oa]|ambulancia|enseguida)\b"
)
_CALL = re.compile(
    r"\b(?:clinic|prescriber|pharmacist|emergency|care team|clínica|emergencias|equipo)\b"
    r"|crisis line|help button|línea de crisis|botón de ayuda|" + _URGENT,
    re.IGNORECASE,
)
_HOW_LONG = re.compile(
    r"\b(?:how long|how many (?:minutes|hours|days|weeks)|cu[aá]nto (?:tiempo|dura))\b", re.IGNORECASE
)
_A_WHILE = re.compile(
    r"\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|segundos?|minutos?|horas?|d[ií]as?|semanas?|mes(?:es)?)\b",
    re.IGNORECASE,
)
_DOES_IT_WORK = re.compile(
    r"\b(?:(?:does|do|will|did) (?:it|this|that|they) (?:\w+ )?(?:work|help)|is it (?:proven|true)"
    r"|(?:esto|eso) (?:funciona|sirve|ayuda)|^\W*(?:y )?(?:de verdad )?(?:funciona|sirve|ayuda))\b",
    re.IGNORECASE,
)
_TESTED = re.compile(
    r"\b(?:trials?|stud(?:y|ies)|tested|review|research|evidence|ensayos?|estudios?|prueba|investigaci[oó]n)\b",
    re.IGNORECASE,
)
_LEANS = re.compile(
    r"^\W*(?:\w+ )?(?:it|he|she|this|that|esto|eso)\b|\b(?:they|them|these|those|both|such|ellos|ellas)\b",
    re.IGNORECASE,
)
"""Cannot be understood without the sentence before it."""
_PAGE = re.compile(r"\b(?:this page|esta página)\b", re.IGNORECASE)
POINTS_BACK = re.compile(
    r"\b(?:this|that|these|those|they|them|it|he|she|both|such|esto|eso|ellos|ellas|ambos)\b", re.IGNORECASE
)
"""Words that may point at a sentence which is not quoted."""


@dataclass(frozen=True, slots=True)
class FollowUp:
    """A message that goes on from a question before it, and what was replied since that question."""

    words: str
    replies: tuple[str, ...]
    """The assistant's replies to the question and to every follow-up of it, oldest first."""

    def has_read(self, passage: Passage) -> bool:
        """Whether one of the replies began the passage."""
        return any(told_in(passage, reply) for reply in self.replies)

    def part_of(self, passage: Passage) -> tuple[Sentence, ...]:
        """Of a passage that was read, what the follow-up asks for; () when nothing in it stands out.

        Whom to call and from when, what names a while or a study for "how long" and "does it work", or what follows
        from the first sentence that shares a word with the follow-up. What the last reply gave as such a part is not
        given again.
        """
        part = self._standing_out(passage)
        last = self.replies[-1] if self.replies else ""
        given = not told_in(passage, last) and all(sentence.text in last for sentence in part)
        return () if given else part

    def goes_further(self, found: Retrieved, language: str) -> bool:
        """Whether the passages found hold something that the replies have not said, or what the words ask for."""
        hits = in_language(found.hits, language)
        if not hits:
            return False
        by_id = {hit.passage.id: hit.passage for hit in hits}
        if any(key in by_id and not self.has_read(by_id[key]) for key in found.for_parts):
            return True
        first = unsaid(hits, self.replies)[0].passage
        return not self.has_read(first) or bool(self.part_of(first))

    def next_of(self, found: Retrieved, own: Retrieved, language: str) -> Hit | None:
        """Of what its own words alone found, the best passage on the topic of the answer; None without a good one."""
        before, alone = in_language(found.hits, language), in_language(own.hits, language)
        if not (own.good_enough and before and alone):
            return None
        topic, wanted = before[0].passage.topic, set(tokens(self.words))
        for hit in alone:
            if hit.score < _NEAR * alone[0].score:
                return None
            passage = hit.passage
            named = wanted & set(tokens(" ".join((passage.title, passage.text, *passage.questions))))
            if passage.topic == topic and named and not self.has_read(passage):
                return hit
        return None

    def _standing_out(self, passage: Passage) -> tuple[Sentence, ...]:
        if _WHEN.search(self.words):
            return _whom(passage)
        for asks, tells in ((_HOW_LONG, _A_WHILE), (_DOES_IT_WORK, _TESTED)):
            if asks.search(self.words):
                return tuple(s for s in passage.sentences if tells.search(s.text) and not _LEANS.search(s.text))
        wanted = set(tokens(self.words))
        sentences = passage.sentences
        for index, sentence in enumerate(sentences[1:], 1):
            if wanted & set(tokens(sentence.text)) and not POINTS_BACK.search(sentence.text):
                return sentences[index:]
        return ()


def follow_up(question: str, history: Sequence[Utterance]) -> FollowUp | None:
    """What a question that was joined with an earlier one adds to it; None for a question of its own or asked again."""
    for place in range(len(history) - 1, -1, -1):
        line = history[place]
        before = f"{line.text[:_KEPT]} "
        if line.author is Author.PATIENT and question.startswith(before):
            if question[len(before) :] == line.text:
                return None
            replies = tuple(later.text for later in history[place:] if later.author is Author.ASSISTANT)
            return FollowUp(question[len(before) :], replies)
    return None


def last_reply(history: Sequence[Utterance]) -> str:
    """What the assistant said last; "" when it has said nothing yet."""
    return next((line.text for line in reversed(history) if line.author is Author.ASSISTANT), "")


def told_in(passage: Passage, reply: str) -> bool:
    """Whether the reply began the passage."""
    return passage.sentences[0].text in reply


def in_language(hits: Sequence[Hit], language: str) -> list[Hit]:
    """The hits of the language; all of them when there is none."""
    return [hit for hit in hits if hit.passage.language == language] or list(hits)


def unsaid(hits: Sequence[Hit], replies: Sequence[str]) -> Sequence[Hit]:
    """The hits, a near second of the same topic first when the replies already gave the first one."""
    first = hits[0]
    if not _in_any(first.passage, replies):
        return hits
    for hit in hits[1:3]:
        kin = hit.passage.topic == first.passage.topic
        if kin and hit.score >= _NEAR * first.score and not _in_any(hit.passage, replies):
            return [hit, *(other for other in hits if other is not hit)]
    return hits


def _in_any(passage: Passage, replies: Sequence[str]) -> bool:
    return any(told_in(passage, reply) for reply in replies)


def _whom(passage: Passage) -> tuple[Sentence, ...]:
    """The sentences that say whom to call and when, each understood alone; what is urgent is never left out."""
    later = passage.sentences[1:]
    return tuple(
        s
        for s in later
        if re.search(_URGENT, s.text, re.IGNORECASE)
        or (_CALL.search(s.text) and not POINTS_BACK.search(_PAGE.sub("", s.text)))
    )
