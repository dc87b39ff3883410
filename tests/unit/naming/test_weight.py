"""What products make of a weight, against sums done another way."""

import math

import numpy as np
import pytest

from cart.naming.weight import FAR_DENSITY, UNKNOWN_DENSITY, Mass, Weights


def bell(x: float, mean: float, sd: float) -> float:
    return math.exp(-(((x - mean) / sd) ** 2) / 2) / (sd * math.sqrt(2 * math.pi))


def test_a_pack_is_one_piece_with_its_spread_and_the_scales():
    (found,) = Weights([Mass(1000, 10)]).log_likelihoods(1012, 3)
    assert found == pytest.approx(math.log(bell(1012, 1000, math.hypot(10, 3)) + FAR_DENSITY))


def test_loose_produce_is_one_to_eight_pieces_each_less_likely():
    (found,) = Weights([Mass(100, 15, loose=True)]).log_likelihoods(300, 2)
    total = sum(0.75**n for n in range(1, 9))
    by_hand = sum(0.75**n / total * bell(300, n * 100, math.hypot(15 * n**0.5, 2)) for n in range(1, 9))
    assert found == pytest.approx(math.log(by_hand + FAR_DENSITY))


def test_nobody_lifts_five_melons_at_once_but_one_heavy_one():
    melon, huge = Mass(1200, 100, loose=True), Mass(3000, 300, loose=True)
    found = Weights([melon, huge]).log_likelihoods(3600, 2)
    assert found[0] < math.log(1e-7) < found[1]


def test_of_what_nobody_weighed_any_weight_is_as_likely():
    weights = Weights([Mass(None), Mass(500, 5)])
    assert (
        weights.log_likelihoods(40, 1)[0]
        == weights.log_likelihoods(4000, 1)[0]
        == math.log(UNKNOWN_DENSITY + FAR_DENSITY)
    )


def test_the_densities_of_a_product_are_one_in_all():
    grams = np.arange(0.5, 4000, 0.5)
    for mass in (Mass(500, 6), Mass(180, 27, loose=True)):
        weights = Weights([mass])
        assert 0.5 * sum(math.exp(weights.log_likelihoods(g, 2)[0]) for g in grams) == pytest.approx(1, abs=2e-3)
