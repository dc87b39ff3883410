"""Offers in words, and the receipt as a document."""

from dataclasses import replace
from html.parser import HTMLParser

import pytest

from cart.pricing import Pricer
from cart.pricing.document import Sheet, html, text
from cart.pricing.model import Basket, BasketLine, Context, PricedProduct, Rules
from cart.pricing.offers import parse_offer, parse_offers
from cart.pricing.words import Speech, offer_words

ALL = {"all": True}


@pytest.mark.parametrize(
    ("table", "english"),
    [
        ({"kind": "percent_off", "bp": 1250}, "12.5% off"),
        ({"kind": "amount_off", "amount": 50}, "$0.50 off"),
        ({"kind": "fixed_price", "price": 379}, "now $3.79"),
        ({"kind": "n_for_price", "n": 2, "price": 300}, "2 for $3.00"),
        ({"kind": "n_amount_off", "n": 5, "amount": 500}, "buy 5, save $5.00"),
        ({"kind": "buy_n_get_m", "buy": 2, "get": 1, "bp": 10000}, "buy 2, get 1 free"),
        ({"kind": "buy_n_get_m", "buy": 1, "get": 1, "bp": 5000}, "buy 1, get 1 at 50% off"),
        ({"kind": "tiered_qty", "tiers": [{"n": 2, "amount": 20}, {"n": 4, "price": 99}]},
 "2 or more: $0.20 off, 4 or more: $0.99 each"),
        ({"kind": "spend_amount", "min_spend": 6000, "amount": 500}, "spend $60.00, save $5.00"),
        ({"kind": "spend_amount", "min_spend": 1000, "amount": 100, "repeat": True}, "$1.00 off every $10.00"),
        ({"kind": "spend_percent", "min_spend": 0, "bp": 500}, "5% off everything"),
        ({"kind": "spend_percent", "min_spend": 9900, "bp": 500}, "5% off from $99.00"),
        ({"kind": "spend_tiers", "tiers": [{"min_spend": 100, "amount": 10}]}, "spend $1.00, save $0.10"),
        ({"kind": "mfr_coupon", "n": 1, "amount": 100000, "coupon": "c"}, "coupon: free"),
        ({"kind": "percent_off", "bp": 500, "words": "autumn sale"}, "autumn sale"),
    ],
)  # fmt: skip
def test_an_offer_in_english_and_dollars(table, english):
    assert offer_words(parse_offer({"id": "o", "match": ALL} | table), Speech()) == english


def test_the_same_offer_in_other_languages_and_currencies():
    offer = parse_offer({"id": "o", "kind": "n_for_price", "match": ALL, "n": 2, "price": 300})
    assert offer_words(offer, Speech("es", "EUR")) == "2 por 3,00\xa0€"
    assert offer_words(offer, Speech("es-MX", "MXN")) == "2 por $3.00"
    assert offer_words(offer, Speech("en", "JPY")) == "2 for ¥300"


def receipt_and_sheet(speech, tax_mode="exclusive"):
    products = {
        "cola": PricedProduct(229, deposit=10),
        "apple": PricedProduct(349, "kg", member_price=299),
        "soap": PricedProduct(165),
    }
    lines = (
        BasketLine("1", "cola", qty=3),
        BasketLine("2", "apple", grams=1250, tare=5),
        BasketLine("3", "soap", qty=1, refund=True),
        BasketLine("4", "soap", qty=1, void=True),
        BasketLine("5", deposit_return=50),
    )
    offers = parse_offers([
        {"id": "two", "kind": "n_for_price", "match": {"products": ["cola"]}, "n": 2, "price": 400},
        {"id": "c", "kind": "mfr_coupon", "match": ALL, "n": 1, "amount": 30, "coupon": "C"},
    ])  # fmt: skip
    rules = Rules({"A": 825}, tax_mode=tax_mode, cash_rounding=10)
    receipt = Pricer(offers, rules, speech).price(
        Basket(lines, products, {"C": 1}), Context("2026-05-11T10:00", ("member",), True)
    )
    return receipt, Sheet({"cola": "Cola & <Co> 2 L"}, rules, speech, "Corner Market", "2026-05-11 10:00")


def test_the_text_receipt_explains_every_line_in_42_columns():
    receipt, sheet = receipt_and_sheet(Speech())
    page = text(receipt, sheet)
    assert max(map(len, page.splitlines())) <= 42
    for words in (
        "3 × $2.29",
        "2 for $4.00 · saved $0.58",
        "member price",
        "1,250 g gross, 5 g tare: 1,245 g",
        "soap (refund)",
        "soap (taken back)",
        "Empties returned",
        "Deposit",
        "Tax A 8.25% on",
        "coupon $0.30",
        "TO PAY",
        "To pay in cash",
    ):
        assert words in page or words in " ".join(page.split())
    assert f"${receipt.due / 100:.2f}" in page


def test_the_page_is_self_contained_and_escapes_names():
    receipt, sheet = receipt_and_sheet(Speech("es", "EUR"), "inclusive")
    page = html(receipt, sheet)
    assert "Cola &amp; &lt;Co&gt; 2 L" in page
    assert '<html lang="es">' in page
    assert "A PAGAR" in page
    assert "incl. impuesto A" in page
    tags = []

    class Reader(HTMLParser):
        def handle_starttag(self, tag, attrs):
            tags.append((tag, dict(attrs)))

    Reader().feed(page)
    assert not [tag for tag, attrs in tags if tag in ("script", "link", "img", "iframe") or "src" in attrs]


def test_a_receipt_that_is_not_proven_says_by_how_much():
    receipt, sheet = receipt_and_sheet(Speech())
    assert "by $0.07 at most" in " ".join(text(replace(receipt, proven=False, open_cents=7), sheet).split())
