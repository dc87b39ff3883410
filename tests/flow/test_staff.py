"""Staff at a cart: a badge opens their screen, and a trip that a shopper left is ended there, with nothing sold."""

from pathlib import Path

import pytest

from cart.facts import StaffCame, TouchUndone, TripEnded
from tests.support.driven import DrivenCart
from ui.desk import Desk
from ui.intents import Go, Post, post
from ui.shopper.trips import buy
from ui.stage import SCREENS
from ui.wiring import shop_of


@pytest.fixture
def cart(tmp_path: Path):
    cart = DrivenCart(tmp_path)
    cart.run(0.5)
    yield cart
    cart.close()


def ways(desk: Desk):
    return [way.act for way in SCREENS[desk.screen][1](desk.pump(), desk).ways]


def test_a_trip_that_was_left_is_ended_by_staff_with_two_touches(cart: DrivenCart):
    cart.until("starts", cart.begin, lambda view: view.phase == "shopping")
    cart.play(buy(cart.hand, cart.hand.product("Rye bread 750 g")))
    cart.until("badge", cart.show_badge, lambda view: view.phase == "staff")
    cart.world.hide()
    desk = Desk(shop_of(cart.parts, None), cart.clock.now)
    desk.pump()
    assert Go("end_trip") in ways(desk)
    desk.hands.act(Go("end_trip"))
    end = post(TripEnded, how="abandoned")
    assert end in ways(desk)
    cart.clock.advance(1.0)
    desk.hands.act(end)
    cart.run(1.0)
    desk.pump()
    assert (cart.view.phase, cart.view.trip, cart.view.lines) == ("welcome", 0, ())
    assert desk.screen == "welcome"
    cart.until("starts anew", cart.begin, lambda view: view.phase == "shopping")
    assert cart.view.trip == 2


def test_what_staff_take_off_comes_back_for_five_seconds(cart: DrivenCart):
    cart.until("starts", cart.begin, lambda view: view.phase == "shopping")
    cart.play(buy(cart.hand, cart.hand.product("Rye bread 750 g")))
    cart.until("badge", cart.show_badge, lambda view: view.phase == "staff")
    cart.world.hide()
    desk = Desk(shop_of(cart.parts, None), cart.clock.now)
    desk.pump()
    before = cart.view.lines
    (line,) = SCREENS["staff"][1](desk.frame, desk).lines
    desk.hands.act(line.remove.act)
    cart.run(0.5)
    desk.pump()
    assert cart.view.lines == () and post(TouchUndone) in ways(desk)
    desk.hands.act(post(TouchUndone))
    cart.run(0.5)
    assert cart.view.lines == before and cart.view.phase == "staff"


def test_between_trips_staff_speak_the_language_of_the_screen(cart: DrivenCart):
    desk = Desk(shop_of(cart.parts, None), cart.clock.now)
    desk.language = "es"
    cart.touch(StaffCame, staff="77")
    cart.run(0.3)
    assert desk.pump().language == "es"
    assert desk.screen == "staff"
    assert not any(isinstance(act, Post) and act.kind is TripEnded for act in ways(desk))
