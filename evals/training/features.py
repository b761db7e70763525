"""Training cases as the classifier sees them: pieces with their inner vectors."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.domain.reading import Embedded
from assistant.domain.risk import Tier
from assistant.guardrails.normalisation import normalise
from assistant.guardrails.pieces import pieces_of, wordings
from evals.safety.cases import Case

Floats = NDArray[np.float64]
Look = Callable[[Sequence[str]], tuple[Embedded, ...]]

_BATCH = 64
_FEWEST = 5
_SENTENCE = re.compile(r"[^.!?]+[.!?]*")


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of many messages, one row each; `message[i]` is the case that row i belongs to."""

    cases: tuple[Case, ...]
    message: NDArray[np.int64]
    texts: tuple[str, ...]
    inner: Floats
    final: Floats
    whole: NDArray[np.bool_]
    """Rows that are a message as a whole; the others are runs of a long one."""
    judged: NDArray[np.bool_]
    """Rows that the rail would see; the others are messages of harmless cases without their questions."""
    learnt: NDArray[np.bool_]
    """Rows to fit on: whole messages, and of harmless ones every piece (which piece of a danger tells is unknown)."""

    def chosen(self, messages: NDArray[np.bool_]) -> NDArray[np.bool_]:
        """The rows of the chosen messages."""
        return messages[self.message]


def trainable(cases: Sequence[Case]) -> tuple[Case, ...]:
    """Messages whose label is their own: single ones, and each message of a conversation without any danger."""
    found: list[Case] = []
    for case in cases:
        if not case.is_conversation:
            found.append(case)
        elif case.tier is Tier.NONE:
            found += [
                Case(f"{case.id}#{n}", case.idea, (u,), case.tier, (), False, case.kind, case.language)
                for n, u in enumerate(case.utterances)
                if u.text in case.said
            ]
    return tuple(found)


def unasked(text: str) -> str:
    """The text without its questions when it holds one and at least five other words; else ''."""
    sentences = [match[0] for match in _SENTENCE.finditer(text)]
    rest = " ".join(sentence.strip() for sentence in sentences if not sentence.endswith("?"))
    return rest if "?" in text and len(rest.split()) >= _FEWEST else ""


def cut(cases: Sequence[Case], look: Look) -> Pieces:
    """Every piece of every case, embedded in a fixed order."""
    worded: list[str] = []
    message, texts, whole, judged, learnt = [], [], [], [], []
    for index, case in enumerate(cases):
        normal = normalise(case.text)
        pieces = pieces_of(normal)
        worded += wordings(normal, pieces)
        for number, piece in enumerate(pieces):
            message.append(index)
            texts.append(piece.text)
            whole.append(number == 0)
            judged.append(True)
            learnt.append(number == 0 or not case.is_danger)
        rest = unasked(normal.text)
        if rest and not case.is_danger:
            # Most harmless messages ask something and most dangers do not: the question mark must not decide.
            message.append(index)
            texts.append(rest)
            worded.append(rest)
            whole.append(False)
            judged.append(False)
            learnt.append(True)
    seen = [e for start in range(0, len(worded), _BATCH) for e in look(worded[start : start + _BATCH])]
    return Pieces(
        cases=tuple(cases),
        message=np.array(message, dtype=np.int64),
        texts=tuple(texts),
        inner=np.array([e.inner for e in seen], dtype=np.float64),
        final=np.array([e.vector for e in seen], dtype=np.float64),
        whole=np.array(whole, dtype=np.bool_),
        judged=np.array(judged, dtype=np.bool_),
        learnt=np.array(learnt, dtype=np.bool_),
    )
