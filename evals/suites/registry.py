"""The suites by name."""

from __future__ import annotations

from collections.abc import Mapping

from evals.suites import danger, requests
from evals.suites.suite import Suite

SUITES: Mapping[str, Suite] = {
    suite.name: suite for suite in (danger.CRISIS, danger.RED_FLAGS, requests.DOSING, requests.REFUSALS)
}
