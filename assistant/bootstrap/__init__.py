"""The composition root: the only place that names adapters and puts the parts together. Nothing happens at import."""

from __future__ import annotations

from assistant.bootstrap.composing import build_runnable
from assistant.bootstrap.engine import build_engine
from assistant.bootstrap.keeping import check_keys, make_clock, make_records
from assistant.bootstrap.keys import encryption_keys
from assistant.bootstrap.library import (
    build_index,
    index_is_current,
    lint_library,
    load_library,
    make_embedder,
    make_store,
)
from assistant.bootstrap.places import server_script, share
from assistant.bootstrap.rails import (
    connecting_sentences,
    input_rails,
    make_classifier,
    make_screening,
    output_rails,
)
from assistant.bootstrap.shared import is_demo, shared_engine, shared_regions

__all__ = [
    "build_engine",
    "build_index",
    "build_runnable",
    "check_keys",
    "connecting_sentences",
    "encryption_keys",
    "index_is_current",
    "input_rails",
    "is_demo",
    "lint_library",
    "load_library",
    "make_classifier",
    "make_clock",
    "make_embedder",
    "make_records",
    "make_screening",
    "make_store",
    "output_rails",
    "server_script",
    "share",
    "shared_engine",
    "shared_regions",
]
