"""The path of slow and of coarse sources, through the whole detector: steps of whole grams, ten samples a second."""

from random import Random

import pytest

from cart.weighing.change import WeightChange
from cart.weighing.steps import StepDetector
from tests.unit.weighing.basket import final


def told(
    *plan: tuple[float, float], rate_hz: float = 10.0, noise_g: float = 0.0, step: int = 1, per_gram: float = 1.0
) -> list[WeightChange]:
    """The changes that stand, of so many seconds of each load."""
    scale = StepDetector(counts_per_gram=per_gram, tare_counts=0.0, rate_hz=rate_hz)
    random, changes, n = Random(7), [], 0
    for seconds, grams in plan:
        for _ in range(round(seconds * rate_hz)):
            word = round(per_gram * (grams + random.gauss(0.0, noise_g)) / step) * step
            changes += scale.push(n / rate_hz, word)
            n += 1
    return final(changes)


def grams(changes: list[WeightChange]) -> list[float]:
    return [change.grams for change in changes]


@pytest.mark.parametrize("rate_hz", [10.0, 12.0, 30.0, 80.0])
@pytest.mark.parametrize("noise_g", [0.0, 0.2, 0.43])
def test_whole_grams_tell_their_steps(rate_hz: float, noise_g: float) -> None:
    found = told((12.0, 0.0), (6.0, 500.0), (6.0, 1_500.0), (6.0, 1_000.0), rate_hz=rate_hz, noise_g=noise_g)
    assert grams(found) == [pytest.approx(g, abs=1.0) for g in (500.0, 1_000.0, -500.0)]


def test_a_display_of_every_fifth_gram_tells_its_steps_and_no_flicker() -> None:
    found = told((12.0, 2.4), (8.0, 502.6), (8.0, 1_002.4), step=5, noise_g=1.0)
    assert [round(change.grams, -1) for change in found] == [500.0, 500.0]


def test_the_weight_of_a_failed_read_and_twice_the_last_are_weights() -> None:
    found = told((8.0, 0.0), (6.0, 511.0), (6.0, 1_022.0), (6.0, 0.0))
    assert grams(found) == [511.0, 511.0, -1_022.0]


def test_put_and_taken_within_a_second_are_two() -> None:
    found = told((8.0, 2_000.0), (0.7, 2_450.0), (4.0, 1_997.0), noise_g=0.2, per_gram=100.0)
    assert grams(found) == [pytest.approx(450.0, abs=1.0), pytest.approx(-453.0, abs=1.0)]


def test_a_small_thing_beside_a_large_one_within_a_second_is_another() -> None:
    found = told((8.0, 0.0), (0.8, 670.0), (4.0, 719.0), noise_g=0.2, per_gram=100.0)
    assert grams(found) == [pytest.approx(670.0, abs=1.0), pytest.approx(49.0, abs=1.0)]


def test_something_that_never_stays_is_no_level() -> None:
    scale = StepDetector(counts_per_gram=100.0, tare_counts=0.0, rate_hz=10.0)
    changes = [change for n in range(300) for change in scale.push(n / 10.0, 1_000 * (n % 7) if n > 80 else 0)]
    assert final(changes) == []
    assert scale.slow and not scale.settled
