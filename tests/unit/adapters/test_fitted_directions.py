import math

import pytest

from assistant.adapters.fitted_directions import FittedDirections
from assistant.domain.reading import Vector


def _unit(*numbers: float) -> Vector:
    length = math.sqrt(sum(number * number for number in numbers))
    return tuple(number / length for number in numbers)


def _cosine(one: Vector, other: Vector) -> float:
    return sum(a * b for a, b in zip(one, other, strict=True))


TOPIC = 3.0
VECTORS = (_unit(TOPIC, 1.0, 0.0), _unit(TOPIC, 0.9, 0.1), _unit(TOPIC, 0.0, 1.0), _unit(TOPIC, 0.1, 0.9))
"""Two passages of one topic: what they share is larger than what tells them apart."""
OWNERS = (0, 0, 1, 1)


def test_a_direction_leans_to_what_tells_its_passage_apart() -> None:
    first, second = FittedDirections().fit(VECTORS, OWNERS, ("en", "en"))

    means = _unit(TOPIC, 0.95, 0.05), _unit(TOPIC, 0.05, 0.95)
    apart = _cosine(VECTORS[0], first) - _cosine(VECTORS[0], second)
    assert apart > 2 * (_cosine(VECTORS[0], means[0]) - _cosine(VECTORS[0], means[1])) > 0


def test_passages_of_different_groups_are_not_told_apart() -> None:
    first, second = FittedDirections().fit(VECTORS, OWNERS, ("en", "es"))

    assert first == pytest.approx(_unit(*(a + b for a, b in zip(*VECTORS[:2], strict=True))), abs=1e-4)
    assert second == pytest.approx(_unit(*(a + b for a, b in zip(*VECTORS[2:], strict=True))), abs=1e-4)


def test_the_same_vectors_give_the_same_directions_of_length_one() -> None:
    found = FittedDirections().fit(VECTORS, OWNERS, ("en", "en"))

    assert found == FittedDirections().fit(VECTORS, OWNERS, ("en", "en"))
    assert [_cosine(one, one) for one in found] == pytest.approx([1.0, 1.0], abs=1e-5)


def test_an_empty_library_has_no_directions() -> None:
    assert FittedDirections().fit((), (), ()) == ()


def test_one_direction_leads_from_the_others_to_ours_however_few_they_are() -> None:
    towards = FittedDirections().apart([VECTORS[0]] * 50 + [VECTORS[1]], VECTORS[2:])

    assert min(_cosine(one, towards) for one in VECTORS[:2]) > max(_cosine(one, towards) for one in VECTORS[2:])
    assert _cosine(towards, towards) == pytest.approx(1.0)
