"""A progress bar on standard error."""

from __future__ import annotations

import sys

WIDTH = 30


class Bar:
    """Shows how far a piece of work is; quiet when standard error is not a terminal except for start and end."""

    def __init__(self, label: str) -> None:
        self._label = label
        self._live = sys.stderr.isatty()
        self._last = -1

    def __call__(self, done: int, total: int) -> None:
        """Say that `done` of `total` steps are done."""
        percent = 100 * done // total if total else 100
        if percent == self._last:
            return
        self._last = percent
        if self._live:
            filled = WIDTH * percent // 100
            sys.stderr.write(f"\r{self._label} [{'#' * filled}{'.' * (WIDTH - filled)}] {percent:3d}%")
            sys.stderr.flush()
        elif percent in {0, 100}:
            sys.stderr.write(f"{self._label}: {percent}%\n")

    def close(self) -> None:
        """End the line."""
        if self._live and self._last >= 0:
            sys.stderr.write("\n")
