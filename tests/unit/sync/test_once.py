"""A session reaches the store exactly once, however the network behaves and whenever the cart dies."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import uuid
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cart.identity.enrolment import Identity
from cart.identity.keylist import KeyFile
from cart.sync.client import StoreClient
from cart.sync.http import Http
from cart.sync.outbox import Outbox
from cart.sync.wire import document, pack
from cart.sync.worker import Ends, Local, Sync
from tests.support.exits import CART, item, session, trip
from tests.support.stores import Desk
from tests.support.webs import BROKEN, HANG_UP, PORTAL, Said, Web

ROOT = Path(__file__).parents[3]
FAULTS = ("lost on the way", "answer lost", "broken", "portal", "portal takes it", "none")
CHILD = """
import sys, threading
from pathlib import Path
from nacl.signing import VerifyKey
from cart.identity.enrolment import Identity
from cart.sync.client import StoreClient
from cart.sync.http import Http
from cart.sync.outbox import Outbox
from tests.support.exits import CART
folder, url, store = Path(sys.argv[1]), sys.argv[2], VerifyKey(bytes.fromhex(sys.argv[3]))
outbox = Outbox(folder / "outbox.db")
client = StoreClient(Identity("cart-1", CART, url, store), Http(url, 20, threading.Event().wait))
for entry in outbox.waiting():
    receipt = client.put(entry.sid, entry.body)
    outbox.delivered(receipt.sid, receipt.head)
"""


class Line:
    """A network between the cart and a real store; `fault` says what it does to the next exchanges."""

    def __init__(self, desk):
        self.desk, self.fault, self.statuses, self.after = desk, "none", [], lambda: None

    def __call__(self, asked):
        if self.fault in ("lost on the way", "broken", "portal"):
            return {"lost on the way": HANG_UP, "broken": BROKEN, "portal": PORTAL}[self.fault]
        told = ("dashcart", "content-encoding")
        keep = {name: value for name, value in asked.headers.items() if name.lower().startswith(told)}
        reply = self.desk.web.request(asked.method, asked.path, content=asked.body, headers=keep)
        self.statuses += [reply.status_code] if asked.method == "PUT" else []
        self.after()
        answers = {"answer lost": HANG_UP, "portal takes it": PORTAL}
        return answers.get(self.fault) or Said(reply.status_code, reply.content, dict(reply.headers))


@pytest.fixture(scope="module")
def place():
    """One store and one network for all; every test brings a session of its own."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        line = Line(desk)
        with Web(line) as web:
            yield line, web
        desk.close()


@given(st.lists(st.sampled_from(FAULTS), max_size=6))
@settings(max_examples=25, deadline=None)
def test_whatever_the_network_does_the_store_has_it_once(place, faults):
    line, web = place
    sid, line.statuses, line.after = uuid.uuid4().hex, [], lambda: None
    with tempfile.TemporaryDirectory() as name:
        folder, store_key = Path(name), line.desk.shop.key.verify_key
        outbox = Outbox(folder / "outbox.db")
        client = StoreClient(Identity("cart-1", CART, web.url, store_key), Http(web.url, 5, threading.Event().wait))
        sync = Sync(client, Local(outbox, KeyFile(folder / "keys", store_key)), Ends(lambda *a, **k: None, print))
        outbox.put(session(sid=sid), 7)
        for line.fault in (*faults, "none"):
            sync.turn()
            stored = line.desk.shop.records.session(sid)
            assert stored is not None or outbox.entry(sid).body is not None
        assert outbox.waiting() == []
        assert stored.body == pack(session(sid=sid))
        assert line.statuses.count(201) == 1
        assert set(line.statuses) <= {200, 201}
        client.close()
        outbox.close()


def test_a_cart_killed_between_the_stores_yes_and_its_own_ear_sends_it_again(place, tmp_path):
    """The store has kept the session; the cart dies by SIGKILL before it hears so."""
    line, web = place
    line.fault, line.statuses = "none", []
    outbox = Outbox(tmp_path / "outbox.db")
    outbox.put(session(), 7)
    outbox.close()
    first = run(tmp_path, web, line)
    line.after = lambda: os.kill(first.pid, signal.SIGKILL)
    assert first.wait(30) == -signal.SIGKILL
    line.after = lambda: None
    assert run(tmp_path, web, line).wait(30) == 0
    assert line.statuses == [201, 200]
    after = Outbox(tmp_path / "outbox.db")
    assert (after.waiting(), [entry.body for entry in after.awaited()]) == ([], [None])
    after.close()


def run(folder, web, line):
    key = bytes(line.desk.shop.key.verify_key).hex()
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.Popen([sys.executable, "-c", CHILD, str(folder), web.url, key], cwd=ROOT, env=environment)


def test_a_trip_that_goes_on_is_sent_again_and_the_longer_one_stays(place, tmp_path):
    line, web = place
    line.fault, line.statuses, line.after = "none", [], lambda: None
    sid, store_key = "went-on-shopping", line.desk.shop.key.verify_key
    outbox = Outbox(tmp_path / "outbox.db")
    client = StoreClient(Identity("cart-1", CART, web.url, store_key), Http(web.url, 5, threading.Event().wait))
    sync = Sync(client, Local(outbox, KeyFile(tmp_path / "keys", store_key)), Ends(lambda *a, **k: None, print))
    longer = document(sid, "cart-1", [*trip(sid=sid), *trip(item("Gum", 99, 3))[1:]])
    for one in (session(sid=sid), longer):
        outbox.put(one, 7)
        sync.turn()
    assert line.statuses == [201, 200]
    assert line.desk.shop.records.session(sid).head == longer.head
    assert outbox.waiting() == []
    client.close()
    outbox.close()
