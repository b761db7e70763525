"""Tables go up and down on both databases, with rows in place."""

from __future__ import annotations

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from assistant.adapters.sql import migrating
from assistant.adapters.sql.migrating import HEAD, current_revision, migrate
from assistant.adapters.sql.records import SqlRecords
from assistant.adapters.sql.tables import metadata
from assistant.domain.care import Answers
from assistant.domain.cases import Severity
from assistant.domain.errors import RecordsUnavailable
from assistant.domain.glass import Glass
from assistant.domain.people import Role
from tests.contract.conftest import QUICK, OpenDatabase
from tests.contract.scenes import URLS, Scene, opening
from tests.fakes.clock import SteppedClock
from tests.fakes.invitations import invited
from tests.fakes.keys import KEYS

LAST_PLAIN = "0006"
"""The last revision whose tables hold words as they were written."""


def test_migrating_makes_the_tables_the_code_expects(bare_url: str, open_database: OpenDatabase) -> None:
    migrate(bare_url)

    with open_database(bare_url).write() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), metadata)
    assert differences == []
    assert current_revision(bare_url) == HEAD


def test_the_newest_revision_is_the_one_the_code_names() -> None:
    config = Config()
    config.set_main_option("script_location", str(Path(migrating.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")

    assert ScriptDirectory.from_config(config).get_heads() == [HEAD]


def test_migrating_again_keeps_every_row(bare_url: str, clock: SteppedClock) -> None:
    migrate(bare_url)
    records = SqlRecords(bare_url, hasher=QUICK, keys=KEYS)
    scene = Scene.of(records, clock)
    scene.record(opening(), scene.episode())

    migrate(bare_url)

    assert len(records.exchanges_of(scene.conversation.id)) == 1
    assert len(records.cases()) == 1
    records.close()


def test_tables_go_down_with_rows_in_place_and_up_again_empty(
    bare_url: str, clock: SteppedClock, open_database: OpenDatabase
) -> None:
    migrate(bare_url)
    records = SqlRecords(bare_url, hasher=QUICK, keys=KEYS)
    scene = Scene.of(records, clock)
    scene.record(opening(), scene.episode())
    records.audit("dr-a", "case_read", "case", clock.now())
    records.close()

    migrate(bare_url, "base", keys=KEYS)
    with open_database(bare_url).read() as connection:
        left = set(inspect(connection).get_table_names()) - {"alembic_version"}
    migrate(bare_url)

    assert left == set()
    again = SqlRecords(bare_url, hasher=QUICK, keys=KEYS)
    assert (again.people(), again.cases(), again.verify_audit()) == ((), (), (0, None))
    again.close()


def test_accounts_of_the_first_version_join_the_default_team_and_survive_the_way_back(
    bare_url: str, open_database: OpenDatabase
) -> None:
    migrate(bare_url, "0002")
    with open_database(bare_url).write() as connection:
        connection.execute(
            text(
                "INSERT INTO people (id, name, role, active, invitation_hash) VALUES ('p', 'Ana', 'patient', true, 'h')"
            )
        )

    migrate(bare_url, keys=KEYS)
    records = SqlRecords(bare_url, hasher=QUICK, keys=KEYS)
    (ana,) = records.people()
    records.close()
    migrate(bare_url, "0002", keys=KEYS)

    assert ana.teams == ("default",)
    with open_database(bare_url).read() as connection:
        assert connection.execute(text("SELECT name FROM people")).scalars().all() == ["Ana"]


def test_every_step_back_to_plain_words_and_up_again_keeps_what_both_ends_know(
    bare_url: str, clock: SteppedClock, open_database: OpenDatabase
) -> None:
    migrate(bare_url)
    records = SqlRecords(bare_url, URLS, hasher=QUICK, keys=KEYS)
    scene = _lived_in(records, clock)
    before, rows = _known(records, scene), _counted(bare_url, open_database)
    records.close()

    visited = [HEAD]
    while visited[-1] != LAST_PLAIN:
        migrate(bare_url, f"{int(visited[-1]) - 1:04}", keys=KEYS)
        visited.append(str(current_revision(bare_url)))
    plain = _counted(bare_url, open_database)
    for revision in reversed(visited[:-1]):
        migrate(bare_url, revision, keys=KEYS)

    again = SqlRecords(bare_url, URLS, hasher=QUICK, keys=KEYS)
    assert visited == [f"{number:04}" for number in range(int(HEAD), int(LAST_PLAIN) - 1, -1)]
    assert {name: rows[name] for name in plain} == plain
    assert _known(again, scene) == before
    assert again.verify_audit()[1] is None
    again.close()


def _lived_in(records: SqlRecords, clock: SteppedClock) -> Scene:
    """A patient with a claimed case that has a note and alerts, care, a broken glass and a resolved case beside it."""
    ada = records.add_person("Ada", Role.CLINICIAN, invited())
    scene = Scene.of(records, clock)
    case = scene.open_case(Severity.IMMINENT)
    records.claim(case.id, ada.id, clock.advance(minutes=1))
    records.add_note(case.id, ada.id, "Called, no answer.", clock.advance(minutes=1))
    records.set_answers(scene.patient.id, Answers.OFF, ada.id, clock.now())
    records.set_contact(scene.patient.id, "555-0101", "Call the sister.", ada.id, clock.now())
    records.break_glass(Glass("glass", ada.id, scene.patient.id, "Their clinician is ill.", clock.now(), clock.now()))
    other = Scene.of(records, clock)
    other.review(other.open_case())
    return scene


def _known(records: SqlRecords, scene: Scene) -> tuple[object, ...]:
    return (
        [(person.id, person.name, person.role, person.teams) for person in records.people()],
        records.cases(),
        records.exchanges_of(scene.conversation.id),
        records.care_of(scene.patient.id),
        records.due_alerts(scene.clock.now(), 10),
    )


def _counted(url: str, open_database: OpenDatabase) -> dict[str, int]:
    """Rows of every table; secrets are not counted, because older tables have none."""
    with open_database(url).read() as connection:
        names = set(inspect(connection).get_table_names()) - {"alembic_version", "encryption_keys"}
        return {name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar_one() for name in names}


def test_a_database_without_tables_has_no_revision(bare_url: str) -> None:
    assert current_revision(bare_url) is None


def test_a_start_refuses_a_database_of_a_newer_version_and_leaves_it_alone(
    bare_url: str, open_database: OpenDatabase
) -> None:
    migrate(bare_url)
    with open_database(bare_url).write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(RecordsUnavailable, match="another version"):
        migrate(bare_url)

    assert current_revision(bare_url) == "9999"
    with open_database(bare_url).read() as connection:
        assert inspect(connection).has_table("messages")


def test_programs_that_start_together_migrate_once(bare_url: str) -> None:
    code = f"from assistant.adapters.sql.migrating import migrate; migrate({bare_url!r}, wait_s=30)"

    programs = [subprocess.Popen([sys.executable, "-c", code], cwd=_root()) for _ in range(4)]

    assert [program.wait() for program in programs] == [0] * 4
    assert current_revision(bare_url) == HEAD


def test_threads_that_start_together_migrate_once(bare_url: str) -> None:
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda _: migrate(bare_url, wait_s=30), range(6)))

    assert current_revision(bare_url) == HEAD


def test_an_unmigrated_database_is_unavailable_and_says_what_to_do(bare_url: str) -> None:
    records = SqlRecords(bare_url, keys=KEYS)

    with pytest.raises(RecordsUnavailable, match="kap doctor"):
        records.people()
    records.close()


def test_a_folder_with_odd_signs_in_its_name_can_hold_the_database(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'a b%20é' / 'deeper' / 'records.db'}"

    migrate(url)

    assert current_revision(url) == HEAD


def test_a_new_database_file_is_for_this_account_only(tmp_path: Path) -> None:
    migrate(f"sqlite:///{tmp_path / 'records.db'}")

    assert (tmp_path / "records.db").stat().st_mode & 0o077 == 0


def test_a_current_database_is_checked_without_loading_alembic(sqlite_url: str) -> None:
    code = (
        "import sys; from assistant.adapters.sql.migrating import migrate; "
        f"migrate({sqlite_url!r}); print('alembic' in sys.modules)"
    )

    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=_root())

    assert found.stdout.strip() == "False"


def _root() -> Path:
    return Path(migrating.__file__).parents[3]
