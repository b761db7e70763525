"""The library as it is in the repository now, read apart from the product: what answers are held against."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache

from assistant import bootstrap
from assistant.domain.library import Passage, Vetting
from assistant.prompts import TextKind, load_texts
from assistant.retrieval.library import read_library


@cache
def passages() -> Mapping[str, Passage]:
    """Every passage that may be served today, by its id."""
    library = read_library(bootstrap.share("knowledge"), Vetting.SOURCE_CHECKED, datetime.now(UTC).date())
    return {passage.id: passage for passage in library.passages}


@cache
def titles() -> frozenset[str]:
    """The title of every passage that may be served today."""
    return frozenset(passage.title for passage in passages().values())


@cache
def connecting() -> frozenset[str]:
    """The fixed sentences that may stand between library sentences."""
    texts = load_texts(bootstrap.share("prompts"))
    return frozenset(line for text in texts.of_kind(TextKind.CONNECTING) for line in text.lines)
