"""One reply as the patient sees it."""

from __future__ import annotations

import streamlit as st

from assistant.domain.library import Region, Vetting
from assistant.domain.replies import Reply
from assistant.domain.routes import Route
from assistant.ui import current
from assistant.ui.escaping import answer_markdown, plain
from assistant.ui.help_lines import draw_help
from assistant.ui.library.citation import open_citation
from assistant.ui.patient.offers import draw_safety_answers
from assistant.ui.wording import say

PASSED_ON = "passed-on"


def draw_reply(reply: Reply, key: str, region: Region, *, last: bool = True) -> None:
    """The text and its citations as buttons; the last reply also takes an answer to its question and calls help."""
    st.markdown(answer_markdown(reply.text))
    if last and "safety_question" in reply.offers:
        draw_safety_answers(reply.language, key)
    if last and _speaks_of_danger(reply):
        at_home = "quick_exit" in reply.offers
        kind = "domestic_violence" if at_home else "suicide_crisis"
        draw_help(region, key=key, language=reply.language, short=True, first=kind)
    if reply.citations:
        draw_citations(reply, key)


def _speaks_of_danger(reply: Reply) -> bool:
    """Also when a rail or the library failed, because then nobody knows; not for a question passed on calmly."""
    held = reply.route is Route.NEEDS_HUMAN and not reply.prompt_version.startswith(PASSED_ON)
    return reply.route.is_safety or held


def draw_citations(reply: Reply, key: str) -> None:
    """One button for each citation, and what the sources' status is."""
    library = current.engine().library
    with st.container(key=f"sources_{key}", gap=None):
        for number, citation in enumerate(reply.citations, start=1):
            passage = library.passage(citation.passage_id)
            title = passage.title if passage else citation.document
            if st.button(
                f":green[\\[{number}\\]] {plain(title)}",
                key=f"cite_{key}_{number}",
                type="tertiary",
                icon=":material/menu_book:",
                wrap=True,
            ):
                open_citation(citation, reply.language)
        if current.engine().library_requires is not Vetting.CLINICIAN_APPROVED:
            st.caption(say("not_approved", reply.language))
