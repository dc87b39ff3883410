"""What must hold of every receipt, whatever the offers."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cart.pricing import Pricer, price
from cart.pricing.model import Basket, BasketLine, Context, Rules
from tests.unit.pricing.worlds import stores

FEW = settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))


def numbers(receipt):
    return receipt.due, receipt.net_total, receipt.tax, receipt.regular_total, receipt.mfr_savings


@FEW
@given(stores(), st.randoms(use_true_random=False))
def test_the_order_of_lines_and_offers_changes_nothing(store, random):
    basket, offers, rules, context = store
    lines, shuffled = list(basket.lines), list(offers)
    random.shuffle(lines)
    random.shuffle(shuffled)
    other = price(replace(basket, lines=tuple(lines)), tuple(shuffled), rules, context)
    assert numbers(other) == numbers(price(basket, offers, rules, context))


@FEW
@given(stores())
def test_splitting_lines_into_single_pieces_changes_nothing(store):
    basket, offers, rules, context = store
    split = [
        replace(line, id=f"{line.id}.{k}", qty=1 if line.qty else None)
        for line in basket.lines
        for k in range(line.qty or 1)
    ]
    other = price(replace(basket, lines=tuple(split)), offers, rules, context)
    assert numbers(other) == numbers(price(basket, offers, rules, context))


@FEW
@given(stores(), st.sampled_from(["apple", "bread", "corn"]))
def test_adding_and_removing_a_line_is_the_identity_for_one_pricer(store, name):
    basket, offers, rules, context = store
    pricer = Pricer(offers, rules)
    before = pricer.price(basket, context)
    more = (
        BasketLine("more", name, qty=2) if basket.products[name].unit == "ea" else BasketLine("more", name, grams=400)
    )
    grown = pricer.price(replace(basket, lines=(*basket.lines, more)), context)
    assert numbers(grown) == numbers(price(replace(basket, lines=(*basket.lines, more)), offers, rules, context))
    assert pricer.price(basket, context) == before


@FEW
@given(stores(), st.integers(0, 9))
def test_taking_an_offer_away_never_lowers_the_due(store, which):
    basket, offers, rules, context = store
    if offers:
        fewer = tuple(o for k, o in enumerate(offers) if k != which % len(offers))
        assert price(basket, fewer, rules, context).due >= price(basket, offers, rules, context).due


@FEW
@given(stores())
def test_every_cent_stands_on_a_line(store):
    basket, offers, rules, context = store
    receipt = price(basket, offers, rules, context)
    assert sum(line.regular for line in receipt.lines) == receipt.regular_total
    assert sum(line.net for line in receipt.lines) == receipt.net_total
    assert sum(s.cents for line in receipt.lines for s in line.savings) == receipt.offer_savings
    assert sum(s.cents for s in receipt.coupons) == receipt.mfr_savings
    assert sum(net for _, net in receipt.nets) == receipt.net_total
    assert all(
        saving.cents > 0 and saving.words for line in receipt.lines for saving in line.savings if not line.refund
    )


@FEW
@given(stores())
def test_nothing_is_paid_out_on_goods(store):
    basket, offers, rules, context = store
    if not any(line.refund for line in basket.lines):
        receipt = price(basket, offers, rules, context)
        assert receipt.due >= 0
        assert all(line.net >= 0 for line in receipt.lines)


def test_an_empty_basket_costs_nothing():
    receipt = price(Basket((), {}), (), Rules({"A": 1000}), Context("2026-05-11T10:00"))
    assert (receipt.due, receipt.lines, receipt.tax, receipt.proven) == (0, (), (("A", 0),), True)
