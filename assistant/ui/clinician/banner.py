"""What staff must know about the alerts themselves."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

import streamlit as st

from assistant.conversation.duty import WORKER, worker_stale
from assistant.conversation.engine import Engine
from assistant.domain.errors import NotAllowed, RecordsUnavailable
from assistant.domain.people import Role
from assistant.ui import current
from assistant.ui.clinician.clock import in_words

EVERY_S = 15
MOST = 10


@st.fragment(run_every=EVERY_S)
def draw_banner(role: Role) -> None:
    """Above every page of clinicians and admins: that the worker is silent, and to clinicians that alerts were lost."""
    with suppress(NotAllowed, RecordsUnavailable):  # the page below says so
        current.require(role)
        engine = current.engine()
        _draw_silence(engine, engine.clock.now())
        if role is Role.CLINICIAN:
            _draw_lost(engine)


def _draw_silence(engine: Engine, now: datetime) -> None:
    """That nobody has heard of the worker lately."""
    records = engine.records()
    if not engine.demo and worker_stale(engine):
        last = records.last_beat(WORKER)
        since = f"for {in_words(now - last)}" if last else "yet"
        st.warning(
            f"The alert worker has not been heard of {since}. Until it is, this server delivers alerts by itself. Tell "
            "whoever runs the server: `kap doctor`.",
            icon=":material/cloud_off:",
        )


def _draw_lost(engine: Engine) -> None:
    """That alerts of cases that still wait were given up."""
    records = engine.records()
    dead = {alert.case_id for alert in records.dead_alerts(MOST)}
    waiting = [case for case in map(records.case, sorted(dead)) if case is not None and case.state.is_free]
    if waiting:
        many = "An alert" if len(waiting) == 1 else f"Alerts of {len(waiting)} cases"
        st.error(
            f"{many} could not be delivered, and nobody has claimed the case. Look at the queue yourself.",
            icon=":material/notifications_off:",
        )
