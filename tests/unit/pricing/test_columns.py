"""Single applications, kind by kind, and the problem that they come from."""

import pytest

from cart.pricing.index import OfferIndex
from cart.pricing.model import Basket, BasketLine, Context, PricedProduct, Rules
from cart.pricing.offers import parse_offer, parse_offers
from cart.pricing.solver.columns import Field, columns, multisets
from cart.pricing.solver.parts import split
from cart.pricing.solver.problem import Cells, Shop, pose

ALL = {"all": True}
NOW = Context("2026-05-11T10:00")
PRODUCTS = {
    "a": PricedProduct(100, categories=("x",)),
    "b": PricedProduct(250, categories=("x",)),
    "c": PricedProduct(300, categories=("y",), tax="B"),
}


def posed(tables, qty=2, products=PRODUCTS, rules=None):
    basket = Basket(tuple(BasketLine(name, name, qty=qty) for name in products), products, {"C": 1})
    return pose(basket, Shop(OfferIndex(parse_offers(tables)), rules or Rules({"A": 0, "B": 0}), Cells()), NOW)


def listed(table, qty=2):
    problem = posed([{"id": "o"} | table], qty)
    use = problem.uses[0]
    return [c.takes for c in columns(0, use.offer, Field(dict(enumerate(problem.classes)), use.hits, "half_up"), 1000)]


def test_multisets_take_no_more_than_there_is():
    field = Field(dict(enumerate(posed([], 2).classes)), ((0, 1),), "half_up")
    assert list(multisets((0, 1), field, 3)) == [(0, 0, 1), (0, 1, 1)]
    assert list(multisets((0,), field, 3)) == []


@pytest.mark.parametrize(
    ("table", "takes"),
    [
        ({"kind": "percent_off", "match": {"categories": ["y"]}, "bp": 1000}, ((2, 30),)),
        ({"kind": "amount_off", "match": {"categories": ["y"]}, "amount": 999}, ((2, 300),)),
        ({"kind": "fixed_price", "match": {"categories": ["x"]}, "price": 199}, ((1, 51),)),
        ({"kind": "n_for_price", "match": {"categories": ["x"]}, "n": 3, "price": 500}, ((0, 16), (1, 42), (1, 42))),
        ({"kind": "n_amount_off", "match": {"categories": ["y"]}, "n": 2, "amount": 101}, ((2, 50), (2, 51))),
        (
            {"kind": "buy_n_get_m", "match": ALL, "buy": 5, "get": 1, "bp": 5000},
            ((0, 0), (0, 50), (1, 0), (1, 0), (2, 0), (2, 0)),
        ),
        ({"kind": "tiered_qty", "match": {"categories": ["y"]}, "tiers": [{"n": 2, "price": 290}]}, ((2, 10), (2, 10))),
    ],
)
def test_an_application_takes_and_splits_as_the_schema_says(table, takes):
    assert takes in listed(table)


def test_an_application_that_saves_nothing_is_none():
    assert listed({"kind": "fixed_price", "match": ALL, "price": 300}) == []
    assert listed({"kind": "n_for_price", "match": {"categories": ["x"]}, "n": 2, "price": 500}) == []


def test_bundles_and_pairs_need_units_of_their_own_for_every_place():
    slot = {"match": {"products": ["a"]}, "n": 2}
    assert listed({"kind": "bundle", "slots": [slot, slot], "price": 10}, qty=3) == []
    assert len(listed({"kind": "bundle", "slots": [slot, slot], "price": 10}, qty=4)) == 1
    pair = {
        "kind": "buy_x_get_y",
        "buy_match": {"products": ["a"]},
        "buy": 2,
        "get_match": {"products": ["a"]},
        "get": 1,
        "bp": 10000,
    }
    assert listed(pair, qty=2) == []
    assert listed(pair, qty=3) == [((0, 0), (0, 0), (0, 100))]


def test_too_many_applications_are_not_listed():
    problem = posed([{"id": "o", "kind": "n_for_price", "match": ALL, "n": 2, "price": 1}])
    field = Field(dict(enumerate(problem.classes)), problem.uses[0].hits, "half_up")
    assert columns(0, problem.uses[0].offer, field, 2) is None


def test_parts_are_joined_by_offers_and_groups_only():
    several = {"kind": "n_for_price", "n": 2, "price": 150}
    one = several | {"id": "1", "match": {"products": ["a"]}}
    other = several | {"id": "2", "match": {"products": ["c"]}}
    loose = {"id": "3", "kind": "percent_off", "match": ALL, "bp": 500}
    assert [part.numbers for part in split(posed([one, other, loose]))] == [(0,), (1,), (2,)]
    assert [part.numbers for part in split(posed([one | {"group": "G"}, other | {"group": "G"}]))] == [(0, 2)]
    assert [part.numbers for part in split(posed([loose | {"max_uses": 2}]))] == [(0, 1, 2)]


def test_a_loose_offer_is_in_every_part_for_its_own_classes():
    loose = {"id": "3", "kind": "percent_off", "match": {"categories": ["x"]}, "bp": 500}
    parts = split(posed([loose]))
    assert [(part.numbers, part.uses[0].hits) for part in parts] == [((0,), ((0,),)), ((1,), ((1,),))]


def test_cells_keep_rates_and_basket_offers_apart():
    spend = {"id": "s", "kind": "spend_amount", "match": {"categories": ["x"]}, "min_spend": 1, "amount": 1}
    problem = posed([spend], rules=Rules({"A": 0, "B": 0}, threshold_on="regular"))
    totals = {key: cents for key, cents in zip(problem.cells.keys, problem.start, strict=True) if cents}
    assert totals == {("A", 1): 700, ("", 1): 700, ("B", 0): 600, ("", 0): 600}
    assert problem.cells.of_mask(0) == (problem.cells.number("A", 1),)
    assert problem.cells.spend_of_mask(0) == (problem.cells.number("", 1),)


def test_the_index_follows_a_product_whose_categories_change():
    index = OfferIndex(parse_offers([{"id": "o", "kind": "percent_off", "match": {"categories": ["x"]}, "bp": 1}]))
    assert index.met_by("p", PricedProduct(1, categories=("x",))).items == ((0, 0),)
    assert index.met_by("p", PricedProduct(1, categories=("y",))).items == ()


def test_an_offer_out_of_time_is_not_posed():
    late = {"id": "o", "kind": "percent_off", "match": ALL, "bp": 1, "valid": {"from": "2027-01-01"}}
    assert posed([late]).uses == ()
    assert parse_offer(late).valid.from_ == "2027-01-01"
