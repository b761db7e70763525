"""What staff must know about the alerts themselves."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from assistant.conversation.duty import WORKER, worker_stale
from assistant.conversation.engine import Engine
from assistant.ui.clinician.clock import in_words

MOST = 10


def draw_banner(engine: Engine, now: datetime) -> None:
    """Say so when nobody heard of the worker lately, or when alerts of cases that still wait were given up."""
    records = engine.records()
    if not engine.demo and worker_stale(engine):
        last = records.last_beat(WORKER)
        since = f"for {in_words(now - last)}" if last else "yet"
        st.warning(
            f"The alert worker has not been heard of {since}. Until it is, this server delivers alerts by itself. Tell "
            "whoever runs the server: `kap doctor`.",
            icon=":material/cloud_off:",
        )
    dead = {alert.case_id for alert in records.dead_alerts(MOST)}
    waiting = [case for case in map(records.case, sorted(dead)) if case is not None and case.state.is_free]
    if waiting:
        many = "An alert" if len(waiting) == 1 else f"Alerts of {len(waiting)} cases"
        st.error(
            f"{many} could not be delivered, and nobody has claimed the case. Look at the queue yourself.",
            icon=":material/notifications_off:",
        )
