"""The virtual shelf's hand, verb by verb and in any order: it holds one thing, and nothing is lost or doubled."""

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from cart.catalog.product import Product
from ui.shelf.hand import SWITCHES, ShelfHand, ShelfWorld

MILK = Product("1", "Milk", 189, "dairy")
EGGS = Product("2", "Eggs", 329, "dairy")
BREAD = Product("3", "Bread", 425, "bakery")
ALL = (MILK, EGGS, BREAD)


class World:
    """A basket that knows its things by key, and a camera's view."""

    def __init__(self):
        self.basket, self.seen, self.on, self.log = {}, None, set(), []

    def world(self):
        return ShelfWorld(
            ALL, self.show, self.put, self.take, self.hide, switch=self.switch, cards=(("Badge", self.badge),)
        )

    def show(self, product):
        self.seen = product
        self.log.append("show")

    def put(self, product):
        key = f"k{len(self.log)}"
        self.log.append("put")
        self.basket[key] = product
        return key

    def take(self, key):
        self.log.append("take")
        return self.basket.pop(key)

    def hide(self):
        self.log.append("hide")
        self.seen = None

    def switch(self, name, on):
        (self.on.add if on else self.on.discard)(name)

    def badge(self):
        self.log.append("badge")


def both():
    world = World()
    return world, ShelfHand(world.world())


VERBS = [
    # what the hand does, what the world hears, what it holds, what is inside
    (["pick milk"], [], MILK, []),
    (["pick milk", "show"], ["show"], MILK, []),
    (["pick milk", "put"], ["put"], None, [MILK]),
    (["pick milk", "show", "put"], ["show", "put"], None, [MILK]),
    (["pick milk", "show", "back"], ["show", "hide"], None, []),
    (["pick milk", "back"], [], None, []),
    (["pick milk", "show", "pick bread"], ["show", "hide"], BREAD, []),
    (["pick milk", "pick bread"], [], BREAD, []),
    (["show"], [], None, []),
    (["put"], [], None, []),
    (["back"], [], None, []),
    (["pick milk", "put", "put"], ["put"], None, [MILK]),
    (["pick milk", "put", "pick milk", "put"], ["put", "put"], None, [MILK, MILK]),
    (["pick milk", "put", "pick bread", "put"], ["put", "put"], None, [BREAD, MILK]),
    (["pick milk", "put", "take 1"], ["put", "take"], MILK, []),
    (["pick milk", "put", "take 2"], ["put"], None, [MILK]),
    (["pick milk", "put", "take 1", "take 1"], ["put", "take"], MILK, []),
    (["pick milk", "put", "pick bread", "show", "take 1"], ["put", "show", "take", "hide"], MILK, []),
    (["pick milk", "put", "take 1", "put"], ["put", "take", "put"], None, [MILK]),
]


def do(hand, words):
    verb, _, what = words.partition(" ")
    if verb == "pick":
        hand.pick({"milk": MILK, "bread": BREAD}[what])
    elif verb == "take":
        hand.take(int(what))
    else:
        {"show": hand.show, "put": hand.put, "back": hand.back}[verb]()


@pytest.mark.parametrize(("verbs", "heard", "held", "inside"), VERBS)
def test_what_the_hand_does_the_world_hears(verbs, heard, held, inside):
    world, hand = both()
    for words in verbs:
        do(hand, words)
    assert world.log == heard
    assert hand.held == held
    assert [one.product for one in hand.inside] == inside
    assert sorted(one.name for one in world.basket.values()) == sorted(one.name for one in inside)


@pytest.mark.parametrize(("name", "words"), SWITCHES)
def test_each_switch_goes_on_and_off(name, words):
    world, hand = both()
    hand.flip(name)
    assert (hand.on, world.on) == ({name}, {name})
    hand.flip(name)
    assert (hand.on, world.on) == (set(), set())
    assert words


def test_switches_do_not_touch_each_other():
    world, hand = both()
    for name, _ in SWITCHES:
        hand.flip(name)
    hand.flip("camera")
    assert world.on == hand.on == {name for name, _ in SWITCHES} - {"camera"}


def test_a_card_that_is_not_there_is_an_error():
    _, hand = both()
    with pytest.raises(KeyError):
        hand.card("Lane 99")


class AnyOrder(RuleBasedStateMachine):
    """Any verbs in any order, against the world's own basket."""

    def __init__(self):
        super().__init__()
        self.world, self.hand = both()

    @rule(product=st.sampled_from(ALL))
    def pick(self, product):
        self.hand.pick(product)
        assert self.hand.held == product

    @rule()
    def show(self):
        self.hand.show()

    @rule()
    def put(self):
        before = len(self.hand.inside)
        held = self.hand.held
        self.hand.put()
        assert len(self.hand.inside) == before + (held is not None)

    @rule()
    def back(self):
        self.hand.back()
        assert self.hand.held is None

    @rule(number=st.integers(0, 12))
    def take(self, number):
        self.hand.take(number)

    @invariant()
    def the_basket_is_the_worlds(self):
        assert {one.key: one.product for one in self.hand.inside} == self.world.basket

    @invariant()
    def numbers_are_never_used_twice(self):
        numbers = [one.number for one in self.hand.inside]
        assert len(set(numbers)) == len(numbers)

    @invariant()
    def only_what_is_held_can_be_shown(self):
        assert not self.hand.shown or self.hand.held == self.world.seen


AnyOrder.TestCase.settings = settings(max_examples=30, stateful_step_count=20, deadline=None)
TestAnyOrder = AnyOrder.TestCase
