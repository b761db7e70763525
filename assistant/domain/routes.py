"""What a turn can become."""

from enum import Enum


class Route(Enum):
    """The kinds of reply."""

    ANSWER = "answer"
    CRISIS = "crisis"
    RED_FLAG = "red_flag"
    DOSING = "dosing"
    MEDICATION_CHANGE = "medication_change"
    MIXING = "mixing"
    SUPPLY = "supply"
    DIAGNOSIS = "diagnosis"
    OUT_OF_SCOPE = "out_of_scope"
    SMALL_TALK = "small_talk"
    CANNOT_ANSWER = "cannot_answer"
    NEEDS_HUMAN = "needs_human"

    @property
    def is_safety(self) -> bool:
        """Whether the reply is a fixed safety text that beats every refusal and answer."""
        return self in (Route.CRISIS, Route.RED_FLAG)

    @property
    def is_refusal(self) -> bool:
        """Whether the reply is a warm refusal that says who decides."""
        return self in _REFUSALS


_REFUSALS = (Route.DOSING, Route.MEDICATION_CHANGE, Route.MIXING, Route.SUPPLY, Route.DIAGNOSIS)
