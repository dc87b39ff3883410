"""Whole short trips on the simulated basket, drawn by chance: what stands at the end is what was done."""

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cart.weighing.change import WeightChange
from cart.weighing.steps import StepDetector, TiltStepDetector
from tests.unit.weighing.basket import PER_GRAM, RATE, ZERO, Basket, final

FEW = settings(max_examples=12, deadline=None)
masses = st.lists(st.integers(15, 2_500), min_size=1, max_size=5)


def run(basket: Basket, seconds: float) -> tuple[StepDetector, list[WeightChange]]:
    scale = StepDetector(counts_per_gram=PER_GRAM, tare_counts=ZERO, rate_hz=RATE)
    return scale, [change for at, counts in basket.samples(seconds) for change in scale.push(at, counts)]


@FEW
@given(things=masses, preload=st.integers(0, 15_000), seed=st.integers(0, 99))
def test_things_put_in_add_up(things: list[int], preload: int, seed: int) -> None:
    basket = Basket(seed, preload_g=float(preload))
    for n, grams in enumerate(things):
        basket.drop(2.0 + 2.0 * n, float(grams))
    scale, changes = run(basket, 5.0 + 2.0 * len(things))
    standing = final(changes)
    assert len(standing) == len(things)
    for change, grams in zip(standing, things, strict=True):
        assert change.grams == pytest.approx(grams, abs=max(1.5, 0.004 * grams))
    assert sum(change.grams for change in standing) == pytest.approx(sum(things), abs=4.0)
    assert scale.level_g == pytest.approx(preload + sum(things), abs=1.0)


@FEW
@given(things=masses, seed=st.integers(0, 99))
def test_what_goes_in_comes_out_again(things: list[int], seed: int) -> None:
    basket, at = Basket(seed, preload_g=1_000.0), 2.0
    for grams in things:
        basket.drop(at, float(grams))
        basket.drop(at + 2.0, float(-grams), kick=0.3)
        at += 4.0
    scale, changes = run(basket, at + 2.0)
    assert [change.grams > 0 for change in final(changes)] == [True, False] * len(things)
    assert scale.level_g == pytest.approx(1_000.0, abs=1.0)


@FEW
@given(knocks=st.lists(st.integers(5, 4_000), max_size=12), seed=st.integers(0, 99))
def test_knocks_of_any_kind_are_nothing(knocks: list[int], seed: int) -> None:
    basket = Basket(seed, preload_g=6_000.0)
    for n, grams in enumerate(knocks):
        basket.bump(2.0 + 0.7 * n, float(grams))
    assert final(run(basket, 6.0 + 0.7 * len(knocks))[1]) == []


@FEW
@given(grams=st.integers(60, 4_000), length=st.integers(8, 40), seed=st.integers(0, 99))
def test_a_hand_is_nothing_and_the_thing_after_it_is_something(grams: int, length: int, seed: int) -> None:
    basket = Basket(seed, preload_g=3_000.0)
    basket.hand(2.0, 2.0 + length / 10.0, float(grams))
    basket.drop(5.0 + length / 10.0, 222.0)
    (change,) = final(run(basket, 9.0 + length / 10.0)[1])
    assert change.grams == pytest.approx(222.0, abs=1.5)


@FEW
@given(
    lost=st.sets(st.integers(20, 620), max_size=120),
    wrong=st.dictionaries(st.integers(20, 620), st.sampled_from([0, -1, 1_023, 8_388_607, -8_388_608]), max_size=40),
)
def test_lost_and_corrupt_samples_change_nothing(lost: set[int], wrong: dict[int, int]) -> None:
    basket = Basket(preload_g=2_000.0)
    basket.drop(3.0, 350.0)
    for number, word in wrong.items():
        basket.bad(number, word)
    for number in lost:
        basket.bad(number, None)
    (change,) = final(run(basket, 9.0)[1])
    assert change.grams == pytest.approx(350.0, abs=3.0)


@FEW
@given(
    st.lists(
        st.tuples(st.floats(0, 0.1), st.integers(-(1 << 23), (1 << 23) - 1)),
        max_size=200,
    )
)
def test_any_words_at_any_times_are_survived(samples: list[tuple[float, int]]) -> None:
    scale = TiltStepDetector(counts_per_gram=PER_GRAM, tare_counts=ZERO, rate_hz=RATE)
    at = 0.0
    for gap, word in samples:
        at += gap
        for change in scale.push(at, word, 0.0, 0.02):
            assert math.isfinite(change.grams)
            assert change.sigma_grams > 0
    assert math.isfinite(scale.level_g)


def test_a_chip_that_gives_one_word_for_ever_is_at_rest() -> None:
    scale = StepDetector(counts_per_gram=PER_GRAM, tare_counts=ZERO, rate_hz=RATE)
    for n in range(800):
        assert scale.push(n / RATE, ZERO + 1_000) == []


@pytest.mark.parametrize("seconds", [2.0, 30.0])
def test_a_pause_in_reading_loses_no_change(seconds: float) -> None:
    basket, scale, changes = Basket(), StepDetector(counts_per_gram=PER_GRAM, tare_counts=ZERO, rate_hz=RATE), []
    basket.drop(4.0, 410.0)
    for at, counts in basket.samples(12.0):
        if not 3.5 < at < 5.5:
            changes += scale.push(at + (seconds if at > 5.0 else 0.0), counts)
    (change,) = final(changes)
    assert change.grams == pytest.approx(410.0, abs=1.5)


def busy(seed: int, grams: int) -> Basket:
    """A thing dropped, a hand, rolling with another thing, a knock, a thing out, corrupt and missing words."""
    basket = Basket(seed, preload_g=1_500.0)
    basket.drop(2.0, float(grams))
    basket.hand(3.0, 4.2, 300.0)
    basket.roll(5.0, 10.0, 250.0)
    basket.drop(7.0, 400.0)
    basket.bump(11.5, 600.0)
    basket.drop(12.0, float(-grams), kick=0.3)
    for number in range(40, 1_080, 37):
        basket.bad(number, (None, -1, 8_388_607, 1_023)[number % 4])
    return basket


@settings(max_examples=15, deadline=None)
@given(cut=st.integers(0, 1_080), seed=st.integers(0, 99), grams=st.integers(10, 2_500))
def test_a_cut_recording_gives_the_same_up_to_the_cut(cut: int, seed: int, grams: int) -> None:
    samples = busy(seed, grams).samples(13.5)
    scale, told = TiltStepDetector(counts_per_gram=PER_GRAM, tare_counts=ZERO, rate_hz=RATE), []
    for at, counts in samples:
        told += [(at, change) for change in scale.push(at, counts, 0.0, 0.01)]
    part = TiltStepDetector(counts_per_gram=PER_GRAM, tare_counts=ZERO, rate_hz=RATE)
    changes = [change for at, counts in samples[:cut] for change in part.push(at, counts, 0.0, 0.01)]
    end = samples[min(cut, len(samples)) - 1][0] if cut else -1.0
    assert changes == [change for at, change in told if at <= end]
    assert all(change.at <= at for at, change in told)
