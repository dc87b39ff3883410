"""The words of every kind of offer, in English and Spanish, in money of no, two and three decimals."""

import pytest

from cart.pricing.offers import parse_offer
from cart.pricing.words import PHRASES, Speech, WordBook, offer_words
from tests.unit.pricing.till import ALL

DOLLARS, EUROS = Speech("en", "USD"), Speech("es", "EUR")
YEN, DINARS = Speech("en", "JPY"), Speech("es", "KWD")

# A row: the offer; English in dollars; Spanish in euros; English in yen (no decimals); Spanish in dinars (three).
ROWS = [
    ({"kind": "percent_off", "bp": 1000}, "10% off", "10 % menos", "10% off", "10 % menos"),
    ({"kind": "percent_off", "bp": 1}, "0.01% off", "0,01 % menos", "0.01% off", "0,01 % menos"),
    ({"kind": "percent_off", "bp": 3333}, "33.33% off", "33,33 % menos", "33.33% off", "33,33 % menos"),
    ({"kind": "amount_off", "amount": 5}, "$0.05 off", "0,05 € menos", "¥5 off", "0,005 KWD menos"),
    ({"kind": "fixed_price", "price": 199}, "now $1.99", "ahora 1,99 €", "now ¥199", "ahora 0,199 KWD"),
    ({"kind": "fixed_price", "price": 0}, "now $0.00", "ahora 0,00 €", "now ¥0", "ahora 0,000 KWD"),
    (
        {"kind": "n_for_price", "n": 3, "price": 1000},
        "3 for $10.00",
        "3 por 10,00 €",
        "3 for ¥1,000",
        "3 por 1,000 KWD",
    ),
    (
        {"kind": "n_amount_off", "n": 5, "amount": 250},
        "buy 5, save $2.50",
        "lleve 5, ahorre 2,50 €",
        "buy 5, save ¥250",
        "lleve 5, ahorre 0,250 KWD",
    ),
    (
        {"kind": "buy_n_get_m", "buy": 3, "get": 2, "bp": 10000},
        "buy 3, get 2 free",
        "lleve 3 y 2 gratis",
        "buy 3, get 2 free",
        "lleve 3 y 2 gratis",
    ),
    (
        {"kind": "buy_n_get_m", "buy": 1, "get": 1, "bp": 9999},
        "buy 1, get 1 at 99.99% off",
        "lleve 1 y 1 con 99,99 % menos",
        "buy 1, get 1 at 99.99% off",
        "lleve 1 y 1 con 99,99 % menos",
    ),
    (
        {"kind": "buy_x_get_y", "buy_match": ALL, "get_match": ALL, "buy": 2, "get": 1, "bp": 10000},
        "buy 2, get 1 free",
        "lleve 2 y 1 gratis",
        "buy 2, get 1 free",
        "lleve 2 y 1 gratis",
    ),
    (
        {"kind": "buy_x_get_y", "buy_match": ALL, "get_match": ALL, "buy": 2, "get": 1, "bp": 5000},
        "buy 2, get 1 at 50% off",
        "lleve 2 y 1 con 50 % menos",
        "buy 2, get 1 at 50% off",
        "lleve 2 y 1 con 50 % menos",
    ),
    (
        {"kind": "bundle", "slots": [{"match": ALL, "n": 2}, {"match": ALL, "n": 1}], "price": 450},
        "3 together for $4.50",
        "3 juntos por 4,50 €",
        "3 together for ¥450",
        "3 juntos por 0,450 KWD",
    ),
    (
        {"kind": "tiered_qty", "tiers": [{"n": 2, "bp": 500}, {"n": 4, "amount": 50}, {"n": 6, "price": 0}]},
        "2 or more: 5% off, 4 or more: $0.50 off, 6 or more: $0.00 each",
        "2 o más: 5 % menos, 4 o más: 0,50 € menos, 6 o más: 0,00 € cada uno",
        "2 or more: 5% off, 4 or more: ¥50 off, 6 or more: ¥0 each",
        "2 o más: 5 % menos, 4 o más: 0,050 KWD menos, 6 o más: 0,000 KWD cada uno",
    ),
    (
        {"kind": "spend_amount", "min_spend": 5000, "amount": 500},
        "spend $50.00, save $5.00",
        "gaste 50,00 €, ahorre 5,00 €",
        "spend ¥5,000, save ¥500",
        "gaste 5,000 KWD, ahorre 0,500 KWD",
    ),
    (
        {"kind": "spend_amount", "min_spend": 2000, "amount": 100, "repeat": True},
        "$1.00 off every $20.00",
        "1,00 € menos por cada 20,00 €",
        "¥100 off every ¥2,000",
        "0,100 KWD menos por cada 2,000 KWD",
    ),
    (
        {"kind": "spend_percent", "min_spend": 2000, "bp": 750},
        "7.5% off from $20.00",
        "7,5 % menos desde 20,00 €",
        "7.5% off from ¥2,000",
        "7,5 % menos desde 2,000 KWD",
    ),
    (
        {"kind": "spend_percent", "min_spend": 0, "bp": 500},
        "5% off everything",
        "5 % menos en todo",
        "5% off everything",
        "5 % menos en todo",
    ),
    (
        {"kind": "spend_tiers", "tiers": [{"min_spend": 1000, "amount": 100}, {"min_spend": 2000, "amount": 300}]},
        "spend $10.00, save $1.00, spend $20.00, save $3.00",
        "gaste 10,00 €, ahorre 1,00 €, gaste 20,00 €, ahorre 3,00 €",
        "spend ¥1,000, save ¥100, spend ¥2,000, save ¥300",
        "gaste 1,000 KWD, ahorre 0,100 KWD, gaste 2,000 KWD, ahorre 0,300 KWD",
    ),
    (
        {"kind": "mfr_coupon", "n": 1, "amount": 75, "coupon": "C"},
        "coupon $0.75",
        "cupón de 0,75 €",
        "coupon ¥75",
        "cupón de 0,075 KWD",
    ),
    (
        {"kind": "mfr_coupon", "n": 1, "amount": 100_000, "coupon": "C"},
        "coupon: free",
        "cupón: gratis",
        "coupon: free",
        "cupón: gratis",
    ),
    (
        {"kind": "mfr_coupon", "n": 1, "amount": 99_999, "coupon": "C"},
        "coupon $999.99",
        "cupón de 999,99 €",
        "coupon ¥99,999",
        "cupón de 99,999 KWD",
    ),
]
SPOKEN = [(row[0], speech, row[k]) for row in ROWS for k, speech in enumerate((DOLLARS, EUROS, YEN, DINARS), start=1)]


def plain(words):
    """Without the spaces that do not break, which Babel puts before units."""
    return words.replace("\xa0", " ")


@pytest.mark.parametrize(("table", "speech", "words"), SPOKEN)
def test_an_offer_in_words(table, speech, words):
    selector = {} if "slots" in table or "buy_match" in table else {"match": ALL}
    assert plain(offer_words(parse_offer({"id": "o"} | selector | table), speech)) == words


@pytest.mark.parametrize("table", [row[0] for row in ROWS], ids=lambda table: table["kind"])
def test_the_stores_own_words_come_first(table):
    selector = {} if "slots" in table or "buy_match" in table else {"match": ALL}
    offer = parse_offer({"id": "o", "words": "autumn"} | selector | table)
    assert [offer_words(offer, speech) for speech in (DOLLARS, EUROS)] == ["autumn", "autumn"]


LANGUAGES = [
    ("en", "10% off"),
    ("en-GB", "10% off"),
    ("en_US", "10% off"),
    ("es", "10 % menos"),
    ("es-MX", "10 % menos"),
    ("es_AR", "10 % menos"),
    ("fr", "10 % off"),  # French figures; the words that are not known are English
]


@pytest.mark.parametrize(("language", "words"), LANGUAGES)
def test_a_language_with_or_without_its_country(language, words):
    offer = parse_offer({"id": "o", "kind": "percent_off", "match": ALL, "bp": 1000})
    said = plain(offer_words(offer, Speech(language))).replace("\u202f", " ")
    assert said.replace("10%", "10 %") == words.replace("10%", "10 %")


MONEY = [
    ("en", "USD", 0, "$0.00"),
    ("en", "USD", 7, "$0.07"),
    ("en", "USD", -150, "-$1.50"),
    ("en", "USD", 123_456_789, "$1,234,567.89"),
    ("es", "EUR", -150, "-1,50 €"),
    ("es", "EUR", 1_234_567, "12.345,67 €"),
    ("en", "JPY", 1_234, "¥1,234"),
    ("es", "JPY", 50, "50 JPY"),
    ("en", "KWD", 1_234, "KWD1.234"),  # Babel puts no space after a code
    ("en", "BHD", 5, "BHD0.005"),
]


@pytest.mark.parametrize(("language", "currency", "cents", "words"), MONEY)
def test_minor_units_as_the_language_writes_them(language, currency, cents, words):
    assert plain(Speech(language, currency).money(cents)) == words


def test_both_languages_say_the_same_things():
    fields = {
        key: {part.split("}")[0] for part in phrase.split("{")[1:]} for key, phrase in PHRASES["en"].items()
    }  # fmt: skip
    assert fields == {
        key: {part.split("}")[0] for part in phrase.split("{")[1:]} for key, phrase in PHRASES["es"].items()
    }


def test_a_book_keeps_offers_of_one_kind_apart():
    book = WordBook(EUROS)
    two = [
        parse_offer({"id": name, "kind": "percent_off", "match": ALL, "bp": bp})
        for name, bp in (("a", 500), ("b", 900))
    ]
    assert [plain(book.of(offer)) for offer in (*two, *two)] == ["5 % menos", "9 % menos"] * 2
    assert (book.lower_price("member"), book.lower_price("seen")) == ("precio de socio", "el precio que vio primero")
