"""The messages that were read have a sound form: one id each, known routes, passages that the library holds."""

from __future__ import annotations

import json
from pathlib import Path

from assistant.domain.routes import Route

ROOT = Path(__file__).parents[2]
ROWS = [json.loads(line) for line in (ROOT / "evals/datasets/attack/read.jsonl").read_text("utf-8").splitlines()]


def test_each_message_has_an_id_of_its_own() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS)


def test_routes_are_known() -> None:
    for row in ROWS:
        for route in (row["expected"], *row.get("also_right", ()), row["first_try"]["route"]):
            Route(route)


def test_right_passages_stand_in_the_library() -> None:
    documents = ROOT / "knowledge" / "documents"
    for row in ROWS:
        for passage in row.get("passages", ()):
            document, _, section = passage.partition("/")
            files = list(documents.glob(f"{document}*.md"))
            assert files, passage
            assert not section or f"{{#{section}}}" in files[0].read_text("utf-8"), passage
