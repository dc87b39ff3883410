"""A trip that nobody uses: asked once, then a person's, then put aside; any use goes on."""

from dataclasses import replace

import pytest

from cart.config import CartSection, Config, TripSection
from cart.facts import (
    BudgetSet,
    CheckoutAsked,
    DeviceFailed,
    HandedOver,
    HelpAnswered,
    HelpAsked,
    HelpEnded,
    LeftAsked,
    Paid,
    StaffCame,
    StillHere,
    StoreSeen,
    TripEnded,
)
from cart.trip.left import ALONE, LEFT, due
from cart.trip.look import look
from cart.trip.prompts import HelpComing, StillThere
from cart.trip.signs import light
from cart.trip.state import Trip
from cart.trip.till import Till
from tests.support.trips import Shopper, product

LIMITS = TripSection(left_ask_s=600, left_call_s=120, left_end_s=1200)
BREAD = product("Rye bread", 750, 425)


def what(shopper: Shopper, seconds: float, limits: TripSection = LIMITS):
    """What is due so many seconds after the last use."""
    step = due(shopper.trip, limits, shopper.trip.used + seconds)
    return step and (step[0].__name__, dict(step[1]))


def resting() -> Shopper:
    return Shopper().put(BREAD)


def asked() -> Shopper:
    return resting().do(LeftAsked)


def called() -> Shopper:
    return asked().do(HelpAsked, reason=ALONE)


def seen(shopper: Shopper):
    config = Config(CartSection("17"), {"driver": "sim"}, {"driver": "sim"})
    return look(shopper.trip, Till().price(shopper.trip), config)


def test_each_step_has_its_time():
    assert [what(resting(), at) for at in (599, 600)] == [None, ("LeftAsked", {})]
    assert [what(asked(), at) for at in (719, 720)] == [None, ("HelpAsked", {"reason": ALONE})]
    assert [what(called(), at) for at in (1919, 1920)] == [None, ("TripEnded", {"how": LEFT})]


def test_with_nothing_in_the_basket_nobody_is_called():
    empty = Shopper().do(LeftAsked)
    assert [what(empty, at) for at in (719, 720)] == [None, ("TripEnded", {"how": LEFT})]


@pytest.mark.parametrize("limit", [0, -1])
def test_a_store_may_do_without(limit):
    assert what(resting(), 1e9, replace(LIMITS, left_ask_s=limit)) is None


@pytest.mark.parametrize(
    ("kind", "fields"),
    [(StillHere, {}), (BudgetSet, {"cents": 5}), (HelpAsked, {"reason": "price"}), (HelpEnded, {})],
)  # fmt: skip
def test_what_a_person_does_is_use(kind, fields):
    shopper = called().do(kind, **fields)
    assert (shopper.trip.left, shopper.trip.used) == ("", shopper.at)
    assert shopper.trip.help in (None, HelpComing("price"))


def test_what_the_basket_feels_is_use():
    assert called().weigh(-750).trip.left == ""


@pytest.mark.parametrize(
    ("kind", "fields"),
    [(StoreSeen, {"online": False}), (DeviceFailed, {"device": "light", "words": "x"}),
     (HelpAnswered, {"call": "x", "said": "told"})],
)  # fmt: skip
def test_what_devices_and_the_store_do_is_none(kind, fields):
    shopper = asked()
    used = shopper.trip.used
    assert (shopper.do(kind, **fields).wait(5).trip.used, shopper.trip.left) == (used, "asked")


def test_the_call_stays_with_the_question():
    shopper = called()
    assert shopper.trip.help == HelpComing(ALONE)
    shopper.do(HelpAnswered, call=shopper.trip.call, said="done", who="Maria")
    assert (shopper.trip.help, shopper.trip.left) == (None, "called"), "who came and went ends no trip"


def test_a_person_at_the_cart_or_the_thanks_stop_the_clock():
    assert what(resting().do(StaffCame, staff="77"), 1e9) is None
    lane = resting().do(CheckoutAsked).do(HandedOver, lane="4")
    assert what(lane, 600) == ("LeftAsked", {})
    assert what(lane.do(Paid, tender="card", cents=425, receipt="1"), 1e9) is None
    assert due(Trip(), LIMITS, 1e9) is None


def test_the_screen_asks_and_the_lamp_calls():
    assert (seen(asked()).prompt, light(seen(asked()))) == (StillThere(), "amber")
    assert (seen(called()).prompt, light(seen(called()))) == (StillThere(called=True), "white")
    assert not isinstance(seen(called().do(StillHere)).prompt, StillThere | HelpComing)


def test_put_aside_it_is_over():
    assert called().do(TripEnded, how=LEFT).trip.number == 0
