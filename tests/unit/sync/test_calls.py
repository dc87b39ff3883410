"""A call on its way to the store and the answer on its way back."""

import base64
import json
import threading

import pytest

from cart.catalog.product import Place
from cart.errors import StoreError, TokenError
from cart.facts import HelpAsked, HelpEnded
from cart.identity import cose
from cart.identity.enrolment import Identity
from cart.sync import calls
from cart.sync.calls import Answer, Call, CallLine, of_trip
from cart.sync.client import StoreClient
from cart.sync.http import Http
from cart.trip.prompts import HelpComing
from tests.support.exits import CART, LANE, STORE
from tests.support.trips import Shopper, product
from tests.support.webs import BROKEN, PORTAL, Said, Web, as_json

BREAD = product("Rye bread", 750, 425, place=Place("7", 100, 200))


class Store:
    """What a store would answer; it remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[Call] = []
        self.says = Answer("", "told")
        self.up = True

    def ask(self, call: Call) -> Answer | None:
        if not self.up:
            raise StoreError("The store does not answer.")
        self.told.append(call)
        return Answer(call.call, self.says.said, self.says.who)


class Cart:
    """A trip, its call line, and the facts that come of it."""

    def __init__(self) -> None:
        self.now, self.posted = 50.0, []
        self.shopper, self.store = Shopper().put(BREAD), Store()
        self.line = CallLine(self.post, lambda: self.now)

    def post(self, kind, trip, **fields) -> None:
        self.posted.append(fields["said"])
        self.do(kind, **fields)

    def do(self, kind, **fields) -> bool:
        return self.line.heard(self.shopper.do(kind, **fields).trip)

    def turn(self) -> None:
        self.line.turn(self.store.ask)


@pytest.fixture
def cart():
    return Cart()


def test_a_call_says_why_where_and_since_when(cart):
    cart.do(HelpAsked, reason="left")
    cart.now += 12
    cart.turn()
    assert cart.store.told == [Call(cart.shopper.trip.call, True, "left", "Rye bread", "7", 12)]


def test_without_a_place_nothing_is_made_up():
    assert of_trip(Shopper().do(HelpAsked).trip) == Call(Shopper().do(HelpAsked).trip.call)
    assert of_trip(Shopper().trip) is None


def test_only_a_change_wakes_the_worker(cart):
    assert cart.do(HelpAsked, reason="left")
    assert not cart.do(HelpAsked, reason="left") and cart.do(HelpAsked, reason="price")
    assert cart.do(HelpEnded) and not cart.do(HelpEnded)


def test_each_answer_becomes_a_fact_once(cart):
    cart.do(HelpAsked)
    for said in ("told", "told", "seen", "coming", "coming"):
        cart.store.says = Answer("", said, "Maria")
        cart.turn()
    assert cart.posted == ["told", "seen", "coming"]
    assert cart.shopper.trip.help == HelpComing("", "coming", "Maria")


def test_who_ends_it_on_the_cart_ends_it_at_the_store(cart):
    cart.do(HelpAsked)
    cart.turn()
    key = cart.shopper.trip.call
    cart.do(HelpEnded)
    assert cart.line.busy
    cart.turn()
    cart.turn()
    assert cart.store.told[1:] == [Call(key, open=False)] and not cart.line.busy


def test_a_call_made_offline_is_told_when_the_store_is_back(cart):
    cart.store.up = False
    cart.do(HelpAsked)
    with pytest.raises(StoreError):
        cart.turn()
    assert cart.line.busy and cart.shopper.trip.help == HelpComing("")
    cart.store.up, cart.now = True, cart.now + 90
    cart.turn()
    assert (cart.store.told[0].age_s, cart.posted) == (90, ["told"])


def test_a_call_that_is_over_before_the_store_is_back_is_never_told(cart):
    cart.store.up = False
    cart.do(HelpAsked)
    with pytest.raises(StoreError):
        cart.turn()
    cart.do(HelpEnded)
    cart.store.up = True
    cart.turn()
    assert cart.store.told == [] and not cart.line.busy


def test_a_new_call_goes_before_the_end_of_the_old(cart):
    cart.do(HelpAsked, reason="left")
    cart.turn()
    old = cart.shopper.trip.call
    cart.do(HelpEnded)
    cart.do(HelpAsked, reason="price")
    cart.turn()
    assert [(one.reason, one.open) for one in cart.store.told] == [("left", True), ("price", True), ("", False)]
    assert cart.store.told[-1].call == old and cart.posted == ["told", "told"]


def test_the_answer_to_another_call_is_none(cart):
    cart.do(HelpAsked)
    cart.line.turn(lambda call: Answer("x" * 32, "coming", "Maria"))
    cart.line.turn(lambda call: None)
    assert cart.posted == []


def test_done_ends_it_on_both_sides(cart):
    cart.do(HelpAsked)
    cart.store.says = Answer("", "done", "Maria")
    cart.turn()
    assert cart.shopper.trip.help is None


# --- signed


def test_only_the_store_answers():
    answer = Answer("c" * 32, "coming", "Maria")
    keys = {"store": STORE.verify_key, "cart-1": CART.verify_key}
    assert calls.read(calls.sign(answer, STORE), keys) == answer
    with pytest.raises(TokenError):
        calls.read(calls.sign(answer, LANE), keys)
    with pytest.raises(TokenError, match="may not sign for the store"):
        calls.read(cose.sign(b"\xa0", CART, "cart-1", calls.PURPOSE), keys)


def signed(answer: Answer, key=STORE) -> Said:
    return as_json(answer=base64.b64encode(calls.sign(answer, key)).decode())


def client(web: Web) -> StoreClient:
    me = Identity("cart-1", CART, web.url, STORE.verify_key)
    return StoreClient(me, Http(web.url, 5.0, threading.Event().wait))


CALL = Call("c" * 32, True, "left", "Rye bread", "7", 3)


def test_the_cart_asks_in_its_own_name():
    with Web(lambda _: signed(Answer(CALL.call, "seen", "Maria"))) as web:
        one = client(web)
        assert one.call(CALL) == Answer(CALL.call, "seen", "Maria")
        (asked,) = web.asked
        one.close()
    assert (asked.method, asked.path, asked.headers["DashCart-Device"]) == ("PUT", "/v1/call", "cart-1")
    assert json.loads(asked.body)["reason"] == "left"


@pytest.mark.parametrize("said", [PORTAL, BROKEN, as_json(answer="x"), signed(Answer("c" * 32, "coming"), LANE)])
def test_what_the_store_did_not_sign_is_no_answer(said):
    with Web(lambda _: said) as web:
        one = client(web)
        with pytest.raises(StoreError):
            one.call(CALL)
        one.close()


@pytest.mark.parametrize("status", [404, 405])
def test_an_older_store_takes_no_calls_and_is_well(status):
    with Web(lambda _: Said(status, b"{}")) as web:
        one = client(web)
        assert one.call(CALL) is None
        one.close()
