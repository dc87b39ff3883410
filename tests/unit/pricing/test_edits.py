"""One engine through a whole trip: after every edit its receipt is the one that a new engine makes."""

import random
from dataclasses import replace

import pytest

from cart.pricing.case import Case
from cart.pricing.model import BasketLine, Context
from cart.pricing.proof.check import check
from cart.pricing.results import result_of
from tests.unit.pricing.till import ALL, MONDAY, basket, on, pricer, ring_up, rules
from tests.unit.pricing.worlds import BASKET, ITEM

KINDS = {
    "percent_off": {"match": ALL, "bp": 1500, "max_uses": 3},
    "amount_off": {"match": on("tea", "bun"), "amount": 120},
    "fixed_price": {"match": {"categories": ["sweet"]}, "price": 199, "no_basket": True},
    "n_for_price": {"match": ALL, "n": 3, "price": 500},
    "n_amount_off": {"match": ALL, "n": 4, "amount": 333},
    "buy_n_get_m": {"match": ALL, "buy": 2, "get": 1, "bp": 10_000},
    "buy_x_get_y": {"buy_match": on("tea"), "buy": 1, "get_match": ALL, "get": 1, "bp": 5000},
    "bundle": {"slots": [{"match": on("tea"), "n": 1}, {"match": ALL, "n": 2}], "price": 480},
    "tiered_qty": {"match": ALL, "tiers": [{"n": 2, "bp": 700}, {"n": 5, "amount": 45}]},
    "spend_amount": {"match": ALL, "min_spend": 700, "amount": 90, "repeat": True},
    "spend_percent": {"match": ALL, "min_spend": 900, "bp": 1250},
    "spend_tiers": {"match": ALL, "tiers": [{"min_spend": 500, "amount": 30}, {"min_spend": 1200, "amount": 111}]},
    "mfr_coupon": {"match": ALL, "n": 2, "amount": 400, "coupon": "C"},
}
HOUSE = rules(tax_rates={"A": 825}, tax_mode="exclusive")
NOW = Context(MONDAY)
COUPONS = {"C": 2}


def offer(kind, name="o0"):
    return {"id": name, "kind": kind} | KINDS[kind]


def figures(receipt):
    return receipt.due, receipt.net_total, receipt.tax, receipt.mfr_savings, receipt.regular_total


def an_edit(rng, lines, number):
    """A line more, one less, one changed, one void, one refunded or one of empties."""
    what = rng.choice(["add", "add", "add", "drop", "count", "void", "refund", "empties"])
    at = rng.randrange(len(lines)) if lines else 0
    if what == "add" or not lines:
        name = rng.choice(["tea", "jam", "bun", "ham", "card"])
        new = (
            BasketLine(number, name, grams=rng.randrange(50, 900)) if name == "ham" else BasketLine(number, name, qty=1)
        )
        return [*lines, new]
    if what == "drop":
        return lines[:at] + lines[at + 1 :]
    if what == "empties":
        return [*lines, BasketLine(number, deposit_return=25)]
    changes = {"count": {"qty": rng.randrange(1, 4)}, "void": {"void": True}, "refund": {"refund": True}}[what]
    if what == "count" and lines[at].qty is None:
        return lines
    if what == "refund" and lines[at].product is None:
        return lines
    return [*lines[:at], replace(lines[at], **changes), *lines[at + 1 :]]


def trip(seed, length=14):
    rng, lines = random.Random(seed), []
    for step in range(length):
        lines = an_edit(rng, lines, f"L{step}")
        yield basket(lines, COUPONS)


@pytest.mark.parametrize("kind", KINDS)
def test_one_engine_through_a_trip_prices_as_a_new_one_does(kind):
    engine = pricer([offer(kind)], HOUSE)
    for bought in trip(kind):
        fresh = ring_up(bought, [offer(kind)], house=HOUSE)
        receipt = engine.price(bought, NOW)
        assert figures(receipt) == figures(fresh)
        assert [(line.id, line.net) for line in receipt.lines] == [(line.id, line.net) for line in fresh.lines]
        assert engine.due(bought, NOW) == receipt.due


@pytest.mark.parametrize("seed", range(6))
def test_one_engine_with_many_offers_prices_as_a_new_one_does(seed):
    rng = random.Random(seed)
    tables = [offer(kind, kind) for kind in rng.sample(ITEM, 4) + rng.sample(BASKET, 2) + ["mfr_coupon"]]
    engine = pricer(tables, HOUSE)
    for bought in trip(seed, 8):
        receipt = engine.price(bought, NOW)
        assert figures(receipt) == figures(ring_up(bought, tables, house=HOUSE))
        case = Case(
            "t",
            bought,
            engine.shop.index.items + engine.shop.index.basket + engine.shop.index.coupons,
            HOUSE,
            NOW,
            {},
            (),
        )
        assert check(case, result_of(receipt)) == []


@pytest.mark.parametrize("kind", KINDS)
def test_neither_order_nor_how_pieces_are_scanned_matters(kind):
    whole = "tea*3 jam*2 bun*4 ham@333 ham@500"
    scanned = "bun ham@500 tea jam bun tea bun ham@333 bun jam tea"
    first = ring_up(whole, [offer(kind)], house=HOUSE, coupons=COUPONS)
    second = ring_up(scanned, [offer(kind)], house=HOUSE, coupons=COUPONS)
    assert first.total_savings > 0, "the offer has something to say here"
    assert figures(first) == figures(second)


@pytest.mark.parametrize("kind", KINDS)
def test_undoing_an_edit_gives_the_receipt_before_it(kind):
    engine = pricer([offer(kind)], HOUSE)
    bought = basket("tea*2 jam bun", COUPONS)
    before = engine.price(bought, NOW)
    engine.price(basket("tea*2 jam bun tea ham@400", COUPONS), NOW)
    engine.forget()
    assert engine.price(bought, NOW) == before


@pytest.mark.parametrize("kind", KINDS)
def test_a_receipt_explains_each_cent(kind):
    receipt = ring_up("tea*3 jam*2 bun*4 ham@333", [offer(kind)], house=HOUSE, coupons=COUPONS)
    assert sum(line.regular for line in receipt.lines) == receipt.regular_total
    assert sum(line.net for line in receipt.lines) == receipt.net_total
    assert all(line.regular - line.net == sum(saving.cents for saving in line.savings) for line in receipt.lines)
    by_stage = {"item": 0, "basket": 0, "mfr": 0}
    for use in receipt.applications:
        by_stage[use.stage] += use.saving
    assert by_stage["item"] + by_stage["basket"] == receipt.offer_savings
    assert by_stage["mfr"] == sum(saving.cents for saving in receipt.coupons) == receipt.mfr_savings
    assert receipt.due == receipt.net_total + sum(cents for _, cents in receipt.tax) - receipt.mfr_savings
