"""The head of a case: whose, how bad, where it stands, and why it is here."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from assistant.conversation.engine import Engine
from assistant.domain.cases import Case
from assistant.domain.people import Person
from assistant.ui.clinician.clock import clock_badge
from assistant.ui.clinician.rules import finding_words
from assistant.ui.clinician.wording import about, severity_badge, standing, state_badge
from assistant.ui.escaping import plain

MOST = 12


def draw_head(case: Case, clinician: Person, engine: Engine, now: datetime) -> None:
    """Whose case it is, how bad, about what, who has it, how long it waits."""
    st.title(plain(case.patient_name), anchor=False)
    what = about(case)
    badges = (severity_badge(case.severity), state_badge(case, clinician), clock_badge(case, engine, now))
    st.markdown(f"{' '.join(badges)} {f'**{what}**' if what else ''}")
    st.caption(plain(standing(case, now)))


def draw_reasons(case: Case) -> None:
    """Why the case is here: each finding of the checks with the patient's words it was found in."""
    st.subheader("Why it is here", anchor=False)
    found: dict[str, str] = {}
    for _, signal in case.signals:
        found.setdefault(finding_words(signal), " ".join(signal.excerpt.split()))
    lines = [_finding(check, words) for check, words in list(found.items())[:MOST]]
    if lines:
        st.markdown("\n".join(lines))
    added = case.reason.partition(". ")[2] if lines else case.reason
    if added:
        st.markdown(plain(added))
    if len(found) > MOST:
        st.caption(f"and {len(found) - MOST} more findings")


def _finding(check: str, words: str) -> str:
    said = f" :orange-background[{plain(words)}]" if words else ""
    return f"- {plain(check)}{said}"
