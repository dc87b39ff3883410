"""Produce at the till: displayed net weight x unit price, rounded once; figures worked out by hand."""

from fractions import Fraction
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.pricing.model import BasketLine, PricedProduct, Rules
from cart.pricing.units import weighed


def cost(price: int, net_g: int, unit: Literal["kg", "lb"] = "kg", tare_g: int = 0) -> int:
    line = BasketLine("1", "apples", grams=net_g + tare_g, tare=tare_g)
    return weighed(price, line, PricedProduct(price, unit), Rules({"A": 0}))


@pytest.mark.parametrize(
    ("price", "net", "cents"),
    [(500, 101, 51), (500, 103, 52), (349, 1_245, 435), (100, 4, 0), (100, 5, 1), (0, 500, 0), (999, 1, 1),
     (299, 500, 150), (299, 505, 151)],
)  # fmt: skip
def test_a_price_a_kilogram(price: int, net: int, cents: int):
    assert cost(price, net) == cost(price, net, tare_g=15) == cents


@pytest.mark.parametrize(
    ("price", "net", "cents"),
    [(349, 1_000, 769), (899, 680, 1_348), (100, 453, 100), (100, 500, 110), (1, 226, 0), (199, 454, 199)],
)
def test_a_price_a_pound(price: int, net: int, cents: int):
    assert cost(price, net, "lb") == cents


@given(st.integers(0, 100_000), st.integers(0, 40_000))
def test_a_price_is_within_half_a_cent(price: int, net: int):
    assert abs(cost(price, net) - Fraction(price * net, 1000)) <= Fraction(1, 2)


def test_a_tare_heavier_than_the_goods_costs_nothing():
    assert weighed(500, BasketLine("1", "x", grams=4, tare=9), PricedProduct(500, "kg"), Rules({"A": 0})) == 0
