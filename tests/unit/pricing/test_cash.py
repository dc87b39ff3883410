"""Coins: what is due in cash, by the rules of countries; what is given back rounds as its sale did."""

import pytest

from cart.errors import ConfigError
from cart.pricing.document import Sheet, text
from cart.pricing.model import Context, PricedProduct
from cart.pricing.receipt import cash
from cart.pricing.rules import parse_rules
from cart.pricing.words import Speech
from tests.unit.pricing.till import MONDAY, basket, pricer


def rules(**changes):
    return parse_rules(changes, {"A": 0})


WAYS = [
    ("Canada", {"cash_rounding": 5}, {198: 200, 197: 195, 192: 190, 193: 195, 200: 200, 0: 0, 2: 0, 3: 5}),
    ("half up", {"cash_rounding": 10}, {755: 760, 754: 750, 756: 760}),
    ("New Zealand", {"cash_rounding": 10, "cash_halves": "down"}, {755: 750, 756: 760, 754: 750, 5: 0, 6: 10}),
    ("Sweden", {"cash_rounding": 100}, {1249: 1200, 1250: 1300}),
    ("none", {}, {1249: 1249}),
]


@pytest.mark.parametrize(("house", "sums"), [way[1:] for way in WAYS], ids=[way[0] for way in WAYS])
def test_sales_and_refunds_round_alike(house, sums):
    for due, paid in sums.items():
        assert cash(due, rules(**house)) == paid
        assert cash(-due, rules(**house)) == -paid


def priced(house, lines="it", price=755, in_cash=True):
    shelf = {"it": PricedProduct(price)}
    return pricer((), rules(**house)).price(basket(lines, shelf=shelf), Context(MONDAY, cash=in_cash))


def test_what_is_due_stays_exact_beside_what_is_paid_in_coins():
    receipt = priced({"cash_rounding": 10})
    assert (receipt.due, receipt.cash_due, receipt.rounding) == (755, 760, 0)
    assert priced({"cash_rounding": 10}, in_cash=False).cash_due == 755


def test_where_every_tender_rounds_the_receipt_shows_by_how_much():
    receipt = priced({"cash_rounding": 5, "rounds": "all"}, price=757, in_cash=False)
    assert (receipt.net_total, receipt.rounding, receipt.due, receipt.cash_due) == (757, -2, 755, 755)
    sheet = Sheet({"it": "Thing"}, rules(cash_rounding=5, rounds="all"), Speech("en", "EUR"))
    assert "Rounding                            -€0.02" in text(receipt, sheet)


@pytest.mark.parametrize(
    ("house", "words"),
    [
        ({"rounds": "all"}, "to round for all tenders"),
        ({"cash_rounding": 7}, "7 is not 0, 5, 10, 50 or 100"),
        ({"cash_halves": "even"}, "cash_halves"),
        ({"cash_rounding": 5, "rounds": "none"}, "rounds"),
    ],
)
def test_rules_that_make_no_sense_are_named(house, words):
    with pytest.raises(ConfigError, match=words):
        rules(**house)
