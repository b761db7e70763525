"""Whatever breaks behind a patient page, the page still shows where help is."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from assistant import bootstrap
from assistant.domain.errors import IndexUnavailable, RecordsUnavailable
from assistant.domain.people import Role
from assistant.ui import current
from tests.app.house import CRISIS, ROOT, House, links_of, words_of


def _broken(*_args: object, **_named: object) -> None:
    raise RuntimeError("secret words of a patient")


def test_an_engine_that_cannot_be_built_leaves_the_help_lines(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bootstrap, "shared_engine", _broken)

    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=30).run()

    assert not page.exception
    assert "Something broke on our side" in words_of(page)
    assert "call your local emergency number" in words_of(page)
    assert "https://findahelpline.com" in links_of(page)


def test_even_without_the_file_of_help_lines_the_page_says_what_to_do(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bootstrap, "shared_engine", _broken)
    monkeypatch.setattr(bootstrap, "shared_regions", _broken)

    page = AppTest.from_file(str(ROOT / "streamlit_app.py"), default_timeout=30).run()

    assert not page.exception
    assert "call your local emergency number" in words_of(page)


def test_a_page_that_breaks_shows_the_help_lines_of_the_region(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    house.sign_in(Role.PATIENT)
    monkeypatch.setattr(type(house.engine.turns), "take", _broken)

    page = house.ask("hello")

    assert not page.exception
    assert "Something broke on our side" in words_of(page)
    assert "tel:911" in links_of(page)


def test_a_failure_is_told_without_its_words(
    house: House, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    house.sign_in(Role.PATIENT)
    monkeypatch.setattr(type(house.engine.turns), "take", _broken)

    page = house.ask("hello")

    told = words_of(page) + capsys.readouterr().out + capsys.readouterr().err + caplog.text
    assert "secret words of a patient" not in told


def test_without_records_a_patient_can_still_write_and_gets_the_crisis_text(house: House) -> None:
    house.sign_in(Role.PATIENT)
    page = house.past_welcome()
    house.records.down = True

    page.chat_input(key="question").set_value(CRISIS).run()

    assert not page.exception
    assert "tel:911" in links_of(page)
    assert "nothing is kept" in words_of(page)
    assert CRISIS in words_of(page)
    assert [sent.url for sent in house.sender.sent] == ["json://on-call.example"]


def test_without_records_the_page_opens_with_the_help_button(house: House) -> None:
    house.sign_in(Role.PATIENT)
    house.records.down = True

    page = house.open()
    page.button(key="help_now").click().run()

    assert not page.exception
    assert "tel:911" in links_of(page)


def test_without_records_a_picked_region_holds_for_the_tab(house: House) -> None:
    house.sign_in(Role.PATIENT)
    house.records.down = True
    page = house.open()
    page.button(key="help_now").click().run()

    page.selectbox(key="region_picked").set_value("IE").run()
    page.button(key="help_now").click().run()

    assert not page.exception
    assert "tel:112" in links_of(page)


def test_without_records_staff_see_the_notice_and_no_queue(house: House) -> None:
    house.sign_in(Role.CLINICIAN)
    house.records.down = True

    page = house.open()

    assert not page.exception
    assert "Something broke on our side" in words_of(page)


def test_records_that_cannot_open_leave_the_help_lines(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def unavailable() -> None:
        raise RecordsUnavailable("The database does not answer.")

    person = house.sign_in(Role.PATIENT)
    object.__setattr__(house.engine, "records", unavailable)
    monkeypatch.setattr(current, "current_person", lambda: person)

    page = house.open()

    assert not page.exception
    assert "help_now" in [button.key for button in page.button]


def test_a_missing_model_is_told_with_help_lines_and_a_human_is_asked_to_look(
    tmp_path: Path, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    from assistant.settings import Settings
    from tests.fakes.hash_embedder import HashEmbedder
    from tests.fakes.scripted_risk_model import ScriptedRiskModel

    embedder = HashEmbedder()
    embedder.broken = True
    house.engine = bootstrap.build_engine(
        Settings(data_dir=tmp_path, region="US"),
        clock=house.clock,
        embedder=embedder,
        risk_model=ScriptedRiskModel(),
        records=lambda: house.records,
        sender=house.sender,
    )
    house.sign_in(Role.PATIENT)

    page = house.ask("Is it normal to feel raw the day after?")

    assert not page.exception
    assert "tel:911" in links_of(page)
    assert len(house.records.cases()) == 1


def test_a_broken_index_never_hides_a_crisis(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    from assistant.retrieval.hybrid import HybridRetriever

    def no_index(*_args: object) -> None:
        raise IndexUnavailable("There is no index.")

    monkeypatch.setattr(HybridRetriever, "retrieve", no_index)
    house.sign_in(Role.PATIENT)

    page = house.ask(CRISIS)

    assert "I am really glad you told me" in words_of(page)
    assert "tel:988" in links_of(page)
