"""The live scale: reading, health, zero tracking."""

import math
from random import Random

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
    assert health.facts.noise_g == pytest.approx(0.6, rel=0.3)
    assert health.facts.missing < 0.02
    assert not health.facts.overload


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
    assert health.facts.missing > 0.25
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


def stepped(
    one: Scale, *plan: tuple[float, float], noise_g: float = 0.4, seed: int = 1, rate_hz: float = RATE
) -> Scale:
    """Feeds so many seconds of each load (g), without ringing."""
    random, n = Random(seed), 0
    for seconds, grams in plan:
        for _ in range(round(seconds * rate_hz)):
            one.push(n / rate_hz, ZERO + round(PER_GRAM * (grams + random.gauss(0, noise_g))))
            n += 1
    return one


def test_a_basket_that_is_lifted_off_its_cell_is_told() -> None:
    health = stepped(scale(), (5.0, 0.0), (5.0, -7_000.0)).health
    assert not health.ok
    assert health.why == "below"


def test_swapped_wires_are_told_by_what_goes_in() -> None:
    health = stepped(scale(), (5.0, 0.0), (4.0, -700.0), (4.0, -1_500.0)).health
    assert not health.ok
    assert health.why == "swapped"


def test_a_level_that_jumps_to_and_fro_with_nobody_there_is_told() -> None:
    jumps = [(4.0, grams) for _ in range(3) for grams in (300.0, 420.0)]
    assert stepped(scale(), (5.0, 300.0), *jumps).health.why == "popcorn"


def test_things_that_come_and_go_are_no_jumps() -> None:
    basket = Basket()
    for number in range(6):
        basket.drop(3.0 + 4.0 * number, 120.0 if number % 2 == 0 else -120.0, kick=1.0)
    assert fed(scale(), basket, 28.0).health.ok


def test_a_scale_that_gives_one_word_for_ever_is_told() -> None:
    one = fed(scale(), Basket(), 6.0)
    for n in range(400):
        one.push(6.0 + n / RATE, ZERO + 17)
    assert not one.health.ok
    assert one.health.why == "stuck"


def test_a_converter_at_its_end_is_told() -> None:
    one = fed(scale(), Basket(), 6.0)
    for n in range(100):
        one.push(6.0 + n / RATE, (1 << 23) - 1)
    assert one.health.why == "rail"


def test_a_scale_that_is_never_at_rest_is_told_and_still_believed() -> None:
    basket = Basket(preload_g=1_000.0)
    basket.hand(5.0, 50.0, 700.0)
    health = fed(scale(), basket, 45.0).health
    assert health.ok
    assert health.why == "unsettled"


def test_a_source_slower_than_its_config_is_told_and_weighs_all_the_same() -> None:
    one = stepped(scale(), (8.0, 0.0), (6.0, 640.0), rate_hz=10.0)
    assert one.reading.grams == pytest.approx(640.0, abs=1.0)
    assert one.health.ok and one.health.why == "slow"
    assert one.health.plain and one.health.rate_hz == pytest.approx(10.0, rel=0.02)


def test_hum_of_the_mains_that_begins_after_the_start_is_told() -> None:
    one = scale(interval_g=5.0)
    for n in range(int(20 * RATE)):
        hum = 5.0 * math.sin(2.0 * math.pi * 50.03 * n / RATE) if n > 8 * RATE else 0.0
        one.push(n / RATE, ZERO + round(PER_GRAM * (500.0 + hum)) + n % 3)
    assert one.health.why == "hum"


def test_samples_that_the_computer_was_late_for_are_not_missed() -> None:
    """It looks in bursts, and knows how many went by in between."""
    starved, broken = scale(), scale()
    for number, (at, counts) in enumerate(Basket().samples(8.0)):
        if number % 80 >= 60:
            starved.push(at, counts, 60 if number % 80 == 60 else 0)
            broken.push(at, counts)
    assert (starved.health.ok, starved.health.why) == (True, "")
    assert (broken.health.ok, broken.health.why) == (False, "missing")
