"""Which vetted sentences of the library may stand below a refusal: what can be said where the wish cannot be met."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Sentences `start` to before `stop` of a passage, counted from 0."""

    passage_id: str
    start: int
    stop: int


_EXCERPTS: Final[Mapping[tuple[str, str], Excerpt]] = {
    ("mixing-alcohol", "en"): Excerpt("alcohol-and-cannabis-around-a-session#why-no-alcohol", 0, 2),
    ("mixing-alcohol", "es"): Excerpt("alcohol-y-medicinas-es#por-que-no-alcohol", 0, 1),
    ("mixing", "en"): Excerpt("medicines-to-raise#full-list", 0, 1),
    ("mixing", "es"): Excerpt("alcohol-y-medicinas-es#que-medicinas-contar", 0, 1),
    ("medication-change-alcohol", "en"): Excerpt("alcohol-withdrawal#why-dangerous", 0, 2),
    ("medication-change", "en"): Excerpt("medicines-to-raise#full-list", 0, 1),
    ("medication-change", "es"): Excerpt("alcohol-y-medicinas-es#que-medicinas-contar", 0, 1),
    ("supply", "en"): Excerpt("fda-warning-and-home-use#home-use", 0, 2),
    ("supply", "es"): Excerpt("uso-indebido-y-en-casa-es#en-casa", 0, 2),
    ("diagnosis-eligible", "en"): Excerpt("who-kap-may-not-suit#who-decides", 0, 1),
    ("diagnosis-eligible", "es"): Excerpt("para-quien-no-conviene-es#quien-decide", 0, 1),
    ("diagnosis-deception", "en"): Excerpt("who-kap-may-not-suit#history-of-addiction", 3, 4),
    ("diagnosis-deception", "es"): Excerpt("para-quien-no-conviene-es#problemas-con-drogas", 3, 4),
}


def excerpt_below(text_keys: Iterable[str], language: str) -> Excerpt | None:
    """The excerpt for the most specific of the keys that has one; None when the refusal stands alone."""
    return next((_EXCERPTS[key, language] for key in text_keys if (key, language) in _EXCERPTS), None)


def excerpts() -> tuple[Excerpt, ...]:
    """All of them, for whoever checks that the library still holds them."""
    return tuple(_EXCERPTS.values())
