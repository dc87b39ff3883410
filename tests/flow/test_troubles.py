"""What goes wrong on real carts, as stories: nobody is accused, nothing is lost, there is always a way on."""

from pathlib import Path

import pytest

from cart.facts import BagDeclared, HelpAsked, HelpEnded, ItemIsIn, LineRemoved, PutBack
from cart.trip.prompts import HelpComing, PlaceItem, ScanNext, UnknownWeight, WeightDiffers, WhichLeft
from cart.trip.view import View
from tests.support.driven import DrivenCart
from ui.shopper.steps import Step
from ui.shopper.trips import buy

BREAD, EGGS = "Rye bread 750 g", "Eggs, 12 large"


@pytest.fixture
def cart(tmp_path: Path):
    cart = DrivenCart(tmp_path)
    cart.run(0.5)
    cart.until("starts", cart.begin, lambda v: v.phase == "shopping")
    yield cart
    cart.close()


def bought(cart: DrivenCart, *names: str) -> View:
    for name in names:
        cart.play(buy(cart.hand, cart.hand.product(name)))
    return cart.view


def watch(cart: DrivenCart, seconds: float) -> set[str]:
    """The kinds of prompt that were shown while time passed."""
    end, seen = cart.clock.now() + seconds, set()
    while cart.clock.now() < end:
        seen.add(type(cart.step().prompt).__name__)
    return seen


def look(cart: DrivenCart) -> None:
    cart.parts.pump()
    cart.parts.desk.writer.step()
    cart.parts.pump()


def test_a_jostled_cart_removes_nothing(cart: DrivenCart):
    bought(cart, BREAD, EGGS)
    cart.world.roll(True)
    seen = watch(cart, 12.0)
    cart.world.roll(False)
    assert seen | watch(cart, 3.0) == {"ScanNext"}
    assert cart.view.totals.items == 2


def test_a_hand_that_rests_accuses_nobody(cart: DrivenCart):
    bought(cart, BREAD)
    cart.world.rest_hand(900.0)
    cart.run(2.5)
    cart.world.lift_hand()
    cart.run(3.0)
    assert cart.view.prompt == ScanNext() and cart.view.totals.items == 1
    assert cart.view.trust == 100


def test_a_code_held_in_view_counts_once(cart: DrivenCart):
    cart.hand.show(cart.hand.product(BREAD))
    cart.run(4.0)
    assert len(cart.parts.desk.trip.lines) == 1


def test_an_unplugged_scale_stops_nobody_and_the_lane_is_told(cart: DrivenCart):
    bought(cart, BREAD)
    cart.world.unplug("scale")
    for _ in range(2):
        cart.parts.pollers[1]._turn()
        cart.clock.advance(2.0)
        look(cart)
    look(cart)
    assert not cart.view.weight_checked and "unplugged" in cart.view.devices[0].words
    cart.hand.show(cart.hand.product(EGGS))
    for _ in range(40):
        cart.parts.eye.step()
        look(cart)
    assert cart.view.totals.items == 2
    assert any(reason.startswith("not_weighed") for reason in cart.view.trust_reasons)


def test_a_wrong_weight_offers_ways_out(cart: DrivenCart):
    bread = cart.hand.product(BREAD)
    cart.play([Step("scans", lambda: cart.hand.show(bread), lambda v: isinstance(v.prompt, PlaceItem))])
    cart.until("puts in another", lambda: cart.hand.put(bread, 250.0), lambda v: isinstance(v.prompt, WeightDiffers))
    line = cart.view.prompt.line  # type: ignore[union-attr]
    cart.until("says it is in", lambda: cart.touch(ItemIsIn, line=line), lambda v: v.prompt == ScanNext())
    assert cart.view.totals.items == 1


def test_an_unscanned_thing_can_be_ones_own(cart: DrivenCart):
    cart.until("puts a phone in", lambda: cart.world.put(190.0), lambda v: isinstance(v.prompt, UnknownWeight))
    cart.until("says it is theirs", lambda: cart.touch(BagDeclared), lambda v: v.prompt == ScanNext())
    assert cart.view.totals.due_cents == 0 and cart.view.trust == 100


def test_two_that_weigh_the_same_are_asked_and_answered_with_one_touch(cart: DrivenCart):
    bought(cart, "Cheddar block 400 g", "Hazelnut spread 371 g")
    spread = cart.hand.product("Hazelnut spread 371 g")
    cheddar = cart.hand.product("Cheddar block 400 g")
    assert spread.mass_mg and cheddar.mass_mg and abs(spread.mass_mg - cheddar.mass_mg) < 10_000
    cart.until("takes one", lambda: cart.hand.take(spread), _asked_or_removed)
    if isinstance(cart.view.prompt, WhichLeft):
        named = {one.name: one.line for one in cart.view.prompt.candidates}
        cart.until(
            "says which", lambda: cart.touch(LineRemoved, line=named[spread.name]), lambda v: v.totals.items == 1
        )
    assert cart.view.totals.items == 1


def _asked_or_removed(view: View) -> bool:
    return isinstance(view.prompt, WhichLeft) or view.totals.items == 1


def test_a_removal_put_back_is_nothing(cart: DrivenCart):
    bought(cart, BREAD, EGGS)
    eggs = cart.hand.product(EGGS)
    cart.until("takes the eggs", lambda: cart.hand.take(eggs), lambda v: v.totals.items == 1)
    cart.until("puts them back", lambda: cart.hand.put(eggs), lambda v: v.totals.items == 2)
    cart.touch(PutBack)
    cart.run(1.5)
    assert cart.view.prompt == ScanNext() and cart.view.trust_reasons == ("came_back:1",)


def test_help_is_one_touch_away_and_ends(cart: DrivenCart):
    cart.until("asks", lambda: cart.touch(HelpAsked), lambda v: isinstance(v.prompt, HelpComing))
    assert cart.world.colour == "white"
    cart.until("no longer needs it", lambda: cart.touch(HelpEnded), lambda v: v.prompt == ScanNext())
