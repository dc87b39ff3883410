"""The engine against the brute force, on every kind of offer at once."""

import pytest
from hypothesis import HealthCheck, given, settings

from cart.pricing import Pricer, price
from cart.pricing.case import Case
from cart.pricing.proof.bound import certify
from cart.pricing.proof.check import check
from cart.pricing.results import result_of
from cart.pricing.solver.solved import Effort
from tests.unit.pricing.brute import best_objective
from tests.unit.pricing.worlds import several_taxes, stacked_stores, stores, wide_stores

SLOW = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]


def agrees(store):
    basket, offers, rules, context = store
    receipt = price(basket, offers, rules, context)
    found = (receipt.due, receipt.net_total, tuple(cents for _, cents in receipt.tax))
    assert found == best_objective(basket, offers, rules, context)
    assert receipt.proven
    case = Case("random", basket, offers, rules, context, {}, ())
    assert check(case, result_of(receipt)) == []
    assert certify(case, receipt.due).slack >= 0


@pytest.mark.timeout(600)
@given(stores())
@settings(max_examples=200, deadline=None, suppress_health_check=SLOW)
def test_no_set_of_applications_beats_the_engine(store):
    agrees(store)


@pytest.mark.timeout(600)
@given(stores(terms=several_taxes()))
@settings(max_examples=60, deadline=None, suppress_health_check=SLOW)
def test_nor_where_goods_bear_two_taxes_or_none(store):
    agrees(store)


def bounds(store):
    """With next to nothing listed, the programme of a choice decides, and what it leaves open holds the truth."""
    basket, offers, rules, context = store
    receipt = Pricer(offers, rules, effort=Effort(columns=1, states=1, work=10)).price(basket, context)
    least = best_objective(basket, offers, rules, context)[0]
    assert receipt.due - receipt.open_cents <= least <= receipt.due
    assert check(Case("stacked", basket, offers, rules, context, {}, ()), result_of(receipt)) == []


@pytest.mark.timeout(600)
@given(stacked_stores())
@settings(max_examples=40, deadline=None, suppress_health_check=SLOW)
def test_no_programme_of_stacked_offers_is_above_the_truth(store):
    bounds(store)


@pytest.mark.nightly
@pytest.mark.timeout(3600)
@given(stacked_stores())
@settings(max_examples=2_000, deadline=None, suppress_health_check=SLOW)
def test_no_programme_of_stacked_offers_is_above_the_truth_in_2_000_stores(store):
    bounds(store)


@pytest.mark.nightly
@pytest.mark.timeout(3600)
@given(stores(items=4))
@settings(max_examples=10_000, deadline=None, suppress_health_check=SLOW)
def test_no_set_of_applications_beats_the_engine_in_10_000_stores(store):
    agrees(store)


@pytest.mark.timeout(600)
@given(wide_stores())
@settings(max_examples=25, deadline=None, suppress_health_check=SLOW)
def test_highs_finds_no_lower_total_in_wider_stores(store):
    basket, offers, rules, context = store
    receipt = price(basket, offers, rules, context)
    case = Case("wide", basket, offers, rules, context, {}, ())
    assert check(case, result_of(receipt)) == []
    proof = certify(case, receipt.due)
    assert proof.slack >= 0
    assert proof.slack <= receipt.open_cents or not proof.settled
