"""A document as a clinician reads it for vetting: every sentence with its sources, and what was edited."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assistant.domain.library import Passage, Sentence, Source
from assistant.retrieval.vetting import Change, Paper
from assistant.ui.dialling import web_link
from assistant.ui.escaping import plain
from assistant.ui.library.badges import source_badge

_GROUND = {"-": "red", "+": "green"}


def draw_changes(paper: Paper, changes: Sequence[Change]) -> None:
    """What was taken out (red) and put in (green) since the last approval."""
    approval = paper.edited_since
    if approval is None:
        return
    when = f"{plain(approval.person_name)} approved it on {approval.at:%d %b %Y}"
    with st.expander(f"What changed since {when}", expanded=True, icon=":material/difference:"):
        for sign, words in changes:
            text = plain(" ".join(words.split()))
            ground = _GROUND.get(sign)
            st.markdown(f":{ground}-background[{sign} {text}]" if ground else text)


def draw_paper(paper: Paper) -> None:
    """The passages as patients read them; the small numbers lead to the sources below."""
    numbers = {source.key: number for number, source in enumerate(paper.document.sources, 1)}
    unsure = {sentence.text for sentence in paper.unchecked_facts}
    for passage in paper.document.passages:
        st.subheader(plain(passage.title), anchor=False)
        st.markdown(_passage(passage, numbers, unsure))
        with st.expander(f"{len(passage.questions)} questions that it answers", key=f"asked_{passage.id}"):
            st.markdown("\n".join(f"- {plain(question)}" for question in passage.questions) or "None yet.")
    st.subheader("Sources", anchor=False)
    st.markdown("\n".join(_source(number, source) for number, source in enumerate(paper.document.sources, 1)))
    written = f"Written {paper.document.written_on:%d %b %Y}, review by {paper.document.review_by:%d %b %Y}."
    st.caption(plain(f"{written} Text {paper.document.content_hash[:12]}."))


def _passage(passage: Passage, numbers: dict[str, int], unsure: set[str]) -> str:
    text = ""
    for index, sentence in enumerate(passage.sentences):
        starts_list = sentence.listed and not (index and passage.sentences[index - 1].listed)
        gap = "\n\n- " if starts_list else "\n- " if sentence.listed else " "
        after_list = index and passage.sentences[index - 1].listed and not sentence.listed
        text += ("\n\n" if after_list else gap if text else gap.lstrip()) + _sentence(sentence, numbers, unsure)
    return text


def _sentence(sentence: Sentence, numbers: dict[str, int], unsure: set[str]) -> str:
    marks = ", ".join(str(numbers[key]) for key in sentence.sources if key in numbers)
    note = " :orange-badge[to verify]" if sentence.text in unsure else ""
    return f"{plain(sentence.text)} :small[:gray[\\[{marks}\\]]]{note}"


def _source(number: int, source: Source) -> str:
    link = web_link(source.link)
    name = f"[{plain(source.title)}]({link})" if link else plain(source.title)
    about = ", ".join(str(part) for part in (source.authors, source.publisher, source.year) if part)
    return f"{number}. {name}{f', {plain(about)}' if about else ''} {source_badge(source)}"
