"""The index is missing or corrupt: it is rebuilt, or the question becomes a case and the log says what to do."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from assistant.adapters.chroma_store import ChromaVectorStore
from assistant.domain.cases import Severity
from assistant.domain.errors import IndexUnavailable
from tests.conftest import forget_index
from tests.faults.conftest import DANGER, QUESTION, OpenHouse, run_kap

LOOKED_UP = ("answer", "cannot_answer")
"""What a question becomes when the index could be asked; a library of a few documents may hold no answer."""


def test_a_missing_index_is_built_at_the_first_question(
    open_house: OpenHouse, small_data: Path, small_library: Path
) -> None:
    assert open_house(small_data, library_dir=small_library).route(QUESTION) in LOOKED_UP
    forget_index(small_data)


SLOW = [pytest.param(damage, marks=pytest.mark.slow) for damage in ("empty", "half", "no vectors")]


@pytest.mark.parametrize("damage", ["garbage", *SLOW])
def test_a_corrupt_index_is_rebuilt_at_the_next_start(
    open_house: OpenHouse, small_data: Path, small_library: Path, damage: str
) -> None:
    assert open_house(small_data, library_dir=small_library).route(QUESTION) in LOOKED_UP
    forget_index(small_data)
    index = small_data / "index"
    database = index / "chroma.sqlite3"
    if damage == "no vectors":
        for folder in (f for f in index.iterdir() if f.is_dir()):
            shutil.rmtree(folder)
    else:
        whole = database.read_bytes()
        database.write_bytes({"garbage": b"\xff" * len(whole), "empty": b"", "half": whole[: len(whole) // 2]}[damage])
        for rest in index.glob("chroma.sqlite3-*"):
            rest.unlink()

    house = open_house(small_data, library_dir=small_library)

    assert house.route(QUESTION) in LOOKED_UP
    forget_index(small_data)


def test_an_index_that_fails_in_the_middle_leaves_danger_answered_and_questions_to_a_human(
    open_house: OpenHouse, ready_data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = open_house(ready_data)
    assert house.route(QUESTION) in LOOKED_UP

    def broken(*_arguments: object) -> None:
        raise IndexUnavailable("The index is broken. Run `kap library build`.")

    monkeypatch.setattr(ChromaVectorStore, "nearest", broken)

    assert house.say(QUESTION).reply.route.value == "needs_human"
    (case,) = house.engine.records().cases()
    assert case.severity is Severity.NEEDS_HUMAN
    assert "IndexUnavailable" in case.reason
    assert house.say(DANGER).reply.route.value == "crisis"


def test_the_doctor_says_how_to_mend_a_missing_index(small_data: Path) -> None:
    ran = run_kap(small_data, "doctor")

    assert "WARN  index: not built yet" in ran.stdout
    assert "kap library build" in ran.stdout


def test_a_file_where_the_index_should_be_is_named_in_one_line(small_data: Path, small_library: Path) -> None:
    (small_data / "index").write_text("oops")

    ran = run_kap(small_data, "library", "build", KAP_LIBRARY_DIR=str(small_library))

    assert ran.returncode == 1
    assert ran.stderr.splitlines()[-1].startswith("kap: ")
    assert "Traceback" not in ran.stderr
