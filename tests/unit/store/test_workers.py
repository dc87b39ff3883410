"""Worker processes: what a trip may cost, and what the store does when one costs more."""

import pytest

from cart.store.records import Session
from cart.store.workers import Budget
from cart.sync.wire import pack
from tests.support import dear
from tests.support.exits import DUE, SID, item, session
from tests.support.stores import Desk


@pytest.fixture
def desk(tmp_path):
    made = Desk(tmp_path, replay=dear.replay, workers=1, budget=Budget(cpu_s=0.5))
    yield made
    made.close()


def kept(desk, sid: str) -> Session:
    return desk.shop.records.session(sid)


def test_a_trip_without_end_is_stopped_and_the_next_is_worked_out(desk):
    """H3: one session of 8 kB kept the store busy for ever."""
    desk.bring(pack(session(item(dear.ENDLESS, 1), sid="without-end")), sid="without-end")
    desk.bring()
    desk.shop.backlog.work_off()
    assert "more work than" in kept(desk, "without-end").trouble
    assert (kept(desk, SID).due, kept(desk, SID).trouble) == (DUE, "")
    assert desk.shop.records.device("cart-1").suspect


@pytest.mark.parametrize("name", [dear.HUNGRY, dear.GONE])
def test_a_trip_that_takes_its_worker_with_it_is_tried_once_more_and_told(desk, name):
    trip = session(item(name, 1))
    desk.put(pack(trip))
    assert "more work than" in kept(desk, SID).trouble
    assert "Count this basket" in desk.claim(head=trip.head).json()["detail"]


def test_a_lane_is_answered_beside_a_trip_without_end(desk):
    """The web process only waits: whoever asks for a trip that is in order has a worker of its own."""
    desk.bring(pack(session(item(dear.ENDLESS, 1), sid="without-end")), sid="without-end")
    desk.bring()
    assert desk.claim().status_code == 200
    assert kept(desk, "without-end").waiting


def test_a_store_that_is_stopped_leaves_what_was_in_hand_waiting(tmp_path):
    desk = Desk(tmp_path, replay=dear.replay, workers=1)
    desk.bring(pack(session(item(dear.ENDLESS, 1))))
    desk.shop.start()
    desk.close()
    again = Desk(tmp_path)
    assert (kept(again, SID).waiting, kept(again, SID).trouble) == (1, "")
    again.close()
