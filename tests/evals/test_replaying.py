"""A case that is put to the running assistant again: beside its patients, and nobody is alerted."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant import bootstrap
from assistant.bootstrap.keeping import make_oncall
from assistant.domain.errors import EvaluationGone
from assistant.domain.evaluation import CaseKey
from assistant.domain.messages import Author, Utterance
from assistant.domain.people import Role
from assistant.domain.risk import Tier
from assistant.settings import Settings
from evals.console.replaying import beside, replay
from evals.suites.registry import SUITES
from evals.targets.ours import alone
from evals.targets.running import Running
from evals.targets.sink import Sink
from tests.evals.fabricated import ScriptedTarget
from tests.fakes.clock import SteppedClock
from tests.fakes.hash_embedder import HashEmbedder
from tests.fakes.memory_records import MemoryRecords
from tests.fakes.recording_sender import RecordingSender
from tests.fakes.scripted_risk_model import ScriptedRiskModel

REAL = "json://on-call.example"
CRISIS = "I want to kill myself tonight"


def key_of(suite: str, split: str) -> CaseKey:
    return CaseKey(suite, split, SUITES[suite].read(split)[0].id)


def test_a_case_is_marked_as_in_a_run() -> None:
    outcome = replay(key_of("crisis", "dev"), ScriptedTarget())

    assert outcome.turns[0].name == "as written"
    assert outcome.turns[0].text is not None
    assert outcome.marks
    assert outcome.error == ""


def test_of_a_withheld_case_the_replay_gives_no_text_either() -> None:
    outcome = replay(key_of("crisis", "test"), ScriptedTarget())

    assert [turn.text for turn in outcome.turns] == [None]


def test_what_the_target_raises_leaves_the_case_undecided_and_only_its_type_is_told() -> None:
    outcome = replay(key_of("crisis", "dev"), ScriptedTarget(raises=True))

    assert outcome.error == "RuntimeError"
    assert set(outcome.marks.values()) == {None}
    assert outcome.turns == ()


@pytest.mark.parametrize(
    "key", [CaseKey("crisis", "dev", "none"), CaseKey("crisis", "no", "x"), CaseKey("no", "dev", "x")]
)
def test_a_case_that_is_in_no_data_set_is_told_as_gone(key: CaseKey) -> None:
    with pytest.raises(EvaluationGone):
        replay(key, ScriptedTarget())


def test_a_clinics_own_reviewed_case_is_never_put_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(SUITES, "reviewed", SUITES["crisis"])

    with pytest.raises(EvaluationGone):
        replay(key_of("reviewed", "dev"), ScriptedTarget())


def test_an_evaluation_alerts_neither_the_people_on_call_nor_the_safeguarding_lead(tmp_path: Path) -> None:
    clinic = Settings(
        data_dir=tmp_path,
        database_url="postgresql://db/kap",
        alert_urls=(REAL,),
        clinic_file=tmp_path / "clinic.toml",
        safeguarding_contact=REAL,
        safeguarding_lead="Lee",
        encryption_keys=(SecretStr("k"),),
    )

    own = alone(clinic, tmp_path / "records", None)

    assert make_oncall(own) == make_oncall(Settings(data_dir=tmp_path))
    assert own.clinic.safeguarding_urls == ()
    assert own.sql_url.startswith(f"sqlite:///{tmp_path / 'records'}")


@pytest.mark.network
def test_a_replay_touches_no_patients_records_and_sends_nothing(tmp_path: Path) -> None:
    records, sender = MemoryRecords((REAL,)), RecordingSender()
    settings = Settings(data_dir=tmp_path, alert_urls=(REAL,), region="US")
    engine = bootstrap.build_engine(
        settings,
        clock=SteppedClock(),
        embedder=HashEmbedder(),
        records=lambda: records,
        sender=sender,
        risk_model=ScriptedRiskModel(),
    )
    sink = Sink()
    target = Running(engine, settings, tmp_path / "beside", sink)

    seen = target.see((Utterance(Author.PATIENT, CRISIS),))
    said = target.session().say(CRISIS)
    target.engine.alerting().deliver_due()
    target.close()

    assert (seen.tier, said.tier, said.case) == (Tier.IMMINENT, Tier.IMMINENT, True)
    assert len(sink.bodies) == 1
    assert sender.sent == []
    assert [person for person in records.people() if person.role is Role.PATIENT] == []
    assert records.cases() == ()


@pytest.mark.network
def test_what_a_replay_stored_is_gone_afterwards(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = Settings(data_dir=tmp_path / "data", region="US")
    engine = bootstrap.build_engine(
        settings, clock=SteppedClock(), embedder=HashEmbedder(), records=MemoryRecords, risk_model=ScriptedRiskModel()
    )
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))

    with beside(engine, settings) as target:
        target.session().say(CRISIS)
        assert list(scratch.rglob("evaluated.db"))

    assert list(scratch.iterdir()) == []
    assert not (tmp_path / "data" / "assistant.db").exists()
