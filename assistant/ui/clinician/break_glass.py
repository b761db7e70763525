"""Break glass: look after a patient of another care team, with a written reason."""

import streamlit as st

from assistant.domain.errors import NotAllowed
from assistant.domain.people import Role
from assistant.ui import current
from assistant.ui.clinician.wording import about, severity_badge, standing
from assistant.ui.escaping import plain
from assistant.ui.reading import note_reading

CASES = 20

clinician = current.require(Role.CLINICIAN)
engine = current.engine()

st.title("Break glass")
st.write(
    "When a patient of another care team cannot wait for that team. You see their cases for an hour. "
    "Your name and your reason are kept, and others read them."
)
with st.form("glass", clear_on_submit=False):
    name = st.text_input("Name of the patient's account", key="glass_name", autocomplete="off")
    reason = st.text_area("Why do you need to look after this patient?", key="glass_reason", height=90)
    sent = st.form_submit_button("Open this patient's cases", key="glass_open", type="primary")
if sent:
    try:
        engine.access.break_glass.open(current.require(Role.CLINICIAN), name, reason)
    except NotAllowed as refused:
        st.warning(str(refused), icon=":material/front_hand:")

records, now = engine.records(), engine.clock.now()
glasses = records.glasses_of(clinician.id, now)
note_reading(clinician, "glasses_read", ",".join(sorted({glass.patient_id for glass in glasses})) or "-")
for glass in glasses:
    patient = records.person(glass.patient_id)
    if patient is None:
        continue
    st.subheader(plain(patient.name))
    st.caption(f"Open until {glass.ends_at:%H:%M} UTC. Your reason: {plain(glass.reason)}")
    cases = records.cases_of(patient.id, CASES)
    if not cases:
        st.write("There is no case of this patient.")
    for case in cases:
        with st.container(border=True, key=f"glass_case_{case.id}", gap="xsmall"):
            what = about(case)
            st.markdown(f"{severity_badge(case.severity)}{' ' + what if what else ''}")
            st.caption(plain(f"{case.reason}\n{standing(case, now)}"))
            if st.button("Open the case", key=f"glass_to_{case.id}", icon=":material/arrow_forward:"):
                st.switch_page(current.page("clinician/case.py"), query_params={"case": case.id})
