"""The files of a run to take along."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from assistant.domain.evaluation import Run
from assistant.domain.people import Role
from assistant.ports import Evaluations
from assistant.ui import current


def draw_downloads(desk: Evaluations, run: Run) -> None:
    """Its HTML report and its cases as JSON Lines, read when somebody asks for them."""
    with st.container(horizontal=True):
        if desk.has_report(run.id):
            _button("Report (HTML)", f"{run.id}.html", "text/html", lambda: desk.report(run.id))
        _button("Cases (JSON Lines)", f"{run.id}.jsonl", "application/jsonl", lambda: desk.lines(run.id))


def _button(label: str, name: str, mime: str, read: Callable[[], bytes]) -> None:
    require = current.required_later(Role.EVALUATOR)

    def asked() -> bytes:
        require()
        return read()

    st.download_button(label, asked, name, mime, icon=":material/download:", on_click="ignore", key=f"eval_get_{mime}")
