"""The virtual shelf of a simulated run does to the world what a hand does, known weights included."""

from pathlib import Path

import pytest

from drivers.decoding.inline import InlineDecoder
from tests.support.driven import DemoCatalog, DrivenCart
from ui.commands.cart import Around, Network, Running
from ui.commands.onscreen import HAND_G, TEST_WEIGHTS_G, shelf_world
from ui.shelf.hand import ShelfHand
from ui.wiring import shop_of

CATALOG = DemoCatalog()


@pytest.fixture
def cart(tmp_path: Path):
    cart = DrivenCart(tmp_path, catalog=CATALOG)
    yield cart
    cart.close()


def shelf(cart: DrivenCart) -> ShelfHand:
    around = Around(cart.world, InlineDecoder())
    return ShelfHand(shelf_world(Running(cart.parts, shop_of(cart.parts, None), None, Network(), around)))


def test_known_weights_stand_on_a_shelf_of_their_own(cart: DrivenCart):
    hand = shelf(cart)
    assert hand.departments[-1] == "weights"
    hand.stand("weights")
    assert [one.name for one in hand.near()] == ["2 kg", "5 kg", "10 kg"]
    for product, grams in zip(hand.near(), TEST_WEIGHTS_G, strict=True):
        hand.pick(product)
        hand.show()
        assert cart.world.shown_at(cart.clock.now()) is None, "a weight has no barcode"
        hand.put()
        assert cart.world.load_g() == pytest.approx(grams)
        hand.take(hand.inside[0].number)
        cart.run(1.0)
        assert cart.world.load_g() == pytest.approx(0.0)


def test_known_weights_are_not_sold(cart: DrivenCart):
    assert all(one.department != "weights" for one in cart.catalog.snapshot().products)


def test_switches_reach_the_world(cart: DrivenCart):
    hand = shelf(cart)
    hand.flip("hand")
    cart.run(2.0)
    assert cart.parts.feel.reading.grams == pytest.approx(HAND_G, rel=0.2)
    hand.flip("hand")
    hand.flip("rolling")
    cart.run(0.1)
    assert cart.world.rolling_at(cart.clock.now())
    hand.flip("scale")
    assert not cart.world.plugged("scale")
    hand.flip("scale")
    assert cart.world.plugged("scale")


def test_a_badge_shown_opens_the_staff_screen(cart: DrivenCart):
    hand = shelf(cart)
    cart.until("shows a badge", lambda: hand.card("Staff badge"), lambda view: view.phase == "staff")
    assert cart.view.staff == "77"
