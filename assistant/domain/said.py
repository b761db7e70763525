"""A sentence for people in both languages of the product."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """The same sentence in English and Spanish."""

    en: str
    es: str

    def of(self, language: str) -> str:
        """The Spanish one for `es`, the English one otherwise."""
        return self.es if language == "es" else self.en
