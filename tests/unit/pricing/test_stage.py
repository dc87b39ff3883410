"""The basket stage, manufacturer coupons, and what the bound promises about them."""

import pytest
from hypothesis import HealthCheck, given, settings

from cart.pricing import price
from cart.pricing.index import OfferIndex
from cart.pricing.model import Basket, BasketLine, Context, PricedProduct, Rules
from cart.pricing.offers import parse_offer, parse_offers
from cart.pricing.solver.bounds import SCALE, bound_of
from cart.pricing.solver.mfr import Payer, keeper
from cart.pricing.solver.problem import Cells, Shop, pose
from cart.pricing.solver.rivals import undominated
from cart.pricing.solver.search import Search
from cart.pricing.solver.stage import choices, settle
from tests.unit.pricing.worlds import stores

ALL = {"all": True}
NOW = Context("2026-05-11T10:00")
PRODUCTS = {
    "a": PricedProduct(1000, tax="A"),
    "b": PricedProduct(500, tax="B"),
    "x": PricedProduct(300, no_discount=True),
}


def due(tables, rules=None, names="abx", coupons=None):
    basket = Basket(tuple(BasketLine(f"{k}", name, qty=1) for k, name in enumerate(names)), PRODUCTS, coupons or {})
    return price(basket, parse_offers(tables), rules or Rules({"A": 2000, "B": 550}, tax_mode="inclusive"), NOW)


SPEND = {"id": "s", "kind": "spend_amount", "match": ALL, "min_spend": 1500, "amount": 100}


@pytest.mark.parametrize(
    ("change", "saved"),
    [
        ({}, 100),
        ({"min_spend": 1501}, 0),
        ({"amount": 99999}, 1500),
        ({"min_spend": 500, "repeat": True}, 300),
        ({"min_spend": 500, "repeat": True, "max_uses": 2}, 200),
        ({"match": {"products": ["a"]}, "min_spend": 1000, "amount": 5000}, 1000),
        ({"match": {"all": True, "exclude_products": ["a"]}}, 0),
    ],
)
def test_a_spend_counts_what_may_be_discounted(change, saved):
    assert due([SPEND | change]).offer_savings == saved


@pytest.mark.parametrize(("bp", "saved"), [(1000, 150), (3333, 500), (10000, 1500)])
def test_a_percentage_of_the_basket(bp, saved):
    assert due([{"id": "s", "kind": "spend_percent", "match": ALL, "min_spend": 0, "bp": bp}]).offer_savings == saved


def test_the_saving_is_split_over_rates_and_lines():
    receipt = due([SPEND])
    assert receipt.nets == (("A", 1000 - 66 + 300), ("B", 500 - 34))
    assert [line.net for line in receipt.lines] == [934, 466, 300]


def test_basket_offers_stand_alone_unless_all_can_be_stacked():
    two = [SPEND, SPEND | {"id": "t", "amount": 120}]
    assert due(two).offer_savings == 120
    stacked = [offer | {"stackable": True} for offer in two]
    assert due(stacked).offer_savings == 120
    low = [offer | {"min_spend": 1400} for offer in stacked]
    assert due(low).offer_savings == 220


def test_an_item_offer_is_left_unused_to_reach_a_spend():
    cut = {"id": "c", "kind": "amount_off", "match": {"products": ["a"]}, "amount": 60}
    assert due([SPEND, cut]).offer_savings == 100
    assert due([SPEND | {"amount": 50}, cut]).offer_savings == 60


def test_a_regular_spend_is_reached_whatever_is_saved_but_not_by_units_shut_out():
    cut = {"id": "c", "kind": "amount_off", "match": {"products": ["a"]}, "amount": 60}
    regular = Rules({"A": 2000, "B": 550}, tax_mode="inclusive", threshold_on="regular")
    assert due([SPEND, cut], regular).offer_savings == 160
    assert due([SPEND, cut | {"no_basket": True}], regular).offer_savings == 100


@pytest.mark.parametrize(
    ("tables", "coupons", "paid"),
    [
        ([{"n": 1, "amount": 300}], 1, 300),
        ([{"n": 1, "amount": 300}], 3, 600),
        ([{"n": 2, "amount": 99999}], 1, 1500),
        ([{"n": 3, "amount": 50}], 1, 0),
        ([{"n": 1, "amount": 99999, "match": {"products": ["b"]}}], 1, 500),
        ([{"n": 1, "amount": 700}, {"n": 1, "amount": 600, "match": {"products": ["a"]}}], 1, 600 + 500),
    ],
)
def test_copies_pay_for_the_units_where_they_pay_most(tables, coupons, paid):
    offers = [{"id": f"m{k}", "kind": "mfr_coupon", "match": ALL, "coupon": f"C{k}"} | t for k, t in enumerate(tables)]
    receipt = due(offers, coupons={f"C{k}": coupons for k in range(len(tables))})
    assert (receipt.mfr_savings, receipt.net_total) == (paid, 1800)
    assert sum(saving.cents for saving in receipt.coupons) == paid


def test_a_coupon_is_no_reason_to_pay_money_out_and_lowers_no_tax():
    coupon = {"id": "m", "kind": "mfr_coupon", "match": ALL, "n": 1, "amount": 99999, "coupon": "C"}
    receipt = due([coupon], Rules({"A": 1000, "B": 0}), "a", {"C": 5})
    assert (receipt.mfr_savings, receipt.tax, receipt.due) == (1000, (("A", 100), ("B", 0)), 100)


def test_payers_keep_only_the_dearest_units_and_no_more_than_pays():
    coupon = parse_offer({"id": "m", "kind": "mfr_coupon", "match": ALL, "n": 1, "amount": 40, "coupon": "C"})
    keep = keeper([(coupon, 2)], [1])
    assert keep.add((), [(1, 10), (1, 90), (1, 30)]) == ((1, 40), (1, 30))
    assert Payer([(coupon, 2)]).most(((1, 40), (1, 30))) == 70


def test_beaten_totals_are_dropped_and_others_kept():
    states = {((5, 5), ()): (0, ()), ((5, 6), ()): (0, ()), ((4, 9), ()): (0, ()), ((9, 9), ((1, 3),)): (0, ())}
    assert set(undominated(states)) == {((5, 5), ()), ((4, 9), ()), ((9, 9), ((1, 3),))}


@given(stores())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_choice_settles_below_its_bound(store):
    basket, offers, rules, context = store
    problem = pose(basket, Shop(OfferIndex(offers), rules, Cells()), context)
    for choice in choices(problem).each:
        settled = settle(problem, problem.start, choice)
        if settled is not None:
            assert settled.payable * SCALE >= low(bound_of(problem, choice, 0), problem.start)


def low(bound, totals):
    return sum(w * cents for w, cents in zip(bound.weights, totals, strict=True)) - bound.off


@given(stores())
@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
def test_no_outcome_settles_below_the_bound_that_knows_the_lowest_totals(store):
    """Whatever the item offers do: here, what is best for one rate, for the other, and for all."""
    basket, offers, rules, context = store
    problem = pose(basket, Shop(OfferIndex(offers), rules, Cells()), context)
    search = Search(problem)
    for choice in choices(problem).each:
        bound = bound_of(problem, choice, 0, search.lowest)
        for weights in (bound.weights, *([1 + 99 * (k == n) for k in range(len(problem.start))] for n in range(3))):
            totals = list(problem.start)
            for solver in search.solvers:
                for cell, cents in zip(solver.cells, solver.one(weights, search.work).change, strict=True):
                    totals[cell] += cents
            assert all(least <= total for least, total in zip(search.lowest, totals, strict=True))
            settled = settle(problem, totals, choice)
            assert settled is None or settled.payable * SCALE >= low(bound, totals)
