"""How the library is used: which passages answers quote, and what patients asked that it does not hold."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

import streamlit as st

from assistant.conversation.engine import Engine
from assistant.domain.people import Person
from assistant.retrieval.vetting import Paper
from assistant.ui.escaping import plain

DAYS = 90
MOST = 30


def draw_usage(engine: Engine, clinician: Person, papers: Sequence[Paper]) -> None:
    """Counts of citations, and on request the questions that found nothing."""
    since = engine.clock.now() - timedelta(days=DAYS)
    counts = engine.records().citation_counts(since)
    titles = {passage.id: (paper, passage) for paper in papers for passage in paper.document.passages}
    st.subheader("What answers quoted", anchor=False)
    st.caption(f"In the last {DAYS} days. Counts only: nobody's name and nobody's words.")
    rows = [
        {
            "Passage": titles[key][1].title if key in titles else key,
            "Document": titles[key][0].document.title if key in titles else "no longer in the library",
            "Answers": cited.times,
            "Patients": cited.patients,
        }
        for key, cited in sorted(counts.items(), key=lambda item: (-item[1].times, item[0]))
    ]
    if rows:
        st.dataframe(rows, hide_index=True, width="stretch")
    else:
        st.write("No answer has quoted the library yet.")
    st.subheader("Questions that found nothing", anchor=False)
    st.caption(
        "So that somebody can write the missing passage. These are your patients' own words: only their care team "
        "sees them here, each look is in the audit trail, and they are never used as test material."
    )
    if st.toggle("Show them", key="desk_questions"):
        _draw_questions(engine, clinician)


def _draw_questions(engine: Engine, clinician: Person) -> None:
    now = engine.clock.now()
    engine.records().audit(clinician.id, "library_questions_read", ",".join(clinician.teams), now)
    found = engine.records().found_nothing(clinician.teams, now - timedelta(days=DAYS), MOST)
    if not found:
        st.success("Every question of your patients found a passage.", icon=":material/check_circle:")
    for message in found:
        with st.container(border=True, key=f"asked_{message.id}"):
            st.markdown(plain(message.text))
            st.caption(f"{message.at:%d %b %Y}")
