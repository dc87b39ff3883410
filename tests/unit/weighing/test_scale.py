"""The live scale: reading, health, zero tracking."""

import pytest

from cart.weighing.calibration import Calibration
from cart.weighing.scale import Scale
from cart.weighing.zero import ZeroTracker
from tests.unit.weighing.basket import PER_GRAM, RATE, ZERO, Basket, final


def scale(max_g: float = 40_000.0, interval_g: float = 5.0) -> Scale:
    return Scale(Calibration(PER_GRAM, ZERO, interval_g, max_g), RATE)


def fed(one: Scale, basket: Basket, seconds: float = 6.0) -> Scale:
    for at, counts in basket.samples(seconds):
        one.push(at, counts)
    return one


def test_the_weight_is_read_live_and_changes_are_told() -> None:
    one, basket, changes = scale(), Basket(), []
    basket.drop(2.0, 640.0)
    for at, counts in basket.samples(6.0):
        changes += one.push(at, counts)
        if 2.02 < at < 2.2:
            assert not one.reading.settled
    (change,) = final(changes)
    assert change.grams == pytest.approx(640.0, abs=1.5)
    assert one.reading.settled
    assert one.reading.grams == pytest.approx(640.0, abs=1.0)
    assert one.reading.at == pytest.approx(6.0, abs=0.1)


def test_a_good_scale_is_well() -> None:
    health = fed(scale(), Basket()).health
    assert health.ok
    assert health.noise_g == pytest.approx(0.6, rel=0.3)
    assert health.missing < 0.02
    assert not health.overload


def test_before_anything_was_read_nothing_is_wrong() -> None:
    assert scale().health.ok
    assert not scale().reading.settled


def test_too_much_is_overload() -> None:
    one = fed(scale(max_g=5_000.0), Basket(preload_g=5_060.0))
    assert one.reading.overload
    assert "too heavy" in one.health.words


def test_max_and_nine_intervals_are_not_overload() -> None:
    assert not fed(scale(max_g=5_000.0), Basket(preload_g=5_030.0)).reading.overload


def test_missing_samples_are_told() -> None:
    basket = Basket()
    for number in range(0, 480, 3):
        basket.bad(number, None)
    health = fed(scale(), basket).health
    assert health.missing > 0.25
    assert "misses samples" in health.words


def test_a_noisy_scale_is_told() -> None:
    health = fed(scale(interval_g=1.0), Basket(noise_g=4.0), 20.0).health
    assert not health.ok
    assert "noisy" in health.words


def test_zero_is_tracked_at_rest_near_zero_and_slowly() -> None:
    tracker = ZeroTracker(5.0)
    assert tracker.push(0.0, 2.0, True) == 2.0
    assert tracker.push(0.1, 2.0, True) == pytest.approx(1.75)
    assert tracker.offset_g == pytest.approx(0.25)
    for n in range(2, 60):
        shown = tracker.push(n / 10, 2.0, True)
    assert shown == pytest.approx(0.0)


@pytest.mark.parametrize(("grams", "rest"), [(40.0, True), (-3.0, True), (2.0, False)])
def test_zero_is_not_tracked_under_load_or_in_motion(grams: float, rest: bool) -> None:
    tracker = ZeroTracker(5.0)
    for n in range(20):
        assert tracker.push(n / 10, grams, rest) == grams
    assert tracker.offset_g == 0.0


def test_a_basket_that_drifted_far_asks_for_calibration() -> None:
    one, grams = scale(interval_g=1.0), 0.0
    for n in range(int(120 * RATE)):
        grams = 0.2 * n / RATE
        one.push(n / RATE, ZERO + round(grams * PER_GRAM))
    assert abs(one.reading.grams) < 0.5
    assert "calibrate" in one.health.words
