from typing import Any

import pytest

from assistant.domain.risk import Assessment, Concern, Signal, Span, Subject, Tier, highest
from assistant.domain.routes import Route


def danger(concern: Any, tier: Any, **more: Any) -> Any:
    return Signal("crisis", "rule", Span(0, 1), "x", concern=concern, tier=tier, **more)


ASKED = Signal("requests", "rule", Span(0, 1), "x", request=Route.DOSING)


def test_a_broken_rail_outranks_watch_and_yields_to_elevated() -> None:
    assert highest([Tier.WATCH, Tier.UNKNOWN]) is Tier.UNKNOWN
    assert highest([Tier.ELEVATED, Tier.UNKNOWN]) is Tier.ELEVATED


def test_no_tiers_at_all_are_none() -> None:
    assert highest([]) is Tier.NONE


def test_the_strictest_signal_gives_the_tier_and_leads_the_concerns() -> None:
    found = Assessment((danger(Concern.SUICIDE, Tier.WATCH), ASKED, danger(Concern.WITHDRAWAL, Tier.IMMINENT)))

    assert found.tier is Tier.IMMINENT
    assert found.concerns == (Concern.WITHDRAWAL, Concern.SUICIDE)
    assert found.requests == (ASKED,)


def test_a_broken_rail_without_any_signal_is_unknown_and_not_none() -> None:
    assert Assessment((), ("crisis",)).tier is Tier.UNKNOWN


def test_a_failed_second_opinion_leaves_the_local_result() -> None:
    assert Assessment((), (), ("second_opinion",)).tier is Tier.NONE


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"concern": Concern.SUICIDE, "tier": Tier.WATCH, "request": Route.DOSING},
        {"concern": Concern.SUICIDE},
        {"request": Route.DOSING, "tier": Tier.WATCH},
    ],
)
def test_a_contradictory_signal_cannot_be_made(fields: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="concern"):
        Signal("rail", "rule", Span(0, 1), "x", **fields)


def test_a_span_runs_forward() -> None:
    with pytest.raises(ValueError, match="forward"):
        Span(3, 2)


def test_a_signal_is_about_the_patient_now_unless_it_says_otherwise() -> None:
    signal = danger(Concern.ABUSE, Tier.ELEVATED)

    assert (signal.subject, signal.present) == (Subject.SELF, True)
