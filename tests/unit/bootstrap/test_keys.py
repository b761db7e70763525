"""Which keys the records are encrypted with, and when a start is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant import bootstrap
from assistant.adapters.master_keys import new_key
from assistant.domain.errors import KeysRefused, SettingsError
from assistant.domain.people import Role
from assistant.settings import Settings
from tests.fakes.invitations import invited


def settings(folder: Path, *keys: str, profile: str = "local") -> Settings:
    return Settings(data_dir=folder, encryption_keys=keys, profile=profile)


def test_locally_a_key_is_made_beside_the_database_and_used_again(tmp_path: Path) -> None:
    bootstrap.make_records(settings(tmp_path)).add_person("ana", Role.PATIENT, invited("x"))

    again = bootstrap.make_records(settings(tmp_path))

    assert again.person_named("ana") is not None
    assert (tmp_path / "encryption.key").stat().st_mode & 0o077 == 0
    assert b"ana" not in (tmp_path / "assistant.db").read_bytes()


def test_a_lost_key_file_is_refused_and_no_new_one_is_made(tmp_path: Path) -> None:
    bootstrap.make_records(settings(tmp_path))
    (tmp_path / "encryption.key").unlink()

    with pytest.raises(KeysRefused, match=r"encryption\.key"):
        bootstrap.make_records(settings(tmp_path))

    assert not (tmp_path / "encryption.key").exists()


def test_production_needs_a_key_in_the_settings(tmp_path: Path) -> None:
    with pytest.raises(KeysRefused, match="kap keys generate"):
        bootstrap.make_records(settings(tmp_path, profile="production"))

    assert list(tmp_path.iterdir()) == []


def test_keys_of_the_settings_make_no_file(tmp_path: Path) -> None:
    bootstrap.make_records(settings(tmp_path, new_key(), profile="production"))

    assert not (tmp_path / "encryption.key").exists()


def test_a_wrong_key_is_refused_at_the_start(tmp_path: Path) -> None:
    bootstrap.make_records(settings(tmp_path, new_key()))

    with pytest.raises(KeysRefused, match="not among those given"):
        bootstrap.make_records(settings(tmp_path, new_key()))


def test_a_server_with_a_wrong_key_does_not_start(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAP_DATA_DIR", str(tmp_path))
    monkeypatch.setenv("KAP_ENCRYPTION_KEYS", new_key())
    bootstrap.make_records(settings(tmp_path, new_key()))

    with pytest.raises(SettingsError, match="not among those given"):
        bootstrap.check_keys()


def test_a_server_starts_although_its_database_does_not_answer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("KAP_ENCRYPTION_KEYS", new_key())
    monkeypatch.setenv("KAP_DATABASE_URL", f"sqlite:///{tmp_path}/file/a.db")

    bootstrap.check_keys()


def test_a_key_is_not_shown_when_settings_are_printed(tmp_path: Path) -> None:
    key = new_key()

    assert key not in repr(settings(tmp_path, key))
