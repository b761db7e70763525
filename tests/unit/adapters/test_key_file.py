"""The key file of a local installation: made once, for this account only."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from assistant.adapters.key_file import KeyFile
from assistant.adapters.master_keys import parsed
from assistant.domain.errors import KeysRefused


def test_there_is_none_until_it_is_made(tmp_path: Path) -> None:
    file = KeyFile(tmp_path)
    assert file.read() is None

    made = file.make()

    assert file.read() == made
    assert len(parsed([made])) == 1


def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    file = KeyFile(tmp_path)
    file.make()
    assert file.is_private

    file.path.chmod(0o640)

    assert not file.is_private


def test_programs_that_start_together_get_the_same_key_and_leave_nothing_behind(tmp_path: Path) -> None:
    with ThreadPoolExecutor(8) as pool:
        keys = set(pool.map(lambda _: KeyFile(tmp_path).make(), range(8)))

    assert len(keys) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["encryption.key"]


def test_a_file_is_never_replaced(tmp_path: Path) -> None:
    first = KeyFile(tmp_path).make()

    assert KeyFile(tmp_path).make() == first


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(KeysRefused, match="KAP_DATA_DIR"):
        KeyFile(tmp_path / "file" / "deeper").make()


def test_a_file_that_is_no_text_is_named(tmp_path: Path) -> None:
    (tmp_path / "encryption.key").write_bytes(b"\xff\xfe")

    with pytest.raises(KeysRefused, match=r"encryption\.key"):
        KeyFile(tmp_path).read()
