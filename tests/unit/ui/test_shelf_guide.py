"""What the virtual shelf says to do next."""

from dataclasses import replace

import pytest

from cart.catalog.product import Product
from ui.shelf.guide import OUTSIDE, PICK, PUT, SHOW, guide
from ui.shelf.hand import ShelfHand, ShelfWorld

MILK = Product("1", "Milk", 189, "dairy", gtin="00000000000017")
BANANAS = Product("PLU4011", "Bananas", 169, "produce", plu="4011", unit="kg")


def hand(phase="shopping", known=()):
    world = ShelfWorld((MILK, BANANAS), lambda _: None, lambda _: "key", lambda _: None)
    return ShelfHand(replace(world, phase=lambda: phase, expects=lambda product: product in known))


@pytest.mark.parametrize("phase", sorted(OUTSIDE))
def test_before_and_after_shopping_the_cart_leads(phase):
    now = guide(hand(phase))
    assert (now.step, now.words) == (PICK, OUTSIDE[phase])


def test_the_three_steps_of_a_pack():
    known = []
    one = hand(known=known)
    assert guide(one).step == PICK
    one.pick(MILK)
    assert guide(one).step == SHOW
    one.show()
    assert guide(one).step == SHOW and "again" in guide(one).words
    known.append(MILK)
    assert guide(one).step == PUT and not guide(one).waits
    one.put()
    assert guide(one).step == PICK


def test_a_quick_hand_is_told_that_it_waits_and_may_say_otherwise():
    one = hand()
    one.pick(MILK)
    one.put()
    now = guide(one)
    assert (now.step, now.waits) == (PUT, True) and "read" in now.words


def test_loose_produce_is_chosen_on_the_screen_first():
    one = hand()
    one.pick(BANANAS)
    now = guide(one)
    assert now.step == PUT and not now.waits and "Produce" in now.words and "Bananas" in now.words
    one.put()
    assert guide(one).waits


@pytest.mark.parametrize(("product", "step"), [(MILK, SHOW), (BANANAS, PUT)])
def test_a_thing_in_the_hand_before_the_trip_begins(product, step):
    one = hand("welcome")
    one.pick(product)
    assert guide(one).step == step and "Start shopping" in guide(one).words
