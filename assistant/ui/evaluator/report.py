"""The report on the patients' questions, when one was written on this machine."""

from pathlib import Path

import streamlit as st

from assistant.domain.people import Role
from assistant.ui import current

REPORT = Path(__file__).parents[3] / "docs" / "patient-questions.md"

current.require(Role.EVALUATOR)
if REPORT.is_file():
    st.markdown(REPORT.read_text(encoding="utf-8").replace("$", r"\$"))
else:
    st.title("Patient questions")
    st.write("No report has been written on this machine yet. In a checkout, `make questions` writes one.")
