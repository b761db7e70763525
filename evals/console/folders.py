"""Where runs lie, and reading each only once for as long as its file is the same."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple, TypeVar

from assistant.domain.errors import EvaluationGone
from assistant.domain.evaluation import Run
from evals.console.values import run_of
from evals.runs.record import RUN, RunRow, read

T = TypeVar("T")


class Loaded(NamedTuple):
    """One run, as it is stored and in the product's words."""

    row: RunRow
    run: Run


class RunFolders:
    """The folders below some places that hold a run; of the same id the first place counts."""

    def __init__(self, places: Sequence[Path]) -> None:
        self.places = tuple(places)

    def read(self) -> tuple[tuple[Run, ...], tuple[str, ...]]:
        """The runs, newest first, and the names of folders whose run cannot be read."""
        runs: dict[str, Run] = {}
        unreadable = []
        for path in (path for place in self.places for path in sorted(place.glob(f"*/{RUN}"))):
            try:
                run = self._read(path).run
            except (OSError, ValueError):
                unreadable.append(path.parent.name)
            else:
                runs.setdefault(path.parent.name, run)
        return tuple(sorted(runs.values(), key=lambda run: run.made, reverse=True)), tuple(unreadable)

    def row(self, identity: str) -> RunRow:
        """The run of that id as it is stored. Raises EvaluationGone."""
        return kept_for(self.folder(identity) / RUN, _loaded).row

    def folder(self, identity: str) -> Path:
        """The folder of that run; only a name directly below a place is one. Raises EvaluationGone."""
        for place in self.places:
            for path in place.glob(f"*/{RUN}"):
                if path.parent.name == identity:
                    return path.parent
        raise _gone(identity)

    def content(self, identity: str, name: str) -> bytes:
        """A file of that run. Raises EvaluationGone."""
        try:
            return (self.folder(identity) / name).read_bytes()
        except OSError:
            raise _gone(identity) from None

    @staticmethod
    def _read(path: Path) -> Loaded:
        return _loaded(path, digest(path))


def digest(path: Path) -> str:
    """The SHA-256 of the file. Raises OSError."""
    with path.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def kept_for(path: Path, make: Callable[[Path, str], T]) -> T:
    """What `make` gives for the file and its digest. Raises EvaluationGone when the file cannot be read."""
    try:
        return make(path, digest(path))
    except (OSError, ValueError):
        raise _gone(path.parent.name) from None


@lru_cache(maxsize=64)
def _loaded(path: Path, _digest: str) -> Loaded:
    row = read(path.parent)
    try:
        # Its folder is its name: a copy may have been renamed.
        return Loaded(row, replace(run_of(row), id=path.parent.name))
    except (KeyError, TypeError) as error:
        raise ValueError(f"{path} holds no gates of this version ({type(error).__name__})") from None


def _gone(identity: str) -> EvaluationGone:
    return EvaluationGone(f"The run {identity} is not there any more or cannot be read. Choose another one.")
