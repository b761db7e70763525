"""The shipped library, as the proof uses it: what is retrieved, and which sentences may leave."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from functools import cache

from assistant.bootstrap import connecting_sentences, share
from assistant.domain.library import Hit, Library, Retrieved, Vetting
from assistant.prompts import Texts, load_texts
from assistant.retrieval.library import read_library

_PASSAGES = 3


@cache
def shipped_library() -> Library:
    """Every document in the folder that ships."""
    return read_library(share("knowledge"), Vetting.SOURCE_CHECKED, datetime.now(UTC).date())


@cache
def shipped_texts() -> Texts:
    """Every prompt and fixed text that ships."""
    return load_texts(share("prompts"))


def connecting() -> frozenset[str]:
    """The fixed sentences that may stand between library sentences."""
    return connecting_sentences(shipped_texts())


def library_sentences(language: str | None = None) -> tuple[str, ...]:
    """Every sentence of the library, once, in order; of one language when it is named."""
    documents = [d for d in shipped_library().documents if language in (None, d.language)]
    return tuple(dict.fromkeys(s.text for d in documents for p in d.passages for s in p.sentences))


def found_passages(library: Library, chance: random.Random, count: int = _PASSAGES, language: str = "en") -> Retrieved:
    """So many passages of the language, as a retriever would give them."""
    passages = [p for d in library.documents if d.language == language for p in d.passages]
    return Retrieved(tuple(Hit(p, 0.9) for p in chance.sample(passages, count)), 0.9, good_enough=True)
