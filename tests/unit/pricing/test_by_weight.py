"""A price of a kilogram or pound on offer: on what is weighed, to the cent, beside all else; proven and checked."""

import pytest

from cart.pricing.byweight import by_weight
from cart.pricing.case import read_case
from cart.pricing.model import BasketLine
from cart.pricing.proof.check import check
from cart.pricing.results import answer
from tests.unit.pricing.till import MONDAY, on, ring_up, rules

KILO = {"id": "k", "kind": "fixed_price", "match": on("ham"), "price": 600, "per": "kg"}


@pytest.mark.parametrize(
    ("lines", "due"),
    [
        ("ham@1000", 600),
        ("ham@540", 324),
        ("ham@999", 599),
        ("ham@1000 ham@500", 900),
        ("ham@540 ham@540", 648),
        ("ham@1 ham@1", 2),
        ("tea ham@500", 600),
    ],
)
def test_each_weighed_piece_costs_its_weight(lines, due):
    receipt = ring_up(lines, [KILO])
    assert (receipt.due, receipt.proven) == (due, True)


def test_the_tare_is_no_goods():
    line = BasketLine("1", "ham", grams=1010, tare=10)
    assert ring_up([line], [KILO]).due == 600


def test_several_kilograms_for_a_sum():
    assert ring_up("ham@1500", [KILO | {"n": 3, "price": 1000}]).due == 500


def test_pounds():
    figs = {"id": "f", "kind": "fixed_price", "match": on("figs"), "price": 200, "per": "lb"}
    assert ring_up("figs@454", [figs]).due == 200
    assert ring_up("figs@907", [figs]).due == 400


def test_a_label_and_a_piece_have_no_kilogram():
    label = BasketLine("1", "ham", embedded_price=900)
    assert ring_up([label], [KILO]).due == 900
    assert ring_up("tea", [KILO | {"match": {"all": True}}]).due == 300


def test_a_dearer_kilogram_is_no_offer():
    receipt = ring_up("ham@1000", [KILO | {"price": 900}])
    assert (receipt.due, receipt.applications) == (900, ())


def test_the_better_of_two_offers_is_taken():
    tenth = {"id": "t", "kind": "percent_off", "match": on("ham"), "bp": 5000}
    assert ring_up("ham@1000", [KILO, tenth]).due == 450


def test_uses_are_limited_to_where_they_save_most():
    assert ring_up("ham@1000 ham@200", [KILO | {"max_uses": 1}]).due == 600 + 180


def test_a_refund_is_at_the_price_that_it_was():
    line = BasketLine("1", "ham", grams=1000, refund=True)
    assert ring_up([line], [KILO]).due == -900


def test_rounding_is_the_houses():
    assert ring_up("ham@1", [KILO | {"price": 500}], house=rules(rounding="down")).due == 0


LIMITS = [
    ("ham@2000 ham@900", {"max_grams": 3000}, 1200 + 540),
    ("ham@2000 ham@1500", {"max_grams": 3000}, 1200 + 1350),
    ("ham@2000 ham@1500 ham@1000", {"max_grams": 3000}, 1200 + 1350 + 600),
    ("ham@4000", {"max_grams": 3000}, 3600),
    ("ham@1000 ham@1000 ham@1000 ham@1000", {"max_grams": 3000}, 1800 + 900),
    ("ham@1500 ham@1500 ham@1500 ham@100", {"max_grams": 3000}, 1800 + 1350 + 90),
    ("ham@3000", {"min_grams": 3000}, 1800),
    ("ham@2999", {"min_grams": 3000}, 2699),
    ("ham@1600 ham@1500", {"min_grams": 3000}, 960 + 900),
    ("ham@2500 ham@2500", {"min_grams": 3000, "max_grams": 4000}, 1500 + 2250),
    ("tea*9 ham@540", {"max_grams": 3000}, 2700 + 324),
]


@pytest.mark.parametrize(("lines", "limit", "due"), LIMITS)
def test_from_and_up_to_a_weight(lines, limit, due):
    receipt = ring_up(lines, [KILO | limit])
    assert (receipt.due, receipt.proven) == (due, True)


def test_a_limit_beside_another_offer():
    tenth = {"id": "t", "kind": "percent_off", "match": on("ham"), "bp": 1000}
    assert ring_up("ham@2000 ham@1500", [KILO | {"max_grams": 3000}, tenth]).due == 1200 + 1215


CASE = {
    "id": "c", "context": {"now": MONDAY}, "rules": {"price_lock": "current"}, "tax_rates": {"A": 1000},
    "products": {
        "ham": {"price": 1990, "unit": "kg", "categories": ["d"], "tax": "A"},
        "tea": {"price": 300, "tax": "A", "categories": ["d"]},
    },
    "lines": [{"id": "1", "product": "ham", "grams": 2000}, {"id": "2", "product": "ham", "grams": 333}],
    "coupons": {},
}  # fmt: skip


def priced(match):
    return read_case(CASE | {"offers": [{"id": "s", "kind": "fixed_price", "match": match, "price": 1490}]})


def test_a_special_price_on_weighed_goods_alone_is_a_kilograms():
    case = priced({"products": ["ham"]})
    result = answer(case)
    assert result["net_total"] == 2980 + 496
    assert check(case, result) == []


@pytest.mark.parametrize("match", [{"products": ["ham", "tea"]}, {"categories": ["d"]}, {"all": True}])
def test_one_on_both_sorts_stays_a_piece_of_each(match):
    assert answer(priced(match))["net_total"] == 1490 + 663


def test_a_wrong_saving_by_weight_is_found():
    case = priced({"products": ["ham"]})
    result = answer(case)
    result["applications"]["item"][0]["units"][0][2] -= 1
    result["applications"]["item"][0]["saving"] -= 1
    assert any("no application" in words for words in check(case, result))


def test_units_of_sale_decide():
    table = {"id": "s", "kind": "fixed_price", "match": {"products": ["a", "b"]}, "price": 5}
    assert [one.get("per") for one in by_weight([table], {"a": "kg", "b": "kg"})] == ["kg"]
    assert [one.get("per") for one in by_weight([table], {"a": "lb", "b": "lb"})] == ["lb"]
    assert [one.get("per") for one in by_weight([table], {"a": "kg", "b": "lb"})] == [None]
    assert [one.get("per") for one in by_weight([table], {"a": "kg"})] == [None]


def test_too_much_taken_is_found():
    lines = [{"id": str(k), "product": "ham", "grams": 2000} for k in range(2)]
    offer = {"id": "s", "kind": "fixed_price", "match": {"products": ["ham"]}, "price": 1490, "per": "kg"}
    free = read_case(CASE | {"lines": lines, "offers": [offer]})
    result = answer(free)
    assert check(free, result) == []
    up_to = read_case(CASE | {"lines": lines, "offers": [offer | {"max_grams": 3000}]})
    assert check(up_to, result) == ["s: 4000 g are taken, 3000 at most"]
    assert check(up_to, answer(up_to)) == []
    from_weight = read_case(CASE | {"lines": lines, "offers": [offer | {"min_grams": 5000}]})
    assert check(from_weight, result) == ["s: 4000 g are there of 5000"]
