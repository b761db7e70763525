"""The data directory cannot be written, or its disk is full: nobody is left without the help lines."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import Engine, event

from assistant.domain.cases import AlertStatus
from tests.conftest import forget_index
from tests.faults.conftest import DANGER, QUESTION, URL, OpenHouse, run_kap

Mount = Callable[..., None]


@contextmanager
def full_database() -> Iterator[None]:
    """No connection opened inside may make its database larger: what SQLite says of a full disk."""

    def limit(connection: object, _record: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        cursor.execute("PRAGMA max_page_count=1")  # SQLite takes the present size when it is larger
        cursor.close()

    event.listen(Engine, "connect", limit)
    try:
        yield
    finally:
        event.remove(Engine, "connect", limit)


def test_on_a_full_disk_a_crisis_is_answered_paged_directly_and_told_the_truth(
    open_house: OpenHouse, tmp_path: Path
) -> None:
    house = open_house(tmp_path / "data")
    house.engine.records().close()  # type: ignore[attr-defined]

    with full_database():
        outcome = house.say(DANGER + " " + "x" * 10_000)
        house.engine.records().close()  # type: ignore[attr-defined]

    assert not outcome.stored
    assert outcome.reply.route.value == "crisis"
    assert "nobody has been told" in outcome.reply.text
    assert house.sender.urls == [URL]
    assert outcome.alert_status is AlertStatus.DELIVERED


def test_on_a_full_disk_a_question_is_not_answered_as_if_it_had_been_stored(
    open_house: OpenHouse, tmp_path: Path
) -> None:
    house = open_house(tmp_path / "data")
    house.engine.records().close()  # type: ignore[attr-defined]

    with full_database():
        outcome = house.say("x" * 10_000)
        house.engine.records().close()  # type: ignore[attr-defined]

    assert not outcome.stored
    assert "nobody has been told" in outcome.reply.text


def test_when_there_is_room_again_the_next_turn_is_stored(open_house: OpenHouse, tmp_path: Path) -> None:
    house = open_house(tmp_path / "data")
    house.engine.records().close()  # type: ignore[attr-defined]
    with full_database():
        house.say(DANGER + " " + "x" * 10_000)
        house.engine.records().close()  # type: ignore[attr-defined]

    assert house.say(DANGER).stored


def test_a_really_full_file_system_is_named(mounted: Mount, tmp_path: Path) -> None:
    place = tmp_path / "tiny"
    place.mkdir()
    mounted(place, "-t", "tmpfs", "-o", "size=1m", "tmpfs")
    assert run_kap(place, "users", "add", "pat", "--role", "patient").returncode == 0
    with suppress(OSError), (place / "filler").open("wb") as filler:
        while True:
            filler.write(b"x" * 4096)
            filler.flush()

    ran = run_kap(place, "chat", "--as", "pat", "--message", DANGER, "--json", "--new")

    assert ran.returncode == 1
    assert ran.stderr.startswith("kap: The d")
    assert "Traceback" not in ran.stderr
    assert "MB free" in run_kap(place, "doctor").stdout


def test_a_read_only_data_directory_still_answers_danger_and_says_that_nobody_was_told(
    mounted: Mount, open_house: OpenHouse, ready_data: Path
) -> None:
    house = open_house(ready_data)
    house.engine.records().close()  # type: ignore[attr-defined]
    mounted(ready_data, "--bind", str(ready_data))
    mounted(ready_data, "-o", "remount,ro,bind")

    outcome = house.say(DANGER)

    assert not outcome.stored
    assert "nobody has been told" in outcome.reply.text
    assert house.sender.urls == [URL]


def test_a_read_only_data_directory_that_is_ready_still_answers_questions_that_are_not_stored(
    mounted: Mount, ready_data: Path
) -> None:
    mounted(ready_data, "--bind", str(ready_data))
    mounted(ready_data, "-o", "remount,ro,bind")

    ran = run_kap(ready_data, "ask", "--jsonl", stdin=json.dumps({"text": QUESTION}) + "\n")

    assert ran.returncode == 0
    assert json.loads(ran.stdout)["route"] in ("answer", "needs_human")
    assert "Traceback" not in ran.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("chat", "--as", "pat", "--message", "hello", "--json"),
        ("users", "add", "pat", "--role", "patient"),
        ("library", "build"),
        ("cases", "list", "--json"),
    ],
    ids=lambda command: " ".join(command[:2]),
)
def test_commands_that_must_write_say_what_is_wrong_in_one_line(
    mounted: Mount, tmp_path: Path, command: tuple[str, ...]
) -> None:
    place = tmp_path / "locked"
    place.mkdir()
    mounted(place, "--bind", str(place))
    mounted(place, "-o", "remount,ro,bind")

    ran = run_kap(place / "data", *command)

    assert ran.returncode == 1
    assert ran.stdout == ""
    assert "Traceback" not in ran.stderr
    assert ran.stderr.splitlines()[-1].startswith("kap: ")


def test_the_doctor_says_that_the_directory_cannot_be_written(mounted: Mount, tmp_path: Path) -> None:
    place = tmp_path / "locked"
    place.mkdir()
    mounted(place, "--bind", str(place))
    mounted(place, "-o", "remount,ro,bind")

    ran = run_kap(place, "doctor")

    assert ran.returncode == 1
    assert "FAIL  data directory: cannot be written" in ran.stdout
    assert "KAP_DATA_DIR" in ran.stdout


def test_without_root_a_forbidden_directory_is_named_too(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("nothing is forbidden to root")
    place = tmp_path / "forbidden"
    place.mkdir(mode=0o500)

    ran = run_kap(place / "data", "doctor")

    assert ran.returncode == 1
    assert "KAP_DATA_DIR" in ran.stdout
    forget_index(place)
