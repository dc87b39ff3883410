"""The rules under which a weight may set a price."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.weighing.conformity import Rules, displayed_g, net_g, priceable
from cart.weighing.scale import Reading

RULES = Rules(5, 6_000)


def reading(grams: float, settled: bool = True, overload: bool = False) -> Reading:
    return Reading(0.0, grams, settled, overload)


@pytest.mark.parametrize(
    ("grams", "shown"), [(0.0, 0), (2.49, 0), (2.5, 5), (7.4, 5), (7.5, 10), (-2.5, -5), (-2.4, 0), (1234.0, 1235)]
)
def test_the_weight_is_shown_in_whole_intervals(grams: float, shown: int) -> None:
    assert displayed_g(grams, 5) == shown


@given(st.floats(-1e4, 1e5), st.sampled_from([1, 2, 5, 10]))
def test_what_is_shown_is_at_most_half_an_interval_off(grams: float, e: int) -> None:
    shown = displayed_g(grams, e)
    assert shown % e == 0
    assert abs(shown - grams) <= e / 2 + 1e-9


@pytest.mark.parametrize(
    ("seen", "tare", "tilt", "why"),
    [
        (reading(500.0), 0, 0.0, ""),
        (reading(100.0), 0, 0.0, ""),
        (reading(500.0, settled=False), 0, 0.0, "moving"),
        (reading(500.0), 0, 0.03, "tilted"),
        (reading(500.0), 0, -0.03, "tilted"),
        (reading(-10.0), 0, 0.0, "negative"),
        (reading(97.0), 0, 0.0, "under_min"),
        (reading(6_045.0), 0, 0.0, ""),
        (reading(6_048.0), 0, 0.0, "over_max"),
        (reading(500.0, overload=True), 0, 0.0, "over_max"),
        (reading(500.0), 500, 0.0, "nothing_net"),
    ],
)
def test_what_sets_no_price_says_why(seen: Reading, tare: int, tilt: float, why: str) -> None:
    assert priceable(seen, RULES, tare, tilt) == why


def test_the_least_weight_is_twenty_intervals() -> None:
    assert Rules(2, 6_000).min_g == 40


def test_the_tare_is_taken_off_what_is_shown() -> None:
    assert net_g(displayed_g(503.0, 5), 12) == 493
