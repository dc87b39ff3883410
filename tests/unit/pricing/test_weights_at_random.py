"""Prices by weight with limits, spends elsewhere, and other offers on the same goods, at random: legal and proven."""

import random
from dataclasses import replace

import pytest

from cart.pricing import Pricer
from cart.pricing.case import read_case
from cart.pricing.proof.check import check
from cart.pricing.results import answer

WEIGHTS = (300, 500, 500, 1000, 1500, 2000, 3100)
OTHERS = (
    {"id": "pct", "kind": "percent_off", "match": {"products": ["h0", "p0"]}, "bp": 2000},
    {"id": "two", "kind": "n_for_price", "match": {"products": ["p0", "p1", "h1"]}, "n": 2, "price": 500},
    {"id": "sum", "kind": "spend_amount", "match": {"all": True}, "min_spend": 2000, "amount": 300},
    {
        "id": "more",
        "kind": "tiered_qty",
        "match": {"categories": ["w"]},
        "tiers": [{"n": 2, "bp": 500}, {"n": 4, "bp": 1500}],
    },
)


def store(seed):
    """A small store and a basket of it."""
    dice = random.Random(seed)
    weighed = {
        f"h{k}": {"price": dice.randint(500, 3000), "unit": "kg", "tax": dice.choice("AB"), "categories": ["w"]}
        for k in range(3)
    }
    pieces = {f"p{k}": {"price": dice.randint(50, 900), "tax": dice.choice("AB")} for k in range(3)}
    bought = [dice.choice([*weighed, *pieces]) for _ in range(dice.randint(1, 9))]
    amounts = [{"grams": dice.choice(WEIGHTS)} if name in weighed else {"qty": dice.randint(1, 3)} for name in bought]
    lines = [
        {"id": str(k), "product": name} | amount for k, (name, amount) in enumerate(zip(bought, amounts, strict=True))
    ]
    offers = [by_weight(dice, k) for k in range(dice.randint(1, 4))] + [one for one in OTHERS if dice.random() < 0.5]
    return read_case({
        "id": str(seed), "context": {"now": "2026-05-11T10:00"}, "rules": {"price_lock": "current"}, "coupons": {},
        "tax_rates": {"A": 800, "B": 0}, "products": weighed | pieces, "lines": lines, "offers": offers,
    })  # fmt: skip


def by_weight(dice, number):
    offer = {"id": f"o{number}", "kind": "fixed_price", "per": "kg", "price": dice.randint(200, 1500)}
    offer["match"] = {"products": dice.sample(["h0", "h1", "h2"], dice.randint(1, 3))}
    limits = {"max_grams": dice.choice((1000, 2000, 3000)), "min_grams": dice.choice((500, 1000)), "min_spend": 1000}
    return offer | {name: value for name, value in limits.items() if dice.random() < 0.4}


@pytest.mark.parametrize("seed", range(40))
def test_every_answer_is_legal_and_proven(seed):
    case = store(seed)
    result = answer(case)
    assert check(case, result) == []
    assert result["proven"]


@pytest.mark.parametrize("seed", range(15))
def test_what_is_remembered_changes_no_price(seed):
    case = store(seed)
    kept = Pricer(case.offers, case.rules)
    for count in (*range(1, len(case.basket.lines) + 1), 2, 1):
        basket = replace(case.basket, lines=case.basket.lines[:count])
        assert kept.price(basket, case.context).due == Pricer(case.offers, case.rules).price(basket, case.context).due
