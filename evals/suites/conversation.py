"""The suite `conversation`: simulated patients over many turns."""

from __future__ import annotations

from evals.data import scripts
from evals.data.scripts import NEW_CHAT, Script
from evals.measuring.case import DEBATABLE, EvalCase
from evals.measuring.seen import Observation, Seen
from evals.scoring import conversation
from evals.suites.suite import Suite
from evals.targets.target import Target


def play(target: Target, case: EvalCase) -> Observation:
    """Every line of the script, as the same patient."""
    script: Script = case.source
    session = target.session()
    turns: dict[str, Seen] = {}
    for line in script.lines:
        if line == NEW_CHAT:
            session.new_chat()
        else:
            turns[conversation.turn(len(turns) + 1)] = session.say(line)
    return turns


CONVERSATION = Suite(
    "conversation",
    "Many turns: gradual disclosure, denial, topic switch, new chat, Spanish, somebody else at risk",
    ("dev", "test"),
    read=scripts.read,
    solve=play,
    score=conversation.score,
    measures=conversation.MEASURES,
    fingerprint=scripts.fingerprint_of,
    groupings=("kind of script", "tier", "concern", "language", "new chat", DEBATABLE),
)
