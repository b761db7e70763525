"""One reply as the patient sees it."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from assistant.domain.library import Vetting
from assistant.domain.replies import Reply
from assistant.domain.routes import Route
from assistant.ui import current
from assistant.ui.help_lines import draw_help
from assistant.ui.library.citation import open_citation
from assistant.ui.escaping import answer_markdown

Ask = Callable[[str], None]


def draw_reply(reply: Reply, key: str, region: str | None) -> None:
    """The text, its citations as buttons, and help lines where the text is about danger."""
    st.markdown(answer_markdown(reply.text))
    if reply.route.is_safety or reply.route is Route.NEEDS_HUMAN:
        draw_help(current.engine().region(region), key=key, everything=False)
    if reply.citations:
        draw_citations(reply, key)


def draw_citations(reply: Reply, key: str) -> None:
    """One button for each citation, and what the sources' status is."""
    library = current.engine().library
    with st.container(horizontal=True, gap="small", key=f"sources_{key}"):
        for number, citation in enumerate(reply.citations, start=1):
            passage = library.passage(citation.passage_id)
            title = passage.title if passage else citation.document
            if st.button(
                f"[{number}] {title}", key=f"cite_{key}_{number}", type="tertiary", icon=":material/menu_book:"
            ):
                open_citation(citation)
    if current.engine().library_requires is not Vetting.CLINICIAN_APPROVED:
        st.caption("From a library checked against its sources, not yet approved by a clinician.")
