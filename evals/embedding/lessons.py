"""What the embedding model learns from: the texts of each passage and the ways to ask for it, each with its owner."""

from __future__ import annotations

import hashlib
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.domain.library import Library, Passage
from assistant.retrieval.not_ours import not_ours
from evals.retrieval.questions import FOLDER

NO_PASSAGE = ""
"""The group of what the library does not answer; passages' groups are their languages."""


@dataclass(frozen=True, slots=True)
class Lessons:
    """Texts, whose each is as a place in `groups`, and the group of each owner; the last owner is no passage."""

    texts: tuple[str, ...]
    owners: tuple[int, ...]
    groups: tuple[str, ...]

    def digest(self) -> str:
        """Names all of it."""
        told = hashlib.sha256("\0".join(self.groups).encode())
        for text, owner in zip(self.texts, self.owners, strict=True):
            told.update(f"{owner}\0{text}\0".encode())
        return told.hexdigest()


def lessons(library: Library) -> Lessons:
    """All of the library's texts and ways to ask, and after them what it does not answer: `not_ours` and more of them.

    Raises ValueError for a training file that cannot be read.
    """
    owned = [(text, n) for n, passage in enumerate(library.passages) for text in (*own(passage), *ways(passage))]
    owned += [(text, len(library.passages)) for text in (*not_ours(), *unanswerable())]
    texts, owners = zip(*owned, strict=True)
    return Lessons(texts, owners, (*(passage.language for passage in library.passages), NO_PASSAGE))


def unanswerable() -> tuple[str, ...]:
    """The training questions that the library does not answer; the index holds none of them."""
    files = sorted((FOLDER / "train").glob("*.jsonl"))
    return tuple(json.loads(line)["text"] for file in files for line in file.read_text(encoding="utf-8").splitlines())


def own(passage: Passage) -> tuple[str, ...]:
    """The passage's own texts as the index holds them."""
    return f"{passage.title} {passage.text}", passage.title, passage.sentences[0].text


def ways(passage: Passage) -> tuple[str, ...]:
    """Its questions and further ways to ask, each once."""
    return tuple(dict.fromkeys((*passage.questions, *passage.asked)))


def held_out(whole: Lessons, library: Library, share: float, seed: int = 7) -> tuple[Lessons, Lessons]:
    """(what is learnt, what is kept back): of the further ways to ask for each passage about that share."""
    chance = random.Random(seed)  # noqa: S311 - a split, not a secret
    asked = {text for passage in library.passages for text in passage.asked}
    back = [text in asked and chance.random() < share for text in whole.texts]
    return _kept(whole, [not one for one in back]), _kept(whole, back)


def _kept(whole: Lessons, wanted: Sequence[bool]) -> Lessons:
    def chosen() -> Iterator[int]:
        return (n for n, kept in enumerate(wanted) if kept)

    return Lessons(tuple(whole.texts[n] for n in chosen()), tuple(whole.owners[n] for n in chosen()), whole.groups)
