"""Offers in: what is refused, with the field and the reason; gates; rules."""

import pytest

from cart.errors import ConfigError, OfferError
from cart.pricing.gates import is_open, runs_at, uses_allowed
from cart.pricing.model import Basket, Context, PointsRule, PricedProduct
from cart.pricing.offers import parse_offer, parse_offers, sift_offers
from cart.pricing.rules import parse_rules
from cart.pricing.selectors import Match, Valid

ALL = {"all": True}
GOOD = {"id": "a", "kind": "percent_off", "match": ALL, "bp": 1000}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"id": ""}, "id: a name"),
        ({"kind": "gift"}, "kind: 'gift'"),
        ({"bp": 0}, "bp: it is 0"),
        ({"bp": -5}, "bp: it is -5"),
        ({"bp": 10001}, "bp: it is 10001"),
        ({"bp": 12.5}, "bp: a whole number"),
        ({"bp": True}, "bp: a whole number"),
        ({"colour": "red"}, "colour: percent_off has no such field"),
        ({"buy": 1}, "buy: percent_off has no such field"),
        ({"match": {}}, "match: it selects nothing"),
        ({"match": {"all": True, "brand": "x"}}, "unknown key 'brand'"),
        ({"max_uses": 0}, "max_uses: it is 0"),
        ({"uses_per_coupon": 1}, "uses_per_coupon: it needs a coupon"),
        ({"valid": {"from": "2026-13"}}, "valid.from"),
        ({"valid": {"from": "2026-02-01", "to": "2026-01-01"}}, "valid.to: it ends"),
        ({"valid": {"start": "18:00", "end": "18:00"}}, "valid.end"),
        ({"valid": {"days": [7]}}, "valid.days"),
        ({"kind": "n_for_price", "n": 2}, "price: it is missing"),
        ({"kind": "bundle", "slots": [], "price": 5}, "bp: bundle has no such field"),
    ],
)
def test_a_bad_field_is_refused_with_its_name(change, words):
    with pytest.raises(OfferError) as caught:
        parse_offer(GOOD | change)
    assert words in str(caught.value)
    assert str(caught.value).startswith("offer ")


@pytest.mark.parametrize(
    ("tiers", "words"),
    [
        ([], "at least one"),
        ([{"n": 2, "bp": 500}, {"n": 2, "bp": 900}], "n must rise"),
        ([{"n": 2, "bp": 900}, {"n": 4, "bp": 500}], "must not give less"),
        ([{"n": 2, "price": 90}, {"n": 4, "price": 99}], "must not give less"),
        ([{"n": 2}], "tiers[0]: n and one of"),
        ([{"n": 2, "bp": 500, "amount": 3}], "tiers[0]"),
        ([{"n": 0, "bp": 500}], "tiers[0]: n: 0"),
        ([{"n": 2, "bp": 10500}], "more than 10000"),
    ],
)
def test_tiers_that_fall_or_give_nothing_are_refused(tiers, words):
    with pytest.raises(OfferError, match=words.replace("[", r"\[").replace("]", r"\]")):
        parse_offer({"id": "t", "kind": "tiered_qty", "match": ALL, "tiers": tiers})


@pytest.mark.parametrize(
    ("table", "words"),
    [
        ({"kind": "bundle", "slots": [], "price": 5}, "slots: a bundle"),
        ({"kind": "bundle", "slots": [{"match": ALL, "n": 0}], "price": 5}, "slots[0]"),
        ({"kind": "spend_amount", "match": ALL, "min_spend": 0, "amount": 1, "repeat": True}, "min_spend"),
        ({"kind": "mfr_coupon", "match": ALL, "n": 1, "amount": 5}, "coupon: it is missing"),
    ],
)
def test_kinds_refuse_what_they_cannot_mean(table, words):
    with pytest.raises(OfferError) as caught:
        parse_offer({"id": "k"} | table)
    assert words in str(caught.value)


def test_a_bad_offer_never_stops_the_others():
    offers, problems = sift_offers([GOOD, GOOD | {"id": "b", "bp": 0}, GOOD | {"id": "c"}, GOOD])
    assert [offer.id for offer in offers] == ["a", "c"]
    assert len(problems) == 2
    assert "another offer has this id" in problems[1]
    with pytest.raises(OfferError, match="'b'"):
        parse_offers([GOOD, GOOD | {"id": "b", "bp": 0}])


def test_a_match_selects_and_excludes():
    bread = PricedProduct(100, categories=("food", "bakery"))
    assert Match(categories=("bakery",)).hits("bread", bread)
    assert Match(products=("bread",)).hits("bread", bread)
    assert not Match(all=True, exclude_products=("bread",)).hits("bread", bread)
    assert not Match(all=True, exclude_categories=("food",)).hits("bread", bread)
    assert not Match(products=("milk",)).hits("bread", bread)


@pytest.mark.parametrize(
    ("valid", "open_now"),
    [
        (Valid(from_="2026-05-11", to="2026-05-11"), True),
        (Valid(to="2026-05-10"), False),
        (Valid(from_="2026-05-12"), False),
        (Valid(days=(0,)), True),
        (Valid(days=(5, 6)), False),
        (Valid(start="16:00", end="19:00"), True),
        (Valid(start="16:01"), False),
        (Valid(end="16:00"), False),
    ],
)
def test_dates_are_inclusive_and_hours_end_before(valid, open_now):
    assert runs_at(valid, "2026-05-11T16:00") is open_now


def test_coupons_and_tiers_open_an_offer_and_limit_its_uses():
    offer = parse_offer(GOOD | {"coupon": "C", "uses_per_coupon": 2, "customer_tiers": ["gold"], "max_uses": 3})
    empty, two = Basket((), {}), Basket((), {}, {"C": 2})
    gold = Context("2026-05-11T10:00", ("gold",))
    assert not is_open(offer, empty, gold)
    assert not is_open(offer, two, Context("2026-05-11T10:00"))
    assert is_open(offer, two, gold)
    assert uses_allowed(offer, two) == 3
    coupon = parse_offer({"id": "m", "kind": "mfr_coupon", "match": ALL, "n": 1, "amount": 5, "coupon": "C"})
    assert uses_allowed(coupon, two) == 2


@pytest.mark.parametrize(
    ("rules", "rates", "words"),
    [
        ({"rounding": "up"}, {"A": 0}, "rounding"),
        ({"cash_rounding": 3}, {"A": 0}, "cash_rounding"),
        ({"points": {"per_cents": 0, "points": 1}}, {"A": 0}, "per_cents"),
        ({}, {"A": 20000}, "tax_rates.A"),
        ({"colour": 1}, {"A": 0}, "colour"),
    ],
)
def test_rules_that_cannot_be_are_refused(rules, rates, words):
    with pytest.raises(ConfigError, match=words):
        parse_rules(rules, rates)


def test_rules_come_with_their_points():
    assert parse_rules({"points": {"per_cents": 100, "points": 2, "tier": None}}, {"A": 0}).points == PointsRule(100, 2)
