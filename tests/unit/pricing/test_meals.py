"""Meal deals by part: a price a part, or another part for a surcharge."""

import pytest

from cart.pricing.offerfile import loads
from tests.unit.pricing.till import ring_up

HEAD = '[[offer]]\nid = "meal"\nkind = "bundle"\n'
TEA, JAM, BUN = (f'{{ products = ["{name}"] }}' for name in ("tea", "jam", "bun"))


def read(body):
    tables, problems = loads(HEAD + body, "o.toml")
    return list(tables), list(problems)


def test_a_price_a_part():
    tables, problems = read(f"parts = [{{ on = {TEA}, price = 2.00 }}, {{ on = {BUN}, quantity = 2, price = 0.50 }}]\n")
    assert problems == []
    assert [(table["id"], table["price"]) for table in tables] == [("meal", 300)]
    assert ring_up("tea bun*2", tables).due == 300


def test_a_dearer_part_for_a_surcharge():
    tables, problems = read(
        f"price = 3.00\nparts = [{{ on = {BUN}, or = [{{ on = {JAM}, extra = 1.20 }}] }}, {{ on = {TEA} }}]\n"
    )
    assert problems == []
    assert [(table["id"], table["price"]) for table in tables] == [("meal", 300), ("meal-2", 420)]
    assert ring_up("tea bun", tables).due == 300
    assert ring_up("tea jam", tables).due == 420
    assert ring_up("tea*2 jam bun", tables).due == 720, "each meal by its own parts"


def test_a_plain_bundle_is_as_it_was():
    tables, _ = read(f"price = 3.00\nparts = [{{ on = {BUN} }}, {{ on = {TEA} }}]\n")
    assert tables == [{
        "id": "meal", "kind": "bundle", "price": 300,
        "slots": [{"n": 1, "match": {"products": ["bun"]}}, {"n": 1, "match": {"products": ["tea"]}}],
    }]  # fmt: skip


MANY = ", ".join(f"{{ on = {JAM} }}" for _ in range(4))
WRONG = [
    (f"price = 3\nparts = [{{ on = {TEA}, price = 2 }}]", "line 4: offer 'meal': price: either the deal has a price"),
    (f"parts = [{{ on = {TEA}, price = 2 }}, {{ on = {JAM} }}]", "parts: each part needs a price"),
    (f"parts = [{{ on = {TEA} }}]", "price: it is missing"),
    (f"price = 3\nat_most = 1\nparts = [{{ on = {TEA}, or = [{{ on = {JAM} }}] }}]", "cannot be limited (max_uses)"),
    (
        f"price = 3\nparts = [{{ on = {TEA}, or = [{MANY}] }}, {{ on = {BUN}, or = [{MANY}] }}]",
        "there are 25 combinations",
    ),
    (f"price = 3\nparts = [{{ on = {TEA}, or = [{{ on = {JAM}, more = 1 }}] }}]", "'more' is not known here"),
    ("price = 3\nparts = []", "a bundle needs at least one"),
]


@pytest.mark.parametrize(("body", "words"), WRONG)
def test_what_cannot_be_is_named(body, words):
    tables, problems = read(body + "\n")
    assert tables == []
    assert words in problems[0]
