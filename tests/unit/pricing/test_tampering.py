"""The checker against a forger: whatever is changed in a result, even with all sums made to agree, is found."""

from copy import deepcopy

import pytest

from cart.pricing.case import Case
from cart.pricing.engine import Pricer
from cart.pricing.model import BasketLine, Context, PricedProduct
from cart.pricing.offers import parse_offers
from cart.pricing.proof.check import check
from cart.pricing.results import answer, result_of
from tests.unit.pricing.till import ALL, MONDAY, basket, on, rules

SHELF = {
    "tea": PricedProduct(300, tax="A"),
    "jam": PricedProduct(250, tax="B"),
    "can": PricedProduct(100, tax="B", deposit=25),
    "card": PricedProduct(500, tax="A", no_discount=True),
}
HOUSE = rules(tax_rates={"A": 2000, "B": 500}, tax_mode="exclusive")


def case_of(lines, offers, coupons=None, house=HOUSE, context=None):
    tables = [{"id": f"o{k}"} | table for k, table in enumerate(offers)]
    bought = basket(lines, coupons, SHELF)
    return Case("t", bought, parse_offers(tables), house, context or Context(MONDAY), {}, ())


def priced(*given, **more):
    case = case_of(*given, **more)
    result = answer(case)
    assert check(case, result) == []
    return case, deepcopy(result)


def lower(result, cents):
    """Takes cents off every sum, as a careful forger would."""
    for name in ("net_total", "due"):
        result[name] -= cents


STEPS = [{"min_spend": 1, "amount": 9}, {"min_spend": 850, "amount": 80}]
TWO_STEPS = {"kind": "spend_tiers", "match": ALL, "tiers": STEPS}
SPENDS = [
    ({"kind": "spend_amount", "match": ALL, "min_spend": 100, "amount": 50}, 50),
    ({"kind": "spend_amount", "match": ALL, "min_spend": 200, "amount": 50, "repeat": True}, 200),
    ({"kind": "spend_amount", "match": ALL, "min_spend": 200, "amount": 50, "repeat": True, "max_uses": 3}, 150),
    ({"kind": "spend_percent", "match": ALL, "min_spend": 0, "bp": 1000}, 85),
    ({"kind": "spend_percent", "match": on("tea"), "min_spend": 600, "bp": 500}, 30),
    (TWO_STEPS, 80),
]


@pytest.mark.parametrize("off", [1, -1, 100])
@pytest.mark.parametrize(("table", "saved"), SPENDS)
def test_a_basket_offer_that_saves_another_amount(table, saved, off):
    """Tea 600 and jam 250."""
    case, result = priced("tea*2 jam", [table])
    use = result["applications"]["basket"][0]
    assert use["saving"] == saved
    use["saving"] += off
    lower(result, off)
    assert f"o0: a saving of {saved + off} on the basket, {saved} is right" in check(case, result)


UNREACHED = [
    {"kind": "spend_amount", "match": ALL, "min_spend": 851, "amount": 50},
    {"kind": "spend_percent", "match": on("tea"), "min_spend": 601, "bp": 1000},
    {"kind": "spend_tiers", "match": on("jam"), "tiers": [{"min_spend": 251, "amount": 80}]},
]


@pytest.mark.parametrize("table", UNREACHED, ids=lambda table: table["kind"])
def test_a_basket_offer_whose_spend_is_not_reached(table):
    case, result = priced("tea*2 jam card", [table])
    result["applications"]["basket"].append({"offer": "o0", "saving": 50})
    lower(result, 50)
    assert "o0: a saving of 50 on the basket, 0 is right" in check(case, result)


def test_a_threshold_counts_nothing_that_an_exclusive_offer_took():
    half = {"kind": "percent_off", "match": on("tea"), "bp": 5000, "no_basket": True}
    tenth = {"kind": "spend_percent", "match": ALL, "min_spend": 0, "bp": 1000}
    case, result = priced("tea*2 jam", [half, tenth])
    assert [use["saving"] for use in result["applications"]["basket"]] == [25]
    result["applications"]["basket"][0]["saving"] = 55  # a tenth of the tea at half as well
    lower(result, 30)
    assert "o1: a saving of 55 on the basket, 25 is right" in check(case, result)


def test_stacked_offers_are_replayed_in_the_order_of_their_ids():
    tenth = {"id": "a", "kind": "spend_percent", "match": ALL, "min_spend": 0, "bp": 1000, "stackable": True}
    hundred = {"id": "b", "kind": "spend_amount", "match": ALL, "min_spend": 1, "amount": 100, "stackable": True}
    case, result = priced("tea*2", [tenth, hundred])
    savings = {use["offer"]: use["saving"] for use in result["applications"]["basket"]}
    assert savings == {"a": 60, "b": 100}
    result["applications"]["basket"].reverse()
    assert check(case, result) == []
    result["applications"]["basket"] = [{"offer": "a", "saving": 50}, {"offer": "b", "saving": 100}]
    assert "a: a saving of 50 on the basket, 60 is right" in check(case, result)


FIGURES = [
    ("regular_total", "the regular total is 950"),
    ("net_total", "the net total is 900"),
    ("mfr_savings", "coupons pay 30"),
    ("deposit", "the deposit is 25"),
    ("due", "the due is 1026"),  # 900 + 114 + 17 + 25 - 30
]


@pytest.mark.parametrize("off", [-1, 1])
@pytest.mark.parametrize(("name", "words"), FIGURES)
def test_a_figure_that_does_not_follow(name, words, off):
    """Tea 600 (A), jam and can 350 (B); the 50 off are 31 of A and 19 of B."""
    offers = [
        {"kind": "spend_amount", "match": ALL, "min_spend": 100, "amount": 50},
        {"kind": "mfr_coupon", "match": ALL, "n": 1, "amount": 30, "coupon": "C"},
    ]
    case, result = priced("tea*2 jam can", offers, {"C": 1})
    assert result["tax"] == {"A": 114, "B": 17}  # 569 x 0.2 = 113.8; 331 x 0.05 = 16.55
    result[name] += off
    assert check(case, result) == [words]


@pytest.mark.parametrize("rate", ["A", "B"])
def test_less_tax_though_the_due_agrees_with_it(rate):
    case, result = priced("tea*2 jam", [])
    assert result["tax"] == {"A": 120, "B": 13}  # 12.5
    result["tax"][rate] -= 5
    result["due"] -= 5
    assert any(words.startswith("the tax is") for words in check(case, result))
    assert f"the due is {result['due'] + 5}" in check(case, result)


def test_a_rate_left_out_is_missed():
    case, result = priced("tea", [])
    del result["tax"]["B"]
    assert check(case, result) == ["the tax is {'A': 60, 'B': 0}"]


def test_a_deposit_left_out_though_the_due_agrees():
    case, result = priced("can*2", [])
    result["deposit"] -= 50
    result["due"] -= 50
    assert check(case, result) == ["the deposit is 50", f"the due is {result['due'] + 50}"]


def test_empties_and_refunds_have_the_deposits_that_they_have():
    lines = ["can*3", BasketLine("r", "can", qty=1, refund=True), BasketLine("e", deposit_return=10)]
    assert priced(lines, [])[1]["deposit"] == 75 - 25 - 10
    voided = case_of([*lines, BasketLine("v", deposit_return=10, void=True)], [])
    assert check(voided, answer(voided)) == []


COUPON = {"kind": "mfr_coupon", "match": ALL, "n": 2, "amount": 100, "coupon": "C"}


def test_a_coupon_that_pays_more_than_it_says():
    case, result = priced("tea*2", [COUPON], {"C": 1})
    result["applications"]["mfr"][0]["saving"] = 101
    result["mfr_savings"] = 101
    result["due"] -= 1
    assert check(case, result) == ["o0: a payment of 101, 100 is the most"]


@pytest.mark.parametrize("saving", [0, -5])
def test_a_coupon_that_pays_nothing_is_no_application(saving):
    case, result = priced("tea*2", [COUPON], {"C": 1})
    result["applications"]["mfr"][0]["saving"] = saving
    assert f"o0: a payment of {saving}, 100 is the most" in check(case, result)


def test_more_coupons_than_units():
    case, result = priced("tea*3", [COUPON], {"C": 2})
    result["applications"]["mfr"] *= 2
    result["mfr_savings"] += 100
    result["due"] -= 100
    assert check(case, result) == ["o0: 2 times 2 units are paid for, 3 are there"]


def test_more_coupons_than_copies():
    case, result = priced("tea*4", [COUPON], {"C": 1})
    result["applications"]["mfr"] *= 2
    result["mfr_savings"] += 100
    result["due"] -= 100
    assert check(case, result) == ["o0: used 2 times, 1 are allowed"]


PAIRS = {"kind": "n_for_price", "match": on("tea"), "n": 2, "price": 500}


def pair(result):
    return result["applications"]["item"][0]


def other_product(result):
    pair(result)["units"] = [["jam", 250, 50], ["jam", 250, 50]]


def unfair_split(result):
    pair(result)["units"] = [["tea", 300, 60], ["tea", 300, 40]]


def three_of_two(result):
    pair(result)["units"].append(["tea", 300, 0])


def other_base(result):
    pair(result)["units"] = [["tea", 299, 50], ["tea", 299, 50]]


def no_saving(result):
    pair(result)["saving"] = 0
    pair(result)["units"] = [["tea", 300, 0], ["tea", 300, 0]]


def shut_unit(result):
    pair(result)["units"] = [["tea", 300, 50], ["card", 500, 50]]


FORGED = [
    (other_product, "o0: [('jam', 250, 50), ('jam', 250, 50)] is no application of it"),
    (unfair_split, "is no application of it"),
    (three_of_two, "is no application of it"),
    (other_base, "2 units of tea at 299 are used, 0 are there"),
    (no_saving, "o0: a saving of 0 over 0"),
    (shut_unit, "1 units of card at 500 are used, 0 are there"),
]


@pytest.mark.parametrize(("forge", "words"), FORGED, ids=lambda v: getattr(v, "__name__", ""))
def test_an_application_that_cannot_be(forge, words):
    case, result = priced("tea*3 jam*2 card", [PAIRS])
    forge(result)
    assert any(words in found for found in check(case, result))


LIMITS = [
    ({"max_uses": 1}, {}, 1),
    ({"coupon": "C", "uses_per_coupon": 1}, {"C": 1}, 1),
]


@pytest.mark.parametrize(("gate", "coupons", "most"), LIMITS)
def test_one_use_too_many(gate, coupons, most):
    case, result = priced("tea*4", [PAIRS | gate], coupons)
    result["applications"]["item"] *= 2
    lower(result, 100)
    assert f"o0: used 2 times, {most} are allowed" in check(case, result)


SHUT = [
    ({"customer_tiers": ["member"]}, {}),
    ({"coupon": "C"}, {}),
    ({"valid": {"to": "2026-05-10"}}, {}),
    ({"valid": {"days": [6]}}, {}),
    ({"valid": {"start": "10:01"}}, {}),
]


@pytest.mark.parametrize(("gate", "coupons"), SHUT)
def test_an_offer_that_is_not_open(gate, coupons):
    open_case, result = priced("tea*2", [PAIRS])
    case = case_of("tea*2", [PAIRS | gate], coupons)
    assert check(case, result) == ["o0: not open"]
    assert check(open_case, result) == []


def test_a_result_without_its_best_offer_is_legal_but_not_the_best():
    """Legal and adding up is one thing; that no lower total exists is the certificate's to say."""
    case = case_of("tea*2", [PAIRS])
    bare = Pricer((), HOUSE).price(case.basket, case.context)
    assert check(case, result_of(bare)) == []
    assert bare.due == answer(case)["due"] + 120  # 100 and its tax
