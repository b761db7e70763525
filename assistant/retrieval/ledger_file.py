"""The vetting ledger as one file that a person can keep, read and move to another installation."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from assistant.domain.errors import LibraryError
from assistant.domain.vetting import Decision, LedgerEntry, sha256_of

FORMAT = "kap-vetting-ledger-1"
_FIELDS = ("id", "document_id", "sha256", "person_id", "person_name", "comment")


def write_ledger(entries: Sequence[LedgerEntry], texts: Mapping[str, str]) -> str:
    """The file: every decision in order, every text that one was about, and the SHA-256 over both."""
    body = {
        "entries": [
            {name: getattr(entry, name) for name in _FIELDS}
            | {"decision": entry.decision.value, "at": entry.at.isoformat()}
            for entry in entries
        ],
        "texts": dict(texts),
    }
    whole = {"format": FORMAT, **body, "sha256": sha256_of(_canonical(body))}
    return json.dumps(whole, ensure_ascii=True, indent=1, sort_keys=True) + "\n"


def read_ledger(text: str) -> tuple[tuple[LedgerEntry, ...], dict[str, str]]:
    """The decisions and the texts of the file.

    Raises LibraryError when it is no such file, when anything in it was changed after it was written, or when a
    decision comes without the text that it was about.
    """
    try:
        whole = json.loads(text)
        body = {"entries": whole["entries"], "texts": whole["texts"]}
        if whole["format"] != FORMAT or whole["sha256"] != sha256_of(_canonical(body)):
            raise LibraryError("The ledger file was changed after it was written, so none of it is taken.")
        texts = {str(key): str(value) for key, value in whole["texts"].items()}
        entries = tuple(_entry(fields) for fields in whole["entries"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise LibraryError("This is not a vetting ledger of this program, or it is cut off.") from error
    for entry in entries:
        if sha256_of(texts.get(entry.sha256, "")) != entry.sha256:
            raise LibraryError(f"The ledger file lacks the text that decision {entry.id} was about.")
    return entries, texts


def _entry(fields: Mapping[str, Any]) -> LedgerEntry:
    at = datetime.fromisoformat(fields["at"])
    if at.tzinfo is None:
        raise ValueError("a time without a zone")
    return LedgerEntry(decision=Decision(fields["decision"]), at=at, **{name: str(fields[name]) for name in _FIELDS})


def _canonical(body: Mapping[str, Any]) -> str:
    return json.dumps(body, ensure_ascii=True, sort_keys=True, separators=(",", ":"))
