"""What a clinician decides about a document, and what was decided before."""

from __future__ import annotations

import streamlit as st

from assistant.domain.errors import NotAllowed
from assistant.domain.people import Person, Role
from assistant.domain.vetting import Decision
from assistant.retrieval.vetting import Paper, VettingDesk
from assistant.ui import current
from assistant.ui.escaping import plain

REFUSED, DONE = "vetting_refused", "vetting_done"
_SAID = {
    Decision.APPROVED: "Approved. Patients can be given exactly this text from now on.",
    Decision.RETURNED: "Returned. Patients are not given this text any more.",
    Decision.RETIRED: "Retired. Patients are not given this document any more.",
}


def draw_facts(desk: VettingDesk, paper: Paper, clinician: Person) -> None:
    """The sentences to compare with an original, to be ticked together with the original they were compared with."""
    if not paper.unchecked_facts:
        return
    st.subheader("To verify", anchor=False)
    st.caption("Nobody has seen these facts in the original yet. Tick those that you compared, and say with what.")
    with st.form("facts", clear_on_submit=True):
        ticked = [
            sentence.text
            for number, sentence in enumerate(paper.unchecked_facts)
            if st.checkbox(f"{plain(sentence.text)} :small[:gray[{', '.join(map(plain, sentence.sources))}]]",
                           key=f"fact_{paper.document.id}_{number}")
        ]  # fmt: skip
        original = st.text_input("The original", key="fact_original", placeholder="a link, a DOI, or a title and page")
        sent = st.form_submit_button("I compared them", key="facts_compared", icon=":material/fact_check:")
    if not sent:
        return
    if not ticked:
        st.warning("Tick the sentences that you compared.")
        return
    try:
        for text in ticked:
            desk.check_fact(paper.document.id, text, clinician, original)
    except NotAllowed as refusal:
        st.warning(str(refusal))
        return
    st.rerun()


def draw_decision(desk: VettingDesk, paper: Paper, clinician: Person) -> None:
    """Approve, return with a comment, or retire: about exactly the text that was drawn."""
    st.subheader("Your decision", anchor=False)
    for key, draw in ((DONE, st.success), (REFUSED, st.warning)):
        said = st.session_state.pop(key, None)
        if said:
            draw(said)
    obstacles = desk.obstacles(paper)
    if obstacles:
        st.info("It cannot be approved yet:\n" + "\n".join(f"- {plain(one)}" for one in obstacles))
    st.caption(f"It will be kept with your name, {plain(clinician.name)}, the time and the exact text.")
    st.text_area("Comment", key="vetting_comment", placeholder="Needed to return or retire it", height=80)
    with st.container(horizontal=True):
        for decision, label, icon in (
            (Decision.APPROVED, "Approve", ":material/verified:"),
            (Decision.RETURNED, "Return", ":material/undo:"),
            (Decision.RETIRED, "Retire", ":material/archive:"),
        ):
            st.button(
                label,
                key=f"vetting_{decision.value}",
                type="primary" if decision is Decision.APPROVED else "secondary",
                icon=icon,
                disabled=decision is Decision.APPROVED and bool(obstacles),
                on_click=_decide,
                args=(paper.document.id, paper.document.content_hash, decision),
            )


def _decide(document_id: str, sha256: str, decision: Decision) -> None:
    """Called with the hash of the text that was on the page when the button was pressed."""
    clinician = current.require(Role.CLINICIAN)
    comment = str(st.session_state.get("vetting_comment") or "")
    try:
        current.engine().desk.decide(document_id, sha256, decision, clinician, comment)
    except NotAllowed as refusal:
        st.session_state[REFUSED] = str(refusal)
        return
    st.session_state[DONE] = _SAID[decision]
    st.session_state["vetting_comment"] = ""


def draw_history(paper: Paper) -> None:
    """Every decision about the document, the newest first."""
    if not paper.history:
        return
    st.subheader("Decisions so far", anchor=False)
    for entry in reversed(paper.history):
        this = "this text" if entry.sha256 == paper.document.content_hash else f"text {entry.sha256[:12]}"
        line = f"{entry.at:%d %b %Y %H:%M} UTC: {entry.decision.value} by {entry.person_name}, {this}"
        st.markdown(plain(f"{line}: {entry.comment}" if entry.comment else line))
