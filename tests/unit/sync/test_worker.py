import base64
import io
import threading
import tracemalloc
import zipfile
from dataclasses import replace

import pytest

from cart.clock import SystemClock
from cart.errors import CatalogError, StoreError
from cart.facts import Paid, StoreSeen
from cart.handover import paid
from cart.handover.paid import PaidWord
from cart.identity.enrolment import Identity
from cart.identity.keylist import KeyFile
from cart.sync import clock
from cart.sync.beat import Beat, Beats
from cart.sync.client import CATALOG_PURPOSE, StoreClient
from cart.sync.clock import StoreClock, TimeWord
from cart.sync.http import Http
from cart.sync.outbox import Outbox
from cart.sync.wire import pack
from cart.sync.worker import Ends, Local, Rhythm, Sync, SyncWorker
from tests.support.exits import CART, LANE, SID, STORE, item, session
from tests.support.webs import BROKEN, HANG_UP, PORTAL, Asked, Said, Web, as_json, good, kept, no

HEAD = session().head


class Cart:
    """A cart's whole sync before a web server, with what it told the trip."""

    def __init__(self, folder, web):
        self.folder = folder
        self.web, self.told, self.catalogs, self.heard = web, [], [], threading.Event()
        self.outbox = Outbox(folder / "outbox.db")
        keys = KeyFile(folder / "keys", STORE.verify_key)
        self.stopping = threading.Event()
        self.client = StoreClient(
            Identity("cart-1", CART, web.url, STORE.verify_key), Http(web.url, 2.0, self.stopping.wait)
        )
        self.local = Local(self.outbox, keys)
        ends = Ends(self.post, self.catalogs.append, self.believe)
        self.sync = Sync(self.client, self.local, ends, renew_every=1)

    def post(self, kind, **fields):
        self.told.append((kind, fields))
        self.heard.set()

    def believe(self, text):
        found = paid.verify(text, self.local.keys.keys(), SID, HEAD)
        return {"cents": found.cents, "receipt": found.receipt}

    def turn(self, answer):
        self.web.answer = answer if callable(answer) else lambda asked: answer
        self.sync.turn()

    def close(self):
        self.client.close()
        self.outbox.close()


@pytest.fixture
def cart(tmp_path):
    with Web(good) as web:
        cart = Cart(tmp_path, web)
        cart.outbox.put(session(), 7)
        yield cart
        cart.close()


def word(head=HEAD, signer=STORE, name="store"):
    return paid.make(PaidWord(SID, head, "4", "card", 614, "4-000001"), signer, name)


def pays(text):
    return lambda asked: (
        as_json(paid=text) if asked.path == f"/v1/sessions/{SID}" and asked.method == "GET" else good(asked)
    )


def test_the_clock_is_set_by_the_store_and_one_that_does_not_say_holds_up_nothing(cart):
    heard = StoreClock(SystemClock(), cart.folder / "clock.json", "one")
    cart.local = replace(cart.local, clock=heard)
    cart.sync = Sync(cart.client, cart.local, Ends(cart.post, cart.catalogs.append), renew_every=1)
    cart.turn(lambda asked: Said(404) if asked.path.startswith("/v1/time/") else good(asked))
    assert cart.sync.failures == 0 and not (cart.folder / "clock.json").exists()

    def says(asked):
        word = TimeWord(asked.path.rpartition("/")[2], 1_000_000_000, 3600)
        return Said(200, clock.sign(word, STORE)) if asked.path.startswith("/v1/time/") else good(asked)

    cart.turn(says)
    assert cart.sync.failures == 0 and heard.wall()[:4] == "2001"


def test_a_waiting_session_is_delivered_and_purged(cart):
    cart.turn(good)
    assert cart.outbox.waiting() == []
    assert cart.told == [(StoreSeen, {"online": True})]


@pytest.mark.parametrize("said", [PORTAL, BROKEN, HANG_UP, Said(200), kept(pack(session()), signer=CART)])
def test_without_the_stores_signature_nothing_is_purged(cart, said):
    cart.turn(said)
    assert [entry.body for entry in cart.outbox.waiting()] == [pack(session())]
    assert cart.told == [(StoreSeen, {"online": False})]


def test_an_answer_lost_on_the_way_is_asked_for_again(cart):
    """The store took it, the line went dead before its receipt came: the same bytes go out again."""
    cart.turn(lambda asked: HANG_UP if asked.method == "PUT" else good(asked))
    cart.turn(good)
    bodies = {asked.body for asked in cart.web.asked if asked.method == "PUT"}
    assert bodies == {pack(session())}
    assert cart.outbox.waiting() == []


def test_a_receipt_for_another_state_of_the_session_purges_nothing(cart):
    cart.turn(lambda asked: kept(asked.body, head="00" * 32) if asked.method == "PUT" else good(asked))
    assert len(cart.outbox.waiting()) == 1


def test_coming_and_going_is_told_once_each(cart):
    for answer in (BROKEN, BROKEN, good, good, HANG_UP):
        cart.turn(answer)
    assert [fields["online"] for kind, fields in cart.told if kind is StoreSeen] == [False, True, False]


def test_a_refused_session_is_kept_and_does_not_block_the_next(cart):
    cart.outbox.put(session(sid="second-trip"), 8)
    cart.turn(lambda asked: no(asked) if asked.path.endswith(SID) and asked.method == "PUT" else good(asked))
    assert [(entry.sid, entry.refused) for entry in cart.outbox.refused()] == [(SID, "cannot be computed")]
    assert [entry.sid for entry in cart.outbox.awaited()] == ["second-trip"]


@pytest.mark.parametrize("status", [400, 403, 409, 413, 422])
@pytest.mark.parametrize("signer", [None, CART])
def test_a_portals_refusal_parks_nothing(cart, status, signer):
    """Nobody but the store says that a session is never taken: it goes out again in the next turn."""
    unsigned = as_json(status, detail="log in first")
    cart.turn(lambda asked: no(asked, status=status, signer=signer) if signer and asked.method == "PUT" else unsigned)
    assert (cart.outbox.refused(), len(cart.outbox.waiting())) == ([], 1)
    cart.turn(good)
    assert cart.outbox.waiting() == []


def test_a_refusal_of_an_earlier_body_does_not_park_a_later_one(cart):
    old = no(Asked("PUT", f"/v1/sessions/{SID}", {}, b"an earlier body"))
    cart.turn(lambda asked: old if asked.method == "PUT" else good(asked))
    assert (cart.outbox.refused(), len(cart.outbox.waiting())) == ([], 1)


def test_what_waits_is_loaded_one_body_at_a_time(cart):
    big = item("x" * 50_000, 1)
    for n in range(100):
        cart.outbox.put(session(big, sid=f"trip-number-{n}"), n)
    sync = Sync(Away(), cart.local, Ends(cart.post, cart.catalogs.append))
    assert len(cart.outbox.waiting_sids()) == 101 and cart.outbox.busy and sync.busy
    assert traced(sync.turn) < 1_000_000, "of five million that wait"
    assert sync.failures == 1


class Away:
    """A store that answers nothing as agreed."""

    def put(self, *_):
        raise StoreError("not as agreed")

    key_list = catalog = put


def traced(work) -> int:
    """The most memory that a piece of work held at once, bytes."""
    tracemalloc.start()
    try:
        work()
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_one_session_that_breaks_the_store_does_not_block_the_next(cart):
    cart.outbox.put(session(sid="second-trip"), 8)
    cart.turn(lambda asked: BROKEN if asked.path.endswith(SID) and asked.method == "PUT" else good(asked))
    assert [entry.sid for entry in cart.outbox.awaited()] == ["second-trip"]


@pytest.mark.parametrize(("signer", "name"), [(STORE, "store"), (LANE, "lane-4")])
def test_the_paid_word_reaches_the_trip_once(cart, signer, name):
    cart.turn(good)
    for _ in range(2):
        cart.turn(pays(word(signer=signer, name=name)))
    news = [fields for kind, fields in cart.told if kind is Paid]
    assert news == [{"trip": 7, "cents": 614, "receipt": "4-000001"}]
    assert cart.outbox.entry(SID) is None


@pytest.mark.parametrize("text", ["DCP:FORGED", word(head="00" * 32), word(signer=CART, name="cart-1")])
def test_a_paid_word_that_cannot_be_believed_pays_nothing(cart, text):
    cart.turn(good)
    cart.turn(pays(text))
    assert Paid not in [kind for kind, _ in cart.told]
    assert len(cart.outbox.awaited()) == 1


def test_the_key_list_is_kept(cart, tmp_path):
    cart.turn(good)
    assert set(KeyFile(tmp_path / "keys", STORE.verify_key).keys()) == {"store", "cart-1", "lane-4"}


def test_a_portals_key_list_is_refused(cart, tmp_path):
    cart.turn(lambda asked: PORTAL if asked.path == "/v1/keys" else good(asked))
    assert not (tmp_path / "keys").exists()


def test_pauses_grow_while_the_store_is_away_and_end_with_it():
    rhythm = Rhythm(1.0, 5.0, 20.0)
    assert [rhythm.pause(True, 0, 1), rhythm.pause(False, 0, 1)] == [1.0, 5.0]
    assert [rhythm.pause(True, n, 1) for n in (1, 2, 3, 4, 5, 9_999)] == [2.0, 4.0, 8.0, 16.0, 20.0, 20.0]
    assert rhythm.pause(True, 9, 0) == 10.0


def test_failures_are_counted_until_the_store_answers(cart):
    counts = []
    for answer in (BROKEN, HANG_UP, good):
        cart.turn(answer)
        counts.append(cart.sync.failures)
    assert counts == [1, 2, 0]


def test_a_session_refused_before_is_tried_once_more_at_a_start(cart):
    cart.outbox.refuse(SID, "cannot be computed")
    cart.turn(good)
    assert cart.outbox.waiting() == cart.outbox.refused() == []


def test_a_session_that_breaks_the_store_does_not_keep_the_keys_from_being_renewed(cart):
    sync = Sync(cart.client, cart.local, Ends(cart.post, cart.catalogs.append), renew_every=3)
    cart.web.answer = lambda asked: BROKEN if asked.method == "PUT" else good(asked)
    for _ in range(7):
        sync.turn()
    assert [asked.path for asked in cart.web.asked].count("/v1/keys") == 3


def offered(version: str):
    """A web that offers this version of the catalog, unless it is asked for a newer one."""

    def answer(asked):
        if asked.path != "/v1/catalog":
            return good(asked)
        if asked.headers["If-None-Match"] == f'"{version}"':
            return Said(304)
        data = io.BytesIO()
        zipfile.ZipFile(data, "w").close()
        signature = STORE.sign(CATALOG_PURPOSE + version.encode() + b" " + data.getvalue()).signature
        headers = {"ETag": f'"{version}"', "DashCart-Signature": base64.b64encode(signature).decode()}
        return Said(200, data.getvalue(), headers)

    return answer


@pytest.mark.parametrize(
    ("error", "tries"),
    [(CatalogError("catalog.csv, line 2: no price"), ["v1", "v2"]), (OSError("full"), ["v1"] * 2 + ["v2"])],
)
def test_a_catalog_that_cannot_be_taken_is_no_loss_of_the_store_and_not_fetched_for_ever(cart, error, tries, caplog):
    """A wrong one not again until there is another; for a full disk it is tried again."""

    def take(news):
        cart.catalogs.append(news.version)
        raise error

    sync = Sync(cart.client, cart.local, Ends(cart.post, take), renew_every=1)
    for version in ("v1", "v1", "v2"):
        cart.web.answer = offered(version)
        sync.turn()
    assert cart.catalogs == tries and sync.failures == 0
    assert str(error) in caplog.text
    assert [fields["online"] for kind, fields in cart.told if kind is StoreSeen] == [True]


def test_the_thread_delivers_when_woken_and_stops(cart):
    worker = SyncWorker(cart.sync, cart.stopping, Rhythm(30, 30))
    worker.start()
    worker.wake()
    assert cart.heard.wait(10)
    worker.stop()
    assert not worker.is_alive()
    assert cart.outbox.waiting() == []


def test_the_thread_survives_a_fault_of_its_own(cart, caplog):
    """A listener that fails in a turn is logged, and the next turn comes."""
    calls = []

    def post(kind, **fields):
        calls.append(kind)
        cart.heard.set()
        if len(calls) == 1:
            raise RuntimeError("a bug")

    ends = Ends(post, cart.catalogs.append)
    keys = KeyFile(cart.folder / "k", STORE.verify_key)
    worker = SyncWorker(Sync(cart.client, Local(cart.outbox, keys), ends), cart.stopping, Rhythm(30, 30))
    worker.start()
    assert cart.heard.wait(10)
    cart.heard.clear()
    cart.web.answer = lambda asked: BROKEN
    cart.outbox.put(session(sid="second-trip"), 8)
    worker.wake()
    assert cart.heard.wait(10)
    worker.stop()
    assert "a turn failed" in caplog.text


def test_a_stop_ends_a_busy_stores_wait(cart):
    """The store says "come back in 30 s"; a stop does not wait for it."""
    asked = threading.Event()

    def busy(_):
        asked.set()
        return Said(503, b"", {"Retry-After": "30"})

    cart.web.answer = busy
    worker = SyncWorker(cart.sync, cart.stopping, Rhythm(30, 30))
    worker.start()
    assert asked.wait(10)
    worker.stop()
    assert not worker.is_alive()


def test_a_beat_that_names_a_newer_catalog_fetches_it_in_the_same_turn(cart):
    names = iter(["v1", "v2", "v2", "v2"])
    asked = []

    def answer(asking):
        asked.append(asking.path)
        if asking.path == "/v1/beat":
            return as_json(catalog=next(names), config=0)
        return offered("v1" if not cart.catalogs else "v2")(asking)

    local = replace(cart.local, beats=Beats(lambda: Beat("welcome"), iter(range(0, 10_000, 100)).__next__))
    cart.sync = Sync(cart.client, local, Ends(cart.post, cart.catalogs.append, cart.believe), renew_every=100)
    for _ in range(4):
        cart.turn(answer)
    assert [one.version for one in cart.catalogs] == ["v1", "v2"]
    assert (asked.count("/v1/catalog"), asked.count("/v1/beat")) == (2, 4)


def test_a_store_that_takes_no_beats_is_told_in_vain(cart):
    cart.sync = Sync(cart.client, replace(cart.local, beats=Beats(lambda: Beat("welcome"), lambda: 0.0)),
                     Ends(cart.post, cart.catalogs.append, cart.believe))  # fmt: skip
    cart.turn(lambda asked: as_json(404, detail="Not Found") if asked.path == "/v1/beat" else good(asked))
    assert cart.sync.failures == 0
