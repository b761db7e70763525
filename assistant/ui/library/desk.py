"""The vetting desk of clinicians: what waits, one document to read and decide about, and how the library is used."""

import streamlit as st

from assistant.domain.people import Role
from assistant.retrieval.vetting import Paper
from assistant.ui import current
from assistant.ui.escaping import plain
from assistant.ui.library.badges import badges_of
from assistant.ui.library.deciding import draw_decision, draw_facts, draw_history
from assistant.ui.library.reading import draw_changes, draw_paper
from assistant.ui.library.usage import draw_usage

PAGE = "library/desk.py"
WAITING, ALL, USED = "Waits for you", "All documents", "How it is used"
FIRST = 20  # A longer list is shown when somebody asks for it.

clinician = current.require(Role.CLINICIAN)
engine = current.engine()


def draw_row(paper: Paper) -> None:
    """One document of a list, with what is notable about it."""
    with st.container(key=f"paper_{paper.document.id}", border=True, horizontal=True, vertical_alignment="center"):
        with st.container(gap=None):
            st.markdown(f"**{plain(paper.document.title)}**")
            st.markdown(badges_of(paper))
        if st.button("Read", key=f"read_{paper.document.id}", icon=":material/chrome_reader_mode:"):
            st.switch_page(current.page(PAGE), query_params={"document": paper.document.id})


def draw_list(papers: list[Paper], key: str) -> None:
    """The documents that hold the words looked for, the first few of them."""
    wanted = st.text_input("Find", key=f"desk_find_{key}", placeholder="sleep, driving …", icon=":material/search:")
    words = wanted.casefold().strip()
    found = [p for p in papers if words in p.document.title.casefold() or words in p.file.text.casefold()]
    st.caption(f"{len(found)} documents")
    everything = len(found) <= FIRST or st.session_state.get(f"desk_more_{key}", False)
    for paper in found if everything else found[:FIRST]:
        draw_row(paper)
    if not everything:
        st.toggle(f"Show all {len(found)}", key=f"desk_more_{key}")


def draw_lists() -> None:
    """What waits, everything there is, or how it is used."""
    st.title("Vet the library")
    papers = engine.desk.papers()
    waiting = sorted((p for p in papers if p.waits), key=lambda p: (p.edited_since is None, p.document.review_by))
    shown = st.radio(
        "What to show", [WAITING, ALL, USED], key="desk_view", label_visibility="collapsed", horizontal=True
    )
    served = {document.id for document in engine.library.documents}
    st.caption(
        f"{len(waiting)} of {len(papers)} documents wait for a clinician. {len(served)} are served to patients now, "
        f"because the clinic requires “{engine.library_requires.value}”."
    )
    if shown == USED:
        draw_usage(engine, clinician, papers)
    elif shown == ALL:
        draw_list(list(papers), "all")
    elif waiting:
        draw_list(waiting, "waiting")
    else:
        st.success("Nothing waits for you.", icon=":material/check_circle:")


def draw_document(document_id: str) -> None:
    """One document: what changed, the text as patients read it, what must be verified, the decision."""
    st.page_link(current.page(PAGE), label="All documents", icon=":material/arrow_back:")
    paper = engine.desk.paper(document_id)
    st.title(plain(paper.document.title))
    st.markdown(badges_of(paper))
    if paper.edited_since is not None:
        draw_changes(paper, engine.desk.changes(document_id))
    draw_paper(paper)
    draw_facts(engine.desk, paper, clinician)
    draw_decision(engine.desk, paper, clinician)
    draw_history(paper)


wanted_id = st.query_params.get("document", "")
if wanted_id:
    draw_document(wanted_id)
else:
    draw_lists()
