"""Badges at the store: given and taken back on the staff page; what staff did on a cart, and who was none, is told."""

import html
import re
from dataclasses import replace

import pytest

from cart.errors import TokenError
from cart.facts import CheckoutAsked, HandedOver, LineRemoved, PriceOverridden, StaffCame, StaffLeft, TripEnded
from cart.identity import badge
from cart.identity.badge import Gate, TakenBackFile
from cart.store import people
from cart.sync import alarms, wire
from cart.sync.alarms import Alarm, Alarms
from cart.trip.replay import replay
from tests.support.exits import CART, LANE, NOW
from tests.support.stores import STAFF, Desk
from tests.support.trips import Shopper, product

BREAD, JAM = product("Rye bread", 500, 325), product("Plum jam", 400, 299)
SID = "s" * 32


@pytest.fixture
def desk(tmp_path):
    desk = Desk(tmp_path, replay=replay)
    yield desk
    desk.close()


def given(desk, person="Maria", role="clerk", hours=8):
    """A badge from the staff page: who it lets in."""
    before = {one.badge.id for one in desk.shop.records.badges.valid(desk.now)}
    form = {"person": person, "role": role, "hours": hours}
    assert desk.web.post("/staff/badges", data=form, auth=STAFF).status_code == 200
    (new,) = (one.badge for one in desk.shop.records.badges.valid(desk.now) if one.badge.id not in before)
    return new


def put(desk, shopper):
    document = wire.document(SID, "cart-1", shopper.facts)
    assert desk.put(wire.pack(document), sid=SID).status_code == 201
    return html.unescape(desk.staff())


def test_the_page_draws_a_badge_that_a_cart_lets_in(desk):
    answer = desk.web.post("/staff/badges", data={"person": "Maria", "role": "manager", "hours": 8}, auth=STAFF)
    assert "<svg" in answer.text and re.search(r"Maria <span class=\"quiet\">[0-9a-f]{8}", answer.text)
    shown = desk.shop.give_badge("Ana", "clerk", 3600, "staff")
    assert badge.read(shown, desk.shop.key.verify_key).person == "Ana"
    assert "<svg" in people.shown(shown, "Ana", 1)["picture"]


@pytest.mark.parametrize("form", [{"person": ""}, {"hours": 17}, {"hours": 0}, {"role": "owner"}, {"person": "x" * 99}])
def test_a_badge_without_person_role_or_shift_is_refused(desk, form):
    full = {"person": "Maria", "role": "clerk", "hours": 8} | form
    assert desk.web.post("/staff/badges", data=full, auth=STAFF).status_code == 422


def test_a_badge_taken_back_at_the_page_opens_no_cart_that_hears_of_it(desk, tmp_path):
    lost = given(desk)
    text = badge.make(lost, desk.shop.key)
    heard = TakenBackFile(tmp_path / "badges.bin", desk.shop.key.verify_key)
    gate = Gate(desk.shop.key.verify_key, heard.badges, lambda: desk.now, lambda: 0.0, lambda: None)
    assert gate.admits(text) == lost.who
    desk.web.post("/staff/badges/back", data={"given": lost.id}, auth=STAFF)
    desk.now += 1
    heard.renew(desk.web.get("/v1/badges").content)
    with pytest.raises(TokenError):
        gate.admits(text)
    assert lost.id not in desk.staff()


def test_what_staff_did_on_a_cart_stands_beside_the_trip(desk):
    who = given(desk).who
    shopper = Shopper().put(BREAD).put(JAM).do(StaffCame, staff=who).do(LineRemoved, line="2", staff=who)
    shopper.do(PriceOverridden, lines=("1",), price_cents=100, staff=who).do(StaffLeft)
    page = put(desk, shopper.do(CheckoutAsked).do(HandedOver, lane="4"))
    for words in (f"{who} came", f"{who} took line 2 off", f"{who} asked 1.00 for lines 1"):
        assert words in page
    assert "never had a badge" not in page


def test_staff_that_the_store_never_gave_a_badge_make_the_cart_suspect_and_the_lane_counts(desk):
    """A cart may write what it likes into its facts: a person at it is one that the store knows."""
    true = given(desk)
    stranger = replace(true, person="Eve").who
    for n, who in enumerate(("77", stranger, "Eve 00000000")):
        sid = f"a-trip-with-staff-{n}"
        shopper = Shopper().put(BREAD).do(StaffCame, staff=who)
        shopper.do(PriceOverridden, lines=("1",), price_cents=1, staff=who).do(StaffLeft)
        shopper.do(CheckoutAsked).do(HandedOver, lane="4")
        shopper.facts[0] = replace(shopper.facts[0], sid=sid)
        document = wire.document(sid, "cart-1", shopper.facts)
        desk.put(wire.pack(document), sid=sid)
        answer = desk.claim(head=document.head, sid=sid)
        assert answer.status_code == 409 and f"staff {who}" in answer.json()["detail"]
    assert "cart-1: suspect" in desk.staff()


def test_a_store_that_never_gave_a_badge_knows_nobody_to_miss(desk):
    assert "never had a badge" not in put(desk, Shopper().put(BREAD).do(StaffCame, staff="77").do(StaffLeft))


def test_a_trip_that_staff_ended_says_so_at_the_store(desk):
    who = given(desk).who
    page = put(desk, Shopper().put(BREAD).do(StaffCame, staff=who).do(TripEnded, how="abandoned"))
    assert "ended by staff, nothing sold" in page


def test_the_lane_reads_what_staff_did_in_the_carts_code(desk):
    shopper = Shopper().put(BREAD).put(JAM).do(StaffCame, staff="Maria 1").do(LineRemoved, line="2", staff="Maria 1")
    reasons = replay(shopper.do(StaffLeft).do(CheckoutAsked).do(HandedOver, lane="4").facts).view.trust_reasons
    assert {"staff_came:1", "removed_by_staff:1"} <= set(reasons)


def test_three_wrong_badges_stand_on_the_staff_page_until_a_person_saw_them(desk):
    me = ("cart-1", CART)
    told = Alarms(lambda: NOW, lambda: None)
    told.badges()
    told.turn(lambda alarm: desk.ask(me, "PUT", "/v1/alarm", alarms.pack(alarm)).raise_for_status())
    told.turn(lambda _: pytest.fail("the store has heard"))
    assert "three wrong badges" in desk.staff() and "Cart cart-1" in desk.staff()
    desk.web.post("/staff/alarms", data={"device": "cart-1"}, auth=STAFF)
    assert "three wrong badges" not in desk.staff()
    desk.ask(me, "PUT", "/v1/alarm", alarms.pack(Alarm("badges", 1, NOW)))
    assert "three wrong badges" not in desk.staff(), "the same again"
    desk.ask(me, "PUT", "/v1/alarm", alarms.pack(Alarm("badges", 2, NOW + 60)))
    assert "three wrong badges in a row were shown to it (2 times)" in desk.staff()


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{}", b'{"kind":"x","times":1,"at":1}', b'{"kind":"badges","times":0,"at":1}']
)
def test_an_alarm_of_another_shape_is_refused(desk, body):
    assert desk.ask(("cart-1", CART), "PUT", "/v1/alarm", body).status_code == 422
    assert desk.ask(("lane-4", LANE), "PUT", "/v1/alarm", body).status_code == 403
