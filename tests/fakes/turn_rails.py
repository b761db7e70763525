"""Two scripted rails for tests of the turn: one for danger, one for requests."""

from __future__ import annotations

from assistant.domain.risk import Concern, Subject, Tier
from assistant.domain.routes import Route
from tests.fakes.scripted_rails import ScriptedInputRail, danger, request

CRISIS = ScriptedInputRail(
    "crisis",
    {
        "die": (danger(Tier.ELEVATED),),
        "pills in hand": (danger(Tier.IMMINENT),),
        "burden": (danger(Tier.WATCH),),
        "sister": (danger(Tier.ELEVATED, subject=Subject.OTHER),),
        "chest": (danger(Tier.ELEVATED, Concern.MEDICAL_EMERGENCY, "red_flags"),),
    },
)
REQUESTS = ScriptedInputRail("requests", {"how much": (request(Route.DOSING),), "source": (request(Route.SUPPLY),)})
