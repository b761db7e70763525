"""The settings: the only reader of the environment.

Every setting is an environment variable `KAP_*` (or a line of a `.env` file). A name that does not exist is refused,
because a mistyped safety setting must never pass for a default.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AliasChoices, Field, SecretStr, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from assistant.domain.clinic import Clinic
from assistant.domain.errors import SettingsError
from assistant.domain.library import Vetting

PREFIX = "KAP_"
_ELSEWHERE = frozenset({"KAP_GIT_COMMIT"})
"""Variables of the build, not of the product."""


class Settings(BaseSettings):
    """Every setting with its default; `load()` is the way to make one."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_file=".env", extra="ignore", frozen=True)

    profile: Literal["local", "production"] = Field("local", description="`local` works with nothing else set.")
    data_dir: Path = Field(
        default_factory=lambda: Path.home() / ".kap-assistant",
        description="Holds everything the app writes: database, index, exported model.",
    )
    database_url: str | None = Field(None, description="SQLAlchemy URL; unset: SQLite in the data directory.")
    database_timeout_s: float = Field(5.0, gt=0, description="How long a write waits for a locked database.")
    encryption_keys: Annotated[tuple[SecretStr, ...], NoDecode] = Field(
        (),
        description="Keys for what is stored, comma-separated: the first encrypts, all decrypt. Needed in production.",
    )
    retention_days: int | None = Field(
        None, ge=0, description="Days after care ends until `kap retention run` deletes a patient's records."
    )
    chroma_url: str | None = Field(None, description="A Chroma server; unset: embedded in the data directory.")
    chat_base_url: str | None = Field(None, description="OpenAI-compatible endpoint, ending in /v1.")
    chat_model: str | None = Field(None, description="Model name there; unset: no language model is used.")
    chat_api_key: SecretStr | None = Field(
        None,
        validation_alias=AliasChoices("KAP_CHAT_API_KEY", "OPENAI_API_KEY"),
        description="Key of that endpoint (also read from `OPENAI_API_KEY`).",
    )
    chat_timeout_s: float = Field(20.0, gt=0, description="Total time the language model may take for one reply.")
    second_opinion: bool = Field(
        False, description="Whether the chat model also says of each message whether it is safe; it can only raise."
    )
    second_opinion_timeout_s: float = Field(
        3.0, gt=0, description="Time that second opinions may take; what is late leaves the rails' result."
    )
    moderation: bool = Field(
        False, description="Whether OpenAI's moderation endpoint is asked of each message; it can only raise."
    )
    moderation_base_url: str | None = Field(
        None, description="Another server with that endpoint, ending in /v1; unset: OpenAI's own."
    )
    composer: Literal["extractive", "chat_model", "auto"] = Field(
        "auto", description="`auto`: `chat_model` when a chat model is configured, else `extractive`."
    )
    embedding_model: Path | None = Field(
        None,
        description="Folder of another sentence-transformers model; unset: the packaged one, tuned on the library.",
    )
    reranker_model: Path | None = Field(
        None, description="Folder of a sentence-transformers CrossEncoder that orders what was found; unset: none."
    )
    library_dir: Path | None = Field(None, description="Folder of the library; unset: the one that ships.")
    library_requires: Vetting | None = Field(
        None, description="`source-checked` or `clinician-approved`; unset: approved in production."
    )
    region: str | None = Field(None, description="Help lines shown first: US, CA, GB, IE, AU, ES; unset: worldwide.")
    clinic_name: str = Field("your clinic", description="As patients know it.")
    clinic_phone: str | None = Field(None, description="Shown with 'call your clinic'.")
    clinic_hours: str | None = Field(None, description="For example `Mon-Fri 9-17`.")
    safeguarding_contact: str | None = Field(
        None, description="Apprise URL of who hears of abuse by staff; somebody outside the care team."
    )
    safeguarding_lead: str | None = Field(
        None, description="Name of the clinician account that alone sees the cases about abuse by staff."
    )
    alert_urls: Annotated[tuple[str, ...], NoDecode] = Field(
        (), description="Apprise URLs, comma-separated: one step, due at once; with a clinic file its fallback."
    )
    clinic_file: Path | None = Field(
        None, description="TOML file of care teams, on-call steps, hours and clocks; see docs/escalation.md."
    )
    answers_per_hour: int = Field(
        60, ge=0, description="Answers one patient gets in an hour, 0: no limit; danger is always answered."
    )
    public_url: str = Field("http://127.0.0.1:8501", description="Where clinicians open the console; goes into alerts.")
    staff_idle_minutes: int = Field(
        30, ge=1, description="Clinicians, evaluators and admins unused for so long sign in again."
    )
    patient_idle_minutes: int = Field(720, ge=1, description="Patients unused for so long sign in again.")
    staff_session_hours: int = Field(12, ge=1, description="Staff sign in again after so long in any case.")
    patient_session_hours: int = Field(168, ge=1, description="Patients sign in again after so long in any case.")
    invitation_days: int = Field(14, ge=1, description="Days until an invitation that nobody used ends.")
    oidc_metadata_url: str | None = Field(
        None, description="The clinic's sign-in (OpenID Connect), ending in /.well-known/openid-configuration."
    )
    oidc_client_id: str | None = Field(None, description="What that sign-in knows this product as.")
    oidc_client_secret: SecretStr | None = Field(None, description="Its secret.")
    oidc_scopes: str = Field("openid email profile", description="What is asked of it.")
    oidc_name_claim: str = Field("email", description="The claim that is the account's name here.")
    oidc_role_claim: str | None = Field(
        None, description="The claim, or path such as `realm_access.roles`, with the role; unset: as an admin set it."
    )
    local_accounts: Literal["everybody", "patients", "nobody"] | None = Field(
        None, description="Who signs in with a local account; unset: everybody, or nobody with OpenID Connect."
    )
    eval_runs: Path | None = Field(
        None, description="Folder of the runs that `kap eval` stores and evaluators see; unset: in the data directory."
    )
    demo: bool = Field(False, description="One-click demo accounts; refused outside `local` and loopback.")

    @field_validator("alert_urls", "encryption_keys", mode="before")
    @classmethod
    def _split(cls, value: object) -> object:
        return tuple(u.strip() for u in value.split(",") if u.strip()) if isinstance(value, str) else value

    @field_validator("*", mode="before")
    @classmethod
    def _empty_is_unset(cls, value: object, info: ValidationInfo) -> object:
        if isinstance(value, str) and not value.strip():
            return cls.model_fields[str(info.field_name)].get_default(call_default_factory=True, validated_data={})
        return value

    @field_validator("data_dir", "embedding_model", "reranker_model", "library_dir", "clinic_file", "eval_runs")
    @classmethod
    def _home(cls, value: Path | None) -> Path | None:
        return value.expanduser() if value else value

    @field_validator("region")
    @classmethod
    def _code(cls, value: str | None) -> str | None:
        code = value.strip() if value else None
        return code.upper() if code and code.lower() != "elsewhere" else code and code.lower()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        if self.demo and self.profile != "local":
            raise ValueError("KAP_DEMO=true needs KAP_PROFILE=local: demo accounts sign in without a password")
        if self.oidc_metadata_url and not (self.oidc_client_id and self.oidc_client_secret):
            raise ValueError("KAP_OIDC_METADATA_URL needs KAP_OIDC_CLIENT_ID and KAP_OIDC_CLIENT_SECRET")
        if self.second_opinion and not self.chat_model:
            raise ValueError("KAP_SECOND_OPINION=true needs KAP_CHAT_MODEL (and usually KAP_CHAT_BASE_URL)")
        if self.composer == "chat_model" and not self.chat_model:
            raise ValueError("KAP_COMPOSER=chat_model needs KAP_CHAT_MODEL (and usually KAP_CHAT_BASE_URL)")
        if self.library_requires not in (None, Vetting.SOURCE_CHECKED, Vetting.CLINICIAN_APPROVED):
            raise ValueError("KAP_LIBRARY_REQUIRES is source-checked or clinician-approved")
        if self.profile == "production" and self.vetting is not Vetting.CLINICIAN_APPROVED:
            raise ValueError("KAP_PROFILE=production serves only documents that a named clinician has approved")
        return self

    @property
    def clinic(self) -> Clinic:
        """What the configuration says of the clinic."""
        return Clinic(
            self.clinic_name,
            self.clinic_phone,
            self.clinic_hours,
            self.safeguarding_contact,
            self.region,
            self.safeguarding_lead,
        )

    @property
    def local(self) -> str:
        """Who signs in with a local account."""
        return self.local_accounts or ("nobody" if self.oidc_metadata_url else "everybody")

    @property
    def vetting(self) -> Vetting:
        """How far a document must have been checked to be served."""
        if self.library_requires is not None:
            return self.library_requires
        return Vetting.CLINICIAN_APPROVED if self.profile == "production" else Vetting.SOURCE_CHECKED

    @property
    def sql_url(self) -> str:
        """The database's URL."""
        return self.database_url or f"sqlite:///{self.data_dir / 'assistant.db'}"

    @property
    def runs_dir(self) -> Path:
        """Where runs of `kap eval` are stored and looked for."""
        return self.eval_runs or self.data_dir / "evals" / "runs"

    @property
    def uses_chat_model(self) -> bool:
        """Whether answers are composed by a language model."""
        return self.composer == "chat_model" or (self.composer == "auto" and bool(self.chat_model))


def load() -> Settings:
    """The settings of this process. Raises SettingsError that names the setting and what to do."""
    known = {PREFIX + name.upper() for name in Settings.model_fields} | _ELSEWHERE
    for name in _given():
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            near = difflib.get_close_matches(name.upper(), known, n=1)
            hint = f" Did you mean {near[0]}?" if near else " See the settings table in README.md."
            raise SettingsError(f"There is no setting {name}.{hint}")
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        where = "".join(f"{PREFIX}{str(part).upper()}: " for part in first["loc"][:1])
        raise SettingsError(f"{where}{first['msg'].removeprefix('Value error, ')}") from None


def _given() -> Iterator[str]:
    """Every name in the environment and in the `.env` file of the working directory."""
    yield from os.environ
    try:
        lines = Path(".env").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        return
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"The file .env cannot be read ({type(error).__name__}). Save it as UTF-8 text.") from None
    for line in lines:
        name = line.strip().removeprefix("export ").partition("=")[0].strip()
        if name and not name.startswith("#"):
            yield name
