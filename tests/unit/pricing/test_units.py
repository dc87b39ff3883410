"""What one unit costs before any offer, line by line."""

import pytest

from cart.pricing import price
from cart.pricing.model import Basket, BasketLine, Context, PointsRule, PricedProduct, Rules
from cart.pricing.rounding import quotient, running_split, share
from cart.pricing.units import prices, units_of

MEMBER = Context("2026-05-11T10:00", ("member",))
GUEST = Context("2026-05-11T10:00")


@pytest.mark.parametrize(
    ("top", "bottom", "up", "even", "down"),
    [
        (5, 2, 3, 2, 2),
        (7, 2, 4, 4, 3),
        (1, 3, 0, 0, 0),
        (2, 3, 1, 1, 0),
        (-5, 2, -2, -2, -3),
        (-7, 2, -3, -4, -4),
        (6, 2, 3, 3, 3),
    ],
)
def test_three_ways_to_round(top, bottom, up, even, down):
    assert [quotient(top, bottom, way) for way in ("half_up", "half_even", "down")] == [up, even, down]


def test_a_percentage_is_rounded_once():
    assert share(230, 500, "half_up") == 12
    assert share(230, 500, "half_even") == 12
    assert share(210, 500, "half_even") == 10
    assert share(230, 500, "down") == 11


@pytest.mark.parametrize(
    ("total", "weights", "parts"),
    [
        (100, [1, 1, 1], [33, 33, 34]),
        (5, [0, 5], [0, 5]),
        (7, [3, 4], [3, 4]),
        (0, [2, 2], [0, 0]),
        (9, [0, 0], [0, 0]),
    ],
)
def test_running_floors_lose_nothing(total, weights, parts):
    assert running_split(total, weights) == parts


@pytest.mark.parametrize(
    ("product", "line", "regular", "base"),
    [
        (PricedProduct(200), BasketLine("1", "p", qty=3), 200, 200),
        (PricedProduct(200, member_price=150), BasketLine("1", "p", qty=1), 200, 150),
        (PricedProduct(200), BasketLine("1", "p", qty=1, seen_prices=(180, 190)), 200, 180),
        (PricedProduct(200, member_price=250), BasketLine("1", "p", qty=1), 200, 200),
        (PricedProduct(349, "kg"), BasketLine("1", "p", grams=1250, tare=5), 435, 435),
        (PricedProduct(349, "kg", member_price=299), BasketLine("1", "p", grams=1250, tare=5), 435, 372),
        (PricedProduct(199, "lb"), BasketLine("1", "p", grams=454), 199, 199),
        (PricedProduct(349, "kg"), BasketLine("1", "p", grams=5, tare=9), 0, 0),
        (PricedProduct(349, "kg", member_price=1), BasketLine("1", "p", embedded_price=512), 512, 512),
        (PricedProduct(200, member_price=1), BasketLine("1", "p", qty=1, override_price=120), 120, 120),
    ],
)
def test_regular_and_base_price_of_a_unit(product, line, regular, base):
    assert prices(line, product, Rules({"A": 0}), MEMBER) == (regular, base)


def test_seen_prices_only_count_where_the_store_locks_them():
    line, product = BasketLine("1", "p", qty=1, seen_prices=(90,)), PricedProduct(100)
    assert prices(line, product, Rules({"A": 0}, price_lock="current"), GUEST) == (100, 100)


def test_void_lines_and_empties_are_no_units_and_refunds_are_closed():
    products = {"p": PricedProduct(100), "t": PricedProduct(800, no_discount=True)}
    lines = (
        BasketLine("1", "p", qty=2, void=True),
        BasketLine("2", deposit_return=25),
        BasketLine("3", "p", qty=1, refund=True),
        BasketLine("4", "t", qty=1),
        BasketLine("5", "p", qty=1, override_price=60),
        BasketLine("6", "p", qty=4),
    )
    units = units_of(Basket(lines, products), Rules({"A": 0}), GUEST)
    assert [(unit.line.id, unit.key.base, unit.size, unit.open) for unit in units] == [
        ("3", -100, 1, False),
        ("4", 800, 1, False),
        ("5", 60, 1, False),
        ("6", 100, 4, True),
    ]


def test_figures_that_stand_beside_the_total():
    products = {"beer": PricedProduct(150, deposit=8, min_age=16), "gin": PricedProduct(1500, min_age=18)}
    lines = (
        BasketLine("1", "beer", qty=3),
        BasketLine("2", "gin", qty=1, void=True),
        BasketLine("3", deposit_return=16),
    )
    rules = Rules({"A": 1900}, tax_mode="inclusive", cash_rounding=10, points=PointsRule(100, 2, "member"))
    receipt = price(Basket(lines, products), (), rules, Context("2026-05-11T10:00", ("member",), cash=True))
    assert (receipt.deposit, receipt.due, receipt.cash_due) == (8, 458, 460)
    assert (receipt.points, receipt.age_required) == (8, 16)
    assert receipt.tax == (("A", 72),)
    assert [line.deposit for line in receipt.lines] == [24, 0, -16]


def test_a_price_seen_first_is_kept_and_the_line_says_so():
    basket = Basket((BasketLine("1", "p", qty=2, seen_prices=(90,)),), {"p": PricedProduct(100)})
    receipt = price(basket, (), Rules({"A": 0}), GUEST)
    saving = receipt.lines[0].savings[0]
    assert (receipt.due, saving.offer, saving.words, saving.cents) == (180, "seen", "price you saw first", 20)
