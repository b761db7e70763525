"""Looking rules up by what a clause holds finds each rule that would have answered, and no other is asked."""

from pathlib import Path

import yaml

from assistant.guardrails.asking import amounts, comparisons, fitness, medicines, mixtures, supplies, times
from assistant.guardrails.asking.clauses import Clause, clauses_of
from assistant.guardrails.asking.rules import RuleIndex, rule
from assistant.guardrails.asking.rulings import ruled
from assistant.guardrails.normalisation import normalise

GROUPS = (
    amounts.RULES,
    comparisons.RULES,
    fitness.SUITS,
    medicines.RULES,
    mixtures.COMBINED,
    supplies.RULES,
    times.RULES,
)
DATA = Path(__file__).parent / "data"


def clauses(text: str) -> tuple[Clause, ...]:
    return clauses_of(normalise(text).text)


def test_every_rule_that_hits_is_worth_asking() -> None:
    index = RuleIndex.of(GROUPS)
    texts = yaml.safe_load((DATA / "requests_dosing.yaml").read_text("utf-8"))
    hits = 0
    for clause in (clause for text in texts for clause in clauses(text)):
        met = index.worth_asking(clause)
        for bit, each in (row for group in GROUPS for row in index.group(group)[1]):
            assert bool(met & bit) == all(not needed.isdisjoint(clause.marks) for needed in each.needs)
            hits += each(clause) is not None

    assert hits > len(texts) / 2


def test_a_rule_without_needs_is_always_worth_asking() -> None:
    needless, needy = rule(lambda clause: ("always", 0, 0)), rule(lambda clause: None, "alc", "ket")
    index = RuleIndex.of([(needless, needy)])
    bits, rows = index.group((needless, needy))

    assert index.worth_asking(clauses("What a lovely day")[0]) == rows[0][0]
    assert index.worth_asking(clauses("wine and ketamine")[0]) == bits


def test_a_message_without_a_telling_word_asks_for_nothing() -> None:
    assert ruled(clauses("What a lovely day")) == ()
    assert ruled(()) == ()
