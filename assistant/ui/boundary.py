"""Whatever breaks behind a page, the page still shows where help is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import streamlit as st
import structlog

from assistant.domain.errors import NotAllowed
from assistant.domain.library import Region
from assistant.domain.said import Said
from assistant.ui import current
from assistant.ui.help_lines import draw_help

_log = structlog.get_logger(__name__)

APOLOGY = Said(
    "Something broke on our side. What you wrote may not have reached anybody. "
    "If you are in danger or cannot wait, use the help below. Otherwise reload the page in a minute.",
    "Algo falló por nuestra parte. Puede que lo que escribiste no haya llegado a nadie. "
    "Si estás en peligro o no puedes esperar, usa la ayuda de abajo. Si no, recarga la página en un minuto.",
)
WITHOUT_NUMBERS = Said(
    "**In danger now: call your local emergency number.** A crisis line near you: findahelpline.com",
    "**En peligro ahora: llama a tu número local de emergencias.** Una línea de crisis cerca de ti: findahelpline.com",
)


@contextmanager
def boundary(regions: Callable[[], Mapping[str, Region]], code: str | None) -> Iterator[None]:
    """Turn any failure inside into a calm notice with help lines; the failure's kind is logged, never its text."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - the last boundary before a patient
        draw_failure(error, regions, code)


def draw_failure(error: Exception, regions: Callable[[], Mapping[str, Region]], code: str | None) -> None:
    """The calm notice and the help lines of the region, or without them the words that need no file."""
    language = _language()
    if isinstance(error, NotAllowed):
        st.warning(error.in_language(language))
        return
    _log.error("page_failed", error=type(error).__name__)
    st.error(APOLOGY.of(language), icon=":material/error:")
    try:
        known = regions()
        draw_help(known.get(code or "") or known["elsewhere"], key="boundary", language=language)
    except Exception as second:  # noqa: BLE001 - nothing may take the last words away
        _log.error("help_lines_failed", error=type(second).__name__)
        st.markdown(WITHOUT_NUMBERS.of(language))


def _language() -> str:
    try:
        return current.language()
    except Exception as error:  # noqa: BLE001 - nothing may take the last words away
        _log.error("language_unknown", error=type(error).__name__)
        return "en"
