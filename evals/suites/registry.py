"""The suites by name, in the order in which they run."""

from __future__ import annotations

from collections.abc import MutableMapping

from evals.suites import (
    answers,
    conversation,
    danger,
    fail_closed,
    hostile,
    latency,
    library,
    requests,
    robustness,
    whole_app,
    wording,
)
from evals.suites.suite import Suite

SUITES: MutableMapping[str, Suite] = {
    suite.name: suite
    for suite in (
        danger.CRISIS,
        danger.RED_FLAGS,
        requests.DOSING,
        requests.REFUSALS,
        answers.RETRIEVAL,
        answers.GROUNDEDNESS,
        answers.ABSTENTION,
        wording.WORDING,
        conversation.CONVERSATION,
        whole_app.WHOLE_APP,
        fail_closed.FAIL_CLOSED,
        hostile.HOSTILE,
        library.LIBRARY,
        robustness.ROBUSTNESS,
        latency.LATENCY,
    )
}
"""`reviewed` and whatever else a command adds is added to it."""
