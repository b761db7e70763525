"""What the alerts cost and what they were worth; nothing here identifies anybody."""

from datetime import timedelta

import streamlit as st

from assistant.domain.people import Role
from assistant.escalation.oversight import (
    SMALL,
    monthly_counts,
    rule_precision,
    time_to_claim,
    time_to_contact,
    weekly_load,
)
from assistant.ui import current
from assistant.ui.clinician.counts import counts_csv
from assistant.ui.clinician.plots import draw_load, draw_precision, draw_waits
from assistant.ui.reading import note_reading

SPANS = {"4 weeks": timedelta(weeks=4), "3 months": timedelta(days=92), "1 year": timedelta(days=365)}
DEAD = 20

clinician = current.require(Role.CLINICIAN)
engine = current.engine()
note_reading(clinician, "oversight_read", "-")
records = engine.records()

st.set_page_config(layout="wide")
st.title("Oversight", anchor=False)
span = st.radio("Time", list(SPANS), index=1, key="oversight_span", horizontal=True)
facts = records.case_facts(engine.clock.now() - SPANS[span])
patients = records.active_patients()

claims, contacts = time_to_claim(facts), time_to_contact(facts)
reviewed = sum(fact.outcome is not None for fact in facts)
with st.container(horizontal=True):
    st.metric("Cases", len(facts), border=True)
    st.metric("Alerts delivered", sum(fact.alerts for fact in facts), border=True)
    st.metric("Resolved", reviewed, border=True)
    st.metric("Active patients", patients, border=True)

dead = records.dead_alerts(DEAD)
if dead:
    st.error(f"{len(dead)} alerts were given up after every try.", icon=":material/notifications_off:")
    st.dataframe(
        [{"Severity": one.severity.value, "By": one.url.partition(":")[0], "Tries": one.attempts} for one in dead],
        hide_index=True,
    )
else:
    st.success("No alert was given up.", icon=":material/mark_email_read:")

if not facts:
    st.info("No case was opened in this time.")
    st.stop()

st.subheader("Alert load", anchor=False)
draw_load(weekly_load(facts, patients))
st.subheader("How long cases waited", anchor=False)
draw_waits(claims, contacts)
st.subheader("How often each check was right", anchor=False)
draw_precision(rule_precision(facts))
st.subheader("Counts to pass on", anchor=False)
st.caption(
    f"Cases of each month by severity, concern and outcome. Counts under {SMALL} are left out, and with them the next "
    "smallest one where a single gap could be worked out. Cases about staff are never among them."
)
st.download_button(
    "Monthly counts (CSV)",
    counts_csv(monthly_counts(facts)),
    "monthly-counts.csv",
    "text/csv",
    icon=":material/download:",
    on_click="ignore",
)
