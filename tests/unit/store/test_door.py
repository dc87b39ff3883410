"""Strangers at the door: idle sockets, half headers, half bodies, lengths without end; others are served."""

import os
import socket
import stat

import pytest
import requests

from cart.identity import signed
from cart.store.door import Limits
from cart.store.serve import Server
from cart.store.settings import Settings
from tests.support.exits import CART, SID
from tests.support.stores import Desk

QUICK = Limits(head_s=0.3, body_s=0.3, idle_s=0.0, per_address=8)
PUT = b"PUT /v1/sessions/abcdefgh HTTP/1.1\r\nHost: x\r\n"


@pytest.fixture
def server(tmp_path):
    with Server(Settings(tmp_path / "store", "t", limits=QUICK)) as server:
        yield server


def knock(server, data=b""):
    host, port = server.url.removeprefix("http://").split(":")
    made = socket.create_connection((host, int(port)), timeout=20)
    made.sendall(data)
    return made


def heard(made) -> bytes:
    """All that the store says until it closes; b"" where it says nothing."""
    said = b""
    try:
        while part := made.recv(4096):
            said += part
    except ConnectionError:
        pass
    made.close()
    return said


@pytest.mark.parametrize("said", [b"", b"GET /v1/keys HTTP/1.1\r\nHost: x\r\nX-a: ", b"GET"])
def test_who_says_nothing_whole_is_let_go(server, said):
    assert heard(knock(server, said)) == b""


def test_a_body_that_does_not_come_is_let_go(server):
    headers = b"POST /v1/enrolments HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 50\r\n\r\n"
    assert b"201" not in heard(knock(server, headers + b"{"))


def test_half_headers_without_end_keep_nobody_out(server):
    held = [knock(server, b"GET /v1/keys HTTP/1.1\r\nX-a: ") for _ in range(60)]
    assert all(requests.get(server.url + "/v1/keys", timeout=20).status_code == 200 for _ in range(5))
    for one in held:
        one.close()


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (b"Content-Length: 99999999999\r\n\r\n", b"413"),
        (b"Content-Length: 999999999999999999999999999999\r\n\r\n", b"400"),
        (b"Content-Length: 8000000\r\n\r\n", b"401"),
        (b"DashCart-Device: cart-9\r\nContent-Length: 8000000\r\n\r\n", b"401"),
    ],
)
def test_what_may_not_come_is_refused_before_it_comes(server, headers, status):
    """Nothing of the body is sent, and the answer is there."""
    assert heard(knock(server, PUT + headers)).startswith(b"HTTP/1.1 " + status)


def test_a_signature_that_does_not_fit_the_digest_is_refused_before_the_body(tmp_path):
    desk, asked = Desk(tmp_path), 0

    async def endless():
        nonlocal asked
        for _ in range(100):
            asked += 1
            yield b"x" * 60_000

    headers = signed.headers("cart-1", CART, "PUT", f"/v1/sessions/{SID}", b"another") | {signed.DIGEST: "ab" * 32}
    assert desk.web.put(f"/v1/sessions/{SID}", content=endless(), headers=headers).status_code == 401
    assert asked <= 1
    desk.close()


def test_a_body_that_is_not_the_one_signed_for_is_refused(tmp_path):
    desk = Desk(tmp_path)
    headers = signed.headers("cart-1", CART, "PUT", f"/v1/sessions/{SID}", b"one")
    assert desk.web.put(f"/v1/sessions/{SID}", content=b"two", headers=headers).status_code == 401
    desk.close()


def test_an_older_cart_names_no_digest_and_is_served(tmp_path):
    desk = Desk(tmp_path)
    headers = signed.headers("cart-1", CART, "GET", f"/v1/sessions/{SID}", b"")
    headers.pop(signed.DIGEST)
    assert desk.web.get(f"/v1/sessions/{SID}", headers=headers).status_code == 404
    desk.close()


def test_a_proof_in_strange_letters_is_refused_in_words(tmp_path):
    desk = Desk(tmp_path)
    desk.shop.new_code("cart")
    body = {"role": "cart", "name": "a", "public_key": bytes(CART.verify_key).hex(), "proof": "é"}
    assert desk.web.post("/v1/enrolments", json=body).status_code == 403
    desk.close()


def test_the_stores_files_are_its_owners(tmp_path):
    before = os.umask(0)
    try:
        desk = Desk(tmp_path)
        desk.put()
    finally:
        os.umask(before)
    modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir() if path.is_file()}
    assert {name for name in modes if name.endswith((".db", "-wal"))} and set(modes.values()) == {0o600}
    desk.close()


def test_the_store_speaks_at_once(server):
    """A listening socket that names its protocol: only then is Nagle's delay off (asyncio looks)."""
    assert server._socket.proto == socket.IPPROTO_TCP
