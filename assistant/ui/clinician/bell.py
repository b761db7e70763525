"""How every page of the console says that a new imminent case waits, also one in the background."""

from __future__ import annotations

from contextlib import suppress

import numpy as np
import streamlit as st

from assistant.domain.errors import RecordsUnavailable
from assistant.domain.people import Role
from assistant.domain.queue import Waiting
from assistant.ui import current
from assistant.ui.clinician.access import is_lead

EVERY_S = 5
RATE = 16_000
SOUND = "bell_sound"
ADDRESS = "bell"
"""What the page's address says while the bell is on: `bell=on`."""
_WAS = "bell_sound_was"
_UNHEARD = "bell_unheard"
_KNOWN = "bell_known"
_RINGS = "bell_rings"
_NEW = "A new imminent case waits."
_AGAIN = (
    "The page was loaded again. If you heard no ring just now, your browser keeps quiet until you click on the page."
)


@st.fragment(run_every=EVERY_S)
def draw_bell(title: str) -> None:
    """Count the imminent cases nobody has in the title of the browser's tab; a new one is told on the page and rung."""
    with suppress(RecordsUnavailable):  # the page below says so
        clinician, engine = current.require(Role.CLINICIAN), current.engine()
        waiting = engine.records().waiting(clinician.teams, restricted=is_lead(clinician, engine.clinic))
        urgent = waiting.imminent_free
        st.set_page_config(page_title=f"({urgent}) Imminent · {title}" if urgent else f"{title} · Between sessions")
        new = _is_new(waiting)
        if new:
            st.toast(_NEW, icon=":material/notification_important:", duration="infinite")
        _draw_sound(new=new)


def _draw_sound(*, new: bool) -> None:
    """Ring when the bell is switched on, and for a new case.

    A browser plays no sound before somebody has clicked on the page: so the bell is switched on with a click, which
    rings once. The page's address keeps it on when the page is loaded again; then there was no click yet, which the
    page says until somebody has tried it. (A toggle with `bind="query-params"` makes `st.switch_page` fail.)
    """
    was = st.session_state.get(_WAS)
    if was is None:
        st.session_state[SOUND] = st.query_params.get(ADDRESS) == "on"
    sounds = st.session_state[_WAS] = st.toggle("Ring for a new imminent case", key=SOUND)
    if sounds != (ADDRESS in st.query_params):
        if sounds:
            st.query_params[ADDRESS] = "on"
        else:
            del st.query_params[ADDRESS]
    if not sounds:
        st.session_state[_UNHEARD] = False
        return
    if was is None:
        st.session_state[_UNHEARD] = True
    if st.session_state.get(_UNHEARD):
        st.caption(_AGAIN)
        st.button("Ring once", key="bell_try", icon=":material/volume_up:", on_click=_ring_once)
    if new or not was:
        st.session_state[_RINGS] = st.session_state.get(_RINGS, 0) + 1
        st.audio(_tone(st.session_state[_RINGS]), sample_rate=RATE, autoplay=True, alt=_NEW)


def _ring_once() -> None:
    """Ring as if the bell had just been switched on: now there was a click."""
    current.require(Role.CLINICIAN)
    st.session_state[_UNHEARD] = st.session_state[_WAS] = False


def _is_new(waiting: Waiting) -> bool:
    """Whether one began to wait since this browser last looked; what waits already at the first look is not new."""
    if _KNOWN not in st.session_state:
        st.session_state[_KNOWN] = waiting.imminent_since
        return False
    known, since = st.session_state[_KNOWN], waiting.imminent_since
    if since is None or (known is not None and since <= known):
        return False
    st.session_state[_KNOWN] = since
    return True


def _tone(ring: int) -> np.ndarray:
    """Three falling pairs of notes within a second and a half, each fading away, and then `ring` samples of silence.

    A browser does not play the same sound again while the element that played it stands on the page, as it does for
    ten seconds: so each ring is one sample longer than the one before.
    """
    note = np.arange(RATE // 4) / RATE
    fading = np.minimum(1, (0.25 - note) * 8)
    pair = np.concatenate([np.sin(2 * np.pi * pitch * note) * fading for pitch in (880, 660)])
    return np.concatenate([np.tile(pair, 3), np.zeros(ring)])
