"""Questions to begin with: titles of passages, so that the library can answer every one of them."""

from __future__ import annotations

from assistant.domain.library import Library

OPENERS = {
    "en": (
        "first-two-days#what-to-expect",
        "cravings-right-now#craving-now",
        "driving-and-getting-home#driving-next-day",
    ),
    "es": (
        "conducir-y-acompanante-es#cuando-conducir",
        "ganas-de-beber-es#ganas-ahora",
        "primeros-dos-dias-es#que-es-normal",
    ),
}


def openers(library: Library, language: str) -> tuple[str, ...]:
    """The titles of those passages that this library serves; none in a language without passages."""
    found = (library.passage(passage_id) for passage_id in OPENERS.get(language, ()))
    return tuple(passage.title for passage in found if passage)
