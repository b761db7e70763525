"""`kap doctor`: what is configured, what is missing, what to do; exit 1 exactly when something must be mended."""

from __future__ import annotations

import json
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant import bootstrap
from assistant.adapters.embedding_card import CARD, GRAPH, TOKENIZER
from assistant.adapters.encoder_risk_model import EncoderRiskModel
from assistant.adapters.local_embedder import LocalEmbedder
from assistant.adapters.packaged_embedder import PackagedEmbedder
from assistant.cli import examined_records
from assistant.domain.errors import ModelUnavailable
from assistant.retrieval.packaged_encoder import ENCODER
from assistant.settings import Settings
from tests.unit.cli.conftest import Kap


class _Model(LocalEmbedder):
    """An embedder that says it is there without being loaded, or that it is not."""

    missing = False

    @property
    def fingerprint(self) -> str:
        if self.missing:
            raise ModelUnavailable("The embedding model's weights are missing. Reinstall it.")
        return "f" * 64

    def load(self) -> None:
        assert self.fingerprint

    @property
    def kind(self) -> str:
        return "onnx"


@pytest.fixture(autouse=True)
def model(monkeypatch: pytest.MonkeyPatch) -> Iterator[type[_Model]]:
    for place in (bootstrap, bootstrap.library):
        monkeypatch.setattr(place, "make_embedder", lambda chosen: _Model(chosen.data_dir))
    yield _Model
    _Model.missing = False


def findings(kap: Kap) -> dict[str, dict[str, str]]:
    return {row["part"]: row for row in json.loads(kap("doctor", "--json").out)}


def test_a_fresh_installation_has_nothing_that_must_be_mended(kap: Kap) -> None:
    ran = kap("doctor")

    assert ran.code == 0
    assert "FAIL" not in ran.out


@pytest.mark.parametrize(("damage", "level"), [(None, "ok"), (GRAPH, "fail"), (TOKENIZER, "fail"), (CARD, "fail")])
def test_the_packaged_embedding_model_is_opened_and_compared_with_its_card(
    kap: Kap, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, damage: str | None, level: str
) -> None:
    folder = tmp_path / "encoder"
    shutil.copytree(ENCODER, folder)
    if damage:
        (folder / damage).write_bytes(b"{}")
    monkeypatch.setattr(bootstrap, "make_embedder", lambda _: PackagedEmbedder(folder))

    assert findings(kap)["embedding model"]["level"] == level


def test_a_classifier_that_is_damaged_must_be_mended(kap: Kap, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert findings(kap)["classifier"]["level"] == "ok"
    monkeypatch.setattr(bootstrap, "make_risk_model", lambda: EncoderRiskModel(tmp_path))

    ran = kap("doctor")

    assert ran.code == 1
    assert "FAIL  classifier" in ran.out


def test_it_says_what_to_do_about_what_is_missing(kap: Kap) -> None:
    found = findings(kap)

    assert found["index"]["what_to_do"] == "Run `kap library build`."
    assert "KAP_ALERT_URLS" in found["alerts"]["what_to_do"]
    assert "KAP_REGION" in found["help lines"]["what_to_do"]
    assert "KAP_CLINIC_PHONE" in found["clinic"]["found"]


def test_what_is_configured_is_ok(kap: Kap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAP_ALERT_URLS", "json://a.example,json://b.example")
    for name in ("KAP_CLINIC_PHONE", "KAP_CLINIC_HOURS", "KAP_SAFEGUARDING_CONTACT"):
        monkeypatch.setenv(name, "json://something.example")

    found = findings(kap)

    assert found["alerts"]["level"] == "ok"
    assert found["clinic"]["level"] == "ok"


def test_help_lines_that_nobody_has_checked_are_red(kap: Kap) -> None:
    assert findings(kap)["help lines US"]["level"] == "warn"


def test_in_production_unchecked_lines_of_the_clinics_own_region_must_be_mended(
    kap: Kap, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KAP_PROFILE", "production")
    monkeypatch.setenv("KAP_REGION", "CA")

    found = findings(kap)

    assert (found["help lines CA"]["level"], found["help lines US"]["level"]) == ("fail", "warn")
    assert "ca-988" in found["help lines CA"]["found"]


@pytest.mark.parametrize(("days_ago", "level"), [(10, "ok"), (200, "warn"), (-3, "warn")])
def test_a_check_counts_for_half_a_year_and_not_before_it_was_made(
    kap: Kap, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, days_ago: int, level: str
) -> None:
    folder = Path(shutil.copytree(bootstrap.share("knowledge"), tmp_path / "knowledge"))
    day = (datetime.now(UTC) - timedelta(days=days_ago)).date()
    path = folder / "help_lines.yaml"
    path.write_text(path.read_text().replace("checked_on: null", f"checked_on: {day.isoformat()}"))
    monkeypatch.setenv("KAP_LIBRARY_DIR", str(folder))

    assert findings(kap)["help lines US"]["level"] == level


def test_a_missing_data_directory_is_made(kap: Kap, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("KAP_DATA_DIR", str(tmp_path / "not" / "yet"))

    assert findings(kap)["data directory"]["level"] == "ok"
    assert (tmp_path / "not" / "yet").is_dir()


def test_a_data_directory_that_is_a_file_fails_with_advice(
    kap: Kap, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("KAP_DATA_DIR", str(tmp_path / "file"))

    ran = kap("doctor")

    assert ran.code == 1
    assert "FAIL  data directory" in ran.out
    assert "KAP_DATA_DIR" in ran.out


def test_a_missing_model_fails_and_the_other_parts_are_still_examined(kap: Kap, model: type[_Model]) -> None:
    model.missing = True

    ran = kap("doctor")

    assert ran.code == 1
    assert "FAIL  embedding model: The embedding model's weights are missing. Reinstall it." in ran.out
    assert "ok    library" in ran.out


def test_a_library_without_an_approved_document_fails_in_production(kap: Kap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAP_PROFILE", "production")

    ran = kap("doctor")

    assert ran.code == 1
    assert "Have a clinician approve documents" in ran.out


def test_an_unknown_setting_stops_it_with_a_hint(kap: Kap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAP_REGOIN", "US")

    ran = kap("doctor")

    assert (ran.code, ran.out) == (1, "")
    assert ran.err == "kap: There is no setting KAP_REGOIN. Did you mean KAP_REGION?\n"


def test_a_region_that_nobody_knows_fails(kap: Kap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAP_REGION", "ATLANTIS")

    found = findings(kap)["help lines"]

    assert found["level"] == "fail"
    assert "elsewhere" in found["what_to_do"]


def test_an_altered_audit_trail_fails(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Altered:
        def verify_audit(self) -> tuple[int, str]:
            return 3, "Row 4 of the audit trail was altered."

    monkeypatch.setattr(bootstrap, "make_records", lambda _chosen: Altered())

    levels = {f.part: f.level for f in examined_records.audit_trail(Settings(data_dir=tmp_path))}

    assert levels["audit trail"] == "fail"


def test_the_api_key_and_alert_addresses_are_never_printed(kap: Kap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAP_CHAT_MODEL", "m")
    monkeypatch.setenv("KAP_CHAT_API_KEY", "sk-secret")
    monkeypatch.setenv("KAP_ALERT_URLS", "mailto://user:hunter2@example.org")

    ran = kap("doctor")

    assert "sk-secret" not in ran.out + ran.err
    assert "hunter2" not in ran.out + ran.err


def test_it_says_where_the_key_is_and_that_others_can_read_it(kap: Kap, tmp_path: Path) -> None:
    first = findings(kap)["encryption"]
    key = tmp_path / "data" / "encryption.key"
    key.chmod(0o644)

    assert (first["level"], str(key) in first["found"]) == ("note", True)
    assert findings(kap)["encryption"]["level"] == "warn"


def test_a_text_that_cannot_be_read_fails_by_its_place(kap: Kap, tmp_path: Path) -> None:
    assert kap("users", "add", "ana", "--role", "patient").code == 0
    with closing(sqlite3.connect(tmp_path / "data" / "assistant.db")) as database, database:
        database.execute("UPDATE people SET name = 'siv1:damaged'")

    found = findings(kap)["encrypted texts"]

    assert found["level"] == "fail"
    assert "people.name" in found["found"]


def test_production_without_a_key_fails(kap: Kap, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAP_PROFILE", "production")

    ran = kap("doctor", "--json")

    assert ran.code == 1
    assert "KAP_ENCRYPTION_KEYS" in {row["part"]: row for row in json.loads(ran.out)}["encryption"]["found"]


def test_it_says_when_the_last_backup_was_made_and_who_is_due(
    kap: Kap, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("KAP_RETENTION_DAYS", "30")
    kap("users", "add", "ana", "--role", "patient")
    kap("users", "end-care", "ana", "--on", "2020-01-31")
    before = findings(kap)
    kap("backup", str(tmp_path / "a.kap"))
    kap("retention", "run")
    after = findings(kap)

    assert (before["backup"]["level"], after["backup"]["level"]) == ("note", "ok")
    assert (before["retention"]["level"], after["retention"]["level"]) == ("warn", "ok")
