"""A composer that is never worse than its second one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import structlog

from assistant.domain.library import Retrieved
from assistant.domain.messages import Utterance
from assistant.domain.replies import Draft
from assistant.ports import Composer

__all__ = ["FallbackComposer"]

_log = structlog.get_logger(__name__)


class FallbackComposer:
    """Lets the first composer try, and the second answer whenever the first does not give a draft that may be shown."""

    def __init__(self, first: Composer, second: Composer, passes: Callable[[Draft], bool]) -> None:
        self._first = first
        self._second = second
        self._passes = passes

    @property
    def name(self) -> str:
        """The first composer's name; a draft itself names the composer that made it."""
        return self._first.name

    def compose(self, question: str, retrieved: Retrieved, history: Sequence[Utterance], language: str) -> Draft:
        """The first composer's draft when it has sentences and the output rails pass it, else the second's."""
        try:
            draft = self._first.compose(question, retrieved, history, language)
            reason = "" if draft.sentences and self._passes(draft) else "rejected"
        except Exception as error:  # noqa: BLE001 - whatever breaks in the first, the second answers
            reason = type(error).__name__
        if not reason:
            return draft
        _log.warning("composer_fell_back", composer=self._first.name, reason=reason)
        return self._second.compose(question, retrieved, history, language)
