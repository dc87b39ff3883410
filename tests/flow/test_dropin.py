"""A cart with eyes, and one without: what is named, what it costs, and that without them nothing is otherwise."""

import random
from pathlib import Path

import pytest

from cart.facts import ItemSeen
from cart.trip.prompts import UnknownWeight
from tests.support.driven import DemoCatalog, DrivenCart
from tests.support.dropin import DropIn, demo_eyes, droppable


@pytest.fixture(scope="module")
def catalog() -> DemoCatalog:
    return DemoCatalog()


def facts(cart: DrivenCart) -> list:
    return list(cart.parts.journal.facts(cart.view.trip))


def test_switched_off_nothing_is_kept_and_nothing_is_asked_of_the_camera(tmp_path: Path, catalog: DemoCatalog):
    """The default: no frame beside the newest, no colour, no question, and today's prompt."""
    cart = DrivenCart(tmp_path, catalog=catalog, reads=False)
    assert not cart.config.naming.on and cart.parts.devices.namer is None and cart.parts.eye._sight is None
    cart.until("starts", cart.begin, lambda v: v.phase == "shopping")
    oil = cart.hand.product("Olive oil 500 ml")
    view = cart.until("drops", lambda: cart.hand.put(oil), lambda v: isinstance(v.prompt, UnknownWeight))
    assert view.lines == () and not any(isinstance(fact, ItemSeen) for fact in facts(cart))
    cart.close()


def test_what_is_scanned_is_no_question_to_the_eyes(tmp_path: Path, catalog: DemoCatalog):
    cart = DrivenCart(tmp_path, catalog=catalog, reads=False, namer=demo_eyes(catalog))
    shopper = DropIn(cart)
    shopper.start()
    bread = cart.hand.product("Rye bread 750 g")
    cart.until("scans", lambda: cart.hand.show(bread), lambda v: bool(cart.parts.desk.trip.pending))
    cart.until("puts", lambda: cart.hand.put(bread), lambda v: bool(v.lines))
    cart.run(2.0)
    assert not any(isinstance(fact, ItemSeen) for fact in facts(cart))
    cart.close()


@pytest.mark.nightly
@pytest.mark.timeout(1200)
@pytest.mark.parametrize("seed", range(3))
def test_twenty_things_dropped_in(tmp_path: Path, catalog: DemoCatalog, seed: int):
    """Right to the last one, at 1.2 touches an item at most (what a scale prices takes two)."""
    chance = random.Random(seed)
    cart = DrivenCart(tmp_path, seed, catalog, reads=False, namer=demo_eyes(catalog))
    shopper = DropIn(cart)
    shopper.start()
    packs = [one for one in droppable(catalog) if not one.sold_by_weight]
    bought = [chance.choice(packs) for _ in range(20)]
    for product in bought:
        shopper.buy(product)
    names = [name for row in cart.view.lines for name in [row.name] * row.quantity]
    assert sorted(names) == sorted(one.name for one in bought)
    assert shopper.touches + shopper.scans <= 1.2 * 20
    cart.close()
