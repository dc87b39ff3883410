"""Weighing while the cart rolls: the mean alone, and what the detector makes of it."""

import math
import random

import pytest

from cart.weighing.rolling import Mean, Rolling
from cart.weighing.steps import StepDetector
from tests.unit.weighing.basket import PER_GRAM, RATE, ZERO, Basket, final

BEAT_S, RING_S = 1 / 80, 0.1


def shaken(level: float, swing: float, seconds: float, missing: frozenset[int] = frozenset()) -> list[Mean]:
    """What a floor that shakes by `swing` leaves of `level`."""
    rolling, chance, means = Rolling(80.0), random.Random(4), []
    for n in range(int(seconds / BEAT_S)):
        beating = 1.0 + 0.4 * math.sin(2.0 * math.pi * 1.3 * n * BEAT_S)
        grams = level + swing * beating * math.sin(2.0 * math.pi * n * BEAT_S / RING_S) + chance.gauss(0, 0.6)
        if n not in missing:
            rolling.feed(n * BEAT_S, grams, BEAT_S, RING_S)
            means.append(rolling.look(0.6))
    return [mean for mean in means if mean is not None and mean.agreed]


@pytest.mark.parametrize("swing", [150.0, 500.0, 1_500.0])
def test_a_shaken_level_is_told_with_an_honest_sigma(swing: float) -> None:
    means = shaken(4_000.0, swing, 6.0)
    assert len(means) > 20
    assert all(abs(mean.grams - 4_000.0) < 2.0 * mean.sigma for mean in means)
    assert max(mean.sigma for mean in means) < 1.0 + 0.006 * swing


def test_nothing_is_told_before_the_span_and_four_looks_have_gone() -> None:
    assert shaken(4_000.0, 500.0, 1.9) == []
    assert len(shaken(4_000.0, 500.0, 2.1)) > 0


def test_single_missing_samples_do_little() -> None:
    means = shaken(4_000.0, 500.0, 6.0, frozenset(range(60, 480, 53)))
    assert len(means) > 10
    assert all(abs(mean.grams - 4_000.0) < 4.0 for mean in means)


def test_two_missing_in_a_row_start_anew() -> None:
    assert shaken(4_000.0, 500.0, 4.0, frozenset(n for n in range(320) if n % 100 in (0, 1))) == []


def test_what_does_not_shake_is_not_rolling() -> None:
    assert shaken(4_000.0, 30.0, 4.0) == []


def test_a_moving_level_is_not_told() -> None:
    rolling = Rolling(80.0)
    for n in range(400):
        rolling.feed(n * BEAT_S, 4_000.0 + 30.0 * n * BEAT_S + 300.0 * math.sin(0.6 * n), BEAT_S, RING_S)
        mean = rolling.look(0.6)
        assert mean is None or not mean.agreed


def detector() -> StepDetector:
    return StepDetector(counts_per_gram=PER_GRAM, tare_counts=ZERO, rate_hz=RATE)


@pytest.mark.parametrize("preload", [0.0, 9_000.0])
@pytest.mark.parametrize("grams", [150.0, 800.0])
def test_a_thing_put_in_while_rolling_is_known_before_the_cart_stands(preload: float, grams: float) -> None:
    basket = Basket(preload_g=preload)
    basket.roll(3.0, 12.0, 300.0)
    basket.drop(6.0, grams, kick=0.5)
    scale = detector()
    changes = [change for at, counts in basket.samples(16.0) for change in scale.push(at, counts)]
    assert changes[0].at < 8.5
    assert changes[0].grams == pytest.approx(grams, abs=5.0)
    (standing,) = final(changes)
    assert standing.grams == pytest.approx(grams, abs=3.0)


@pytest.mark.parametrize("seed", range(4))
def test_rolling_alone_changes_nothing(seed: int) -> None:
    basket = Basket(seed, preload_g=6_000.0)
    basket.roll(3.0, 15.0, 400.0)
    scale = detector()
    assert [change for at, counts in basket.samples(19.0) for change in scale.push(at, counts)] == []


def test_a_hand_that_leans_on_a_rolling_cart_is_taken_back() -> None:
    basket = Basket(preload_g=3_000.0)
    basket.roll(3.0, 16.0, 300.0)
    basket.hand(6.0, 11.0, 900.0)
    scale = detector()
    assert final([change for at, counts in basket.samples(20.0) for change in scale.push(at, counts)]) == []


@pytest.mark.parametrize("grams", [1_900.0, 2_500.0])
def test_a_heavy_hand_on_a_standing_cart_is_not_rolling(grams: float) -> None:
    scale, chance, changes = detector(), random.Random(2), []
    for n in range(int(7.0 * RATE)):
        t = n / RATE
        trembling = 1.0 + 0.04 * math.sin(2.0 * math.pi * 1.3 * t) + 0.03 * math.sin(2.0 * math.pi * 8.6 * t)
        pressed = grams * trembling * min(1.0, (t - 3.0) / 0.25) if t > 3.0 else 0.0
        changes += scale.push(t, ZERO + round((4_000.0 + pressed + chance.gauss(0, 0.6)) * PER_GRAM))
    assert changes == []
