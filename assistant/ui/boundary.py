"""Whatever breaks behind a page, the page still shows where help is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import streamlit as st
import structlog
from streamlit.runtime.scriptrunner_utils.exceptions import RerunException, StopException

from assistant.domain.errors import NotAllowed
from assistant.domain.library import Region
from assistant.ui.help_lines import draw_help

_log = structlog.get_logger(__name__)


@contextmanager
def boundary(regions: Mapping[str, Region], code: str | None) -> Iterator[None]:
    """Turn any failure inside into a calm notice with help lines; the failure's kind is logged, never its text."""
    try:
        yield
    except (RerunException, StopException):
        raise
    except NotAllowed as refusal:
        st.warning(str(refusal))
    except Exception as error:  # noqa: BLE001 - the last boundary before a patient
        _log.error("page_failed", error=type(error).__name__)
        st.error(
            "Something broke on our side. What you wrote may not have reached anybody. "
            "If you are in danger or cannot wait, use the help below. Otherwise reload the page in a minute."
        )
        draw_help(regions.get(code or "", regions["elsewhere"]), key="boundary")
