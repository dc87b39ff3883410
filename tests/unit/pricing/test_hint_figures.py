"""Hints on small baskets, worked out by hand (tea 3.00, jam 2.50, bun 0.99), and held against pricing anew."""

from dataclasses import replace

import pytest

from cart.pricing.model import BasketLine, Context, PricedProduct
from cart.pricing.words import Speech
from tests.unit.pricing.till import ALL, MONDAY, SHELF, basket, on, pricer, ring_up, rules

# The basket, the offer; of each hint: product, how many more, and what that costs on top.
ONE = [
    ("tea", {"kind": "n_for_price", "match": on("tea"), "n": 2, "price": 500}, [("tea", 1, 200)]),
    ("tea", {"kind": "n_for_price", "match": on("tea"), "n": 4, "price": 900}, [("tea", 3, 600)]),
    ("tea", {"kind": "n_for_price", "match": on("tea"), "n": 5, "price": 900}, []),  # four more is too far
    ("tea*3", {"kind": "n_for_price", "match": on("tea"), "n": 2, "price": 500}, [("tea", 1, 200)]),
    ("tea*2", {"kind": "n_for_price", "match": on("tea"), "n": 2, "price": 500}, []),
    ("tea", {"kind": "n_for_price", "match": on("tea"), "n": 2, "price": 600}, []),  # saves nothing
    ("tea*4", {"kind": "n_amount_off", "match": on("tea"), "n": 5, "amount": 500}, [("tea", 1, -200)]),
    ("tea*2", {"kind": "buy_n_get_m", "match": on("tea"), "buy": 2, "get": 1, "bp": 10000}, [("tea", 1, 0)]),
    ("tea", {"kind": "buy_n_get_m", "match": on("tea"), "buy": 1, "get": 1, "bp": 5000}, [("tea", 1, 150)]),
    ("tea*2", {"kind": "tiered_qty", "match": on("tea"), "tiers": [{"n": 3, "amount": 50}]}, [("tea", 1, 150)]),
    ("jam*3", {"kind": "spend_amount", "match": ALL, "min_spend": 1000, "amount": 100}, [("jam", 1, 150)]),
    ("jam*3", {"kind": "spend_percent", "match": ALL, "min_spend": 1000, "bp": 3000}, [("jam", 1, -50)]),
    ("jam*4", {"kind": "spend_amount", "match": ALL, "min_spend": 1000, "amount": 100}, []),
    ("tea", {"kind": "percent_off", "match": ALL, "bp": 5000}, []),  # more of it is no better
    ("tea", {"kind": "n_for_price", "match": on("tea"), "n": 2, "price": 500, "customer_tiers": ["gold"]}, []),
    ("tea", {"kind": "n_for_price", "match": on("tea"), "n": 2, "price": 500, "coupon": "K"}, []),
    ("tea*3", {"kind": "n_for_price", "match": on("tea"), "n": 2, "price": 500, "max_uses": 1}, []),
    ("card", {"kind": "n_for_price", "match": ALL, "n": 2, "price": 500}, []),
    ("", {"kind": "n_for_price", "match": ALL, "n": 2, "price": 500}, []),
]


def found(lines, *tables, **more):
    return pricer(tables, **more).hints(basket(lines), Context(MONDAY))


@pytest.mark.parametrize(("lines", "table", "expected"), ONE)
def test_what_a_few_more_would_cost(lines, table, expected):
    hints = found(lines, table)
    assert [(hint.product, hint.more, hint.extra_cents) for hint in hints] == expected
    before = ring_up(lines, [table]).due
    assert [hint.due - before for hint in hints] == [extra for _, _, extra in expected]


PAIR = {"kind": "n_for_price", "match": on("tea"), "n": 2, "price": 500}
FREE = {"kind": "buy_n_get_m", "match": on("jam"), "buy": 1, "get": 1, "bp": 10000}
STEPS = {"kind": "tiered_qty", "match": on("bun"), "tiers": [{"n": 2, "bp": 5000}]}


def test_the_best_for_the_shopper_comes_first():
    """A free jam saves 250, a second bun at half 100, both without paying more; a second tea costs 200 of 300."""
    hints = found("tea jam bun", PAIR, FREE, STEPS)
    assert [(hint.product, hint.extra_cents) for hint in hints] == [("jam", 0), ("bun", -1), ("tea", 200)]


@pytest.mark.parametrize(("price", "worth"), [(581, False), (580, True), (500, True)])
def test_twenty_cents_are_worth_a_step(price, worth):
    assert bool(found("tea", PAIR | {"price": price})) is worth


@pytest.mark.parametrize(("price", "worth"), [(19_001, False), (19_000, True)])
def test_so_are_five_percent(price, worth):
    """A second pan of 100.00 that saves 4.99, or 5.00."""
    shelf = {"pan": PricedProduct(10_000)}
    table = {"kind": "n_for_price", "match": on("pan"), "n": 2, "price": price + 500}
    hints = pricer([table]).hints(basket("pan", shelf=shelf), Context(MONDAY))
    assert bool(hints) is worth


def test_a_product_has_one_hint_its_best():
    """One more tea costs 200 of 300, three more 450 of 900."""
    better = {"kind": "n_for_price", "match": on("tea"), "n": 4, "price": 750}
    assert [(hint.more, hint.extra_cents) for hint in found("tea", PAIR, better)] == [(3, 450)]


def test_a_hint_is_of_goods_that_are_in_the_basket():
    assert found("jam", PAIR) == ()
    gift = {"kind": "buy_x_get_y", "buy_match": on("tea"), "buy": 1, "get_match": on("jam"), "get": 1, "bp": 10000}
    assert found("tea", gift) == ()
    assert [(hint.product, hint.extra_cents) for hint in found("tea*2 jam", gift)] == [("jam", 0)]


def test_what_a_piece_would_cost_by_itself_counts_its_own_offer():
    """Tea is 150 by itself at half price: a pair for 4.00 is dearer than two halves, so nothing is told."""
    half = {"kind": "percent_off", "match": on("tea"), "bp": 5000}
    assert found("tea", half, PAIR | {"price": 400}) == ()
    assert [hint.extra_cents for hint in found("tea", half, PAIR | {"price": 200})] == [50]


def test_weighed_refunded_and_labelled_goods_have_no_hints():
    table = {"kind": "n_for_price", "match": ALL, "n": 2, "price": 1}
    assert found("ham@500", table) == ()
    assert found([BasketLine("1", "ham", embedded_price=500)], table) == ()
    assert found([BasketLine("1", "tea", qty=1, refund=True)], table) == ()
    assert found([BasketLine("1", "tea", qty=1, void=True)], table) == ()


def test_tax_added_is_in_the_total_that_a_hint_names():
    """Two for 5.00 at 10 %: 5.50 for two where one is 3.30."""
    (hint,) = pricer([PAIR], rules(tax_rates={"A": 1000})).hints(basket("tea"), Context(MONDAY))
    assert (hint.due, hint.extra_cents) == (550, 220)


WORDS = [
    (Speech("en", "USD"), "tea", "add 1 more and pay $2.00 more"),
    (Speech("es", "EUR"), "tea", "añada 1 más y pague 2,00 € más"),
    (Speech("en", "JPY"), "tea", "add 1 more and pay ¥200 more"),
    (Speech("en", "USD"), "jam", "add 1 more, free"),
    (Speech("es", "EUR"), "jam", "añada 1 más, gratis"),
    (Speech("en", "USD"), "bun", "add 1 more and pay $0.01 less"),
    (Speech("es", "KWD"), "bun", "añada 1 más y pague 0,001 KWD menos"),
]


@pytest.mark.parametrize(("speech", "lines", "words"), WORDS)
def test_hints_in_words(speech, lines, words):
    (hint,) = found(lines, PAIR, FREE, STEPS, speech=speech)
    assert hint.words.replace("\xa0", " ") == words


MANY = [PAIR, FREE, STEPS, {"kind": "spend_amount", "match": ALL, "min_spend": 1300, "amount": 150}]


@pytest.mark.parametrize("lines", ["tea jam bun", "tea*3 jam", "bun*3 jam*3", "tea*2 jam*2 bun", "tea*3 jam*2 bun*2"])
def test_every_hints_total_is_what_pricing_anew_gives(lines):
    engine, bought = pricer(MANY), basket(lines)
    hints = engine.hints(bought, Context(MONDAY))
    now = engine.due(bought, Context(MONDAY))
    assert hints
    for hint in hints:
        grown = replace(bought, lines=(*bought.lines, BasketLine("n", hint.product, qty=hint.more)))
        assert ring_up(grown, MANY).due == hint.due == now + hint.extra_cents
        assert hint.extra_cents < SHELF[hint.product].price * hint.more, "by itself it would cost that"
    ranks = [(hint.extra_cents > 0, hint.extra_cents - SHELF[hint.product].price * hint.more) for hint in hints]
    assert ranks == sorted(ranks)


def test_asking_for_hints_changes_no_price():
    engine, bought = pricer(MANY), basket("tea*3 jam*2 bun")
    before = engine.price(bought, Context(MONDAY))
    assert engine.hints(bought, Context(MONDAY)) == engine.hints(bought, Context(MONDAY))
    assert engine.price(bought, Context(MONDAY)) == before
