"""Which cases an evaluator wants to see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import Enum

import streamlit as st

from assistant.domain.evaluation import Part, Wanted
from assistant.ui.escaping import plain
from assistant.ui.evaluator.choice import Chosen


class Only(Enum):
    """What narrows the list further."""

    WRONG = "Wrong"
    GRAVE = "Grave"
    CHANGED = "Changed between the runs"


def draw_filters(chosen: Chosen) -> Wanted:
    """The choice; every case that went wrong when nothing was chosen."""
    with st.container(horizontal=True, vertical_alignment="bottom", key="eval_filters"):
        offered = [one for one in Only if one is not Only.CHANGED or chosen.other]
        only = st.pills(
            "Only", offered, selection_mode="multi", default=[Only.WRONG], format_func=lambda one: one.value,
            key=f"eval_only_{bool(chosen.other)}",
        )  # fmt: skip
        with st.popover("Filter", icon=":material/filter_list:", key="eval_filter"):
            suite, split, group, value = _draw_narrower(chosen.run.parts)
    narrowed = [one for one in (suite, split, group, value) if one]
    if narrowed:
        st.caption(plain(f"Filtered: {', '.join(narrowed)}"))
    return Wanted(
        suite=suite,
        split=split,
        group=group,
        value=value,
        wrong=Only.WRONG in only,
        grave=Only.GRAVE in only,
        changed=Only.CHANGED in only,
    )


def _draw_narrower(parts: Sequence[Part]) -> tuple[str, str, str, str]:
    """Suite, split, group and a value of it; "" for what was not chosen."""
    suite = _box("Suite", dict.fromkeys(part.suite for part in parts), "eval_case_suite")
    fitting = [part for part in parts if suite in ("", part.suite)]
    split = _box("Split", dict.fromkeys(part.split for part in fitting), "eval_case_split")
    groups: dict[str, dict[str, None]] = {}
    for part in fitting:
        if split in ("", part.split):
            for name, values in part.groups.items():
                groups.setdefault(name, {}).update(dict.fromkeys(values))
    group = _box("Group", groups, "eval_case_group")
    value = _box("Value", groups[group], f"eval_case_value_{group}") if group else ""
    return suite, split, group, value


def _box(label: str, options: Iterable[str], key: str) -> str:
    return st.selectbox(label, list(options), index=None, placeholder="All", key=key) or ""
