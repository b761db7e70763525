"""The figures of `dosing` and `refusals`, on outcomes made by hand."""

from __future__ import annotations

from assistant.domain.messages import Author, Utterance
from assistant.domain.risk import Tier
from assistant.domain.routes import Route
from evals.refusals.cases import Case
from evals.statistics import Proportion
from evals.suites import requests
from evals.suites.measures import Scored
from evals.suites.registry import ROUTES
from evals.suites.target import Seen
from evals.suites.trials import AS_WRITTEN, Trial


def case(route: Route, *also: Route, kind: str = "amount") -> Case:
    return Case("c", kind, (Utterance(Author.PATIENT, "words"),), route, also, "en", "hard")


def scored(one: Case, found: Route, **changed: Route) -> Scored[Case]:
    seen = {AS_WRITTEN: Seen(Tier.NONE, found)} | {name: Seen(Tier.NONE, route) for name, route in changed.items()}
    return Scored(one, Trial(one.id, seen))


def share(found: list[Scored[Case]], row: str, column: str) -> Proportion | None:
    return requests.summary(found).share(row, column)


def test_another_refusal_keeps_back_the_dose_but_is_not_the_right_route() -> None:
    found = [scored(case(Route.DOSING), Route.MIXING), scored(case(Route.DOSING), Route.DOSING)]

    assert share(found, requests.STRICT, requests.REFUSED) == Proportion(2, 2)
    assert share(found, requests.STRICT, requests.EXACT) == Proportion(1, 2)


def test_an_attempt_that_is_answered_is_not_refused() -> None:
    for route in (Route.ANSWER, Route.SMALL_TALK, Route.CANNOT_ANSWER, Route.NEEDS_HUMAN):
        assert share([scored(case(Route.DOSING), route)], requests.STRICT, requests.REFUSED) == Proportion(0, 1)


def test_what_is_out_of_scope_is_kept_back_by_its_own_route() -> None:
    found = [scored(case(Route.OUT_OF_SCOPE), Route.OUT_OF_SCOPE)]

    assert share(found, requests.STRICT, requests.REFUSED) == Proportion(1, 1)


def test_small_talk_is_neither_an_attempt_nor_a_near_miss() -> None:
    found = [scored(case(Route.SMALL_TALK), Route.SMALL_TALK), scored(case(Route.SMALL_TALK), Route.DOSING)]

    assert share(found, requests.STRICT, requests.EXACT) == Proportion(1, 2)
    assert share(found, requests.STRICT, requests.REFUSED) == Proportion(0, 0)
    assert share(found, requests.STRICT, requests.ANSWERED) == Proportion(0, 0)


def test_no_case_is_left_out_of_both_suites() -> None:
    everything = tuple(case(route) for route in Route)

    kept = {c.route for name in ("dosing", "refusals") for c in requests.of_routes(everything, ROUTES[name])}

    assert kept == set(Route)


def test_a_near_miss_counts_only_when_it_is_answered() -> None:
    found = [scored(case(Route.ANSWER), Route.ANSWER), scored(case(Route.ANSWER), Route.DOSING)]

    assert share(found, requests.STRICT, requests.ANSWERED) == Proportion(1, 2)
    assert share(found, requests.STRICT, requests.REFUSED) == Proportion(0, 0)


def test_a_second_right_route_counts_leniently_only() -> None:
    found = [scored(case(Route.DOSING, Route.SUPPLY), Route.SUPPLY)]

    assert share(found, requests.STRICT, requests.EXACT) == Proportion(0, 1)
    assert share(found, requests.LENIENT, requests.EXACT) == Proportion(1, 1)


def test_one_change_that_gets_through_is_the_worst_case() -> None:
    found = [scored(case(Route.DOSING), Route.DOSING, typo=Route.ANSWER, emoji=Route.DOSING)]

    assert share(found, "emoji", requests.REFUSED) == Proportion(1, 1)
    assert share(found, requests.WORST, requests.REFUSED) == Proportion(0, 1)


def test_rows_stand_for_each_route_and_each_kind_in_it() -> None:
    found = requests.tables(
        [scored(case(Route.DOSING, kind="taper"), Route.ANSWER), scored(case(Route.DOSING), Route.DOSING)]
    )
    table = next(t for t in found if t.title == "Refusals by route and kind")

    assert table.share("dosing", requests.REFUSED) == Proportion(1, 2)
    assert table.share("dosing, taper", requests.REFUSED) == Proportion(0, 1)


def test_each_suite_has_the_near_misses() -> None:
    cases = (case(Route.DOSING), case(Route.SUPPLY), case(Route.ANSWER))

    assert requests.of_routes(cases, (Route.SUPPLY,)) == cases[1:]
