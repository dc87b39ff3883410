"""Sums off the main thread: the same answers, the last total while they are done, and the newest question first."""

import time
from dataclasses import replace

import pytest

from cart.facts import Terms
from cart.trip.look import rows
from cart.trip.sums import Sums, meanwhile
from cart.trip.till import Till
from tests.support.trips import Shopper, product

MILK, BREAD, WINE = product("milk"), product("bread", cents=299), product("wine", cents=899)
EVENING = {"from": "2026-01-01", "start": "18:00", "end": "19:00"}
OFFERS = (
    {"id": "two", "kind": "n_for_price", "match": {"all": True}, "n": 2, "price": 300},
    {"id": "late", "kind": "percent_off", "match": {"products": [WINE.id]}, "bp": 1000, "valid": EVENING},
)
PATIENCE_S = 60.0


def shopper() -> Shopper:
    return Shopper(Terms("1", "USD", {}, {"A": 0}, OFFERS))


@pytest.fixture
def sums():
    started = Sums()
    started.start()
    yield started
    started.stop()


def answered(sums, trip):
    """The answer to a trip, however long the thread takes."""
    until = time.monotonic() + PATIENCE_S
    while (priced := sums.price(trip)).adding and time.monotonic() < until:
        sums.news()
    return priced


def test_without_a_thread_the_answer_is_there_at_once():
    trip = shopper().put(MILK).put(BREAD).trip
    priced = Sums().price(trip)
    assert (priced.receipt.due, priced.adding) == (300, False)


def test_a_thread_answers_what_the_till_answers(sums):
    someone = shopper()
    for what in (MILK, BREAD, MILK, WINE, MILK):
        someone.put(what)
        assert answered(sums, someone.trip).receipt == Till().price(someone.trip).receipt


def test_many_questions_at_once_come_to_the_newest(sums):
    someone, trips = shopper(), []
    for _ in range(12):
        trips.append(someone.put(MILK).trip)
    for trip in trips:
        sums.price(trip)
    assert answered(sums, trips[-1]).receipt.due == 6 * 300


def test_an_older_basket_is_answered_when_it_is_asked_for_again(sums):
    someone = shopper().put(MILK)
    one = someone.trip
    two = someone.put(BREAD).trip
    assert answered(sums, two).receipt.due == 300
    assert answered(sums, one).receipt.due == 199


def test_meanwhile_the_last_total_stays_and_new_lines_cost_what_the_shelf_asks():
    someone = shopper().put(MILK).put(MILK)
    last = Till().price(someone.trip)
    trip = someone.put(WINE).trip
    shown = meanwhile(last.receipt, trip)
    assert shown.due == last.receipt.due == 300
    assert [line.net for line in shown.lines] == [150, 150, 899]
    assert [row.name for row in rows(trip, last.__class__(shown))] == ["wine", "milk"]


def test_hints_come_as_news(sums):
    trip = shopper().put(MILK).trip
    answered(sums, trip)
    until = time.monotonic() + PATIENCE_S
    while not sums.price(trip).hints and time.monotonic() < until:
        sums.news()
    assert sums.price(trip).hints[0].product == MILK.id


def test_hints_are_tried_bit_by_bit_where_there_is_no_thread():
    sums, trip = Sums(), shopper().put(MILK).trip
    sums.price(trip)
    while sums.work():
        pass
    assert sums.tried
    assert sums.price(trip).hints


def test_a_new_minute_prices_nothing_anew_until_an_offer_opens():
    till, trip = Till(), shopper().put(WINE).trip
    first = till.price(trip)
    assert till.price(replace(trip, wall="2026-11-22T10:01")) is first
    assert till.price(replace(trip, wall="2026-11-22T18:00")).receipt.due == 809


def test_a_stopped_thread_answers_at_once_again(sums):
    sums.stop()
    assert not sums.price(shopper().put(MILK).trip).adding
