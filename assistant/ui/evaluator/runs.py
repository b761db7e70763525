"""Stored runs of the evaluations: gates, figures, plots and single cases; nothing that a patient wrote is here."""

import streamlit as st

from assistant.domain.errors import EvaluationGone
from assistant.domain.people import Role
from assistant.ui import current
from assistant.ui.evaluator.case_list import draw_cases
from assistant.ui.evaluator.choice import draw_choice
from assistant.ui.evaluator.downloads import draw_downloads
from assistant.ui.evaluator.figures import draw_figures
from assistant.ui.evaluator.gates import draw_gates
from assistant.ui.evaluator.head import draw_head
from assistant.ui.evaluator.plots import draw_plots

VIEWS = {"Gates": draw_gates, "Figures": draw_figures, "Plots": draw_plots, "Cases": draw_cases}
ABSENT = (
    "The evaluations are not installed on this machine. They come with a checkout of the repository, not with the "
    "installed package. In a checkout, `kap eval` measures the assistant and stores a run that this page shows."
)

current.require(Role.EVALUATOR)
st.set_page_config(page_title="Evaluation runs · Between sessions", layout="wide")
st.title("Evaluation runs", anchor=False)
desk = current.engine().evaluations()
if desk is None:
    st.info(ABSENT, icon=":material/info:")
    st.stop()
try:
    chosen = draw_choice(desk)
    if chosen is not None:
        draw_head(chosen)
        draw_downloads(desk, chosen.run)
        view = st.segmented_control("Show", list(VIEWS), default="Gates", key="eval_view", required=True)
        VIEWS[view or "Gates"](desk, chosen)
except EvaluationGone as gone:
    st.warning(str(gone), icon=":material/search_off:")
