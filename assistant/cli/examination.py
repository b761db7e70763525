"""Examines an installation: what is configured, what is missing, what to do."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator

from assistant import bootstrap, settings
from assistant.cli.alert_findings import alert_findings
from assistant.cli.examined_library import help_lines, library
from assistant.cli.examined_records import audit_trail, backup, encryption, retention
from assistant.cli.finding import Finding
from assistant.domain.errors import AssistantError
from assistant.settings import Settings

ROOM = 1_000_000_000
"""Bytes that model, index and database want to find free."""


def examine() -> tuple[Finding, ...]:
    """Every finding, in the order in which a person would mend them; one broken part does not hide the others."""
    chosen = settings.load()
    findings: list[Finding] = [Finding("settings", "ok", f"profile {chosen.profile}, data in {chosen.data_dir}")]
    parts: tuple[tuple[str, Callable[[Settings], Iterator[Finding]]], ...] = (
        ("data directory", _data_dir),
        ("database", _database),
        ("encryption", encryption),
        ("audit trail", audit_trail),
        ("retention", retention),
        ("backup", backup),
        ("embedding model", _model),
        ("classifier", _classifier),
        ("index", _index),
        ("library", library),
        ("help lines", help_lines),
        ("alerts", _alerts),
        ("clinic", _clinic),
        ("answers", _composer),
    )
    for part, look in parts:
        try:
            findings += look(chosen)
        except AssistantError as error:
            findings.append(Finding(part, "fail", str(error)))
        except OSError as error:
            found = error.strerror or type(error).__name__
            findings.append(Finding(part, "fail", found, "Give this user write access, or set KAP_DATA_DIR."))
    return tuple(findings)


def _data_dir(chosen: Settings) -> Iterator[Finding]:
    chosen.data_dir.mkdir(parents=True, exist_ok=True)
    if not os.access(chosen.data_dir, os.W_OK):
        yield Finding(
            "data directory", "fail", "cannot be written", "Give this user write access, or set KAP_DATA_DIR."
        )
        return
    free = shutil.disk_usage(chosen.data_dir).free
    if free < ROOM:
        yield Finding("data directory", "warn", f"{free // 1_000_000} MB free", "Free at least 1 GB.")
    else:
        yield Finding("data directory", "ok", f"writable, {free // 1_000_000_000} GB free")


def _database(chosen: Settings) -> Iterator[Finding]:
    records = bootstrap.make_records(chosen)
    kind = "PostgreSQL" if chosen.sql_url.startswith("postgresql") else "SQLite"
    yield Finding("database", "ok", f"{kind}, migrated, {len(records.people())} accounts")


def _model(chosen: Settings) -> Iterator[Finding]:
    embedder = bootstrap.make_embedder(chosen)
    embedder.load()
    fingerprint = embedder.fingerprint
    if embedder.kind == "packaged":
        yield Finding("embedding model", "ok", f"the packaged one, {fingerprint[:16]}")
    elif embedder.kind == "onnx":
        yield Finding("embedding model", "ok", f"exported graph of {fingerprint[:16]}")
    else:
        yield Finding(
            "embedding model", "warn", "served by sentence-transformers: slower start", "Run `kap library build`."
        )


def _classifier(_: Settings) -> Iterator[Finding]:
    bootstrap.make_risk_model().prepare()
    yield Finding("classifier", "ok", "whole, and bound to its card")


def _index(chosen: Settings) -> Iterator[Finding]:
    library = bootstrap.load_library(chosen)
    state = bootstrap.make_store(chosen).state()
    if state is None:
        yield Finding("index", "warn", "not built yet; the first question builds it", "Run `kap library build`.")
    elif not bootstrap.index_is_current(chosen, state):
        yield Finding("index", "warn", "made from another library or model", "Run `kap library build`.")
    else:
        yield Finding("index", "ok", f"{state[2]} entries, library {library.version}")


def _alerts(chosen: Settings) -> Iterator[Finding]:
    yield from alert_findings(chosen)


def _clinic(chosen: Settings) -> Iterator[Finding]:
    missing = [
        name
        for name, value in (
            ("KAP_CLINIC_PHONE", chosen.clinic_phone),
            ("KAP_CLINIC_HOURS", chosen.clinic_hours),
            ("KAP_SAFEGUARDING_CONTACT", chosen.clinic.safeguarding_urls),
        )
        if not value
    ]
    if missing:
        yield Finding("clinic", "warn", f"texts do without {', '.join(missing)}", "Set them.")
    else:
        yield Finding("clinic", "ok", chosen.clinic_name)


def _composer(chosen: Settings) -> Iterator[Finding]:
    if not chosen.uses_chat_model:
        yield Finding("answers", "ok", "extractive: exact sentences from the library, no language model")
        return
    yield Finding("answers", "note", f"chat_model {chosen.chat_model}; falls back to extractive when it fails")
