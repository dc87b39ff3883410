"""Whole carts at random: every receipt is legal, no bound is wrong, and what is not proven says by how much."""

from dataclasses import replace

import pytest

from cart.pricing import Pricer
from cart.pricing.index import OfferIndex
from cart.pricing.proof.bound import certify
from cart.pricing.proof.check import check
from cart.pricing.results import result_of
from cart.pricing.solver.problem import Cells, Shop, pose
from cart.pricing.solver.search import Search
from cart.pricing.solver.solved import Effort
from cart.pricing.solver.work import WHOLE
from tests.unit.pricing.wide_world import store

# One run of a programme may begin while little work is left, and end beyond it.
OVER = 2 * WHOLE


def holds(case):
    """The receipt is legal, nothing lower than it says is possible, and without work it is no lower."""
    receipt = Pricer(case.offers, case.rules).price(case.basket, case.context)
    assert check(case, result_of(receipt)) == []
    assert certify(case, receipt.due).slack >= 0
    hasty = Pricer(case.offers, case.rules, effort=Effort(steps=0)).price(case.basket, case.context)
    assert check(case, result_of(hasty)) == []
    assert receipt.due - receipt.open_cents <= hasty.due
    assert hasty.due - hasty.open_cents <= receipt.due <= hasty.due
    search = Search(pose(case.basket, Shop(OfferIndex(case.offers), case.rules, Cells()), case.context))
    search.run()
    assert search.work.left > -OVER


def grows(case):
    """A line more never costs more than the line, its tax and its deposit."""
    pricer, before = Pricer(case.offers, case.rules), 0
    highest = max(case.rules.tax_rates.values()) if case.rules.tax_mode == "exclusive" else 0
    for k, line in enumerate(case.basket.lines, start=1):
        part = pricer.price(replace(case.basket, lines=case.basket.lines[:k]), case.context)
        alone = Pricer((), case.rules).price(replace(case.basket, lines=(line,)), case.context)
        cost = alone.regular_total + alone.deposit + -(-alone.regular_total * highest // 10_000)
        assert part.due - part.open_cents - before <= cost
        before = part.due


@pytest.mark.parametrize("seed", range(25))
def test_a_basket_of_a_random_shop(seed):
    holds(store(seed, lines=10, offers=8))


def test_spends_on_different_goods_are_solved_together():
    """By their parts one by one this basket came to 112.85."""
    case = store(1_027)
    assert Pricer(case.offers, case.rules).due(case.basket, case.context) <= 11_111


@pytest.mark.nightly
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("seed", range(300))
def test_a_whole_cart_of_a_random_shop(seed):
    holds(store(1_000 + seed))


@pytest.mark.parametrize("seed", range(8))
def test_a_growing_basket_of_a_random_shop(seed):
    grows(store(seed, lines=12, offers=8))
