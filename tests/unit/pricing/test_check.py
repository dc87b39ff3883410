"""The checker catches what was tampered with; the certificate bounds the total by another method."""

from copy import deepcopy

import pytest

from cart.pricing.case import read_case
from cart.pricing.proof.bound import certify
from cart.pricing.proof.check import check
from cart.pricing.results import answer

ALL = {"all": True}


def case_of(offers, qty=4, coupons=None, mode="inclusive"):
    return read_case({
        "id": "t",
        "context": {"now": "2026-05-11T10:00", "tiers": [], "cash": False},
        "rules": {"rounding": "half_up", "tax_mode": mode, "tax_rounding": "half_up", "price_lock": "current",
                  "threshold_on": "net", "cash_rounding": 0, "points": None},
        "tax_rates": {"A": 800},
        "products": {"tea": {"name": "Tea", "unit": "ea", "price": 300, "categories": ["hot"], "tax": "A"},
                     "jam": {"unit": "ea", "price": 250, "categories": [], "tax": "A"}},
        "lines": [{"id": "1", "product": "tea", "qty": qty}, {"id": "2", "product": "jam", "qty": 2}],
        "offers": offers,
        "coupons": coupons or {},
    })  # fmt: skip


TWO = {"id": "two", "kind": "n_for_price", "match": {"products": ["tea"]}, "n": 2, "price": 500, "max_uses": 2}
KINDS = [
    TWO,
    {"id": "p", "kind": "percent_off", "match": ALL, "bp": 1000},
    {"id": "a", "kind": "amount_off", "match": ALL, "amount": 40},
    {"id": "f", "kind": "fixed_price", "match": ALL, "price": 199},
    {"id": "n", "kind": "n_amount_off", "match": ALL, "n": 3, "amount": 100},
    {
        "id": "b",
        "kind": "bundle",
        "slots": [{"match": ALL, "n": 1}, {"match": {"products": ["jam"]}, "n": 1}],
        "price": 400,
    },
    {"id": "g", "kind": "buy_n_get_m", "match": ALL, "buy": 2, "get": 1, "bp": 5000},
    {
        "id": "x",
        "kind": "buy_x_get_y",
        "buy_match": ALL,
        "buy": 1,
        "get_match": {"products": ["jam"]},
        "get": 1,
        "bp": 5000,
    },
    {"id": "t", "kind": "tiered_qty", "match": ALL, "tiers": [{"n": 2, "bp": 500}, {"n": 4, "amount": 50}]},
]


@pytest.mark.parametrize("table", KINDS, ids=lambda t: t["kind"])
def test_a_right_result_has_nothing_wrong_and_a_tampered_saving_has(table):
    case = case_of([table])
    result = answer(case)
    assert check(case, result) == []
    assert result["applications"]["item"]
    wrong = deepcopy(result)
    wrong["applications"]["item"][0]["units"][0][2] += 7
    wrong["applications"]["item"][0]["saving"] += 7
    assert any("no application" in words for words in check(case, wrong))


def tampered(change):
    case = case_of([TWO, {"id": "s", "kind": "spend_amount", "match": ALL, "min_spend": 100, "amount": 50}])
    result = answer(case)
    change(result)
    return check(case, result)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda r: r["applications"]["item"].append(r["applications"]["item"][0]), "used 3 times, 2 are allowed"),
        (lambda r: r["applications"]["item"].append(r["applications"]["item"][0]), "6 units of tea"),
        (lambda r: r["applications"]["item"][0].update(offer="gone"), "gone: not open"),
        (lambda r: r["applications"]["item"][0].update(saving=1), "a saving of 1 over 100"),
        (lambda r: r["applications"]["basket"].append(r["applications"]["basket"][0]), "cannot be stacked"),
        (lambda r: r.update(due=r["due"] - 1), "the due is"),
        (lambda r: r.update(net_total=1), "the net total is"),
        (lambda r: r.update(regular_total=1), "the regular total is"),
        (lambda r: r.update(mfr_savings=5), "coupons pay 0"),
    ],
)
def test_each_way_to_cheat_is_found(change, words):
    assert any(words in found for found in tampered(change))


def test_two_offers_of_a_group_are_found():
    a, b = TWO | {"group": "G", "max_uses": 1}, TWO | {"id": "b", "group": "G", "max_uses": 1}
    result = answer(case_of([TWO]))
    result["applications"]["item"][1]["offer"] = "b"
    assert any("group G" in words for words in check(case_of([a, b]), result))


def test_the_certificate_meets_the_due_and_shows_a_worse_one():
    case = case_of([TWO])
    due = answer(case)["due"]
    assert certify(case, due).slack == 0
    assert certify(case, due + 100).slack == 100


def test_roundings_of_tax_leave_the_bound_a_little_lower():
    case = case_of([TWO], mode="exclusive")
    assert 0 <= certify(case, answer(case)["due"]).slack <= 1


@pytest.mark.parametrize("get", [1, 2])
def test_the_bound_gives_the_cheapest_of_each_application(get):
    case = case_of([{"id": "g", "kind": "buy_n_get_m", "match": ALL, "buy": 4 - get, "get": get, "bp": 5000}], qty=2)
    proof = certify(case, answer(case)["due"])
    assert proof.slack == 0
    assert proof.settled
