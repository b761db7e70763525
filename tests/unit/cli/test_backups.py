"""`kap backup` and `kap restore` in a terminal."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.unit.cli.conftest import Kap


def test_records_move_to_another_folder_with_their_key(
    kap: Kap, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KAP_ENCRYPTION_KEYS", kap("keys", "generate").out.strip())
    kap("users", "add", "ana", "--role", "patient")
    file = tmp_path / "a.kap"

    made = kap("backup", str(file))
    again = kap("backup", str(file))
    monkeypatch.setenv("KAP_DATA_DIR", str(tmp_path / "elsewhere"))
    back = kap("restore", str(file))
    twice = kap("restore", str(file))

    assert (made.code, back.code, "1 accounts" in made.out, "1 accounts" in back.out) == (0, 0, True, True)
    assert (again.code, twice.code) == (1, 1)
    assert "--force" in twice.err
    assert "ana" in kap("users", "list").out
    assert kap("audit", "verify").code == 0
