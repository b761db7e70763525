"""What staff read goes into the audit trail, once for each time that it is opened."""

from __future__ import annotations

import streamlit as st

from assistant.domain.people import Person
from assistant.ui import current

_LAST = "last_reading"


def note_reading(reader: Person, action: str, subject: str, part: object = None) -> bool:
    """Put it in the trail unless it is what this browser tab reads already; whether it was put there.

    `part` tells readings of one subject apart, such as other filters or further rows. Raises RecordsUnavailable,
    before anything is shown.
    """
    reading = (action, subject, part)
    if st.session_state.get(_LAST) == reading:
        return False
    engine = current.engine()
    engine.records().audit(reader.id, action, subject, engine.clock.now())
    st.session_state[_LAST] = reading
    return True
