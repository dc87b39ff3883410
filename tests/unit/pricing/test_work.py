"""The work of a price ends, whatever the basket; what is not proven by then is told, and a plain till is no better."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from cart.pricing import Pricer
from cart.pricing.case import Case
from cart.pricing.index import OfferIndex
from cart.pricing.model import Basket, BasketLine, Context, PricedProduct, Rules
from cart.pricing.offers import parse_offers
from cart.pricing.proof.check import check
from cart.pricing.results import result_of
from cart.pricing.solver.problem import Cells, Shop, pose
from cart.pricing.solver.search import Search
from cart.pricing.solver.solved import Effort
from cart.pricing.solver.work import WHOLE, Work
from tests.unit.pricing.brute import best_objective
from tests.unit.pricing.till import ALL, basket, ring_up, rules
from tests.unit.pricing.worlds import stores, wide_stores

NONE = Effort(steps=0)
FEW = {"deadline": None, "suppress_health_check": list(HealthCheck)}
NOW = Context("2026-05-11T10:00")


@given(stores())
@settings(max_examples=150, **FEW)
def test_without_any_work_the_answer_is_legal_and_says_how_low_it_could_get(store):
    bought, offers, house, context = store
    receipt = Pricer(offers, house, effort=NONE).price(bought, context)
    least = best_objective(bought, offers, house, context)[0]
    assert receipt.due - receipt.open_cents <= least <= receipt.due
    assert check(Case("random", bought, offers, house, context, {}, ()), result_of(receipt)) == []


@given(stores())
@settings(max_examples=60, **FEW)
def test_what_was_solved_before_counts_as_if_it_were_solved_now(store):
    """So a cart that priced every piece comes to the total of a lane that prices once."""
    bought, offers, house, context = store
    remembering = Pricer(offers, house, effort=Effort(steps=1_500))
    for k in range(1, len(bought.lines) + 1):
        part = replace(bought, lines=bought.lines[:k])
        fresh = Pricer(offers, house, effort=Effort(steps=1_500)).price(part, context)
        receipt = remembering.price(part, context)
        assert (receipt.due, receipt.open_cents) == (fresh.due, fresh.open_cents)


@given(wide_stores())
@settings(max_examples=25, **FEW)
def test_the_work_of_a_wide_store_ends(store):
    bought, offers, house, context = store
    search = Search(pose(bought, Shop(OfferIndex(offers), house, Cells()), context))
    search.run()
    assert search.work.left > -2 * WHOLE


@pytest.mark.parametrize(
    ("table", "lines", "due"),
    [
        ({"kind": "n_for_price", "match": ALL, "n": 2, "price": 400}, "tea*3 jam*2", 1100 - 200 + 150),
        ({"kind": "n_amount_off", "match": ALL, "n": 2, "amount": 100}, "tea*3 jam*2", 1200),
        ({"kind": "buy_n_get_m", "match": ALL, "buy": 1, "get": 1, "bp": 10000}, "tea*3 jam*2", 850),
        ({"kind": "tiered_qty", "match": ALL, "tiers": [{"n": 5, "bp": 1000}]}, "tea*3 jam*2", 1260),
        ({"kind": "percent_off", "match": ALL, "bp": 1000, "max_uses": 2}, "tea*3 jam*2", 1340),
    ],
    ids=lambda value: value["kind"] if isinstance(value, dict) else "",
)
def test_a_plain_till_gives_one_offer_to_the_dearest(table, lines, due):
    offers = parse_offers([{"id": "o"} | table])
    receipt = Pricer(offers, rules(), effort=NONE).price(basket(lines), NOW)
    assert receipt.due == due == ring_up(lines, [table]).due


def test_forty_spends_that_stack_are_bounded_by_all_of_them_together():
    """Of too many sets not all are looked at: those left out are bounded by the set of all."""
    tables = [
        {"id": f"s{k:02d}", "kind": "spend_amount", "match": ALL, "min_spend": 100, "amount": 10 + k, "stackable": True}
        for k in range(40)
    ]
    products = {"p": PricedProduct(9000)}
    search = Search(
        pose(
            Basket((BasketLine("L", "p", qty=1),), products),
            Shop(OfferIndex(parse_offers(tables)), Rules({"A": 0}), Cells()),
            NOW,
        )
    )
    answer = search.run()
    assert not answer.proven
    assert answer.objective[0] == 9000 - sum(43 + k for k in range(7))
    assert answer.objective[0] - answer.gap == 9000 - sum(10 + k for k in range(40))


def test_what_has_a_name_is_counted_once():
    work = Work(100)
    work.count(60, "a part")
    work.count(60, "a part")
    assert work.left == 40
    work.count(60)
    assert work.over
    assert work.may("a part")
    assert not work.may("another")
