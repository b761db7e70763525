"""How the program logs: one line an event, JSON in production, never content.

An event is a fixed name in snake_case. Its values stand under the names listed here, and are ids, counts, kinds of
errors and names of parts; whatever else somebody hands over is left out and only its name is logged. Other
libraries' messages may quote anything, so of them only who spoke, how loud and from where is kept.
"""

from __future__ import annotations

import logging
import re
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, TextIO

import stamina.instrumentation
import structlog
from stamina.typing import RetryDetails
from structlog.typing import EventDict, Processor, WrappedLogger

SHOWN = frozenset(
    {"advice", "alert_id", "case_id", "composer", "error", "level", "logger", "message_id", "ms", "place", "rail"}
    | {"rails", "route", "step", "stored", "table", "timestamp", "tries", "turn", "event"}
)
"""What a line may hold besides its event."""
LONGEST = 120
_EVENT = re.compile(r"[a-z][a-z0-9_]*")
_OF_OTHERS = "library_message"


def configure(as_json: Callable[[], bool], level: int = logging.INFO) -> None:
    """Log to whatever standard error is at the time; `as_json` is asked at the first line. Repeating it is harmless."""
    render = _Render(as_json)
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        without_content,
    ]
    structlog.configure(
        processors=[*shared, render],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=lambda *_: structlog.PrintLogger(_now()),
        cache_logger_on_first_use=False,
    )
    stamina.instrumentation.set_on_retry_hooks((_tried_again,))
    handler = _Others(level=logging.WARNING)
    handler.setFormatter(_WhoSpoke(render))
    root = logging.getLogger()
    for earlier in [one for one in root.handlers if isinstance(one, _Others)]:
        root.removeHandler(earlier)
    root.addHandler(handler)
    root.setLevel(max(root.level, logging.WARNING))


def without_content(_logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
    """The line with nothing in it that is not listed, and nothing long."""
    name = event.get("event")
    kept = {key: _short(value) for key, value in event.items() if key in SHOWN}
    kept["event"] = name if isinstance(name, str) and _EVENT.fullmatch(name) else "unnamed_event"
    left_out = sorted(set(event) - SHOWN)
    return {**kept, "left_out": left_out} if left_out else kept


def _tried_again(details: RetryDetails) -> None:
    """Stamina's own line would hold the arguments of the call."""
    structlog.get_logger().warning("tried_again", error=type(details.caused_by).__name__)


class _Others(logging.StreamHandler[TextIO]):
    """Writes to the standard error of the moment."""

    def __init__(self, level: int) -> None:
        logging.Handler.__init__(self, level)

    @property
    def stream(self) -> TextIO:
        return sys.stderr

    @stream.setter
    def stream(self, _value: TextIO) -> None:
        pass


class _Render:
    """Renders as it was decided at the first line."""

    def __init__(self, as_json: Callable[[], bool]) -> None:
        self._as_json = as_json
        self._chosen: Processor | None = None

    def __call__(self, logger: WrappedLogger, method: str, event: EventDict) -> Any:
        if self._chosen is None:
            plain = structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)
            self._chosen = structlog.processors.JSONRenderer() if self._as_json() else plain
        return self._chosen(logger, method, event)


class _WhoSpoke(logging.Formatter):
    """Renders who spoke, how loud and from where; neither the text nor the exception's."""

    def __init__(self, render: _Render) -> None:
        super().__init__()
        self._render = render

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        event: EventDict = {
            "event": _OF_OTHERS,
            "level": record.levelname.lower(),
            "logger": record.name,
            "place": f"{record.module}:{record.lineno}",
            "timestamp": datetime.fromtimestamp(record.created, UTC).isoformat().replace("+00:00", "Z"),
        }
        if record.exc_info and record.exc_info[0] is not None:
            event["error"] = record.exc_info[0].__name__
        return str(self._render(None, record.levelname.lower(), event))


def _short(value: object) -> object:
    if isinstance(value, (list, tuple)):
        return [_short(part) for part in value]
    return value if isinstance(value, (bool, int, float, type(None))) else str(value)[:LONGEST]


def _now() -> TextIO:
    return sys.stderr
