"""The library as it is in the repository now, read apart from the product: what answers are held against."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache

from assistant import bootstrap
from assistant.conversation.texts import FixedTexts
from assistant.domain.clinic import Clinic
from assistant.domain.library import Passage, Vetting
from assistant.prompts import TextKind, load_texts
from assistant.retrieval.help_lines import read_help_lines
from assistant.retrieval.library import read_library

_BELOW = ("watch-other", "watch-past")
_ALERTS = ("alert-none", "alert-watch", "alert-queued", "alert-added", "alert-failed")


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


@cache
def notes() -> frozenset[str]:
    """Every fixed text that may stand below an answer to a message of tier `watch`, as patients may read it."""
    regions = read_help_lines(bootstrap.share("knowledge"))
    fixed = FixedTexts(load_texts(bootstrap.share("prompts")), Clinic(), regions)
    return frozenset(
        fixed.reply((key,), language, region, alert).text
        for key in _BELOW
        for language in ("en", "es")
        for region in regions
        for alert in _ALERTS
    )
