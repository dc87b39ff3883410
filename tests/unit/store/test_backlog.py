"""A session is taken in at once and worked out beside that: what waits, who cannot wait, and what never can be."""

import threading

import pytest

from cart.errors import OfferError
from cart.store.workers import TOO_MUCH, TooMuch
from cart.sync import wire
from cart.sync.wire import pack
from tests.support.exits import DUE, SID, item, key, plain_replay, session, trip
from tests.support.stores import Desk

UNKNOWN = pack(wire.from_bodies(SID, "cart-1", [b'{"fact":"Teleported"}']))


def test_what_was_taken_in_waits_and_staff_see_how_far_behind_the_store_is(desk):
    desk.bring()
    desk.now += 125
    assert desk.shop.records.session(SID).waiting
    assert "1 trips are still to be worked out, the oldest for 2:05 minutes" in desk.staff()
    assert "being worked out" in desk.staff()
    desk.shop.backlog.work_off()
    assert (desk.shop.records.session(SID).due, desk.shop.records.session(SID).waiting) == (DUE, 0)
    assert "to be worked out" not in desk.staff()


@pytest.mark.parametrize("ask", ["claim", "settle"])
def test_a_lane_that_asks_does_not_wait_for_the_others(desk, ask):
    for n in range(3):
        desk.bring(sid=f"another-trip-{n}")
    desk.bring()
    assert getattr(desk, ask)().status_code in (200, 201)
    assert desk.shop.records.session(SID).due == DUE
    assert desk.shop.records.waits.lag()[0] == 3


def test_a_sale_that_comes_before_the_trip_was_worked_out_is_borne_out(desk):
    desk.settle()
    desk.bring()
    assert desk.paid() is None
    desk.shop.backlog.work_off()
    assert desk.paid().cents == DUE


def test_the_receipt_of_a_trip_that_waits_is_worked_out_for_who_opens_it(desk):
    page = desk.bring().json()["page"]
    assert "Rye bread" in desk.web.get(page).text


def test_a_basket_that_went_on_meanwhile_is_worked_out_as_it_is_now(tmp_path):
    """The longer one came while the shorter one was in hand."""
    longer = wire.document(SID, "cart-1", [*trip(), *trip(item("Gum", 99, 3))[1:]])

    def meanwhile(facts):
        if desk.shop.records.session(SID).body != pack(longer):
            desk.bring(pack(longer))
        return plain_replay(facts)

    desk = Desk(tmp_path, replay=meanwhile)
    desk.put()
    assert (desk.shop.records.session(SID).head, desk.shop.records.session(SID).due) == (longer.head, DUE + 99)
    desk.close()


def test_several_threads_work_it_off_and_the_store_ends_in_the_middle(tmp_path):
    hold, held = threading.Event(), threading.Semaphore(0)

    def slow(facts):
        held.release()
        hold.wait(60)
        return plain_replay(facts)

    desk = Desk(tmp_path, replay=slow)
    for n in range(3):
        desk.bring(sid=f"another-trip-{n}")
    desk.shop.start()
    assert held.acquire(timeout=60)
    desk.shop.backlog.stop()
    hold.set()
    desk.close()
    again = Desk(tmp_path)
    assert again.shop.records.waits.lag()[0] == 2
    again.shop.backlog.work_off()
    assert again.shop.records.waits.lag()[0] == 0
    again.close()


def test_a_trip_that_cannot_be_priced_is_kept_and_told_and_the_lane_counts(tmp_path):
    def contradiction(facts):
        raise OfferError("offer 7 contradicts itself")

    desk = Desk(tmp_path, replay=contradiction)
    assert desk.put().status_code == 201
    assert "offer 7 contradicts itself" in desk.staff() and "cannot be worked out" in desk.staff()
    assert "Count this basket at the till" in desk.claim().json()["detail"]
    assert desk.settle().json()["state"] == "told"
    assert "ask them for it" in desk.web.get(desk.bring().json()["page"]).text
    desk.close()


def test_facts_of_a_newer_cart_are_kept_and_tried_again_after_an_update(desk):
    desk.put(UNKNOWN)
    assert "newer cart" in desk.staff()
    assert desk.shop.records.session(SID).body == UNKNOWN
    desk.shop.records.waits.again(but=TOO_MUCH)
    assert desk.shop.records.waits.keys(9) == [(SID, "cart-1")]


def test_a_trip_over_its_budget_makes_its_cart_suspect_and_its_next_trips_come_last(tmp_path):
    def dear(facts):
        raise TooMuch(TOO_MUCH)

    desk = Desk(tmp_path, replay=dear)
    desk.put()
    assert desk.shop.records.device("cart-1").suspect and "more work than" in desk.staff()
    desk.bring(sid="of-the-same-cart")
    other = (desk.enrol("cart", "cart-9", key(9)), key(9))
    desk.bring(pack(session(sid="of-another-cart", cart="cart-9")), sid="of-another-cart", who=other)
    assert desk.shop.records.waits.keys(9) == [("of-another-cart", "cart-9"), ("of-the-same-cart", "cart-1")]
    desk.close()


def test_facts_of_another_trip_are_none_of_this_one(desk):
    facts = [wire.encode(fact) for fact in trip(sid="another-one-entirely")]
    desk.put(pack(wire.from_bodies(SID, "cart-1", facts)))
    assert "another trip" in desk.shop.records.session(SID).trouble


def test_who_watches_over_the_store_reads_how_far_behind_it_is(desk):
    assert desk.web.get("/healthz").json() == {"waiting": 0, "oldest_s": 0}
    desk.bring()
    desk.now += 125
    assert desk.web.get("/healthz").json() == {"waiting": 1, "oldest_s": 125}
