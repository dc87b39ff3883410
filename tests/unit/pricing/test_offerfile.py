"""The store's offer file: plain words in, schema tables out, problems with their lines."""

from pathlib import Path

import pytest

from cart.errors import OfferError
from cart.pricing.offer_checks import NEEDS
from cart.pricing.offerfile import KINDS, load, loads
from cart.pricing.offers import parse_offers

DEMO = Path(__file__).parents[3] / "assets" / "demo" / "offers.toml"


def test_the_demo_store_has_forty_good_offers_of_many_kinds():
    tables, problems = load(DEMO)
    assert problems == ()
    assert len(parse_offers(tables)) == 40
    assert len({table["kind"] for table in tables}) >= 8


def test_every_plain_key_becomes_its_field():
    text = """
[[offer]]
id = "x"
kind = "buy this, get that"
words = "try it"
on = { categories = ["tea"], not_products = ["t9"] }
buy = 2
get_on = { products = ["milk"] }
get = 1
percent = 12.5
members_only = true
from = 2026-01-01
until = 2026-12-31
days = ["Mon", "sunday"]
after = 16:00:00
before = 19:00:00
coupon = "TEA"
uses_per_coupon = 1
at_most = 3
only_one_of = "tea"
not_with_basket_offers = true
"""
    tables, problems = loads(text, "offers.toml")
    assert problems == ()
    assert tables[0] == {
        "id": "x", "kind": "buy_x_get_y", "words": "try it",
        "buy_match": {"categories": ["tea"], "exclude_products": ["t9"]}, "buy": 2,
        "get_match": {"products": ["milk"]}, "get": 1, "bp": 1250, "customer_tiers": ["member"],
        "valid": {"from": "2026-01-01", "to": "2026-12-31", "days": [0, 6], "start": "16:00", "end": "19:00"},
        "coupon": "TEA", "uses_per_coupon": 1, "max_uses": 3, "group": "tea", "no_basket": True,
    }  # fmt: skip


def test_money_is_read_exactly():
    text = '[[offer]]\nid="m"\nkind="money off"\non={everything=true}\noff=0.29\n'
    assert loads(text, "f")[0][0]["amount"] == 29


@pytest.mark.parametrize(
    ("row", "line", "words"),
    [
        ("off = 0.005", 5, "whole cents"),
        ("off = -1", 5, "whole cents"),
        ('off = "1.00"', 5, "no amount"),
        ("off = 0", 5, "amount: it is 0"),
        ("off = 1\nprize = 2", 6, "Did you mean 'price'"),
        ("off = 1\npercent = 5", 6, "bp: amount_off has no such field"),
        ("off = 1\ndays = ['someday']", 6, "no day"),
        ("off = 1\nuntil = 'soon'", 6, "no date"),
        ("off = 1\nafter = 18", 6, "no time"),
        ("off = 1\nat_most = 0", 6, "at least 1"),
        ("off = 1\nmembers_only = 1", 6, "neither true nor false"),
        ("off = 1\nfor = 'gold'", 6, "a list of texts"),
    ],
)
def test_a_problem_names_file_line_offer_and_key(row, line, words):
    text = f"[[offer]]\nid = 'a'\nkind = 'money off'\non = {{ everything = true }}\n{row}\n"
    tables, problems = loads(text, "offers.toml")
    assert tables == ()
    assert problems[0].startswith(f"offers.toml, line {line}: offer 'a'")
    assert words in problems[0]


def test_a_bad_offer_leaves_the_others_and_tells_its_own_lines():
    good = "[[offer]]\nid = 'a'\nkind = 'percent off'\non = { everything = true }\npercent = 5\n"
    text = good + "\n[[offer]]\nid = 'b'\nkind = 'percentoff'\n\n" + good
    tables, problems = loads(text, "f.toml")
    assert [table["id"] for table in tables] == ["a"]
    assert problems[0].startswith("f.toml, line 9: offer 'b': kind")
    assert "Did you mean 'percent off'" in problems[0]
    assert "line 12: offer 'a': id" in problems[1]


def test_steps_and_parts():
    text = """
[[offer]]
id = "s"
kind = "spend steps"
on = { everything = true }
steps = [{ spend = 15.00, off = 1.50 }, { spend = 30.00, off = 4.00 }]
[[offer]]
id = "b"
kind = "bundle"
parts = [{ on = { products = ["p"] } }, { on = { products = ["q"] }, quantity = 2 }]
price = 5
[[offer]]
id = "wrong"
kind = "bundle"
parts = [{ on = { products = ["p"] }, many = 2 }]
price = 5
"""
    tables, problems = loads(text, "f")
    assert tables[0]["tiers"] == [{"min_spend": 1500, "amount": 150}, {"min_spend": 3000, "amount": 400}]
    assert [slot["n"] for slot in tables[1]["slots"]] == [1, 2]
    assert "'many' is not known here" in problems[0]


def test_what_is_no_offer_file_is_refused(tmp_path):
    with pytest.raises(OfferError, match="not valid TOML"):
        loads("[[offer", "f")
    with pytest.raises(OfferError, match="nothing else"):
        loads("name = 'x'", "f")
    with pytest.raises(OfferError, match="cannot be read"):
        load(tmp_path / "none.toml")
    assert loads("[[offer]]\nkind = 'bundle'\n", "f")[1][0].startswith("f, line 1: offer '?': id")


def test_every_kind_of_the_engine_has_a_plain_name():
    assert set(KINDS.values()) == set(NEEDS)
