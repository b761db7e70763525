"""Every command of the table, run: whether it leaves a row under the operating-system user, as the table says."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from assistant import bootstrap, settings
from assistant.access.rights import COMMANDS
from assistant.cli import demo, extensions
from assistant.cli.actor import acting
from assistant.domain.people import Role
from assistant.domain.upkeep import AuditFilter, AuditRow
from assistant.retrieval.library import read_files
from tests.fakes.invitations import invited
from tests.fakes.stage import Stage
from tests.unit.cli.conftest import Kap, lines
from tests.unit.cli.own_document import COMPLETED

FIXTURES = Path(__file__).parents[1] / "retrieval" / "fixtures"
SECRET = "her-invitation"

Rows = Callable[[], frozenset[AuditRow]]

OVER_FAKES = {
    "ask": ("ask", "raw?"),
    "screen": ("screen",),
    "chat": ("chat", "--as", "pat", "--message", "raw?", "--json"),
    "worker": ("worker", "--once"),
    "cases list": ("cases", "list", "--json"),
    "alerts list": ("alerts", "list"),
    "alerts test": ("alerts", "test"),
    "users add": ("users", "add", "bo", "--role", "patient"),
    "users list": ("users", "list"),
    "users disable": ("users", "disable", "pat"),
    "users enable": ("users", "enable", "pat"),
    "users reset": ("users", "reset", "pat"),
    "users team": ("users", "team", "pat", "north"),
    "users role": ("users", "role", "eve", "admin"),
    "users session": ("users", "session", "pat", "2026-11-27"),
    "patients export": ("patients", "export", "pat"),
}
"""Commands that need the whole assistant."""

OVER_A_DATABASE = {
    "doctor": ("doctor",),
    "backup": ("backup", "new.kap"),
    "restore": ("restore", "made.kap", "--force"),
    "audit list": ("audit", "list"),
    "audit verify": ("audit", "verify"),
    "keys generate": ("keys", "generate"),
    "keys list": ("keys", "list"),
    "keys rotate": ("keys", "rotate"),
    "users end-care": ("users", "end-care", "pat"),
    "users hold": ("users", "hold", "pat"),
    "retention run": ("retention", "run"),
    "library add": ("library", "add", "parking.md"),
    "library approve": ("library", "approve", "driving", "--as", "ana", "--sha256", "HASH"),
    "library return": ("library", "return", "driving", "--as", "ana", "--sha256", "HASH", "--comment", "No."),
    "library retire": ("library", "retire", "driving", "--as", "ana", "--sha256", "HASH", "--comment", "Old."),
    "library verify": ("library", "verify", "after-effects", "--as", "ana", "--original", "10.1/x", "--fact", "1"),
    "library diff": ("library", "diff"),
    "library show": ("library", "show", "driving"),
    "library export": ("library", "export", "out"),
    "library ledger export": ("library", "ledger", "export", "new.json"),
    "library ledger import": ("library", "ledger", "import", "made.json"),
    "library build": ("library", "build"),
    "library lint": ("library", "lint"),
    "library status": ("library", "status"),
    "eval": ("eval", "crisis"),
    "rails train": ("rails", "train"),
    "demo": ("demo",),
    "serve": ("serve",),
}
"""Commands that are run in a folder with records of their own."""


def test_every_command_is_tried_once() -> None:
    assert not OVER_FAKES.keys() & OVER_A_DATABASE.keys()
    assert OVER_FAKES.keys() | OVER_A_DATABASE.keys() == COMMANDS.keys()


@pytest.mark.parametrize("name", sorted(OVER_FAKES))
def test_over_fakes_a_command_is_audited_as_the_table_says(kap: Kap, stage: Stage, name: str) -> None:
    stage.records.add_person("eve", Role.EVALUATOR, invited())
    stage.say("I want to die")
    before = len(stage.records.trail.rows)

    ran = kap(*OVER_FAKES[name], stdin=lines({"id": "1", "text": "raw?"}))

    left = {row.actor for row in stage.records.trail.rows[before:]} & {acting()}
    assert ran.code == 0, ran.err
    assert bool(left) is COMMANDS[name].audited


@pytest.fixture
def clinic(kap: Kap, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Rows:
    """A folder with a small library and two accounts; gives the rows of the operating-system user."""
    place = Path(shutil.copytree(FIXTURES, tmp_path / "knowledge"))
    for name, value in (("LIBRARY_DIR", str(place)), ("RETENTION_DAYS", "0")):
        monkeypatch.setenv(f"KAP_{name}", value)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(extensions, "extension", lambda *_names: lambda _arguments: 0)
    monkeypatch.setattr(demo, "_serve", lambda *_a, **_k: None)
    monkeypatch.setattr(bootstrap, "build_index", lambda *_a, **_k: "nothing to do")
    bootstrap.open_library().records().add_person("ana", Role.CLINICIAN, invited(SECRET))
    assert kap("users", "add", "pat", "--role", "patient").code == 0

    def rows() -> frozenset[AuditRow]:
        return frozenset(bootstrap.audit_rows(settings.load(), AuditFilter(acting(), None, None, None, None), 1000))

    return rows


def _prepare(kap: Kap, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = f"{SECRET}\n".encode()
    (tmp_path / "parking.md").write_text(COMPLETED)
    if name == "restore":
        assert kap("backup", "made.kap").code == 0
    if name == "retention run":
        assert kap("users", "end-care", "pat", "--on", "2020-01-31").code == 0
    if name == "library ledger import":
        assert kap(*_filled(OVER_A_DATABASE["library approve"], tmp_path), stdin=secret).code == 0
        assert kap("library", "ledger", "export", "made.json").code == 0
        (tmp_path / "elsewhere").mkdir()
        monkeypatch.setenv("KAP_DATA_DIR", str(tmp_path / "elsewhere"))
        bootstrap.open_library().records().add_person("ana", Role.CLINICIAN, invited(SECRET))
    if name == "library verify":
        sources = tmp_path / "knowledge" / "sources.yaml"
        sources.write_text(sources.read_text().replace("verified: in-store", "verified: to-verify"))
    if name == "demo":
        monkeypatch.setenv("KAP_DEMO", "true")


def _filled(arguments: tuple[str, ...], tmp_path: Path) -> tuple[str, ...]:
    files = {file.document.id: file for file in read_files(tmp_path / "knowledge")}
    return tuple(files["driving"].document.content_hash if one == "HASH" else one for one in arguments)


@pytest.mark.parametrize("name", sorted(OVER_A_DATABASE))
def test_over_a_database_a_command_is_audited_as_the_table_says(
    kap: Kap, clinic: Rows, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _prepare(kap, name, tmp_path, monkeypatch)
    before = clinic()

    ran = kap(*_filled(OVER_A_DATABASE[name], tmp_path), stdin=f"{SECRET}\n".encode())

    assert ran.code == 0 or name == "doctor", ran.err + ran.out
    assert bool(clinic() - before) is COMMANDS[name].audited
