"""The cited passage, with the quoted words highlighted, its sources and its review status."""

from __future__ import annotations

import streamlit as st

from assistant.domain.library import Citation, Document, Passage, Vetting
from assistant.ui import current
from assistant.ui.dialling import web_link
from assistant.ui.escaping import marked, plain
from assistant.ui.wording import say

STATUS = {
    Vetting.SOURCE_CHECKED: ":orange-badge[:material/fact_check: Source-checked, not yet approved by a clinician]",
    Vetting.CLINICIAN_APPROVED: ":green-badge[:material/verified: Approved by a clinician at this clinic]",
}
OWN_RULE = "project-rule"
"""The key of a rule of this project; it is no publication."""


def open_citation(citation: Citation, language: str = "en") -> None:
    """Show the passage that the citation points at over the page."""

    @st.dialog(say("sources", language), width="medium", icon=":material/menu_book:")
    def cited() -> None:
        library = current.engine().library
        passage, document = library.passage(citation.passage_id), library.document_of(citation.passage_id)
        if passage is None or document is None:
            st.write("This passage is no longer in the library. Ask again to get a current answer.")
        else:
            draw_passage(document, passage, citation.quote)
            draw_standing(document)

    cited()


def draw_passage(document: Document, passage: Passage, quote: str = "") -> None:
    """The passage as it stands in the library, and where its facts come from."""
    st.markdown(f"**{plain(passage.title)}**")
    st.markdown(marked(passage.text, quote))
    used = {key for sentence in passage.sentences for key in sentence.sources}
    sources = [source for source in document.sources if source.key in used and source.key != OWN_RULE]
    if not sources:
        return
    lines = ["**Sources**"]
    for source in sources:
        link = web_link(source.link)
        where = ", ".join(str(part) for part in (source.publisher, source.year) if part)
        name = f"[{plain(source.title)}]({link})" if link else plain(source.title)
        unseen = source.to_verify and document.status is not Vetting.CLINICIAN_APPROVED
        still = " *(still to be compared with the original)*" if unseen else ""
        lines.append(f"- {name}{f', {plain(where)}' if where else ''}{still}")
    st.markdown("\n".join([lines[0], "", *lines[1:]]))


def draw_standing(document: Document) -> None:
    """How far the document is vetted, and when it was written and will be reviewed."""
    st.markdown(STATUS.get(document.status, f":gray-badge[{plain(document.status.value)}]"))
    days = f"written {document.written_on:%d %b %Y}, to be reviewed by {document.review_by:%d %b %Y}"
    st.caption(plain(f"From “{document.title}”, {days}."))
