"""What `kap doctor` says of how the records are kept."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from assistant import bootstrap
from assistant.cli.finding import Finding
from assistant.domain.upkeep import AuditFilter
from assistant.settings import Settings

OLD = timedelta(days=7)
"""A backup that is older is worth a word."""
SHOWN = 5
"""So many unreadable texts are named."""


def audit_trail(chosen: Settings) -> Iterator[Finding]:
    """Whether the chain holds."""
    checked, problem = bootstrap.make_records(chosen).verify_audit()
    if problem is None:
        yield Finding("audit trail", "ok", f"intact, {checked} rows")
    else:
        yield Finding("audit trail", "fail", problem, "Keep a copy of the database and find out who changed it.")


def encryption(chosen: Settings) -> Iterator[Finding]:
    """Which keys there are, where from, and whether every text opens."""
    state = bootstrap.sealed_state(chosen)
    yield _source(chosen, state.first)
    if state.older:
        yield Finding(
            "encryption",
            "note",
            f"some texts are still encrypted with {', '.join(state.older)}",
            "Run `kap keys rotate`; then the older key can go.",
        )
    if state.unreadable:
        some = ", ".join(state.unreadable[:SHOWN]) + (", …" if len(state.unreadable) > SHOWN else "")
        yield Finding(
            "encrypted texts",
            "fail",
            f"{len(state.unreadable)} cannot be read and are shown as unreadable: {some}",
            "Restore them from a backup; the others are not touched.",
        )
    else:
        yield Finding("encrypted texts", "ok", f"all {sum(state.texts.values())} can be read")


def _source(chosen: Settings, first: str) -> Finding:
    if chosen.encryption_keys:
        return Finding("encryption", "ok", f"key {first} from KAP_ENCRYPTION_KEYS")
    file = bootstrap.key_file(chosen)
    if not file.is_private:
        return Finding("encryption", "warn", f"others can read {file.path}", f"Run: chmod 600 {file.path}")
    return Finding(
        "encryption",
        "note",
        f"key {first} from {file.path}",
        "Keep a copy of it apart from the database's backups.",
    )


def retention(chosen: Settings) -> Iterator[Finding]:
    """Whether records go, and whether some should have gone."""
    if chosen.retention_days is None:
        yield Finding(
            "retention",
            "note",
            "KAP_RETENTION_DAYS is not set: nothing is ever deleted",
            "Set what your clinic must keep.",
        )
        return
    due = [ended for ended in bootstrap.due_for_deletion(chosen, bootstrap.make_clock().now().date()) if not ended.kept]
    if due:
        yield Finding("retention", "warn", f"{len(due)} patients are due", "Run `kap retention run`, daily by a timer.")
    else:
        yield Finding("retention", "ok", f"{chosen.retention_days} days after care ends; nobody is due")


def backup(chosen: Settings) -> Iterator[Finding]:
    """When the last backup was made, as the audit trail says."""
    made = bootstrap.audit_rows(chosen, AuditFilter(action="backup_made"), 1)
    do = "Run `kap backup FILE`, daily by a timer, and try `kap restore` into an empty folder."
    if not made:
        level = "warn" if chosen.profile == "production" else "note"
        yield Finding("backup", level, "none was ever made with `kap backup`", do)
        return
    age = bootstrap.make_clock().now() - made[0].at
    if age > OLD:
        yield Finding("backup", "warn", f"the last one was made {age.days} days ago", do)
    else:
        yield Finding("backup", "ok", f"the last one was made on {made[0].at:%Y-%m-%d %H:%M}Z")
