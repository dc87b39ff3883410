"""Baskets too large to try out: the ways to solve them must agree with each other."""

import random
from pathlib import Path

import pytest

from cart.catalog import demo
from cart.pricing import Pricer, offerfile, price
from cart.pricing.case import Case, result_of
from cart.pricing.certify import certify
from cart.pricing.chain import Chain, chains_of
from cart.pricing.check import check
from cart.pricing.columns import Field
from cart.pricing.index import OfferIndex
from cart.pricing.lean import best_of
from cart.pricing.mfr import keeper
from cart.pricing.model import Basket, BasketLine, Context, PricedProduct, Rules
from cart.pricing.offers import parse_offers
from cart.pricing.parts import split
from cart.pricing.problem import Cells, Shop, pose
from cart.pricing.rules import parse_rules
from cart.pricing.solved import PartSolver
from cart.pricing.whole import solve_whole
from cart.trip.till import priced_product

RULES = Rules({"A": 800}, tax_mode="inclusive")
NOW = Context("2026-05-11T10:00")


def shelf(count, seed=1, tax="A"):
    rng = random.Random(seed)
    return {
        f"p{i:02d}": PricedProduct(rng.choice([79, 129, 199, 249, 399]), categories=("c",), tax=tax)
        for i in range(count)
    }


def basket(products, qty):
    return Basket(tuple(BasketLine(f"L{i}", name, qty=qty) for i, name in enumerate(products)), products)


WIDE = [
    {"id": "three", "kind": "n_for_price", "match": {"categories": ["c"]}, "n": 3, "price": 450},
    {"id": "four", "kind": "n_amount_off", "match": {"categories": ["c"]}, "n": 4, "amount": 120},
    {
        "id": "steps",
        "kind": "tiered_qty",
        "match": {"categories": ["c"]},
        "tiers": [{"n": 3, "bp": 800}, {"n": 6, "bp": 1500}],
    },
    {
        "id": "meal",
        "kind": "bundle",
        "slots": [{"match": {"categories": ["c"]}, "n": 2}, {"match": {"all": True}, "n": 1}],
        "price": 400,
    },
    {
        "id": "get",
        "kind": "buy_x_get_y",
        "buy_match": {"all": True},
        "buy": 2,
        "get_match": {"categories": ["c"]},
        "get": 1,
        "bp": 5000,
    },
]


@pytest.mark.parametrize("table", WIDE, ids=lambda t: t["id"])
def test_a_chain_finds_what_listing_all_applications_finds(table):
    products = shelf(6 if table["kind"] == "tiered_qty" else 9)
    problem = pose(basket(products, 2), Shop(OfferIndex(parse_offers([table])), RULES, Cells()), NOW)
    part = split(problem)[0]
    solver = PartSolver(part, keeper((), ()), "half_up")
    use = part.uses[0]
    assert chains_of(use.offer, solver.fields[use.number]), "this offer is meant to be wide enough for a chain"
    listed = best_of(solver.programmes((1,) * len(problem.start))[0][1], solver.counts)
    assert solver.best((1,) * len(problem.start)) == listed.gain


@pytest.mark.parametrize("seed", range(4))
def test_wide_offers_together_are_legal_and_certified(seed):
    products = shelf(6, seed)
    offers = parse_offers([WIDE[seed], WIDE[(seed + 1) % 5]])
    receipt = price(basket(products, 2), offers, RULES, NOW)
    case = Case("wide", basket(products, 2), offers, RULES, NOW, {}, ())
    assert receipt.proven
    assert check(case, result_of(receipt)) == []
    assert certify(case, receipt.due).slack == 0


def test_highs_and_the_tables_agree_on_one_part():
    products = shelf(5, 3)
    offers = parse_offers(
        [
            WIDE[0] | {"max_uses": 2},
            WIDE[1],
            {"id": "p", "kind": "percent_off", "match": {"products": ["p01"]}, "bp": 900},
        ]
    )
    problem = pose(basket(products, 2), Shop(OfferIndex(offers), RULES, Cells()), NOW)
    solver = PartSolver(split(problem)[0], keeper((), ()), "half_up")
    steps = solver.programmes((1,) * len(problem.start))[0][1]
    gains = {id(c): g for step in steps for c, g in zip(step.columns, step.gains, strict=True)}
    picks, missing = solve_whole(steps, solver.counts)
    assert missing == 0
    assert sum(gains[id(column)] * times for column, times in picks) == best_of(steps, solver.counts).gain


def test_five_thousand_of_one_item_use_every_offer_to_its_end():
    products = {"p": PricedProduct(199, categories=("c",))}
    offers = parse_offers([
        {"id": "two", "kind": "n_for_price", "match": {"all": True}, "n": 2, "price": 300},
        {"id": "seven", "kind": "n_for_price", "match": {"all": True}, "n": 7, "price": 1000, "max_uses": 100},
    ])  # fmt: skip
    receipt = price(Basket((BasketLine("L", "p", qty=5000),), products), offers, RULES, NOW)
    assert receipt.due == 100 * 1000 + (5000 - 700) // 2 * 300
    assert receipt.proven
    assert len(receipt.applications) == 100 + 2150


def test_a_limit_holds_over_pieces_that_share_nothing_else():
    products = {"a": PricedProduct(300), "b": PricedProduct(200)}
    offer = {"id": "two", "kind": "buy_n_get_m", "match": {"all": True}, "buy": 1, "get": 1, "bp": 10000, "max_uses": 1}
    receipt = price(basket(products, 2), parse_offers([offer]), RULES, NOW)
    assert receipt.due == 1000 - 300
    assert len(receipt.applications) == 1


def test_a_changed_basket_only_solves_the_part_that_changed():
    products = shelf(8)
    offers = parse_offers(
        [
            {"id": f"o{k}", "kind": "n_for_price", "match": {"products": [f"p{k:02d}"]}, "n": 2, "price": 99}
            for k in range(8)
        ]
    )
    pricer = Pricer(offers, RULES)
    pricer.price(basket(products, 2), NOW)
    before = set(map(id, pricer._solvers.values()))
    grown = Basket((*basket(products, 2).lines, BasketLine("more", "p03", qty=1)), products)
    pricer.price(grown, NOW)
    assert len(set(map(id, pricer._solvers.values())) - before) == 1


def test_a_mixed_tax_part_too_wide_to_list_says_that_it_is_not_proven():
    products = shelf(16) | {f"q{i}": PricedProduct(150 + i, categories=("c",), tax="B") for i in range(16)}
    rules = Rules({"A": 800, "B": 300})
    offer = {"id": "wide", "kind": "n_for_price", "match": {"all": True}, "n": 7, "price": 700}
    receipt = price(basket(products, 1), parse_offers([offer]), rules, NOW)
    assert not receipt.proven
    assert receipt.open_cents > 0


def test_a_chain_against_what_units_gain_alone():
    chain = Chain(({0: 50, 1: 20},), -10, 1).less([5, 0])
    assert chain.places == ({0: 45, 1: 20},)
    assert chain.most_a_unit == 45


def test_few_applications_are_listed_not_chained():
    products = shelf(2)
    problem = pose(basket(products, 2), Shop(OfferIndex(parse_offers(WIDE[:1])), RULES, Cells()), NOW)
    field = Field(dict(enumerate(problem.classes)), ((0, 1),), "half_up")
    assert chains_of(parse_offers(WIDE[:1])[0], field) == ()


DEMO = Path(__file__).parents[3] / "assets" / "demo"


@pytest.fixture(scope="module")
def demo_store():
    """What the demo store sells by the piece, and its terms."""
    table = demo.load(DEMO, offerfile.load(DEMO / "offers.toml")[0])
    return [product for product in table.products() if product.unit == "ea"], table.terms


@pytest.mark.parametrize("tiers", [(), ("member",), ("member", "staff")])
def test_two_hundred_lines_of_the_demo_store_are_proven(demo_store, tiers):
    """Drawn so that mixed offers of equal gain and staff's own, which leave the basket offers, lie in one part."""
    goods, terms = demo_store
    rng = random.Random(200)
    names = rng.sample(goods, 200)
    lines = tuple(BasketLine(str(n), one.id, qty=rng.choice([1, 1, 2, 3])) for n, one in enumerate(names))
    basket = Basket(lines, {one.id: priced_product(one) for one in names})
    rules = parse_rules(terms.rules, terms.tax_rates)
    assert price(basket, parse_offers(terms.offers), rules, Context("2026-11-22T10:00", tiers)).proven
