"""Vouchers for the next trip and what a tender may pay: by hand, and by the checker."""

import pytest

from cart.pricing.case import read_case
from cart.pricing.document import Sheet, text
from cart.pricing.engine import Pricer
from cart.pricing.offerfile import loads
from cart.pricing.offers import parse_offer
from cart.pricing.offerwriter import offers_text
from cart.pricing.proof.check import check
from cart.pricing.results import answer, result_of
from cart.pricing.words import Speech, offer_words

ALL = {"all": True}
FIVE = {"id": "v", "kind": "voucher", "match": {"all": True, "exclude_categories": ["wine"]}, "min_spend": 2000,
        "amount": 500}  # fmt: skip
HALF = {"id": "h", "kind": "spend_percent", "match": ALL, "min_spend": 0, "bp": 5000}
SNAP = {"tender": "snap", "match": {"categories": ["food"]}}
PRODUCTS = {
    "milk": {"price": 500, "unit": "ea", "categories": ["food"], "tax": "F", "deposit": 10},
    "soap": {"price": 1500, "unit": "ea", "categories": ["home"], "tax": "A"},
    "wine": {"price": 3000, "unit": "ea", "categories": ["wine"], "tax": "A"},
}


def case(lines, offers=(), eligible=(), coupons=None, tiers=()):
    return read_case({
        "context": {"now": "2026-05-11T10:00", "tiers": list(tiers)}, "rules": {"eligible": list(eligible)},
        "tax_rates": {"A": 1000, "F": 0}, "products": PRODUCTS,
        "lines": [{"id": str(n)} | (line if isinstance(line, dict) else {"product": line, "qty": 1})
                  for n, line in enumerate(lines)],
        "offers": list(offers), "coupons": coupons or {},
    })  # fmt: skip


def priced(*what, **more):
    one = case(*what, **more)
    result = answer(one)
    assert check(one, result) == []
    return result


@pytest.mark.parametrize(
    ("lines", "table", "cents"),
    [
        (["milk", "soap"], {}, 500),
        (["milk", "milk"], {}, 0),
        (["wine", "wine"], {}, 0),
        (["milk", "soap"] * 2, {}, 500),
        (["milk", "soap"] * 2, {"repeat": True}, 1000),
        (["milk", "soap"] * 3, {"repeat": True, "max_uses": 2}, 1000),
        (["milk", "soap"], {"customer_tiers": ["member"]}, 0),
        (["soap", {"product": "milk", "qty": 1, "override_price": 500}], {}, 0),
        (["milk", "soap", {"product": "milk", "qty": 1, "refund": True}], {}, 500),
        ([{"product": "milk", "qty": 1, "void": True}], {"min_spend": 0}, 0),
    ],
)
def test_a_voucher_is_earned_by_what_is_paid_for_its_goods(lines, table, cents):
    result = priced(lines, [FIVE | table])
    assert result["vouchers"] == ({"v": cents} if cents else {})


def test_a_voucher_changes_nothing_now_and_counts_what_offers_leave():
    assert priced(["milk", "soap"], [FIVE])["due"] == priced(["milk", "soap"])["due"]
    assert priced(["milk", "soap"], [FIVE, HALF])["vouchers"] == {}
    assert priced(["milk", "soap"] * 2, [FIVE, HALF])["vouchers"] == {"v": 500}


def test_what_a_tender_may_pay_is_its_goods_with_their_deposits():
    assert priced(["milk", "soap"], eligible=[SNAP])["eligible"] == {"snap": 510}
    assert priced(["milk", "soap"], [HALF], [SNAP])["eligible"] == {"snap": 260}
    assert priced(["soap"], eligible=[SNAP])["eligible"] == {"snap": 0}


def test_a_coupon_for_its_goods_is_paid_before_a_tender():
    coupon = {"id": "m", "kind": "mfr_coupon", "match": {"products": ["milk"]}, "n": 1, "amount": 100, "coupon": "M"}
    assert priced(["milk", "soap"], [coupon], [SNAP], {"M": 1})["eligible"] == {"snap": 410}


def test_a_tender_never_pays_more_than_is_due():
    back = {"product": "soap", "qty": 1, "refund": True}
    assert priced(["milk", "milk", "milk", "milk", back], eligible=[SNAP])["eligible"] == {"snap": 390}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda r: r["vouchers"].update(v=600), "the voucher is worth 500"),
        (lambda r: r["eligible"].update(snap=2000), "snap may pay 510"),
        (lambda r: r["lines"][0].update(net=1), "the lines come to"),
    ],
)
def test_the_checker_finds_what_is_tampered_with(change, words):
    one = case(["milk", "soap"], [FIVE], [SNAP])
    result = answer(one)
    change(result)
    assert any(words in found for found in check(one, result))


@pytest.mark.parametrize(
    ("language", "voucher", "snap"),
    [
        ("en", "For your next trip: $5.00 off", "Of this snap may pay $5.10"),
        ("es-US", "Para su próxima compra: $5.00 menos", "De esto snap puede pagar $5.10"),
    ],
)
def test_the_receipt_tells_both(language, voucher, snap):
    one, speech = case(["milk", "soap"], [FIVE], [SNAP]), Speech(language)
    receipt = Pricer(one.offers, one.rules, speech).price(one.basket, one.context)
    shown = text(receipt, Sheet(one.names, one.rules, speech))
    assert voucher in shown and snap in shown
    assert result_of(receipt)["vouchers"] == {"v": 500}


IN_A_FILE = """
[[offer]]
id = "v"
kind = "voucher for the next trip"
on = { everything = true }
spend = 20.00
off = 5.00
every_time = true
"""


def test_a_voucher_is_written_and_read_in_an_offer_file():
    tables, problems = loads(IN_A_FILE, "offers.toml")
    assert not problems
    assert loads(offers_text(tables), "again.toml") == (tables, ())
    offer = parse_offer(tables[0])
    assert offer_words(offer, Speech()) == "$5.00 off your next trip for each $20.00"
    assert offer_words(offer, Speech("es-US")) == "$5.00 menos en su próxima compra por cada $20.00"
