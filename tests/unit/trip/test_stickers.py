"""A sticker over the maker's code, both in view: the sticker counts, once, whichever is read first."""

from dataclasses import replace

import pytest

from cart.codes.code import Code
from cart.facts import ItemScanned
from cart.trip.shopping import STICKER_S
from tests.support.trips import Shopper, product

BREAD, MILK = product("Rye bread"), product("Milk")
STICKER, MAKERS = Code("gtin", BREAD.id, "sticker", "ITF", price_cents=99), Code("gtin", BREAD.id, "makers", "EAN13")


def scanned(*codes: Code, gap_s: float = 0.3) -> list[tuple[str, int | None]]:
    shopper = Shopper()
    for code in codes:
        shopper.do(ItemScanned, product=BREAD, code=code).wait(gap_s)
    return [(line.code.text, line.price_cents) for line in shopper.trip.lines]


@pytest.mark.parametrize("codes", [(STICKER, MAKERS), (MAKERS, STICKER), (MAKERS, STICKER, MAKERS)])
def test_the_sticker_wins_once(codes):
    assert scanned(*codes)[0] == ("sticker", 99)
    assert len(scanned(*codes[:2])) == 1


def test_two_of_a_kind_shown_one_after_the_other_are_two():
    assert len(scanned(MAKERS, MAKERS)) == 2
    assert len(scanned(STICKER, STICKER)) == 2


def test_a_whole_one_shown_later_is_another():
    assert len(scanned(STICKER, MAKERS, gap_s=STICKER_S + 1)) == 2


def test_a_sticker_of_another_product_is_no_twin():
    shopper = Shopper().do(ItemScanned, product=BREAD, code=MAKERS)
    shopper.do(ItemScanned, product=MILK, code=replace(STICKER, key=MILK.id))
    assert len(shopper.trip.lines) == 2
