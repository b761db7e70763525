"""A composer that lets a language model choose and order library sentences, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.domain.errors import DraftRejected
from assistant.domain.library import Passage, Retrieved
from assistant.domain.messages import Utterance
from assistant.domain.replies import Draft, DraftSentence
from assistant.ports import ChatModel
from assistant.prompts import Texts

__all__ = ["ChatComposer", "Offer", "read_choice"]

_PASSAGES = 3
_MOST_SENTENCES = 8
_MOST_READ = 8_000  # characters of a model's text; what comes after cannot be a choice of sentences
_EARLIER_LINES = 2
_LONGEST_LINE = 600
_BORDER = "\n***\n"

_NUMBERS = re.compile(r"\[\s*([0-9]{1,3}(?:\s*,\s*[0-9]{1,3})*)\s*\]")
_BARE_NUMBERS = re.compile(r"\s*[0-9]{1,3}(?:[\s,;]+[0-9]{1,3})*[\s.]*")
_LIST_MARK = re.compile(r"^\s*(?:[-*•]+|\d{1,2}[.)])\s+(?=\S)", re.MULTILINE)
_BETWEEN = re.compile(r"[\s,;.!?]*")
_MARKUP = re.compile(r"[*_`#>\"“”«»]")
_POINTS_BACK = re.compile(
    r"(?:this|that|these|those|they|it|he|she|both|such|some|others|esto|eso|ellos|ellas|ambos|otros)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Offer:
    """What a model may choose from: numbered sentences from 1 on, and connecting sentences."""

    passages: tuple[Passage, ...]
    connecting: tuple[str, ...]

    @property
    def sentences(self) -> tuple[DraftSentence, ...]:
        """Every sentence of the passages in order; the number of each is its place, counted from 1."""
        return tuple(DraftSentence(s.text, p.id, s.listed) for p in self.passages for s in p.sentences)


class ChatComposer:
    """Asks the model which library sentences answer; its own words are never used."""

    name = "chat_model"

    def __init__(self, model: ChatModel, texts: Texts) -> None:
        self._model = model
        self._texts = texts

    def compose(self, question: str, retrieved: Retrieved, history: Sequence[Utterance], language: str) -> Draft:
        """A draft whose every sentence stands exactly so in a retrieved passage or in the list of connecting ones.

        Raises DraftRejected when the model says anything else, ModelTimeout or ModelUnavailable when it fails.
        """
        passages = [hit.passage for hit in retrieved.hits]
        own = [passage for passage in passages if passage.language == language] or passages
        offer = Offer(tuple(own[:_PASSAGES]), self._texts.connecting(own[0].language) if own else ())
        if not offer.passages:
            raise DraftRejected("there is no passage to choose from")
        rendered = self._texts.render(("chat-answer",), language, _fenced(question, offer, history))
        system, _, user = rendered.text.partition(_BORDER)
        sentences = read_choice(self._model.complete(system.strip(), user.strip()), offer)
        return Draft(sentences, self.name, rendered.version)


def read_choice(said: str, offer: Offer) -> tuple[DraftSentence, ...]:
    """The sentences that a model chose by number or by copying them, in its order, each at most once.

    Raises DraftRejected when anything in the text is neither, or no library sentence is chosen.
    """
    known = offer.sentences
    chosen: list[DraftSentence] = []
    for sentence in _chosen(said, known, offer.connecting):
        if sentence not in chosen:
            chosen.append(sentence)
    complete = _with_what_they_point_at(chosen, known)
    if not any(sentence.passage_id for sentence in complete):
        raise DraftRejected("the model chose no sentence of the library")
    if len(complete) > _MOST_SENTENCES:
        raise DraftRejected("the model chose too many sentences for one answer")
    return tuple(complete)


def _chosen(said: str, known: Sequence[DraftSentence], connecting: Sequence[str]) -> list[DraftSentence]:
    if len(said) > _MOST_READ:
        raise DraftRejected("the model said far more than a choice of sentences")
    if _BARE_NUMBERS.fullmatch(said):
        said = f"[{','.join(re.findall(r'[0-9]+', said))}]"
    text = _folded(_LIST_MARK.sub("", said))
    table = {_folded(line): DraftSentence(line) for line in connecting}
    table.update({_folded(sentence.text): sentence for sentence in reversed(known)})
    longest_first = sorted((key for key in table if key), key=len, reverse=True)
    chosen: list[DraftSentence] = []
    place = _after_gap(text, 0)
    while place < len(text):
        numbers = _NUMBERS.match(text, place)
        copied = next((key for key in longest_first if text.startswith(key, place)), None)
        if numbers:
            chosen.extend(_numbered(numbers.group(1), known))
            place = numbers.end()
        elif copied:
            chosen.append(table[copied])
            place += len(copied)
        else:
            raise DraftRejected("the model said something that is no sentence of the library")
        place = _after_gap(text, place)
    return chosen


def _numbered(numbers: str, known: Sequence[DraftSentence]) -> list[DraftSentence]:
    places = [int(number) for number in numbers.split(",")]
    if not all(1 <= place <= len(known) for place in places):
        raise DraftRejected("the model chose a number that is not in the list")
    return [known[place - 1] for place in places]


def _after_gap(text: str, place: int) -> int:
    gap = _BETWEEN.match(text, place)
    return gap.end() if gap else place


def _with_what_they_point_at(chosen: Sequence[DraftSentence], known: Sequence[DraftSentence]) -> list[DraftSentence]:
    """The choice; a sentence that begins with a word such as `they` stands right behind the one that it points at."""
    complete: list[DraftSentence] = []

    def add(sentence: DraftSentence) -> None:
        before = _pointed_at(sentence, known)
        if sentence in complete:
            return
        if before is None:
            complete.append(sentence)
            return
        add(before)
        complete.insert(complete.index(before) + 1, sentence)

    for sentence in chosen:
        add(sentence)
    return complete


def _pointed_at(sentence: DraftSentence, known: Sequence[DraftSentence]) -> DraftSentence | None:
    place = known.index(sentence) if sentence in known else 0
    if not place or not _POINTS_BACK.match(sentence.text):
        return None
    before = known[place - 1]
    return before if before.passage_id == sentence.passage_id else None


def _folded(text: str) -> str:
    return " ".join(_MARKUP.sub("", text).split()).casefold().rstrip(".!? ")


def _fenced(question: str, offer: Offer, history: Sequence[Utterance]) -> dict[str, str]:
    earlier = [f"{line.author.value}: {_tame(line.text)}" for line in history[-_EARLIER_LINES:]]
    return {
        "sentences": "\n".join(f"[{n}] {_tame(s.text)}" for n, s in enumerate(offer.sentences, start=1)),
        "connecting": "\n".join(_tame(line) for line in offer.connecting),
        "earlier": "\n".join(earlier),
        "question": _tame(question),
    }


def _tame(text: str) -> str:
    """The text on one line, without the signs that make tags and sentence numbers."""
    flat = " ".join(text[:_LONGEST_LINE].split())
    return flat.translate(str.maketrans("<>[]", "‹›()"))
