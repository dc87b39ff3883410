"""An item at a price for who spends elsewhere: what counts is what no item offer is on."""

import pytest

from cart.pricing.case import read_case
from cart.pricing.proof.check import check
from cart.pricing.results import answer
from tests.unit.pricing.till import MONDAY, on, ring_up

GIFT = {"id": "g", "kind": "fixed_price", "match": on("jam"), "price": 50, "min_spend": 900}


@pytest.mark.parametrize(
    ("lines", "due"),
    [
        ("jam tea*3", 950),
        ("jam tea*2", 850),
        ("jam*2 tea*3", 1000),
        ("jam*9", 2250),
        ("jam tea bun ham@540", 50 + 300 + 99 + 486 if 300 + 99 + 486 >= 900 else 250 + 300 + 99 + 486),
    ],
)
def test_the_spend_is_on_other_goods(lines, due):
    receipt = ring_up(lines, [GIFT])
    assert (receipt.due, receipt.proven) == (due, True)


def test_goods_on_promotion_do_not_count():
    tenth = {"id": "t", "kind": "percent_off", "match": on("tea"), "bp": 1000}
    assert ring_up("jam tea*4", [GIFT, tenth]).due == 250 + 1080


def test_not_even_where_their_offer_is_not_used():
    three = {"id": "t", "kind": "n_for_price", "match": on("tea"), "n": 9, "price": 1}
    assert ring_up("jam tea*4", [GIFT, three]).due == 250 + 1200


def test_an_offer_that_is_not_open_is_no_promotion():
    members = {"id": "t", "kind": "percent_off", "match": on("tea"), "bp": 1000, "customer_tiers": ["member"]}
    assert ring_up("jam tea*3", [GIFT, members]).due == 950


def test_only_what_the_offer_names_counts():
    named = GIFT | {"spend_match": {"categories": ["meat"]}}
    assert ring_up("jam tea*9", [named]).due == 250 + 2700
    assert ring_up("jam ham@1000", [named]).due == 950


def test_goods_that_no_offer_may_meet_do_not_count():
    assert ring_up("jam card*2", [GIFT]).due == 1250


def test_it_may_be_limited():
    assert ring_up("jam*3 tea*3", [GIFT | {"max_uses": 2}]).due == 900 + 100 + 250


def test_several_pieces_for_a_price_need_it_too():
    pair = {"id": "p", "kind": "n_for_price", "match": on("jam"), "n": 2, "price": 300, "min_spend": 900}
    assert ring_up("jam*2 tea*3", [pair]).due == 1200
    assert ring_up("jam*2 tea*2", [pair]).due == 1100


CASE = {
    "id": "c", "context": {"now": MONDAY}, "rules": {"price_lock": "current"}, "tax_rates": {"A": 0},
    "products": {"c": {"price": 3990, "tax": "A"}, "x": {"price": 5000, "tax": "A"}}, "coupons": {},
    "lines": [{"id": "0", "product": "c", "qty": 1}, {"id": "1", "product": "x", "qty": 2}],
    "offers": [{"id": "s", "kind": "fixed_price", "match": {"products": ["c"]}, "price": 990, "min_spend": 10_000}],
}  # fmt: skip


def test_the_checker_knows_of_it():
    case = read_case(CASE)
    result = answer(case)
    assert result["due"] == 10_990
    assert check(case, result) == []
    dearer = read_case(CASE | {"offers": [CASE["offers"][0] | {"min_spend": 10_001}]})
    assert check(dearer, result) == ["s: 10000 is spent elsewhere of 10001"]
