"""`kap alerts` and `kap worker`: what was given up, whether the chain works, and that production waits for it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from assistant import bootstrap, settings
from assistant.bootstrap import check_rehearsed, rehearsed
from assistant.cli.alert_findings import alert_findings
from assistant.conversation.duty import WORKER
from assistant.domain.errors import SettingsError
from assistant.escalation.rehearsal import chain_of
from assistant.settings import Settings
from tests.fakes.memory_records import MemoryRecords
from tests.fakes.stage import URL, Stage
from tests.unit.cli.conftest import Kap


def codes(stage: Stage) -> list[str]:
    return [re.findall(r"--confirm (\w+)", sent.body)[0] for sent in stage.sender.sent]


def test_what_was_given_up_is_listed_without_the_secret_in_its_address(kap: Kap, stage: Stage) -> None:
    stage.say("I want to die")
    (alert,) = stage.records.due_alerts(stage.clock.now(), 10)
    waiting = json.loads(kap("alerts", "list", "--json").out)
    stage.records.alert_failed(alert.id, None, stage.clock.now())

    dead = json.loads(kap("alerts", "list", "--dead", "--json").out)

    assert [row["id"] for row in waiting] == [row["id"] for row in dead] == [alert.id]
    assert (dead[0]["address"], dead[0]["step"], dead[0]["attempts"]) == (URL, 1, 1)
    assert "1 tries" in kap("alerts", "list", "--dead").out


def test_a_test_sends_a_code_and_its_confirmation_completes_it(kap: Kap, stage: Stage) -> None:
    sent = kap("alerts", "test")
    confirmed = kap("alerts", "test", "--confirm", codes(stage)[0])

    assert (sent.code, confirmed.code) == (0, 0)
    assert "sent: team default, step 1: on call" in sent.out
    assert "The whole chain is confirmed." in confirmed.out
    assert stage.records.alerts_tested_at(chain_of(stage.engine.oncall)) == stage.clock.now()


def test_a_test_that_an_address_refused_fails_and_names_the_step(kap: Kap, stage: Stage) -> None:
    stage.sender.refusing.add(URL)

    ran = kap("alerts", "test")

    assert ran.code == 1
    assert "FAILED (0 of 1): team default, step 1" in ran.out


def test_an_unknown_code_is_refused_with_what_to_do(kap: Kap, stage: Stage) -> None:
    ran = kap("alerts", "test", "--confirm", "WRONG")

    assert ran.code == 1
    assert "kap alerts test" in ran.err


def test_the_worker_delivers_what_is_due_once_and_leaves_a_heartbeat(kap: Kap, stage: Stage) -> None:
    stage.say("I want to die")

    ran = kap("worker", "--once")

    assert ran.code == 0
    assert "delivered 1" in ran.err
    assert stage.records.last_beat(WORKER) == stage.clock.now()


@pytest.fixture
def production(tmp_path: Path) -> Settings:
    return Settings(profile="production", data_dir=tmp_path, alert_urls=("json://pager.example",))


@pytest.fixture
def records(monkeypatch: pytest.MonkeyPatch) -> MemoryRecords:
    kept = MemoryRecords()
    for place in (bootstrap, rehearsed):
        monkeypatch.setattr(place, "make_records", lambda _settings: kept)
    return kept


def test_production_starts_only_when_the_chain_it_has_now_was_confirmed(
    production: Settings, records: MemoryRecords
) -> None:
    with pytest.raises(SettingsError, match="kap alerts test"):
        check_rehearsed(production)
    chain = chain_of(bootstrap.make_oncall(production))
    at = bootstrap.make_clock().now()
    records.keep_alert_test("test", chain, {"code": "place"}, at)
    records.confirm_alert_test("code", "somebody", at)

    check_rehearsed(production)

    with pytest.raises(SettingsError):
        check_rehearsed(production.model_copy(update={"alert_urls": ("json://new.example",)}))


def test_a_server_started_without_kap_serve_asks_for_the_test_too(
    production: Settings, records: MemoryRecords, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rehearsed, "check_keys", lambda: None)
    monkeypatch.setattr(settings, "load", lambda: production)
    with pytest.raises(SystemExit, match="kap alerts test"):
        bootstrap.check_start()
    assert "bootstrap.check_start()" in bootstrap.server_script().read_text(encoding="utf-8")

    monkeypatch.setattr(settings, "load", lambda: production.model_copy(update={"profile": "local"}))
    bootstrap.check_start()
    assert records.verify_audit() == (0, None)


def test_a_local_start_needs_no_test(tmp_path: Path, records: MemoryRecords) -> None:
    check_rehearsed(Settings(data_dir=tmp_path))

    assert records.verify_audit() == (0, None)


def test_the_doctor_names_an_address_that_nothing_can_be_sent_to(production: Settings, records: MemoryRecords) -> None:
    broken = production.model_copy(update={"alert_urls": ("nosuch://token",)})

    found = {finding.part: finding for finding in alert_findings(broken)}

    assert records.last_beat(WORKER) is None
    assert found["alerts"].level == "ok"
    assert any("nosuch" in finding.found and "token" not in finding.found for finding in alert_findings(broken))
    assert found["alert test"].level == "fail"
    assert found["worker"].level == "warn"
