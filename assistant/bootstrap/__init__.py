"""The composition root: the only place that names adapters and puts the parts together. Nothing happens at import."""

from __future__ import annotations

from assistant.bootstrap.composing import build_runnable
from assistant.bootstrap.engine import build_engine
from assistant.bootstrap.keeping import check_keys, make_clock, make_oncall, make_records, understands
from assistant.bootstrap.keys import encryption_keys, key_file
from assistant.bootstrap.library import (
    build_index,
    index_is_current,
    lint_library,
    load_library,
    make_embedder,
    make_store,
    open_library,
)
from assistant.bootstrap.own_documents import add_document, export_library
from assistant.bootstrap.places import server_script, share
from assistant.bootstrap.rails import (
    connecting_sentences,
    input_rails,
    make_classifier,
    make_risk_model,
    make_screening,
    output_rails,
)
from assistant.bootstrap.rehearsed import check_rehearsed, check_start, rehearsed_at
from assistant.bootstrap.shared import configure_logs, is_demo, load_regions, shared_engine, shared_regions
from assistant.bootstrap.upkeep import (
    audit_end,
    audit_holds,
    audit_rows,
    back_up,
    delete_due,
    due_for_deletion,
    end_care,
    hold,
    new_encryption_key,
    restore,
    rotate_keys,
    sealed_state,
)

__all__ = [
    "add_document",
    "audit_end",
    "audit_holds",
    "audit_rows",
    "back_up",
    "build_engine",
    "build_index",
    "build_runnable",
    "check_keys",
    "check_rehearsed",
    "check_start",
    "configure_logs",
    "connecting_sentences",
    "delete_due",
    "due_for_deletion",
    "encryption_keys",
    "end_care",
    "export_library",
    "hold",
    "index_is_current",
    "input_rails",
    "is_demo",
    "key_file",
    "lint_library",
    "load_library",
    "load_regions",
    "make_classifier",
    "make_clock",
    "make_embedder",
    "make_oncall",
    "make_records",
    "make_risk_model",
    "make_screening",
    "make_store",
    "new_encryption_key",
    "open_library",
    "output_rails",
    "rehearsed_at",
    "restore",
    "rotate_keys",
    "sealed_state",
    "server_script",
    "share",
    "shared_engine",
    "shared_regions",
    "understands",
]
