"""What an alert says."""

from __future__ import annotations

import pytest

from assistant.domain.cases import Severity
from assistant.escalation.notice import body_of, title_of


@pytest.mark.parametrize("severity", list(Severity))
def test_every_severity_has_a_title_and_a_body_with_the_way_to_the_console(severity: Severity) -> None:
    body = body_of(severity, "https://clinic.example")

    assert severity.value.replace("_", " ") in title_of(severity)
    assert body.endswith("https://clinic.example")


def test_without_a_console_address_the_body_still_says_where_to_look() -> None:
    assert body_of(Severity.WATCH, "").endswith("Open the console.")
