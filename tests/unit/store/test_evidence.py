"""The store believes evidence, not words: a lane's sale is "paid" only where the cart's trip bears it out."""

import json
import sqlite3

import pytest

from cart.handover.basket import Signer, lane_code
from cart.handover.book import Book
from cart.handover.lane import Lane, Till
from cart.identity.keylist import KeyList
from cart.store import schema
from cart.store.records import Records
from cart.sync import wire
from cart.sync.wire import pack
from tests.support.exits import CART, NOW, SID, item, key, plain_replay, session, trip
from tests.support.stores import Desk

LONGER = wire.document(SID, "cart-1", [*trip(), *trip(item("Gum", 99, 3))[1:]])


def word(desk):
    return desk.status().json().get("paid", "")


@pytest.mark.parametrize("claimed", [True, False])
@pytest.mark.parametrize(
    ("lane", "changes", "words"),
    [
        ("5", {"cents": 0}, "handed to lane 4, not to lane 5"),
        ("5", {}, "handed to lane 4, not to lane 5"),
        ("4", {"cents": 0}, "not what was due: $6.14"),
        ("4", {"cents": 613}, "not what was due: $6.14"),
        ("4", {"tender": "cash", "cents": 614}, "not what was due: $6.15"),
        ("4", {"tender": "gift", "cents": 613}, "not what was due: $6.14"),
        ("4", {"currency": "JPY"}, "in JPY, and $6.14 were due"),
    ],
)
def test_what_the_trip_does_not_bear_out_is_refused_and_told_and_pays_nothing(desk, lane, changes, words, claimed):
    desk.put()
    if claimed:
        desk.claim("4")
    answers = [desk.settle(lane, **changes) for _ in range(2)]
    assert [(one.status_code, words in one.json()["detail"]) for one in answers] == [(409, True)] * 2
    assert (word(desk), desk.paid()) == ("", None)
    assert words in desk.staff() and f"lane {lane} says that it sold it" in desk.staff()


def test_such_a_word_stands_in_nobodys_way(desk):
    """Lane 4 sells the trip that was handed to it, and the cart hears so."""
    desk.put()
    desk.settle("5", cents=0)
    assert desk.claim("4").status_code == 200
    assert (desk.settle("4").status_code, desk.paid().lane, bool(word(desk))) == (201, "4", True)
    assert "lane 5 says that it sold it $0.00" in desk.staff()


def test_a_sale_of_a_trip_that_the_store_never_saw_is_no_payment(desk):
    assert desk.settle("5", head="00" * 32).json()["state"] == "told"
    assert desk.status().status_code == 404
    assert desk.put().status_code == 201
    assert (word(desk), desk.claim("4").status_code, desk.settle("4").json()["state"]) == ("", 200, "paid")


def test_a_sale_made_without_the_network_is_paid_when_the_trip_comes(desk):
    assert desk.settle().json()["state"] == "told"
    assert (desk.paid(), "so lanes say" in desk.staff()) == (None, True)
    desk.put()
    assert (desk.paid().cents, bool(word(desk)), desk.settle().json()["state"]) == (614, True, "paid")
    assert "so lanes say" not in desk.staff()


def test_it_is_paid_when_the_trip_has_gone_on_to_what_was_sold(desk):
    desk.put()
    due = plain_replay(wire.facts_of(LONGER)).receipt.due
    assert desk.settle(head=LONGER.head, cents=due).json()["state"] == "told"
    assert word(desk) == ""
    desk.put(pack(LONGER))
    assert desk.paid().cents == due


def test_a_foreign_word_does_not_keep_a_trip_from_going_on(desk):
    desk.put()
    desk.settle("5", cents=0)
    assert desk.put(pack(LONGER)).status_code == 200


def test_an_earlier_basket_that_was_paid_is_not_sold_again(desk):
    """Lane 4 sold it without the network; the cart went on; staff may not take the money twice."""
    desk.settle()
    desk.put(pack(LONGER))
    answer = desk.claim(head=LONGER.head)
    assert (answer.status_code, "Already paid at lane 4" in answer.json()["detail"]) == (409, True)
    assert word(desk) == "" and "another basket" in desk.staff()


@pytest.mark.parametrize("changes", [{"cents": 1}, {"lane": "5"}])
def test_a_false_word_of_an_earlier_basket_stops_nobody(desk, changes):
    desk.settle(**changes)
    desk.put(pack(LONGER))
    assert desk.claim(head=LONGER.head).status_code == 200


def test_a_trip_bound_to_no_lane_is_paid_where_it_was_claimed(desk):
    document = session(lane="")
    desk.put(pack(document))
    assert desk.settle("5", head=document.head).status_code == 409
    desk.claim("4", document.head)
    assert desk.settle("4", head=document.head).json()["state"] == "paid"
    assert desk.settle("5", head=document.head, receipt="5-2").status_code == 409
    assert desk.paid().lane == "4"


def test_one_lanes_receipt_numbers_are_not_another_lanes(desk):
    """Lane 5 cannot use up the numbers of lane 4."""
    other = session(sid="trip-of-lane-5", lane="5")
    desk.put(pack(other), sid=other.sid)
    desk.put()
    assert desk.settle("5", receipt="4-000001", sid=other.sid, head=other.head, cents=1).status_code == 409
    assert desk.settle("4", receipt="4-000001").json()["state"] == "paid"


def sell(desk, folder, own, sids):
    """A lane computer with an empty book sells these trips."""
    book, seen = Book(folder / "sales.db"), lambda: KeyList(1, {"cart-1": bytes(CART.verify_key).hex()})
    keys = lambda: seen().trusted(desk.shop.key.verify_key)  # noqa: E731
    lane = Lane(Till("4", own, book, keys, lambda: NOW), desk.at_lane("4", own), plain_replay)
    for sid in sids:
        document = session(sid=sid)
        desk.put(pack(document), sid=sid)
        outcome = plain_replay(wire.facts_of(document))
        lane.pay(
            lane.read(lane_code(outcome, bytes.fromhex(document.head), Signer("cart-1", CART), NOW + 9)).sid, "card"
        )
    book.close()


def test_a_replaced_lane_computer_loses_no_sale(desk, tmp_path):
    """Its new book counts from 1 again; every sale is in the takings, every cart hears "paid", nobody is accused."""
    sids = [f"trip-number-{n}" for n in range(6)]
    for n, own in enumerate((key(40), key(41))):
        (tmp_path / str(n)).mkdir()
        desk.enrol("lane", "4", own)
        sell(desk, tmp_path / str(n), own, sids[3 * n : 3 * n + 3])
    paid = [desk.paid(sid) for sid in sids]
    assert all(paid) and len({one.receipt for one in paid}) == 6
    assert all(desk.status(sid).json()["paid"] for sid in sids)
    assert (desk.told(), "check" in desk.staff(), "$36.84" in desk.staff()) == ([], False, True)


def test_a_lane_that_lost_its_book_and_kept_its_key_loses_no_sale(desk, tmp_path):
    desk.enrol("lane", "4", key(40))
    for n in range(2):
        (tmp_path / str(n)).mkdir()
        sell(desk, tmp_path / str(n), key(40), [f"trip-number-{n}"])
    assert all(desk.paid(f"trip-number-{n}") for n in range(2))


# --- a trip's id belongs to the cart that made it


@pytest.fixture
def thief(desk):
    desk.enrol("cart", "cart-9", key(9))
    return "cart-9", key(9)


@pytest.mark.parametrize("stolen", [session(item("Gum", 99), cart="cart-9"), wire.document(SID, "cart-9", trip())])
def test_a_cart_that_saw_an_id_and_is_quicker_keeps_nobody_out(desk, thief, stolen):
    """The id stands in the lane's code, for all to read; even the very same facts under another cart's name."""
    assert desk.put(pack(stolen), who=thief).status_code == 201
    assert (desk.put().status_code, desk.put().status_code) == (201, 200)
    document = desk.at_lane("4", desk.lane("4")[1]).document(SID, "cart-1")
    assert document == pack(session())
    desk.at_lane("4", desk.lane("4")[1]).claim(SID, "cart-1", session().head)
    assert (desk.settle().json()["state"], bool(word(desk))) == ("paid", True)
    assert desk.ask(thief, "GET", f"/v1/sessions/{SID}").json()["paid"] == ""
    assert "$6.14" in desk.web.get(f"/r/{desk.shop.records.session(SID, 'cart-1').page}").text


def test_a_cart_asks_only_of_its_own_trips(desk, thief):
    desk.put()
    desk.settle()
    assert desk.ask(thief, "GET", f"/v1/sessions/{SID}").status_code == 404


# --- a store's file of before


def test_what_an_older_store_kept_is_all_there(tmp_path):
    conn = sqlite3.connect(tmp_path / "store.db")
    conn.executescript(schema.FIRST)
    row = (SID, "cart-1", "ab", b"body", b"receipt", "page", "4", 614, "USD", NOW)
    conn.execute("insert into sessions values (?,?,?,?,?,?,?,?,?,?,'',0)", row)
    conn.execute("insert into devices values ('lane-4','lane','aa11',1,null)")
    conn.execute("insert into settlements values (?,'ab','4','cart-1','cash',615,'USD','4-000001',?)", (SID, NOW))
    conn.execute("insert into answers values (?,0,'age:21','seen',0,'Maria',?)", (SID, NOW))
    conn.execute("insert into judged values (?,'ab',614,615,'')", (SID,))
    conn.execute("insert into left_trips values ('left-trip','cart-1','2 x Milk',?,0)", (NOW,))
    conn.commit()
    conn.close()
    for _ in range(2):
        records = Records(tmp_path / "store.db")
        paid = records.sales.paid(SID, "cart-1")
        assert records.session(SID).body == b"body" and [one.goods for one in records.left()] == ["2 x Milk"]
        assert (paid.cents, paid.key, paid.verdict.due, paid.answers[0].who) == (615, "aa11", 615, "Maria")
        records.close()


def test_a_settlement_says_how_it_stands(desk):
    desk.put()
    assert json.loads(desk.settle().content) == {"receipt": "4-000001", "state": "paid"}


def test_a_second_store_may_not_be_older_than_its_file(tmp_path):
    Desk(tmp_path).close()
    conn = sqlite3.connect(tmp_path / "store.db")
    conn.execute("pragma user_version = 99")
    conn.close()
    with pytest.raises(OSError, match="newer version"):
        Desk(tmp_path)
