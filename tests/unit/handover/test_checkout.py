"""The cart's side of the exit, from the hand-over to oblivion."""

import threading

import pytest

from cart.catalog.product import Product
from cart.errors import TokenError
from cart.facts import (
    CheckoutAsked,
    DeviceFailed,
    HandedOver,
    LaneAnswer,
    Paid,
    ShoppingResumed,
    TripEnded,
    WeightChanged,
)
from cart.handover import paid
from cart.handover import token as tokens
from cart.handover.book import Book
from cart.handover.checkout import Checkout, Ties
from cart.handover.lane import Lane, Till
from cart.handover.paid import PaidWord
from cart.identity import enrolment
from cart.identity.enrolment import Identity
from cart.identity.keylist import KeyFile
from cart.store.serve import Server
from cart.store.settings import Settings
from cart.sync.client import StoreClient
from cart.sync.enrol import enrol
from cart.sync.http import Http
from cart.sync.lane import LaneClient
from cart.sync.outbox import Outbox
from cart.sync.worker import Ends, Local, Sync
from cart.trip.journal import Journal
from cart.trip.replay import replay
from cart.trip.state import Trip
from tests.support.exits import CART, KEYS, LANE, NOW, STORE
from tests.support.trips import Shopper, product

BREAD, JAM = product("Rye bread", 500, 325), product("Plum jam", 400, 299)


class Cart:
    """A cart's journal, outbox and exit, and a shopper whose every fact is journaled and heard."""

    def __init__(self, folder, identity=None):
        self.journal, self.outbox = Journal(folder / "journal.db"), Outbox(folder / "outbox.db")
        self.identity = identity or Identity("17", CART, "http://store", STORE.verify_key)
        self.woken, self.trusted = [], {**KEYS, "17": self.identity.key.verify_key}
        self.exit = self.new_exit()
        self.shopper = Shopper()
        self.journal.append(self.shopper.facts)
        self.put(BREAD)

    def new_exit(self):
        wake = lambda: self.woken.append(1)  # noqa: E731
        return Checkout(Ties(self.journal, self.outbox, self.identity, lambda: self.trusted, lambda: NOW, wake))

    def do(self, kind, **fields):
        before = self.shopper.trip
        self.shopper.do(kind, **fields)
        self.journal.append([self.shopper.facts[-1]])
        self.exit.heard(before, self.shopper.facts[-1], self.shopper.trip)

    def put(self, what: Product):
        known = len(self.shopper.facts)
        self.shopper.put(what)
        self.journal.append(self.shopper.facts[known:])

    def to_lane(self, lane="4"):
        self.do(CheckoutAsked)
        self.do(HandedOver, lane=lane)

    def token(self):
        return tokens.read(self.exit.code, self.trusted)

    def close(self):
        self.journal.close()
        self.outbox.close()


@pytest.fixture
def cart(tmp_path):
    cart = Cart(tmp_path)
    yield cart
    cart.close()


def word(cart, signer=(LANE, "lane-4"), **changes):
    token = cart.token()
    fields = {"sid": token.sid, "head": token.head.hex(), "lane": "4", "tender": "card", "cents": token.due,
              "receipt": "4-000001"} | changes  # fmt: skip
    return paid.make(PaidWord(**fields), *signer)


def test_before_the_lane_there_is_no_code(cart):
    cart.do(CheckoutAsked)
    assert (cart.exit.code, cart.outbox.waiting(), cart.woken) == ("", [], [])


def test_at_the_lane_the_session_waits_for_the_store_and_the_code_names_it(cart):
    cart.to_lane()
    (entry,) = cart.outbox.waiting()
    token = cart.token()
    assert (token.sid, token.head.hex(), token.lane) == (entry.sid, entry.head, "4")
    assert token.due == replay(cart.shopper.facts).receipt.due == 325
    assert cart.woken == [1]


def test_what_happens_after_the_hand_over_does_not_change_the_code(cart):
    cart.to_lane()
    before = cart.exit.code
    cart.do(DeviceFailed, device="light", words="")
    assert cart.exit.code == before


def test_a_cart_that_was_pulled_at_the_lane_shows_the_same_code_again(cart):
    cart.to_lane()
    cart.do(DeviceFailed, device="light", words="")
    again = cart.new_exit()
    again.recover(cart.shopper.trip)
    assert again.code == cart.exit.code
    assert len(cart.outbox.waiting()) == 1


@pytest.mark.parametrize("lane", ["4", "5"])
def test_a_lanes_code_read_once_more_at_the_lane_changes_nothing(cart, lane):
    """What was paid for the first code would not be believed for another."""
    cart.to_lane()
    code, paid_word = cart.exit.code, word(cart)
    cart.do(HandedOver, lane=lane)
    assert cart.exit.code == code
    again = cart.new_exit()
    again.recover(cart.shopper.trip)
    assert again.code == code and again.believe(paid_word)["cents"] == 325


def test_a_trip_that_ended_just_before_a_crash_is_forgotten_after_it(cart):
    """The end was durable, and the power went before anything was forgotten."""
    cart.to_lane()
    (entry,) = cart.outbox.waiting()
    cart.outbox.delivered(entry.sid, entry.head)
    cart.journal.append([DeviceFailed(at=1.0, trip=0, device="light", words="")])
    cart.new_exit().recover(Trip())
    assert cart.journal.trips() == [0]
    assert cart.outbox.entry(entry.sid) is None


def test_what_happened_between_trips_is_forgotten_with_the_next_trip(cart):
    cart.journal.append([DeviceFailed(at=1.0, trip=0, device="light", words="")])
    cart.do(TripEnded, how="abandoned")
    assert cart.journal.trips() == []


def test_a_shopper_who_goes_back_gets_a_new_code_for_the_bigger_basket(cart):
    cart.to_lane()
    first = cart.token()
    cart.do(ShoppingResumed)
    cart.put(JAM)
    cart.to_lane()
    assert (cart.token().sid, cart.token().due) == (first.sid, 624)
    assert [entry.head for entry in cart.outbox.waiting()] == [cart.token().head.hex()]


def test_the_lanes_paid_code_is_believed(cart):
    cart.to_lane()
    assert cart.exit.believe(word(cart)) == {"tender": "card", "cents": 325, "receipt": "4-000001", "answers": ()}


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"sid": "x" * 32}, "another trip"),
        ({"head": "00" * 32}, "has changed"),
        ({"lane": "5"}, "handed over to lane 4"),
        ({"cents": 0}, "Less was paid"),
        ({"cents": 324}, "Less was paid"),
        ({"cents": 324, "tender": "cash"}, "Less was paid"),
    ],
)
def test_any_other_paid_word_is_not_though_the_store_signed_it(cart, changes, words):
    """Whoever talked the store into it: the cart itself compares trip, basket, lane and sum."""
    cart.to_lane()
    with pytest.raises(TokenError, match=words):
        cart.exit.believe(word(cart, signer=(STORE, "store"), **changes))


@pytest.mark.parametrize(("cents", "tender"), [(325, "card"), (400, "card"), (325, "cash")])
def test_the_due_amount_or_more_is_enough(cart, cents, tender):
    cart.to_lane()
    assert cart.exit.believe(word(cart, cents=cents, tender=tender))["cents"] == cents


def test_what_was_refused_at_the_lane_is_not_paid_for(tmp_path):
    """The answers are part of the word: the sum without the wine is enough where the wine was refused."""
    cart = Cart(tmp_path)
    cart.put(product("Red wine", 1200, 1149, min_age=21))
    cart.to_lane()
    refused = (LaneAnswer("age:21", "refused"),)
    with pytest.raises(TokenError, match="Less was paid"):
        cart.exit.believe(word(cart, cents=325))
    assert cart.exit.believe(word(cart, cents=325, answers=refused))["answers"] == refused
    cart.close()


def test_a_paid_code_before_the_hand_over_is_not(cart):
    with pytest.raises(TokenError, match="not been handed over"):
        cart.exit.believe("DCP:AB")


def test_after_the_trip_only_the_outbox_remembers_until_the_store_has_it(cart, tmp_path):
    cart.to_lane()
    code, sid = word(cart), cart.token().sid
    cart.do(Paid, **cart.exit.believe(code))
    cart.do(TripEnded, how="paid")
    assert (cart.exit.code, list(cart.journal.bodies(1))) == ("", [])
    (entry,) = cart.outbox.waiting()
    cart.outbox.delivered(sid, entry.head)
    assert cart.outbox.entry(sid) is None
    assert b"Rye bread" not in b"".join(path.read_bytes() for path in tmp_path.glob("*.db*"))


@pytest.mark.parametrize("online", [True, False])
def test_the_whole_exit(tmp_path, online):
    """Cart, store and lane: handed over, delivered, paid, heard by the cart; with the store, and without it."""
    with Server(Settings(tmp_path / "store", "t")) as server:
        me = enrol(server.url, str(server.shop.new_code("cart")), tmp_path / "cart", "cart", "17")
        at_lane = enrol(server.url, str(server.shop.new_code("lane")), tmp_path / "lane", "lane", "4")
        cart, told = Cart(tmp_path, me), []
        http = Http(server.url, 5.0, threading.Event().wait)
        keys = KeyFile(tmp_path / "keys", me.store_key)
        ends = Ends(lambda k, **f: told.append((k, f)), print, cart.exit.believe)
        sync = Sync(StoreClient(me, http), Local(cart.outbox, keys), ends, 1)
        sync.turn()
        cart.trusted = keys.keys()
        cart.to_lane()
        book = Book(tmp_path / "sales.db")
        lane = Lane(
            Till("4", at_lane.key, book, keys.keys, lambda: NOW), LaneClient(at_lane, http) if online else None, replay
        )
        if online:
            sync.turn()
        shown = lane.read(cart.exit.code)
        assert (shown.due, shown.known) == (325, online)
        fields = cart.exit.believe(lane.pay(shown.sid, "card"))
        assert enrolment.load(tmp_path / "lane").id == "lane-4"
        if online:
            sync.turn()
            assert (Paid, {"trip": 1, **fields}) in told
        cart.do(Paid, **fields)
        cart.do(TripEnded, how="paid")
        Lane(Till("4", at_lane.key, book, keys.keys, lambda: NOW), LaneClient(at_lane, http), replay).deliver()
        sync.turn()
        server.shop.ready(shown.sid)
        (session,), (sold,) = server.shop.records.sessions(), server.shop.records.sales.all(paid=True)
        assert (session.due, sold.cents, sold.head) == (325, 325, session.head)
        assert cart.outbox.entry(session.sid) is None
        book.close()
        http.close()
        cart.close()


def test_what_goes_in_after_the_code_was_shown_is_in_the_code_of_the_same_session(tmp_path):
    cart = Cart(tmp_path)
    cart.do(CheckoutAsked)
    cart.do(HandedOver, lane="4")
    before = tokens.read(cart.exit.code, cart.trusted)
    cart.shopper.change += 1
    cart.do(WeightChanged, change=cart.shopper.change, mg=1_310_000, sigma_mg=500)
    after = tokens.read(cart.exit.code, cart.trusted)
    assert (after.head, after.due, after.lines) == (before.head, before.due, before.lines)
    assert after.watch.reasons == ("after_code:1",) and after.watch.grams == (("after_code", 1310),)
