"""Several taxes on a product, goods and customers free of tax, deposits with tax: by hand."""

import pytest

from cart.errors import ConfigError
from cart.pricing import price
from cart.pricing.case import Case
from cart.pricing.engine import Pricer
from cart.pricing.model import Basket, BasketLine, Context, PricedProduct
from cart.pricing.offers import parse_offers
from cart.pricing.proof.bound import certify
from cart.pricing.proof.check import check
from cart.pricing.results import result_of
from cart.pricing.rules import parse_rules, tax_classes

CANADA = {"taxes": {"both": ["GST", "PST"], "food": []}, "price_lock": "current"}
RATES = {"GST": 500, "PST": 700}
NOW = "2026-08-07T10:00"
GOODS = {
    "mug": PricedProduct(1010, tax="both", categories=("kitchen",)),
    "book": PricedProduct(1010, tax="GST"),
    "milk": PricedProduct(300, tax="food"),
    "shirt": PricedProduct(9_900, tax="both", categories=("clothing",)),
    "coat": PricedProduct(10_100, tax="both", categories=("clothing",)),
}


def priced(names, rules, offers=(), context=None, rates=None, products=None, more=()):
    lines = (*(BasketLine(str(n), name, qty=1) for n, name in enumerate(names)), *more)
    basket, terms = Basket(lines, products or GOODS), parse_rules(rules, rates or RATES)
    case = Case("t", basket, parse_offers(offers), terms, context or Context(NOW), {}, ())
    receipt = price(basket, case.offers, terms, case.context)
    assert receipt.proven
    assert check(case, result_of(receipt)) == []
    assert certify(case, receipt.due).slack >= 0
    return receipt


def test_two_taxes_on_a_product_are_rounded_one_by_one():
    receipt = priced(["mug"], CANADA)
    assert receipt.tax == (("GST", 51), ("PST", 71))
    assert receipt.due == 1132
    assert receipt.lines[0].tax == "both"


def test_each_tax_is_on_all_goods_that_bear_it():
    receipt = priced(["mug", "book", "milk"], CANADA)
    assert receipt.nets == (("GST", 2020), ("PST", 1010))
    assert receipt.tax == (("GST", 101), ("PST", 71))
    assert (receipt.net_total, receipt.due) == (2320, 2492)
    assert [line.tax for line in receipt.lines] == ["both", "GST", ""]


def test_a_saving_over_the_basket_is_shared_by_what_goods_bear():
    half = {"id": "s", "kind": "spend_percent", "match": {"all": True}, "min_spend": 100, "bp": 5000}
    receipt = priced(["mug", "book", "milk"], CANADA, [half])
    assert receipt.nets == (("GST", 1010), ("PST", 505))
    assert receipt.due == 1160 + 51 + 35


HOLIDAY = {"match": {"categories": ["clothing"]}, "valid": {"from": "2026-08-07", "to": "2026-08-09"}, "up_to": 10_000}


def test_a_tax_holiday_is_for_some_goods_of_some_days_up_to_a_price():
    rules = CANADA | {"tax_free": [HOLIDAY]}
    assert priced(["shirt"], rules).due == 9_900
    assert priced(["coat"], rules).due == 10_100 + 505 + 707
    assert priced(["mug"], rules).due == 1132
    assert priced(["shirt"], rules, context=Context("2026-08-10T00:00")).due == 9_900 + 495 + 693


def test_a_price_is_asked_anew_when_a_tax_holiday_begins():
    pricer = Pricer((), parse_rules(CANADA | {"tax_free": [HOLIDAY]}, RATES))
    assert pricer.open_at("2026-08-06T23:59") != pricer.open_at("2026-08-07T00:00")


def test_an_exempt_customer_leaves_out_the_taxes_named():
    rules = CANADA | {"tax_free": [{"taxes": ["PST"], "customer_tiers": ["farmer"]}]}
    assert priced(["mug"], rules, context=Context(NOW, ("farmer",))).due == 1010 + 51
    assert priced(["mug"], rules, context=Context(NOW, ("member",))).due == 1132


def test_a_tender_may_pay_no_tax():
    rules = CANADA | {"tax_free": [{"tenders": ["snap"], "match": {"categories": ["kitchen"]}}]}
    assert priced(["mug", "book"], rules, context=Context(NOW, tender="snap")).due == 2020 + 51
    assert priced(["mug", "book"], rules, context=Context(NOW, tender="card")).due == 2020 + 101 + 71


BOTTLED = {"cola": PricedProduct(100, tax="A", deposit=30)}


def test_a_deposit_may_bear_a_tax_of_its_own():
    receipt = priced(["cola"], {"deposit_tax": "B"}, rates={"A": 1000, "B": 2000}, products=BOTTLED)
    assert receipt.tax == (("A", 10), ("B", 6))
    assert (receipt.deposit, receipt.due) == (30, 146)


def test_returned_empties_give_the_tax_back():
    back = (BasketLine("b", deposit_return=60),)
    receipt = priced(["cola"], {"deposit_tax": "B"}, rates={"A": 1000, "B": 2000}, products=BOTTLED, more=back)
    assert receipt.tax == (("A", 10), ("B", -6))
    assert receipt.due == 100 + 10 - 30 - 6


def test_a_deposit_may_contain_its_tax():
    rules = {"deposit_tax": "A", "tax_mode": "inclusive"}
    receipt = priced(["cola"], rules, rates={"A": 1000}, products=BOTTLED)
    assert receipt.tax == (("A", 12),)
    assert receipt.due == 130


@pytest.mark.parametrize(
    ("rules", "words"),
    [
        ({"taxes": {"both": ["GST", "QST"]}}, "rules.taxes.both: 'QST' has no rate"),
        ({"taxes": {"both": "GST"}}, "rules.taxes.both: "),
        ({"deposit_tax": "B"}, "rules.deposit_tax: 'B' has no rate"),
        ({"tax_free": [{"taxes": ["B"]}]}, r"rules.tax_free\[0\]: 'B' has no rate"),
        ({"tax_free": [{"valid": {"from": "May"}}]}, r"rules.tax_free\[0\].valid.from: 'May' is not"),
        ({"taxes": {"both": ["GST", "PST"]}, "tax_mode": "inclusive"}, "one tax each"),
        ({"tax_free": [{}], "tax_mode": "inclusive"}, "none is left out"),
    ],
)
def test_rules_that_cannot_be_are_told(rules, words):
    with pytest.raises(ConfigError, match=words):
        parse_rules(rules, RATES)


def test_a_class_of_several_taxes_is_a_tax_class():
    assert tax_classes(CANADA, RATES) == {"both", "food", "GST", "PST"}
