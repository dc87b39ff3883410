"""Wide offers: the integer programme finds what is due, proves it, and never lets a total jump."""

import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cart.pricing import Pricer, price
from cart.pricing.case import Case
from cart.pricing.index import OfferIndex
from cart.pricing.model import Basket, BasketLine, Context, PricedProduct, Rules
from cart.pricing.offers import parse_offers
from cart.pricing.proof.check import check
from cart.pricing.results import result_of
from cart.pricing.solver.highs import Programme
from cart.pricing.solver.problem import Cells, Shop, pose
from cart.pricing.solver.search import Search
from cart.pricing.solver.solved import Effort
from tests.unit.pricing.brute import best_objective
from tests.unit.pricing.worlds import item_offer, stores

ALL = {"all": True}
NOW = Context("2026-05-11T10:00")
ONE_RATE = Rules({"A": 825, "F": 825}, price_lock="current")
CONTAINED = Rules({"A": 2000, "F": 550}, tax_mode="inclusive", price_lock="current")
PROGRAMMES = Effort(0, 0, 0, 0)
FEW = {"deadline": None, "suppress_health_check": list(HealthCheck)}
PRICES = [129, 149, 165, 189, 199, 249, 299, 349]


def shelf(count, rates="AF"):
    return {
        f"p{i:02d}": PricedProduct(PRICES[i * 5 % 8], categories=(f"c{i % 4}",), tax=rates[i % len(rates)])
        for i in range(count)
    }


def basket(products, qty=1):
    return Basket(tuple(BasketLine(name, name, qty=qty) for name in products), products)


@given(stores())
@settings(max_examples=150, **FEW)
def test_the_programme_alone_is_never_wrong_about_what_it_proves(store):
    shop_basket, offers, rules, context = store
    receipt = Pricer(offers, rules, effort=PROGRAMMES).price(shop_basket, context)
    least = best_objective(shop_basket, offers, rules, context)[0]
    assert receipt.due - receipt.open_cents <= least <= receipt.due
    assert receipt.proven == (receipt.open_cents == 0)
    assert check(Case("random", shop_basket, offers, rules, context, {}, ()), result_of(receipt)) == []


def triangle():
    """Of three counts no two may be taken: halves of all three are what a flow would leave."""
    programme = Programme()
    counts = [programme.count(1, gain=100, flow=True) for _ in range(3)]
    for k in range(3):
        programme.row([(counts[k], 1), (counts[k - 1], 1)], most=1)
    return programme


def test_counts_that_do_not_flow_are_made_whole_after_all():
    solved = triangle().solve(1.0)
    assert sorted(solved.values) == [0, 0, 1]
    assert solved.bound == pytest.approx(100, abs=0.01)


def test_nothing_is_made_whole_that_could_not_gain_enough():
    solved = triangle().solve(1.0, above=150.01)
    assert solved.values is None
    assert solved.bound == pytest.approx(150, abs=0.01)


@pytest.mark.parametrize(
    ("table", "count", "qty", "net"),
    [
        ({"kind": "n_for_price", "match": ALL, "n": 10, "price": 1000}, 20, 1, 2000),
        ({"kind": "n_amount_off", "match": ALL, "n": 5, "amount": 500}, 20, 2, None),
        ({"kind": "tiered_qty", "match": ALL, "tiers": [{"n": 3, "bp": 500}, {"n": 6, "bp": 1000}]}, 20, 1, None),
        ({"kind": "buy_n_get_m", "match": ALL, "buy": 3, "get": 2, "bp": 10000}, 20, 1, None),
    ],
    ids=["ten", "five", "steps", "free"],
)
@pytest.mark.parametrize("rules", [ONE_RATE, CONTAINED], ids=["added", "contained"])
def test_a_wide_offer_is_given_in_full(table, count, qty, net, rules):
    products = shelf(count)
    receipt = price(basket(products, qty), parse_offers([{"id": "o"} | table]), rules, NOW)
    prices = sorted((one.price for one in products.values() for _ in range(qty)), reverse=True)
    saved = {
        "n_for_price": sum(prices) - 2000,
        "n_amount_off": 500 * (len(prices) // 5),
        "tiered_qty": sum((cents * 1000 + 5000) // 10000 for cents in prices),
        "buy_n_get_m": sum(cents for at, cents in enumerate(prices) if at % 5 > 2),
    }[table["kind"]]
    assert receipt.offer_savings == saved
    assert net is None or receipt.net_total == net
    assert receipt.proven


def test_thirty_bundles_over_sixty_lines_are_proven():
    rng = random.Random(3)
    tables = [
        {
            "id": f"b{k:02d}",
            "kind": "bundle",
            "slots": [{"match": {"categories": [c]}, "n": 1} for c in rng.sample(["c0", "c1", "c2", "c3"], 2)],
            "price": rng.randrange(250, 500),
        }
        for k in range(30)
    ]
    receipt = price(basket(shelf(60)), parse_offers(tables), CONTAINED, NOW)
    assert receipt.proven
    assert receipt.offer_savings > 0


class Apart(Search):
    """A search that is not to need a programme of all parts."""

    def _jointly(self, choice, bound):
        raise AssertionError("a programme of all parts was asked for")


@pytest.mark.parametrize(
    "spend", [{"kind": "spend_percent", "bp": 500}, {"kind": "spend_amount", "amount": 300}], ids=["percent", "amount"]
)
def test_a_spend_over_three_contained_taxes_is_proven_by_its_bound_alone(spend):
    """What every choice comes to at the parts' best is due least: no programme of the whole choice is needed."""
    tables = [
        {"id": f"b{k}", "kind": "n_for_price", "match": {"categories": [f"c{k}"]}, "n": 3, "price": 440}
        for k in range(4)
    ]
    tables.append({"id": "spend", "match": ALL, "min_spend": 1000} | spend)
    rules = Rules({"A": 2000, "F": 550, "G": 1000}, tax_mode="inclusive", price_lock="current")
    answer = Apart(pose(basket(shelf(60, "AFG")), Shop(OfferIndex(parse_offers(tables)), rules, Cells()), NOW)).run()
    assert answer.proven
    assert [name for name, _ in answer.settled.cuts] == ["spend"]


def test_one_offer_of_a_group_is_used_however_many_there_are():
    tables = [
        {"id": f"g{k}", "kind": "n_for_price", "match": ALL, "n": 3, "price": 400 + k, "group": f"G{k % 3}"}
        for k in range(12)
    ]
    receipt = price(basket(shelf(12)), parse_offers(tables), CONTAINED, NOW)
    assert receipt.proven
    assert {use.offer for use in receipt.applications} <= {"g0", "g1", "g2"}


def test_a_spend_may_be_worth_leaving_a_saving_unused():
    tables = [
        {"id": "half", "kind": "percent_off", "match": ALL, "bp": 5000},
        {"id": "spend", "kind": "spend_amount", "match": ALL, "min_spend": 3500, "amount": 3400},
    ]
    products = shelf(18)
    whole = sum(one.price for one in products.values())
    receipt = Pricer(parse_offers(tables), CONTAINED, effort=PROGRAMMES).price(basket(products), NOW)
    assert whole > 3500
    assert receipt.proven
    assert receipt.due < 200


@st.composite
def wide_baskets(draw):
    """Offers of every kind over twelve to twenty different products, one after another."""
    tables = [draw(item_offer(f"i{k}")) for k in range(draw(st.integers(1, 3)))]
    names = ["apple", "bread", "corn", "dill", "eggs"]
    products = {
        f"{names[i % 5]}{i}": PricedProduct(
            draw(st.sampled_from(PRICES)), categories=(["food", "fresh", "snack"][i % 3],)
        )
        for i in range(draw(st.integers(12, 20)))
    }
    return basket(products), parse_offers(tables)


@given(wide_baskets())
@settings(max_examples=25, **FEW)
def test_a_piece_more_never_costs_more_than_the_piece(wide):
    whole, offers = wide
    pricer, before = Pricer(offers, CONTAINED), 0
    for k, line in enumerate(whole.lines, start=1):
        due = pricer.due(replace(whole, lines=whole.lines[:k]), NOW)
        assert due - before <= whole.products[line.product].price
        before = due


@given(stores(), st.sampled_from(["apple", "bread", "corn"]))
@settings(max_examples=60, **FEW)
def test_a_pricer_that_remembers_finds_what_a_new_one_finds(store, name):
    shop_basket, offers, rules, context = store
    remembering = Pricer(offers, rules, effort=PROGRAMMES)
    for k in range(len(shop_basket.lines) + 1):
        part = replace(shop_basket, lines=shop_basket.lines[k:])
        fresh = Pricer(offers, rules, effort=PROGRAMMES).price(part, context)
        assert remembering.due(part, context) == fresh.due


def test_a_basket_that_grows_by_cheaper_names_keeps_its_threshold_programme():
    """Classes are numbered by name: each new one shifts the numbers that remembered parts were made with."""
    tables = [
        {"id": "half", "kind": "percent_off", "match": ALL, "bp": 1000, "no_basket": True},
        {"id": "some", "kind": "percent_off", "match": {"categories": ["c1"]}, "bp": 1500, "no_basket": True},
        {"id": "spend", "kind": "spend_amount", "match": {"categories": ["c1", "c2"]}, "min_spend": 700, "amount": 300},
    ]
    offers, products = parse_offers(tables), shelf(14)
    pricer = Pricer(offers, CONTAINED, effort=PROGRAMMES)
    for k in range(1, 15):
        grown = Basket(tuple(BasketLine(n, n, qty=1) for n in sorted(products)[-k:]), products)
        assert pricer.due(grown, NOW) == price(grown, offers, CONTAINED, NOW).due
