"""The cited passage, with the quoted words highlighted, its sources and its review status."""

from __future__ import annotations

import streamlit as st

from assistant.domain.library import Citation, Document, Passage, Vetting
from assistant.ui import current
from assistant.ui.escaping import marked, plain

STATUS = {
    Vetting.SOURCE_CHECKED: "Checked against its sources. Not yet approved by a clinician.",
    Vetting.CLINICIAN_APPROVED: "Approved by a clinician at this clinic.",
}


@st.dialog("Where this comes from", width="medium")
def open_citation(citation: Citation) -> None:
    """Show the passage that the citation points at."""
    library = current.engine().library
    passage, document = library.passage(citation.passage_id), library.document_of(citation.passage_id)
    if passage is None or document is None:
        st.write("This passage is no longer in the library. Ask again to get a current answer.")
        return
    draw_passage(document, passage, citation.quote)


def draw_passage(document: Document, passage: Passage, quote: str = "") -> None:
    """The passage as it stands in the library, and who says so."""
    st.markdown(f"**{plain(passage.title)}**")
    st.markdown(marked(passage.text, quote))
    st.caption(f"From “{document.title}”. {STATUS.get(document.status, document.status.value)}")
    used = {key for sentence in passage.sentences for key in sentence.sources}
    sources = [source for source in document.sources if source.key in used and source.key != "project-rule"]
    if sources:
        st.markdown("**Sources**")
    for source in sources:
        where = ", ".join(str(part) for part in (source.publisher, source.year) if part)
        name = f"[{plain(source.title)}]({source.link})" if source.link else plain(source.title)
        still = " · _still to be checked against the original_" if source.to_verify else ""
        st.markdown(f"- {name} ({plain(where)}){still}")
    st.caption(f"Written {document.written_on.isoformat()}, review by {document.review_by.isoformat()}.")
