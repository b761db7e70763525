"""Cases as the classifier sees them: texts to learn from, and the pieces that it would judge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from assistant.domain.messages import Author, Utterance
from assistant.domain.risk import Tier
from assistant.guardrails.normalisation import normalise
from assistant.guardrails.pieces import pieces_of, wordings
from evals.safety.cases import Case

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of many messages as the rail reads them, one row each; row i belongs to `cases[message[i]]`."""

    cases: tuple[Case, ...]
    message: NDArray[np.int64]
    texts: tuple[str, ...]
    whole: NDArray[np.bool_]
    """Rows that are a message as a whole; the others are runs of a long one."""


def trainable(cases: Sequence[Case]) -> tuple[Case, ...]:
    """Messages whose label is their own: single ones, and each message of a conversation without any danger."""
    found: list[Case] = []
    for case in cases:
        if not case.is_conversation:
            found.append(case)
        elif case.tier is Tier.NONE:
            found += [
                replace(case, id=f"{case.id}#{n}", utterances=(u,))
                for n, u in enumerate(case.utterances)
                if u.author is Author.PATIENT
            ]
    return tuple(found)


def joined(cases: Sequence[Case]) -> tuple[Case, ...]:
    """Each conversation as one text of everything that the patient said: its label is that of the whole."""
    return tuple(
        replace(case, id=f"{case.id}#all", utterances=(Utterance(Author.PATIENT, "\n".join(case.said)),))
        for case in cases
        if case.is_conversation
    )


def cut(cases: Sequence[Case]) -> Pieces:
    """Every piece of every case, worded as the rail would read it, in order."""
    message, texts, whole = [], [], []
    for index, case in enumerate(cases):
        normal = normalise(case.text)
        for number, text in enumerate(wordings(normal, pieces_of(normal))):
            message.append(index)
            texts.append(text)
            whole.append(number == 0)
    return Pieces(tuple(cases), np.array(message, dtype=np.int64), tuple(texts), np.array(whole, dtype=np.bool_))
