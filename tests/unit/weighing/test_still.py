"""At rest or not, from raw counts: a basket at rest, ringing, leaned on, drifting; corrupt words; dull scales."""

import random

import numpy as np
import pytest

from cart.weighing.still import Level, Stillness, steady
from tests.unit.weighing.basket import PER_GRAM, RATE, ZERO, Basket


def levels(basket: Basket, seconds: float, rate: float = RATE) -> list[Level]:
    """Each level as it is told."""
    one, told = Stillness(rate), list[Level]()
    for at, word in basket.samples(seconds):
        one.push(at, word)
        if one.level is not None and one.level not in told[-1:]:
            told.append(one.level)
    return told


def test_the_level_is_told_ten_times_a_second_and_is_still_after_a_second() -> None:
    told = levels(Basket(), 5.0)
    assert len(told) == 50
    assert not any(one.still for one in told[:9])
    assert sum(one.still for one in told[9:]) >= 38
    assert all(one.counts == pytest.approx(ZERO, abs=0.3 * PER_GRAM) for one in told if one.still)
    assert all(one.noise == pytest.approx(0.6 * PER_GRAM, rel=0.35) for one in told if one.still)


def test_nothing_is_told_before_the_first_words() -> None:
    one = Stillness(80.0)
    assert one.level is None
    one.push(0.0, 5)
    assert one.level is None


@pytest.mark.parametrize("grams", [100.0, 2_000.0, 10_000.0])
def test_a_ringing_basket_is_not_still_and_then_tells_its_weight(grams: float) -> None:
    basket = Basket()
    basket.drop(2.0, grams)
    told = levels(basket, 10.0)
    ringing = [one for one in told if 2.3 < one.at < 3.0]
    assert ringing and not any(one.still for one in ringing)
    late = [one for one in told if one.at > 7.0]
    assert sum(one.still for one in late) >= 0.7 * len(late)
    assert all((one.counts - ZERO) / PER_GRAM == pytest.approx(grams, abs=0.5) for one in late if one.still)


def test_a_hand_on_the_basket_is_not_rest() -> None:
    basket = Basket()
    basket.hand(2.0, 9.0, 900.0)
    told = [one for one in levels(basket, 9.0) if 3.2 < one.at < 8.7]
    assert not any(one.still for one in told)


def test_a_rough_floor_is_white_and_too_loud_for_rest() -> None:
    """Rolling over tiles shakes each sample by itself; after it the scale is at rest again."""
    noise, one, told = random.Random(7), Stillness(80.0), []
    for n in range(960):
        rolling = 320 <= n < 640
        one.push(n / 80, round(noise.gauss(0.0, 900.0 if rolling else 50.0)))
        if one.level is not None and one.level not in told[-1:]:
            told.append(one.level)
    assert not any(level.still for level in told if 4.3 < level.at < 8.0)
    rest = [level for level in told if 1.1 < level.at < 4.0 or level.at > 9.2]
    assert sum(level.still for level in rest) >= 0.8 * len(rest)


def test_after_a_restart_nothing_of_before_counts_but_the_quiet() -> None:
    noise, one = random.Random(7), Stillness(80.0)
    for n in range(160):
        one.push(n / 80, round(noise.gauss(0.0, 50.0)))
    one.restart()
    assert one.level is None
    for n in range(160, 240):
        one.push(n / 80, round(noise.gauss(50_000.0, 50.0)))
    assert one.level is not None and one.level.still
    assert one.level.counts == pytest.approx(50_000.0, abs=25.0)
    one.restart()
    for n in range(240, 400):
        one.push(n / 80, round(noise.gauss(0.0, 900.0)))
    assert not one.level.still, "still as loud as a rough floor"


def test_one_corrupt_word_is_left_out_and_many_are_no_rest() -> None:
    few, many = Basket(), Basket()
    for number in (100, 140, 180):
        few.bad(number, -1)
    for number in range(80, 400, 6):
        many.bad(number, (1 << 23) - 1)
    told = [one for one in levels(few, 5.0) if one.at > 1.1]
    assert sum(one.still for one in told) >= 0.7 * len(told)
    assert all(one.counts == pytest.approx(ZERO, abs=0.5 * PER_GRAM) for one in told)
    assert not any(one.still for one in levels(many, 5.0) if one.at > 2.5)


@pytest.mark.parametrize("rate", [5.0, 10.0, 80.0])
def test_a_scale_that_speaks_whole_grams_is_still_when_it_repeats_itself(rate: float) -> None:
    one = Stillness(rate)
    for n in range(200):
        one.push(n / rate, 5_000)
    assert one.level == Level(199 / rate, 5_000.0, 0.0, True)


def test_drift_and_slow_swings_are_no_noise() -> None:
    noise = random.Random(4)
    white, at = np.array([round(noise.gauss(0, 50)) for _ in range(80)], float), np.arange(80)
    assert steady(white)
    assert not steady(white + 4 * at)
    assert not steady(white + np.round(150 * np.sin(at / 9)))
