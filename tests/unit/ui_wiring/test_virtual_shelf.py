"""The virtual shelf of a simulated run does to the world what a hand does, known weights included."""

from dataclasses import replace
from pathlib import Path

import pytest

from cart.facts import ProducePicked
from cart.identity.badge import Gate
from drivers.decoding.inline import InlineDecoder
from tests.support.driven import DrivenCart
from ui.commands.cart import Around, Network, Running, embedded_store
from ui.commands.shelf import HAND_G, STARTERS, TEST_WEIGHTS_G, shelf_world
from ui.shelf.hand import ShelfHand
from ui.shelf.walk import aisles, in_department
from ui.wiring import shop_of


@pytest.fixture
def cart(tmp_path: Path):
    cart = DrivenCart(tmp_path)
    yield cart
    cart.close()


def shelf(cart: DrivenCart) -> ShelfHand:
    around = Around(cart.world, InlineDecoder())
    return ShelfHand(shelf_world(Running(cart.parts, shop_of(cart.parts, None), None, Network(), around)))


def test_known_weights_stand_on_a_shelf_of_their_own(cart: DrivenCart):
    hand = shelf(cart)
    products = hand.world.products
    assert aisles(products)[-1].department == "weights"
    weights = sorted(in_department(products, "weights"), key=lambda one: one.mass_mg)
    assert [one.name for one in weights] == ["2 kg", "5 kg", "10 kg"]
    for product, grams in zip(weights, TEST_WEIGHTS_G, strict=True):
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


def test_a_badge_of_the_demos_own_store_opens_the_staff_screen(cart: DrivenCart, tmp_path: Path):
    with embedded_store(tmp_path / "store", None) as server:
        cart.parts.intake.admits = Gate(
            server.shop.key.verify_key, tuple, cart.clock.epoch, cart.clock.now, lambda: None
        ).admits
        around = Around(cart.world, InlineDecoder(), server)
        hand = ShelfHand(shelf_world(Running(cart.parts, shop_of(cart.parts, None), None, Network(), around)))
        cart.until("shows a badge", lambda: hand.card("Staff badge"), lambda view: view.phase == "staff")
        assert cart.view.staff.startswith("Demo ")


def test_what_to_begin_with_is_all_in_the_demo_store(cart: DrivenCart):
    assert [one.name for one in shelf(cart).world.starters] == list(STARTERS)


def named(hand: ShelfHand, name: str):
    return next(one for one in hand.world.products if one.name == name)


def put_when_known(cart: DrivenCart, hand: ShelfHand, name: str) -> None:
    """As the shelf's panel does: it looks every moment whether the cart knows by now."""
    hand.pick(named(hand, name))
    hand.put()
    for _ in range(40):
        cart.run(0.1)
        hand.look()
        if hand.held is None:
            return
    raise AssertionError(f"{name} still waits")


def test_a_quick_hand_puts_in_only_what_was_read(cart: DrivenCart):
    hand = shelf(cart)
    cart.until("starts", cart.hand.begin, lambda view: view.phase == "shopping")
    for name in ("Rye bread 750 g", "Cola 2 L"):
        put_when_known(cart, hand, name)
        cart.run(3.0)
        assert type(cart.view.prompt).__name__ == "ScanNext"
    assert sorted(row.name for row in cart.view.lines) == ["Cola 2 L", "Rye bread 750 g"]


def test_loose_produce_waits_until_it_is_chosen_on_the_screen(cart: DrivenCart):
    hand = shelf(cart)
    cart.until("starts", cart.hand.begin, lambda view: view.phase == "shopping")
    bananas = named(hand, "Bananas")
    hand.pick(bananas)
    hand.put()
    cart.run(1.0)
    hand.look()
    assert hand.waits
    cart.hand.touch(ProducePicked, product=bananas)
    cart.run(0.5)
    hand.look()
    assert (hand.held, cart.world.load_g()) == (None, pytest.approx(640.0))


def test_what_nobody_sells_may_go_in_once_the_cart_has_said_so(cart: DrivenCart):
    hand = shelf(cart)
    cart.until("starts", cart.hand.begin, lambda view: view.phase == "shopping")
    bread = named(hand, "Rye bread 750 g")
    hand.pick(replace(bread, id="04006381333931", gtin="04006381333931"))
    assert not hand.expected
    hand.show()
    cart.run(2.0)
    assert hand.expected
