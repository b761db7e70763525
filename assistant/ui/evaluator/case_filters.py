"""Which cases an evaluator wants to see."""

from __future__ import annotations

from enum import Enum

import streamlit as st

from assistant.domain.evaluation import Wanted
from assistant.ui.evaluator.choice import Chosen


class Only(Enum):
    """What narrows the list further."""

    WRONG = "Wrong"
    GRAVE = "Grave"
    CHANGED = "Changed between the runs"


def draw_filters(chosen: Chosen) -> Wanted:
    """The choice; every case that went wrong when nothing was chosen."""
    parts = chosen.run.parts
    suites = list(dict.fromkeys(part.suite for part in parts))
    first, second, third, fourth = st.columns(4)
    suite = first.selectbox("Suite", suites, index=None, placeholder="All", key="eval_case_suite")
    splits = list(dict.fromkeys(part.split for part in parts if suite in (None, part.suite)))
    split = second.selectbox("Split", splits, index=None, placeholder="All", key="eval_case_split")
    groups: dict[str, dict[str, None]] = {}
    for part in parts:
        if suite in (None, part.suite) and split in (None, part.split):
            for name, values in part.groups.items():
                groups.setdefault(name, {}).update(dict.fromkeys(values))
    group = third.selectbox("Group", list(groups), index=None, placeholder="All", key="eval_case_group")
    value = fourth.selectbox(
        "Value", list(groups.get(group or "", ())), index=None, placeholder="All", key=f"eval_case_value_{group}",
        disabled=not group,
    )  # fmt: skip
    offered = [one for one in Only if one is not Only.CHANGED or chosen.other]
    only = st.pills(
        "Only", offered, selection_mode="multi", default=[Only.WRONG], format_func=lambda one: one.value,
        key=f"eval_only_{bool(chosen.other)}",
    )  # fmt: skip
    return Wanted(
        suite=suite or "",
        split=split or "",
        group=group or "",
        value=value or "",
        wrong=Only.WRONG in only,
        grave=Only.GRAVE in only,
        changed=Only.CHANGED in only,
    )
