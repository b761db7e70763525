"""One case: its words, its label, what fired, what came of it in each run and now."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assistant.domain.errors import EvaluationGone
from assistant.domain.evaluation import CaseKey, CaseRecord, Observed, Outcome
from assistant.ports import Evaluations
from assistant.ui.escaping import plain
from assistant.ui.evaluator.choice import Chosen

NOW = "now"
REPLAYED = "eval_replayed"
WITHHELD = "Its words are withheld: only development cases are shown, so that nobody mends a case of the test split."
MARKS = {True: "yes", False: "no", None: "undecided"}


def draw_case(desk: Evaluations, chosen: Chosen, key: CaseKey) -> None:
    """Everything stored of the case, the other run beside it, and a button that puts it to the assistant again."""
    case = desk.case(chosen.run.id, key)
    if case is None:
        return
    _draw_words(case)
    outcomes = {"this run": case.outcome}
    if chosen.other and (beside := desk.case(chosen.other.id, key)):
        outcomes["compared run"] = beside.outcome
    replayed = _replayed(desk, key)
    if replayed is not None:
        outcomes[NOW] = replayed
    for column, (title, outcome) in zip(st.columns(len(outcomes)), outcomes.items(), strict=True):
        with column, st.container(border=True, key=f"eval_outcome_{title.replace(' ', '_')}"):
            _draw_outcome(title, outcome)
    with st.expander("Every mark"):
        st.dataframe(_marks(outcomes), hide_index=True)


def _draw_words(case: CaseRecord) -> None:
    st.subheader(plain(case.label), anchor=False)
    st.caption(plain(f"{case.key.id} · {case.key.suite}, {case.key.split} · {case.kind} · idea {case.idea}"))
    if case.withheld:
        st.info(WITHHELD, icon=":material/visibility_off:")
    for message in case.patient:
        with st.container(border=True):
            st.markdown(plain(message))
    if case.why:
        st.markdown(f"**Why this label** {plain(case.why)}")


def _draw_outcome(title: str, outcome: Outcome) -> None:
    st.markdown(f"**{title.capitalize()}**")
    with st.container(horizontal=True, gap="small"):
        if outcome.grave:
            st.badge("grave", icon=":material/error:", color="red")
        for wrong in outcome.failed:
            st.badge(plain(wrong), icon=":material/close:", color="red")
        if outcome.error:
            st.badge(plain(f"no answer: {outcome.error}"), icon=":material/close:", color="red")
        if not (outcome.failed or outcome.error):
            st.badge("nothing wrong", icon=":material/check:", color="green")
    _draw_turns(outcome.turns)


def _draw_turns(turns: Sequence[Observed]) -> None:
    for turn in turns:
        score = "" if turn.score is None else f", classifier {turn.score:.2f}"
        st.markdown(f"{plain(turn.name)}: **{turn.tier.value}**, {turn.route.value.replace('_', ' ')}{score}")
        fired = ", ".join(turn.rules)
        st.caption(plain(f"Fired: {fired}" if fired else "Nothing fired."))
        if turn.failed:
            st.error(f"Broken rails: {plain(', '.join(turn.failed))}")
        if turn.text:
            with st.expander("What the patient would read"):
                st.markdown(plain(turn.text))


def _replayed(desk: Evaluations, key: CaseKey) -> Outcome | None:
    """What came of the case when it was last put again on this page; None when it was not."""
    if st.button("Put it to the assistant again", key="eval_replay", icon=":material/replay:"):
        with st.spinner("The assistant reads it."):
            try:
                st.session_state[REPLAYED] = (key, desk.replay(key))
            except EvaluationGone as gone:
                st.warning(str(gone), icon=":material/search_off:")
    known, outcome = st.session_state.get(REPLAYED, (None, None))
    if known != key:
        return None
    st.caption("Now: the assistant of this machine as it is set up. Nothing of it was kept and nobody was alerted.")
    return outcome if isinstance(outcome, Outcome) else None


def _marks(outcomes: dict[str, Outcome]) -> list[dict[str, str]]:
    titles = dict.fromkeys(title for outcome in outcomes.values() for title in outcome.marks)
    return [
        {"Measure": title}
        | {
            name.capitalize(): MARKS[outcome.marks[title]] if title in outcome.marks else "–"
            for name, outcome in outcomes.items()
        }
        for title in titles
    ]
