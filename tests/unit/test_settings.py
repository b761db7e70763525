"""The settings: every one documented, none mistyped in silence, none in contradiction."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from assistant import settings
from assistant.domain.errors import SettingsError
from assistant.domain.library import Vetting
from assistant.settings import PREFIX, Settings

README = Path(__file__).resolve().parents[2] / "README.md"


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A working directory without a `.env`."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def refused(monkeypatch: pytest.MonkeyPatch, **given: str) -> str:
    for name, value in given.items():
        monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        settings.load()
    return str(caught.value)


def test_everything_has_a_default() -> None:
    assert settings.load().profile == "local"


def test_the_readmes_table_lists_every_setting_and_no_other() -> None:
    listed = re.findall(rf"^\| `({PREFIX}[A-Z_]+)` \|", README.read_text(encoding="utf-8"), flags=re.MULTILINE)

    assert sorted(listed) == sorted(PREFIX + name.upper() for name in Settings.model_fields)


def test_the_readmes_table_describes_each_setting_as_the_code_does() -> None:
    table = README.read_text(encoding="utf-8")

    for name, setting in Settings.model_fields.items():
        row = next(line for line in table.splitlines() if line.startswith(f"| `{PREFIX}{name.upper()}` |"))
        assert str(setting.description) in row


def test_an_unknown_name_is_refused_with_a_hint(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(monkeypatch, KAP_ALERT_URL="json://x") == (
        "There is no setting KAP_ALERT_URL. Did you mean KAP_ALERT_URLS?"
    )


def test_an_unknown_name_in_the_env_file_is_refused_too(monkeypatch: pytest.MonkeyPatch, elsewhere: Path) -> None:
    (elsewhere / ".env").write_text("# a comment\nOTHER=1\nexport KAP_ALERT_URL=json://x\n")

    assert "KAP_ALERT_URLS" in refused(monkeypatch)


def test_the_env_file_is_read(elsewhere: Path) -> None:
    (elsewhere / ".env").write_text("KAP_CLINIC_NAME=River Clinic\n")

    assert settings.load().clinic.name == "River Clinic"


def test_the_environment_beats_the_env_file(monkeypatch: pytest.MonkeyPatch, elsewhere: Path) -> None:
    (elsewhere / ".env").write_text("KAP_CLINIC_NAME=River Clinic\n")
    monkeypatch.setenv("KAP_CLINIC_NAME", "Hill Clinic")

    assert settings.load().clinic.name == "Hill Clinic"


def test_an_env_file_that_is_no_text_is_named(monkeypatch: pytest.MonkeyPatch, elsewhere: Path) -> None:
    (elsewhere / ".env").write_bytes(b"KAP_CLINIC_NAME=\xff\xfe")

    assert ".env" in refused(monkeypatch)


@pytest.mark.parametrize("name", [n for n in Settings.model_fields if n != "data_dir"])
def test_an_empty_value_means_the_default(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    expected = getattr(settings.load(), name)
    monkeypatch.setenv(PREFIX + name.upper(), "")

    assert getattr(settings.load(), name) == expected


def test_an_empty_data_directory_is_not_the_working_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAP_DATA_DIR", " ")

    assert settings.load().data_dir == Path.home() / ".kap-assistant"


def test_a_tilde_is_the_home_directory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAP_DATA_DIR", "~/kap")

    assert settings.load().data_dir == Path.home() / "kap"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("KAP_PROFILE", "staging"),
        ("KAP_COMPOSER", "magic"),
        ("KAP_DATABASE_TIMEOUT_S", "soon"),
        ("KAP_DATABASE_TIMEOUT_S", "0"),
        ("KAP_CHAT_TIMEOUT_S", "-1"),
        ("KAP_DEMO", "perhaps"),
        ("KAP_LIBRARY_REQUIRES", "draft"),
        ("KAP_LIBRARY_REQUIRES", "retired"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused_by_name(monkeypatch: pytest.MonkeyPatch, name: str, value: str) -> None:
    message = refused(monkeypatch, **{name: value})

    assert message.startswith(name)


def test_a_refused_value_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "hunter2" not in refused(monkeypatch, KAP_DATABASE_TIMEOUT_S="hunter2")


def test_demo_accounts_are_refused_in_production(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "KAP_PROFILE=local" in refused(monkeypatch, KAP_DEMO="true", KAP_PROFILE="production")


def test_a_chat_model_that_is_asked_for_must_be_named(monkeypatch: pytest.MonkeyPatch) -> None:
    assert "KAP_CHAT_MODEL" in refused(monkeypatch, KAP_COMPOSER="chat_model")


def test_production_serves_approved_documents_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAP_PROFILE", "production")

    assert settings.load().vetting is Vetting.CLINICIAN_APPROVED
    assert "approved" in refused(monkeypatch, KAP_LIBRARY_REQUIRES="source-checked")


def test_locally_source_checked_documents_are_served() -> None:
    assert settings.load().vetting is Vetting.SOURCE_CHECKED


@pytest.mark.parametrize(
    ("composer", "model", "used"),
    [("auto", "", False), ("auto", "m", True), ("extractive", "m", False), ("chat_model", "m", True)],
)
def test_a_chat_model_is_used_when_it_is_configured_and_not_ruled_out(
    monkeypatch: pytest.MonkeyPatch, composer: str, model: str, used: bool
) -> None:
    monkeypatch.setenv("KAP_COMPOSER", composer)
    monkeypatch.setenv("KAP_CHAT_MODEL", model)

    assert settings.load().uses_chat_model is used


def test_the_key_is_also_read_from_the_usual_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "sk-usual")
    key = settings.load().chat_api_key

    assert key is not None
    assert key.get_secret_value() == "sk-usual"


def test_a_secret_is_not_shown_when_settings_are_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAP_CHAT_API_KEY", "sk-secret")

    assert "sk-secret" not in repr(settings.load())


def test_alert_addresses_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAP_ALERT_URLS", " json://a.example , mailto://b.example,, ")

    assert settings.load().alert_urls == ("json://a.example", "mailto://b.example")


@pytest.mark.parametrize(("given", "meant"), [("us", "US"), (" gb ", "GB"), ("Elsewhere", "elsewhere")])
def test_a_region_is_understood_in_any_case(monkeypatch: pytest.MonkeyPatch, given: str, meant: str) -> None:
    monkeypatch.setenv("KAP_REGION", given)

    assert settings.load().region == meant


def test_sqlite_lives_in_the_data_directory_unless_a_url_is_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KAP_DATA_DIR", "/srv/kap")
    assert settings.load().sql_url == "sqlite:////srv/kap/assistant.db"

    monkeypatch.setenv("KAP_DATABASE_URL", "postgresql://db/kap")
    assert settings.load().sql_url == "postgresql://db/kap"
