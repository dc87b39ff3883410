"""Offers written as an offer file read back as the same offers."""

import pytest

from cart.pricing.offerfile import KINDS, loads
from cart.pricing.offerwriter import offers_text
from tests.unit.pricing.test_offer_errors import offer

GATES = {
    "words": 'two "for" 5\n\x7f', "words_in": {"es": "dos por 5"}, "customer_tiers": ["member"], "coupon": "C",
    "valid": {"from": "2026-01-01", "to": "2026-02-01T20:00", "days": [0, 6], "start": "22:00", "end": "02:00"},
    "uses_per_coupon": 2, "max_uses": 3, "tenders": ["card"], "household_uses": 4,
}  # fmt: skip
ITEM = {
    "group": "g",
    "no_basket": True,
    "min_spend": 7550,
    "spend_match": {"categories": ["a"], "exclude_products": ["b"]},
}


@pytest.mark.parametrize("kind", KINDS.values())
def test_every_kind_reads_back(kind):
    table = offer(kind) | GATES
    if not kind.startswith(("spend", "mfr", "voucher")):
        table |= ITEM
    again, problems = loads(offers_text([table], "two\nlines"), "o.toml")
    assert problems == ()
    assert again == (table,)


def test_prices_by_weight_read_back():
    table = offer("fixed_price", per="kg", n=3, min_grams=3000, max_grams=4505, bp=None)
    assert loads(offers_text([table]), "o.toml")[0] == (table,)


def test_what_it_looks_like():
    assert offers_text([offer("percent_off", bp=1250)], "the head") == (
        '# the head\n\n[[offer]]\nid = "o"\nkind = "percent off"\non = { everything = true }\npercent = 12.5\n'
    )
