"""A call for a person: one at a time, answered by its own answers only, ended by either side."""

import pytest

from cart.facts import HelpAnswered, HelpAsked, HelpEnded, StaffCame, TripEnded, decode, encode
from cart.trip.prompts import HelpComing
from cart.trip.session import apply
from cart.trip.state import Trip
from tests.support.trips import Shopper


def calling(reason: str = "left") -> Shopper:
    return Shopper().do(HelpAsked, reason=reason)


def test_a_call_has_a_key_of_its_own_and_a_beginning():
    first, other = calling(), Shopper().wait(1).do(HelpAsked, reason="left")
    assert len(first.trip.call) == 32 and first.trip.call != other.trip.call
    assert first.trip.help_since == first.at and first.trip.help == HelpComing("left")


def test_who_calls_again_has_called_before():
    shopper = calling()
    key, since = shopper.trip.call, shopper.trip.help_since
    shopper.do(HelpAnswered, call=key, said="coming", who="Maria").do(HelpAsked, reason="price")
    assert (shopper.trip.call, shopper.trip.help_since) == (key, since)
    assert shopper.trip.help == HelpComing("price", "coming", "Maria")


@pytest.mark.parametrize("said", ["told", "seen", "coming"])
def test_an_answer_is_shown(said):
    shopper = calling()
    assert shopper.do(HelpAnswered, call=shopper.trip.call, said=said, who="Maria").trip.help == HelpComing(
        "left", said, "Maria"
    )


def test_done_ends_the_call():
    shopper = calling()
    trip = shopper.do(HelpAnswered, call=shopper.trip.call, said="done", who="Maria").trip
    assert (trip.help, trip.call, trip.help_since) == (None, "", 0.0)


def test_another_calls_answer_says_nothing():
    old = calling()
    key = old.trip.call
    old.do(HelpEnded).do(HelpAsked, reason="price")
    assert old.do(HelpAnswered, call=key, said="coming", who="Maria").trip.help == HelpComing("price")
    assert old.do(HelpEnded).do(HelpAnswered, call=key, said="seen").trip.help is None


@pytest.mark.parametrize("end", [(HelpEnded, {}), (StaffCame, {"staff": "77"}), (TripEnded, {"how": "abandoned"})])
def test_the_shopper_a_badge_or_the_trips_end_ends_the_call(end):
    kind, fields = end
    assert calling().do(kind, **fields).trip.call == ""


def test_a_cart_that_cannot_work_calls_between_trips():
    trip = apply(Trip(), HelpAsked(at=5.0, trip=0, reason="out of service"))
    answered = apply(trip, HelpAnswered(at=6.0, trip=0, call=trip.call, said="coming", who="Maria"))
    assert answered.help == HelpComing("out of service", "coming", "Maria")


def test_an_old_journals_call_is_read():
    assert decode(b'{"at":1.0,"fact":"HelpAsked","reason":"left","trip":1}') == HelpAsked(at=1.0, trip=1, reason="left")
    fact = HelpAnswered(at=1.0, trip=1, call="x" * 32, said="coming", who="Maria")
    assert decode(encode(fact)) == fact
