"""The virtual shelf's hand: one thing at a time, and what it does reaches the world."""

from cart.catalog.product import Product
from ui.shelf.hand import ShelfHand, ShelfWorld

MILK = Product("1", "Milk", 189, "dairy")
BREAD = Product("2", "Bread", 425, "bakery")


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
            cards=(("Lane 4", lambda: self.done.append(("lane",))),),
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
    hand.card("Lane 4")
    assert world.done == [("camera", True), ("camera", False), ("lane",)]
    assert hand.on == frozenset()


def test_a_department_shows_its_own():
    hand = ShelfHand(World().world())
    assert hand.departments == ("dairy", "bakery")
    assert hand.near() == (MILK,)
    hand.stand("bakery")
    assert hand.near() == (BREAD,)


def test_an_empty_shelf_is_no_error():
    hand = ShelfHand(ShelfWorld((), print, str, print))
    assert (hand.departments, hand.near()) == ((), ())
