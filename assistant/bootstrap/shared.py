"""What the pages of one process share."""

from __future__ import annotations

from collections.abc import Mapping

from assistant import logs
from assistant import settings as settings_
from assistant.bootstrap.engine import build_engine
from assistant.bootstrap.places import library_dir, share
from assistant.conversation.engine import Engine
from assistant.domain.errors import AssistantError, SettingsError
from assistant.domain.library import Region
from assistant.domain.once import Once
from assistant.retrieval.help_lines import read_help_lines
from assistant.settings import Settings


def shared_engine() -> Engine:
    """The one engine of this process, for the pages; a failed try is tried again at the next call."""
    return _SHARED()


_SHARED = Once(build_engine)


def shared_regions() -> Mapping[str, Region]:
    """The help lines, read without anything else, so that a page that cannot start still shows them.

    The clinic's own file counts; when it or the settings are broken, the lines that ship are shown.
    """
    try:
        return load_regions(settings_.load())
    except AssistantError:
        return read_help_lines(share("knowledge"))


def load_regions(settings: Settings) -> Mapping[str, Region]:
    """The help lines of the clinic's own library folder, or those that ship. Raises LibraryError."""
    return read_help_lines(library_dir(settings))


def is_demo() -> bool:
    """Whether the settings ask for demo accounts."""
    return settings_.load().demo


def configure_logs() -> None:
    """Let this process log: JSON in production, lines for people elsewhere, never content."""
    logs.configure(_in_production)


def _in_production() -> bool:
    try:
        return settings_.load().profile == "production"
    except SettingsError:
        return True
