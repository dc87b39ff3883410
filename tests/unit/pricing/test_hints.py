"""Hints: what a few more pieces would make of the total, exactly."""

from dataclasses import replace

import pytest

from cart.pricing import Pricer
from cart.pricing.model import Basket, BasketLine, Context, PricedProduct, Rules
from cart.pricing.offers import parse_offers
from cart.pricing.words import Speech

ALL = {"all": True}
NOW = Context("2026-05-11T10:00")
PRODUCTS = {"tea": PricedProduct(300, categories=("hot",)), "jam": PricedProduct(250), "ham": PricedProduct(900, "kg")}


def hints(tables, lines, speech=None):
    pricer = Pricer(parse_offers(tables), Rules({"A": 0}), speech)
    basket = Basket(tuple(lines), PRODUCTS)
    return pricer, basket, pricer.hints(basket, NOW)


@pytest.mark.parametrize(
    ("table", "qty", "more", "extra"),
    [
        ({"kind": "n_for_price", "n": 2, "price": 500}, 1, 1, 200),
        ({"kind": "n_for_price", "n": 3, "price": 300}, 1, 2, 0),
        ({"kind": "buy_n_get_m", "buy": 2, "get": 1, "bp": 10000}, 2, 1, 0),
        ({"kind": "tiered_qty", "tiers": [{"n": 3, "price": 190}]}, 2, 1, -30),
        ({"kind": "n_amount_off", "n": 2, "amount": 100}, 3, 1, 200),
        ({"kind": "spend_amount", "min_spend": 800, "amount": 200}, 2, 1, 100),
    ],
)
def test_the_extra_is_the_difference_of_two_exact_totals(table, qty, more, extra):
    pricer, basket, found = hints([{"id": "o", "match": ALL} | table], [BasketLine("1", "tea", qty=qty)])
    assert [(hint.product, hint.more, hint.extra_cents) for hint in found] == [("tea", more, extra)]
    grown = replace(basket, lines=(*basket.lines, BasketLine("2", "tea", qty=more)))
    assert pricer.price(grown, NOW).due == found[0].due


def test_what_costs_least_for_what_it_is_comes_first():
    tables = [
        {"id": "a", "kind": "n_for_price", "match": {"products": ["tea"]}, "n": 2, "price": 570},
        {"id": "b", "kind": "buy_n_get_m", "match": {"products": ["jam"]}, "buy": 1, "get": 1, "bp": 10000},
    ]
    _, _, found = hints(tables, [BasketLine("1", "tea", qty=1), BasketLine("2", "jam", qty=1)])
    assert [hint.product for hint in found] == ["jam", "tea"]
    assert found[0].words == "add 1 more, free"
    assert found[1].words == "add 1 more and pay $2.70 more"


def test_words_follow_the_language():
    table = {"id": "o", "kind": "tiered_qty", "match": ALL, "tiers": [{"n": 3, "price": 190}]}
    _, _, found = hints([table], [BasketLine("1", "tea", qty=2)], Speech("es", "EUR"))
    assert found[0].words == "añada 1 más y pague 0,30\xa0€ menos"


@pytest.mark.parametrize(
    ("table", "lines"),
    [
        ({"kind": "percent_off", "bp": 1000}, [BasketLine("1", "tea", qty=1)]),
        ({"kind": "n_for_price", "n": 2, "price": 500}, [BasketLine("1", "tea", qty=2)]),
        ({"kind": "n_for_price", "n": 9, "price": 500}, [BasketLine("1", "tea", qty=1)]),
        ({"kind": "n_for_price", "n": 2, "price": 500}, [BasketLine("1", "ham", grams=500)]),
        ({"kind": "n_for_price", "n": 2, "price": 599, "valid": {"days": [6]}}, [BasketLine("1", "tea", qty=1)]),
    ],
)
def test_no_hint_where_more_saves_nothing_or_cannot_be_added(table, lines):
    assert hints([{"id": "o", "match": ALL} | table], lines)[2] == ()


def test_a_bundle_hints_at_the_piece_that_is_there_already():
    table = {
        "id": "o",
        "kind": "bundle",
        "slots": [{"match": {"products": ["tea"]}, "n": 2}, {"match": {"products": ["jam"]}, "n": 1}],
        "price": 600,
    }
    _, _, found = hints([table], [BasketLine("1", "tea", qty=1), BasketLine("2", "jam", qty=1)])
    assert [(hint.product, hint.extra_cents) for hint in found] == [("tea", 50)]
