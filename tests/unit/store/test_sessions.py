"""The idempotency matrix of PUT /v1/sessions/{sid}, and who may ask."""

import base64
import gzip
import json
import socket
import threading

import pytest

from cart.errors import StoreError
from cart.handover.links import page_token
from cart.identity.keys import to_text
from cart.identity.signed import digest_of
from cart.identity.signed import headers as headers_of
from cart.store.serve import Server
from cart.store.settings import Settings
from cart.sync import wire
from cart.sync.wire import pack
from tests.support.exits import CART, DUE, KEYS, LANE, SID, item, key, session, trip
from tests.support.stores import Desk

BODY = pack(session())
LONGER = trip()[:-1] + trip(item("Gum", 99, 3))[1:]


def receipt(answer, store):
    return wire.read_receipt(base64.b64decode(answer.json()["receipt"]), {"store": store.key.verify_key})


def test_the_first_time_it_is_created_and_signed_for(desk):
    answer = desk.put()
    said = receipt(answer, desk.shop)
    assert answer.status_code == 201
    assert (said.sid, said.head, said.cart) == (SID, session().head, "cart-1")
    assert desk.shop.records.session(SID).due == DUE


def test_the_same_again_is_the_same_answer(desk):
    first, again = desk.put(), desk.put()
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json() == again.json()
    assert len(desk.shop.records.sessions()) == 1


def test_another_session_under_the_same_sid_is_refused_and_changes_nothing(desk):
    desk.put()
    assert desk.put(pack(session(item("Gum", 99)))).status_code == 422
    assert desk.shop.records.session(SID).body == BODY


def test_a_refusal_is_the_stores_signed_word_on_this_body(desk):
    desk.put()
    other = pack(session(item("Gum", 99)))
    signed = base64.b64decode(desk.put(other).json()["refusal"])
    told = wire.read_refusal(signed, {"store": desk.shop.key.verify_key})
    assert (told.sid, told.body) == (SID, digest_of(other)) and "Another session" in told.words


def test_a_session_that_went_on_replaces_the_shorter_one(desk):
    desk.put()
    longer = wire.document(SID, "cart-1", [*trip(), *trip(item("Gum", 99, 3))[1:]])
    answer = desk.put(pack(longer))
    assert (answer.status_code, receipt(answer, desk.shop).head) == (200, longer.head)
    assert desk.shop.records.session(SID).due == DUE + 99


def test_a_session_never_becomes_shorter(desk):
    longer = wire.document(SID, "cart-1", [*trip(), *trip(item("Gum", 99, 3))[1:]])
    assert [desk.put(pack(longer)).status_code, desk.put(BODY).status_code] == [201, 422]


@pytest.mark.parametrize("step", ["claim", "settle"])
def test_a_session_that_a_lane_has_does_not_change(desk, step):
    desk.put()
    getattr(desk, step)()
    longer = wire.document(SID, "cart-1", [*trip(), *trip(item("Gum", 99, 3))[1:]])
    assert desk.put(pack(longer)).status_code == 422
    assert desk.put().status_code == 200


def test_a_session_sold_further_on_than_the_store_knew_catches_up(desk):
    """Both were away: the shopper went back for gum, the lane sold it by the cart's code, and then the cart came."""
    desk.put()
    longer = wire.document(SID, "cart-1", [*trip(), *trip(item("Gum", 99, 3))[1:]])
    due = desk.shop.settings.replay(wire.facts_of(longer)).receipt.due
    desk.settle(head=longer.head, cents=due)
    assert "another basket" in desk.staff()
    assert desk.put(pack(longer)).status_code == 200
    assert desk.shop.records.session(SID).head == longer.head
    assert "check" not in desk.staff()


def test_a_claim_that_led_to_nothing_lets_go(desk):
    desk.put()
    desk.claim()
    desk.now += 301
    longer = wire.document(SID, "cart-1", [*trip(), *trip(item("Gum", 99, 3))[1:]])
    assert desk.put(pack(longer)).status_code == 200


def test_twenty_at_once_are_created_once(tmp_path):
    desk = Desk(tmp_path, most_at_once=32)
    statuses, start = [], threading.Barrier(20)

    def send():
        start.wait()
        statuses.append(desk.put().status_code)

    threads = [threading.Thread(target=send) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(statuses) == [200] * 19 + [201]
    desk.close()


@pytest.mark.parametrize(
    "who", [("cart-1", key(9)), ("cart-2", CART), ("", CART), ("store", key(3)), ("lane-4", CART)]
)  # fmt: skip
def test_a_wrong_signature_is_refused(desk, who):
    assert desk.put(who=who).status_code == 401
    assert desk.shop.records.sessions() == []


def test_an_unsigned_request_is_refused(desk):
    assert desk.web.put(f"/v1/sessions/{SID}", content=BODY).status_code == 401


def test_a_lane_may_not_bring_sessions(desk):
    assert desk.put(who=("lane-4", LANE)).status_code == 403


def test_a_cart_that_is_no_longer_believed_is_refused(desk):
    desk.shop.records.revoke("cart-1", 1)
    assert desk.put().status_code == 401


def test_a_cart_may_not_bring_another_carts_session(desk):
    desk.enrol("cart", "cart-9", key(9))
    assert desk.put(who=("cart-9", key(9))).status_code == 422
    desk.put()
    assert desk.put(who=("cart-9", key(9))).status_code == 422


def test_the_sid_of_the_address_counts(desk):
    assert desk.put(BODY, sid="another-sid").status_code == 422


@pytest.mark.parametrize("body", [b"", b"{}", b"<html>", b"\xff\xfe", BODY[:-1], BODY.replace(b"425", b"125", 1)])
def test_what_is_no_sound_session_is_refused_in_words(desk, body):
    answer = desk.put(body)
    assert answer.status_code == 422
    assert answer.json()["detail"]


@pytest.mark.parametrize("sid", ["x", "a" * 65, "semi;colon", "..%2f..%2fetc"])
def test_a_sid_of_another_shape_is_refused(desk, sid):
    assert desk.put(sid=sid).status_code in (401, 404, 422)


def test_a_session_that_is_too_big_is_refused_before_it_is_whole(tmp_path):
    desk = Desk(tmp_path, most_bytes=1000)
    assert desk.put(b"x" * 1001).status_code == 413
    desk.close()


@pytest.mark.parametrize(
    ("path", "sent"),
    [("/v1/enrolments", {"json": {"name": "x" * 2000}}), ("/staff/carts", {"data": {"uses": "x" * 2000}}),
     ("/staff/revoke", {"data": {"device": "x" * 2000}})],
)  # fmt: skip
def test_nobody_may_send_without_end(tmp_path, path, sent):
    """Bodies are read before a password or a proof is looked at."""
    desk = Desk(tmp_path, most_bytes=1000)
    asked = 0

    async def endless():
        nonlocal asked
        for _ in range(100):
            asked += 1
            yield b"x" * 500

    kind = "application/json" if "json" in sent else "application/x-www-form-urlencoded"
    assert desk.web.post(path, content=endless(), headers={"Content-Type": kind}).status_code in (400, 413)
    assert desk.web.post(path, **sent).status_code in (400, 413)
    assert asked < 10
    desk.close()


def test_under_load_the_cart_is_told_when_to_come_back(tmp_path):
    desk = Desk(tmp_path, most_at_once=1)
    with desk.shop.room():
        answer = desk.put()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert desk.put().status_code == 201
    desk.close()


def test_a_full_disk_is_no_refusal_the_cart_comes_again(tmp_path):
    desk = Desk(tmp_path)
    file = desk.shop.records._file
    file.rows("pragma max_page_count = 1")  # no page more than it has
    large = session(*(item(f"Good {n}", 100, n) for n in range(40)))
    answer = desk.bring(pack(large))
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "2")
    assert "refusal" not in answer.json() and str(tmp_path) not in answer.text
    file.rows("pragma max_page_count = 1000000")
    assert desk.bring(pack(large)).status_code == 201
    desk.close()


def test_what_was_bought_is_forgotten_after_its_time_and_what_was_paid_stays(desk):
    desk.put()
    desk.settle()
    desk.now += 91 * 86_400
    desk.put(sid="second-trip")
    assert [one.sid for one in desk.shop.records.sessions()] == ["second-trip"]
    assert [one.sid for one in desk.shop.records.sales.all(paid=True)] == [SID]
    assert desk.web.get(f"/r/{page_token(SID)}").status_code == 404
    assert "on its way" not in desk.staff()


def test_sessions_outlive_the_store(tmp_path):
    first = Desk(tmp_path)
    before = first.put().json()
    first.close()
    again = Desk(tmp_path)
    assert (again.put().status_code, again.put().json()) == (200, before)
    again.close()


def test_the_pages_reference_loads_nothing_from_elsewhere(desk):
    assert desk.web.get("/docs").status_code == 404


def test_a_folder_that_holds_no_store_says_so(tmp_path):
    (tmp_path / "store.db").mkdir()
    with pytest.raises(StoreError, match="cannot be used"):
        Desk(tmp_path)


def test_a_port_in_use_says_so(tmp_path):
    with socket.create_server(("127.0.0.1", 0)) as taken, pytest.raises(StoreError, match="Choose another"):
        Server(Settings(tmp_path, "t"), taken.getsockname()[1])


def test_the_api_describes_itself(desk):
    paths = desk.web.get("/openapi.json").json()["paths"]
    body = paths["/v1/sessions/{sid}"]["put"]["requestBody"]["content"]["application/json"]["schema"]
    assert set(body["properties"]) == {"sid", "cart", "head", "facts"}
    assert "/staff" not in paths


def test_the_key_list_holds_who_is_believed(desk):
    desk.shop.records.revoke("lane-5", 1)
    listing = desk.shop.records.key_list()
    assert listing.devices == {"cart-1": to_text(CART.verify_key), "lane-4": to_text(LANE.verify_key)}
    assert desk.web.get("/v1/keys").content == desk.shop.key_list()


def test_the_lane_gets_the_session_byte_for_byte(desk):
    desk.put()
    path = f"/v1/sessions/{SID}/document"
    assert desk.ask(("lane-4", LANE), "GET", path).content == BODY
    assert desk.ask(("cart-1", CART), "GET", path).status_code == 403
    assert desk.web.get(path).status_code == 401


def test_json_is_answered_in_words_for_a_session_that_is_not_there(desk):
    assert desk.status().status_code == 404
    assert json.loads(desk.claim().content)["detail"]
    assert KEYS


def packed(body: bytes) -> bytes:
    return gzip.compress(body, mtime=0)


def put_packed(desk, body: bytes, coding: str = "gzip"):
    path = f"/v1/sessions/{SID}"
    headers = {**headers_of("cart-1", CART, "PUT", path, body), "Content-Encoding": coding}
    return desk.web.put(path, content=body, headers=headers)


def test_a_body_may_come_packed_and_is_kept_as_it_was(desk):
    assert "gzip" in desk.web.get("/v1/keys").headers["Accept-Encoding"]
    assert put_packed(desk, packed(BODY)).status_code == 201
    assert desk.shop.records.session(SID).body == BODY
    assert desk.put().status_code == 200, "the same, unpacked"


@pytest.mark.parametrize(
    ("body", "coding", "status"),
    [(packed(BODY)[:-4], "gzip", 422), (b"no gzip", "gzip", 422), (BODY, "br", 415),
     (packed(bytes(9_000_000)), "gzip", 413)],
)  # fmt: skip
def test_a_packed_body_that_is_damaged_or_far_larger_than_it_looks_is_refused(desk, body, coding, status):
    assert put_packed(desk, body, coding).status_code == status
    assert desk.shop.records.sessions() == []
