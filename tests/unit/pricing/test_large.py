"""Baskets too large to try out: the ways to solve them must agree with each other."""

import random
from pathlib import Path

import pytest

from cart.catalog import demo
from cart.pricing import Pricer, offerfile, price
from cart.pricing.case import Case
from cart.pricing.index import OfferIndex
from cart.pricing.model import Basket, BasketLine, Context, PricedProduct, Rules
from cart.pricing.offers import parse_offers
from cart.pricing.proof.bound import certify
from cart.pricing.proof.check import check
from cart.pricing.results import result_of
from cart.pricing.rules import parse_rules
from cart.pricing.solver.mfr import keeper
from cart.pricing.solver.parts import split
from cart.pricing.solver.problem import Cells, Shop, pose
from cart.pricing.solver.solved import Effort, PartSolver
from cart.pricing.solver.work import Work
from cart.trip.till import priced_product

RULES = Rules({"A": 800}, tax_mode="inclusive")
NOW = Context("2026-05-11T10:00")
LISTING = Effort(100_000, 10**9, 10**6)
PROGRAMMES = Effort(0, 0, 0, 0)


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
@pytest.mark.parametrize("limit", [{}, {"max_uses": 2}], ids=["", "limited"])
def test_the_programme_finds_what_listing_all_applications_finds(table, limit):
    products = shelf(6 if table["kind"] == "tiered_qty" else 9)
    offers = parse_offers(
        [table | limit, {"id": "p", "kind": "percent_off", "match": {"products": ["p01"]}, "bp": 900}]
    )
    problem = pose(basket(products, 2), Shop(OfferIndex(offers), RULES, Cells()), NOW)
    listing, solving = (PartSolver(split(problem)[0], keeper((), ()), "half_up", e) for e in (LISTING, PROGRAMMES))
    weights = (1,) * len(problem.start)
    work = Work(10**9)
    assert solving.best(weights, work) == listing.best(weights, work)
    assert -sum(solving.one(weights, work).change) == solving.best(weights, work)


@pytest.mark.parametrize("seed", range(4))
def test_wide_offers_together_are_legal_and_certified(seed):
    products = shelf(6, seed)
    offers = parse_offers([WIDE[seed], WIDE[(seed + 1) % 5]])
    receipt = price(basket(products, 2), offers, RULES, NOW)
    case = Case("wide", basket(products, 2), offers, RULES, NOW, {}, ())
    assert receipt.proven
    assert check(case, result_of(receipt)) == []
    assert certify(case, receipt.due).slack == 0


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


DEMO = Path(__file__).parents[3] / "assets" / "demo"


@pytest.fixture(scope="module")
def demo_store():
    """What the demo store sells by the piece, and its terms."""
    table = demo.load(DEMO, offerfile.load(DEMO / "offers.toml")[0])
    return [product for product in table.products() if product.unit == "ea"], table.terms


@pytest.mark.parametrize("tiers", [(), ("member",), ("member", "staff")])
def test_two_hundred_lines_of_the_demo_store_are_proven_to_a_cent(demo_store, tiers):
    """Drawn so that mixed offers of equal gain and staff's own, which leave the basket offers, lie in one part."""
    goods, terms = demo_store
    rng = random.Random(200)
    names = rng.sample(goods, 200)
    lines = tuple(BasketLine(str(n), one.id, qty=rng.choice([1, 1, 2, 3])) for n, one in enumerate(names))
    basket = Basket(lines, {one.id: priced_product(one) for one in names})
    rules = parse_rules(terms.rules, terms.tax_rates)
    receipt = price(basket, parse_offers(terms.offers), rules, Context("2026-11-22T10:00", tiers))
    assert receipt.open_cents <= 1
