from dataclasses import replace

import pytest

from cart.errors import FactError, StoreError, TokenError
from cart.facts import WeightChanged
from cart.handover import paid, sale
from cart.handover import token as tokens
from cart.handover.basket import Signer, lane_code
from cart.handover.book import Book
from cart.handover.lane import Lane, Till
from cart.handover.token import Watch
from cart.sync import wire
from tests.support.exits import (
    BASKET,
    CART,
    DUE,
    KEYS,
    LANE,
    NOW,
    SID,
    ListStore,
    item,
    key,
    plain_replay,
    session,
    trip,
)

LONGER = [*trip(), *trip(item("Gum", 99, 3))[1:]]


class Counter:
    """A lane, its store, and a cart that comes to it."""

    def __init__(self, folder, lane="4"):
        self.book = Book(folder / f"lane-{lane}.db")
        self.store = ListStore({SID: wire.pack(session())})
        self.now = NOW
        till = Till(lane, LANE, self.book, lambda: KEYS, lambda: self.now)
        self.lane = Lane(till, self.store, plain_replay)

    def code(self, *items, whole=True, lane="4", signer=CART):
        return self.code_of(trip(*items, lane=lane), whole=whole, signer=signer)

    def code_of(self, facts, whole=True, signer=CART):
        head = bytes.fromhex(wire.document(SID, "cart-1", facts).head)
        return lane_code(plain_replay(facts), head, Signer("cart-1", signer), NOW + 600, whole=whole)


@pytest.fixture
def at(tmp_path):
    counter = Counter(tmp_path)
    yield counter
    counter.book.close()


@pytest.mark.parametrize("whole", [True, False])
def test_the_lane_shows_the_carts_lines_and_total(at, whole):
    shown = at.lane.read(at.code(whole=whole))
    assert [(line.name, line.net) for line in shown.lines] == [("Rye bread", 425), ("Milk", 189)]
    assert (shown.due, shown.known) == (DUE, True)


def test_without_the_store_the_code_itself_is_enough(at):
    at.store.up = False
    shown = at.lane.read(at.code())
    assert (shown.due, len(shown.lines), shown.known) == (DUE, 2, False)


def test_without_the_store_a_reference_says_what_to_do(at):
    at.store.up = False
    with pytest.raises(TokenError, match="show the whole basket"):
        at.lane.read(at.code(whole=False))


@pytest.mark.parametrize("up", [True, False])
def test_the_lane_sees_the_age_to_check_and_what_weight_could_not_tell(at, up):
    """Whether the store computes it, or the cart's own code says it."""
    at.store.up = up
    facts = [*trip()[:-1], WeightChanged(at=2.5, trip=1, change=1, mg=300_000, sigma_mg=400), trip()[-1]]
    at.store.bodies[SID] = wire.pack(wire.document(SID, "cart-1", facts))
    assert at.lane.read(at.code_of(facts)).watch == Watch(18, 85, ("settled_by_shopper:1",))


def test_names_are_added_from_the_lanes_catalog(at):
    at.store.up = False
    shown = sale.named(at.lane.read(at.code()), {BASKET[0].id: "Rye bread"})
    assert [line.name for line in shown.lines] == ["Rye bread", BASKET[1].id]


@pytest.mark.parametrize(("tender", "cents"), [("card", 614), ("cash", 615)])
def test_paying_claims_settles_and_tells_the_cart(at, tender, cents):
    shown = at.lane.read(at.code())
    word = paid.verify(at.lane.pay(shown.sid, tender), KEYS, SID, shown.head.hex())
    number = f"4-{at.book.mark}-000001"
    assert (word.tender, word.cents, word.receipt, word.lane) == (tender, cents, number, "4")
    assert at.store.claims == [(SID, shown.head.hex())]
    assert [(sold.sid, receipt) for sold, receipt in at.store.sales] == [(SID, number)]


def test_another_lanes_code_is_sent_there(at):
    with pytest.raises(TokenError, match="lane 5; this is lane 4"):
        at.lane.read(at.code(lane="5"))


def test_a_forged_code_is_refused(at):
    with pytest.raises(TokenError, match="altered or forged"):
        at.lane.read(at.code(signer=key(9)))


def test_an_old_code_is_refused(at):
    at.now = NOW + 601
    with pytest.raises(TokenError, match="too old"):
        at.lane.read(at.code())


def test_staff_may_take_an_expired_code_of_a_cart_whose_clock_is_wrong(at):
    at.now = NOW + 601
    assert at.lane.read(at.code(), late=True).due == DUE


def test_a_code_that_would_live_for_a_year_is_no_codes_life(at):
    at.now = NOW - 365 * 86_400
    with pytest.raises(TokenError, match="the cart's clock is ahead"):
        at.lane.read(at.code())
    assert at.lane.read(at.code(), late=True).due == DUE


@pytest.mark.parametrize("up", [True, False])
def test_a_paid_code_shown_again_takes_no_money(at, up):
    at.store.up = up
    at.lane.pay(at.lane.read(at.code()).sid, "card")
    with pytest.raises(TokenError, match="already paid"):
        at.lane.read(at.code())


def test_two_readings_before_paying_are_paid_once(at):
    first, second = at.lane.read(at.code()), at.lane.read(at.code())
    at.lane.pay(first.sid, "card")
    with pytest.raises(TokenError, match="already paid"):
        at.lane.pay(second.sid, "cash")
    assert len(at.store.sales) == 1


def test_the_paid_code_is_shown_again_even_when_the_carts_code_has_expired(at):
    text = at.code()
    assert at.lane.again(text) is None
    word = at.lane.pay(at.lane.read(text).sid, "card")
    at.now = NOW + 10_000
    assert at.lane.again(text) == word


def test_a_photograph_of_an_earlier_smaller_basket_is_refused(at):
    """The session at the store has gone on: the code must fit it."""
    at.store.bodies[SID] = wire.pack(wire.document(SID, "cart-1", LONGER))
    with pytest.raises(TokenError, match="differ"):
        at.lane.read(at.code())
    assert at.lane.read(at.code_of(LONGER)).due == DUE + 99


def test_a_cart_that_went_on_without_the_network_is_sold_by_its_code(at):
    """The store knows the first hand-over; then the shopper went back for gum, and the cart could not tell it."""
    shown = at.lane.read(at.code_of(LONGER))
    assert (shown.due, shown.known) == (DUE + 99, False)
    at.lane.pay(shown.sid, "card")
    assert at.store.claims == [] and [sold.head for sold, _ in at.store.sales] == [shown.head.hex()]


def test_a_code_that_says_less_than_its_session_is_refused(at):
    token = replace(tokens.read(at.code(whole=False), KEYS), due=1)
    with pytest.raises(TokenError, match="do not agree"):
        at.lane.read(tokens.make(token, CART))


def test_a_session_that_cannot_be_priced_is_refused_in_words(at):
    def contradiction(facts):
        raise FactError("This trip cannot be priced: 'Z' is not known to it.")

    at.lane._replay = contradiction
    with pytest.raises(TokenError, match="'Z' is not known to it"):
        at.lane.read(at.code())


def test_a_damaged_copy_at_the_store_is_refused(at):
    at.store.bodies[SID] = b"<html>"
    with pytest.raises(TokenError, match="cannot be read"):
        at.lane.read(at.code())


def test_a_claim_that_the_store_refuses_takes_no_money(at):
    shown = at.lane.read(at.code())
    at.store.no = "Already paid at lane 5."
    with pytest.raises(TokenError, match="lane 5"):
        at.lane.pay(shown.sid, "card")
    assert at.book.find(SID) is None


def test_offline_sales_are_delivered_when_the_store_is_back(at):
    at.store.up = False
    at.lane.pay(at.lane.read(at.code()).sid, "card")
    assert at.lane.deliver() == 1
    at.store.up = True
    assert at.lane.deliver() == 0
    assert [sold.sid for sold, _ in at.store.sales] == [SID]


def test_a_sale_that_the_store_disputes_is_not_sent_for_ever(at):
    at.store.up = False
    at.lane.pay(at.lane.read(at.code()).sid, "card")
    at.store.up, at.store.no = True, "Already settled: lane 5."
    assert at.lane.deliver() == 0


def test_a_lane_without_a_store_sells_and_keeps(tmp_path):
    counter = Counter(tmp_path)
    alone = Lane(Till("4", LANE, counter.book, lambda: KEYS, lambda: NOW), None, plain_replay)
    alone.pay(alone.read(counter.code()).sid, "cash")
    assert alone.deliver() == 1
    counter.book.close()


def test_a_store_that_goes_away_before_the_claim_takes_no_money(at):
    shown = at.lane.read(at.code())
    at.store.up = False
    with pytest.raises(StoreError):
        at.lane.pay(shown.sid, "card")
    assert at.book.find(SID) is None
