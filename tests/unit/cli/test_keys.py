"""`kap keys`: a key is made, changed and let go from the terminal."""

from __future__ import annotations

import pytest

from tests.unit.cli.conftest import Kap


def test_a_generated_key_is_a_key_and_never_the_same(kap: Kap) -> None:
    one, other = kap("keys", "generate").out, kap("keys", "generate").out

    assert len(one.strip()) == 44
    assert one != other


def test_a_key_is_changed_and_the_old_one_let_go(kap: Kap, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = (kap("keys", "generate").out.strip() for _ in range(2))
    monkeypatch.setenv("KAP_ENCRYPTION_KEYS", old)
    kap("users", "add", "ana", "--role", "patient")
    assert kap("chat", "--as", "ana", "--message", "I want to die", "--json").code == 0
    before = kap("keys", "list").out
    monkeypatch.setenv("KAP_ENCRYPTION_KEYS", f"{new}, {old}")

    ran = kap("keys", "rotate")

    freed = before.split("\t")[0]
    assert (ran.code, f"key {freed} is needed no more" in ran.out) == (0, True)
    monkeypatch.setenv("KAP_ENCRYPTION_KEYS", new)
    assert "ana" in kap("users", "list").out
    assert kap("audit", "verify").code == 0
    monkeypatch.setenv("KAP_ENCRYPTION_KEYS", old)
    refused = kap("users", "list")
    assert (refused.code, refused.out) == (1, "")
    assert "KAP_ENCRYPTION_KEYS" in refused.err
    assert new not in refused.err
