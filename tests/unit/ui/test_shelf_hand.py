"""The virtual shelf's hand: one thing at a time, and what it does reaches the world."""

from dataclasses import replace

from cart.catalog.product import Product
from ui.shelf.hand import AWAY_LOOKS, PATIENCE_LOOKS, ShelfHand, ShelfWorld

MILK = Product("1", "Milk", 189, "dairy")
BREAD = Product("2", "Bread", 425, "bakery")
PACK = Product("00000000000031", "Pack", 99, "pantry", gtin="00000000000031")


class World:
    """Notes what the hand does."""

    def __init__(self):
        self.done = []

    def world(self):
        return ShelfWorld(
            products=(MILK, BREAD),
            show=lambda product: self.done.append(("show", product.name)),
            put=self._put,
            take=lambda key: self.done.append(("take", key)),
            hide=lambda: self.done.append(("hide",)),
            switch=lambda name, on: self.done.append((name, on)),
            cards=(("Staff badge", lambda: self.done.append(("badge",))),),
        )

    def _put(self, product):
        self.done.append(("put", product.name))
        return f"key of {product.name}"


def test_a_thing_is_shown_put_in_and_taken_out():
    world = World()
    hand = ShelfHand(world.world())
    hand.pick(MILK)
    hand.show()
    hand.put()
    assert (hand.held, [one.product for one in hand.inside]) == (None, [MILK])
    hand.take(hand.inside[0].number)
    assert (hand.held, hand.inside) == (MILK, ())
    assert world.done == [("show", "Milk"), ("put", "Milk"), ("take", "key of Milk")]


def test_picking_another_thing_puts_the_first_back():
    world = World()
    hand = ShelfHand(world.world())
    hand.pick(MILK)
    hand.show()
    hand.pick(BREAD)
    assert (hand.held, hand.shown, world.done) == (BREAD, False, [("show", "Milk"), ("hide",)])


def test_an_empty_hand_does_nothing():
    world = World()
    hand = ShelfHand(world.world())
    hand.show()
    hand.put()
    hand.take(7)
    assert world.done == []


def test_switches_flip_and_cards_show():
    world = World()
    hand = ShelfHand(world.world())
    hand.flip("camera")
    hand.flip("camera")
    hand.card("Staff badge")
    assert world.done == [("camera", True), ("camera", False), ("badge",)]
    assert hand.on == frozenset()


def waiting(world, known):
    """A hand of which the cart knows only what `known` holds."""
    return ShelfHand(replace(world.world(), expects=lambda product: product in known))


def test_what_the_cart_does_not_know_yet_is_shown_and_waits():
    world, known = World(), []
    hand = waiting(world, known)
    hand.pick(MILK)
    hand.put()
    assert (hand.waits, hand.shown, world.done) == (True, True, [("show", "Milk")])
    hand.look()
    assert hand.held == MILK
    known.append(MILK)
    hand.look()
    assert (hand.held, hand.waits, world.done[-1]) == (None, False, ("put", "Milk"))


def test_a_shown_thing_is_not_shown_again_by_putting_it_in():
    world = World()
    hand = waiting(world, [])
    hand.pick(MILK)
    hand.show()
    hand.put()
    hand.put()
    assert world.done == [("show", "Milk")]


def test_the_hand_may_say_that_it_goes_in_unread():
    world = World()
    hand = waiting(world, [])
    hand.pick(MILK)
    hand.put()
    hand.drop()
    assert world.done == [("show", "Milk"), ("put", "Milk")]
    assert (hand.held, hand.waits) == (None, False)


def test_what_goes_back_no_longer_waits():
    world, known = World(), []
    hand = waiting(world, known)
    hand.pick(MILK)
    hand.put()
    hand.back()
    known.append(MILK)
    hand.look()
    assert world.done == [("show", "Milk"), ("hide",)]


def test_the_shopper_leaves_with_everything():
    world = World()
    hand = ShelfHand(world.world())
    for product in (MILK, BREAD):
        hand.pick(product)
        hand.put()
    hand.pick(MILK)
    hand.leave()
    assert (hand.held, hand.inside) == (None, ())
    assert [done for done in world.done if done[0] == "take"] == [("take", "key of Bread"), ("take", "key of Milk")]


def test_what_is_not_read_is_taken_away_and_shown_again():
    world = World()
    hand = waiting(world, [])
    hand.pick(PACK)
    hand.put()
    for _ in range(PATIENCE_LOOKS):
        hand.look()
    assert (hand.away, hand.shown) == (True, False)
    for _ in range(AWAY_LOOKS):
        hand.look()
    assert (hand.away, hand.shown, hand.waits) == (False, True, True)
    assert world.done == [("show", "Pack"), ("hide",), ("show", "Pack")]


def test_a_second_show_takes_it_away_first():
    world = World()
    hand = waiting(world, [])
    hand.pick(PACK)
    hand.show()
    hand.show()
    assert world.done == [("show", "Pack"), ("hide",)] and hand.away
    hand.back()
    for _ in range(AWAY_LOOKS + 1):
        hand.look()
    assert not hand.shown and not hand.away
