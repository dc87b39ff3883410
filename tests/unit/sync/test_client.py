import base64
import contextlib
import gzip
import io
import socket
import threading
import zipfile
from dataclasses import replace

import pytest

from cart.errors import StoreError
from cart.identity import signed
from cart.identity.enrolment import Identity, fingerprint
from cart.sync.client import CATALOG_PURPOSE, Refusal, StoreClient
from cart.sync.http import Busy, Http, Unreachable
from cart.sync.wire import pack
from tests.support.exits import CART, KEYS, SID, STORE, item, session
from tests.support.webs import BROKEN, HANG_UP, PORTAL, Said, Web, as_json, good, kept, no

BODY = pack(session())


class Cart:
    """A cart's client before a web server, and how long it was asked to wait."""

    def __init__(self, web):
        self.web, self.waits = web, []
        self.http = Http(web.url, 2.0, self.waits.append)
        self.client = StoreClient(Identity("cart-1", CART, web.url, STORE.verify_key), self.http)

    def answered(self, said):
        self.web.answer = lambda asked: said
        return self


@pytest.fixture
def cart():
    with Web(good) as web:
        cart = Cart(web)
        yield cart
        cart.client.close()


def test_a_delivered_session_gives_the_stores_receipt(cart):
    receipt = cart.client.put(SID, BODY)
    assert (receipt.sid, receipt.head) == (SID, session().head)


def test_the_request_is_signed_by_the_cart(cart):
    cart.client.put(SID, BODY)
    (asked,) = cart.web.asked
    claimed = (asked.headers[signed.DEVICE], asked.headers[signed.SIGNATURE])
    assert signed.check(claimed, KEYS, "PUT", f"/v1/sessions/{SID}", BODY) == "cart-1"


def test_a_large_body_goes_packed_once_the_store_has_said_that_it_unpacks(cart):
    """What is signed is what is sent; and a store that says so no more gets it as it is."""
    large = pack(session(*(item(f"Good {n}", 100 + n, n) for n in range(20))))

    def answer(asked):
        plain = gzip.decompress(asked.body) if asked.headers.get("Content-Encoding") == "gzip" else asked.body
        said = kept(plain)
        return replace(
            said, headers={**said.headers, **({"Accept-Encoding": "gzip"} if len(cart.web.asked) < 2 else {})}
        )

    cart.web.answer = answer
    for _ in range(3):
        cart.client.put(SID, large)
    plain, packed, again = cart.web.asked
    assert (plain.body, again.body) == (large, large) and len(packed.body) < len(large) / 3
    claimed = (packed.headers[signed.DEVICE], packed.headers[signed.SIGNATURE])
    assert signed.check(claimed, KEYS, "PUT", f"/v1/sessions/{SID}", packed.body) == "cart-1"


@pytest.mark.parametrize(
    "said",
    [PORTAL, BROKEN, HANG_UP, Said(200), Said(204), Said(200, b"null"), Said(200, b'{"receipt": 7}'), Said(404),
     Said(200, b'{"receipt": "AAAA"}'), Said(302, b"", {"Location": "http://portal"}), Said(401), Said(200, b"\xff"),
     Said(200, b"gzip?", {"Content-Encoding": "gzip"}), kept(BODY, signer=CART)],
)  # fmt: skip
def test_nothing_but_the_stores_signature_counts(cart, said):
    with pytest.raises(StoreError):
        cart.answered(said).client.put(SID, BODY)


def test_a_receipt_for_another_session_does_not_count(cart):
    other = kept(pack(session(sid="another-sid")))
    with pytest.raises(StoreError, match="another session"):
        cart.answered(other).client.put(SID, BODY)


@pytest.mark.parametrize("status", [413, 422, 409])
def test_a_refusal_is_told_in_the_stores_words(cart, status):
    cart.web.answer = lambda asked: no(asked, status=status)
    assert cart.client.put(SID, BODY) == Refusal("cannot be computed")


@pytest.mark.parametrize("status", [400, 403, 409, 413, 422])
def test_a_refusal_that_the_store_did_not_sign_is_none(cart, status):
    with pytest.raises(StoreError, match="not by the store"):
        cart.answered(as_json(status, detail="log in first")).client.put(SID, BODY)


def test_a_busy_store_is_asked_again_when_it_says(cart):
    answers = [Said(503, b"", {"Retry-After": "7"}), Said(429), kept(BODY)]
    cart.web.answer = lambda asked: answers.pop(0)
    cart.client.put(SID, BODY)
    assert cart.waits == [7.0, 1.0]


def test_a_store_that_stays_busy_is_left_for_the_next_turn(cart):
    with pytest.raises(Busy):
        cart.answered(Said(503, b"", {"Retry-After": "99999"})).client.put(SID, BODY)
    assert cart.waits == [30.0, 30.0]


@pytest.mark.parametrize("after", ["soon", "-1", "٣", ""])
def test_a_strange_retry_after_is_a_second(cart, after):
    headers = {"Retry-After": after} if after.isascii() else {}
    with pytest.raises(Busy):
        cart.answered(Said(503, b"", headers)).client.put(SID, BODY)
    assert cart.waits == [1.0, 1.0]


def test_no_store_at_all_is_unreachable():
    with socket.create_server(("127.0.0.1", 0)) as unused:
        port = unused.getsockname()[1]
    http = Http(f"http://127.0.0.1:{port}", 0.5, lambda _: None)
    with pytest.raises(Unreachable, match="does not answer .* Check the address"):
        http.ask("GET", "/")
    http.close()


def test_a_store_that_never_answers_is_given_up():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        http = Http(f"http://127.0.0.1:{silent.getsockname()[1]}", 0.1, lambda _: None)
        with pytest.raises(Unreachable):
            http.ask("GET", "/")
        http.close()


def test_a_store_that_sends_without_end_is_given_up():
    with socket.create_server(("127.0.0.1", 0)) as endless:

        def pour():
            line, _ = endless.accept()
            with line, contextlib.suppress(OSError):
                line.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000000000000\r\n\r\n")
                while True:
                    line.sendall(bytes(1024))

        thread = threading.Thread(target=pour)
        thread.start()
        http = Http(f"http://127.0.0.1:{endless.getsockname()[1]}", 0.3, lambda _: None)
        with pytest.raises(StoreError, match="without end"):
            http.ask("GET", "/")
        http.close()
        thread.join()


def test_an_address_that_is_none_is_unreachable():
    http = Http("not a url", 0.1, lambda _: None)
    with pytest.raises(Unreachable):
        http.ask("GET", "/")
    http.close()


def test_the_paid_word_is_asked_for(cart):
    assert cart.client.paid(SID) == ""
    assert cart.answered(as_json(paid="DCP:X")).client.paid(SID) == "DCP:X"


@pytest.mark.parametrize("said", [PORTAL, BROKEN, Said(200, b"[]")])
def test_a_portal_says_nothing_about_payment(cart, said):
    with pytest.raises(StoreError):
        cart.answered(said).client.paid(SID)


def zipped(**files):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, text in files.items():
            archive.writestr(name.replace("_", "."), text)
    return buffer.getvalue()


def catalog(data, version="v2", signer=STORE):
    signature = signer.sign(CATALOG_PURPOSE + version.encode() + b" " + data).signature
    headers = {"ETag": f'"{version}"', "DashCart-Signature": base64.b64encode(signature).decode()}
    return Said(200, data, headers)


def test_a_new_catalog_is_unpacked(cart):
    news = cart.answered(catalog(zipped(offers_toml="[x]"))).client.catalog("v1")
    assert (news.version, news.files) == ("v2", {"offers.toml": b"[x]"})
    assert cart.web.asked[0].headers["If-None-Match"] == '"v1"'


@pytest.mark.parametrize("said", [Said(304), Said(404), catalog(zipped(a_csv="x"), "v1")])
def test_the_same_catalog_is_no_news(cart, said):
    assert cart.answered(said).client.catalog("v1") is None


@pytest.mark.parametrize(
    "said",
    [PORTAL, BROKEN, HANG_UP, catalog(zipped(a_csv="x"), signer=CART), catalog(b"no zip"),
     Said(200, zipped(a_csv="x"), {"ETag": '"v2"', "DashCart-Signature": "é".encode().decode("latin-1")})],
)  # fmt: skip
def test_a_catalog_that_the_store_did_not_sign_changes_nothing(cart, said):
    with pytest.raises(StoreError):
        cart.answered(said).client.catalog("v1")


def test_an_old_catalog_sent_again_is_refused_though_the_store_signed_it(cart):
    """Yesterday's prices, kept by somebody between the two."""
    ours = fingerprint(STORE.verify_key)
    with pytest.raises(StoreError, match="older than the cart's"):
        cart.answered(catalog(zipped(a_csv="x"), f"6-{ours}-a")).client.catalog(f"7-{ours}-b")
    assert cart.answered(catalog(zipped(a_csv="x"), f"8-{ours}-c")).client.catalog(f"7-{ours}-b") is not None


def test_a_cart_that_moved_to_another_store_takes_its_first_catalog(cart):
    version = f"1-{fingerprint(STORE.verify_key)}-a"
    assert cart.answered(catalog(zipped(a_csv="x"), version)).client.catalog("700-OTHERSTORE12-b") is not None


def damaged(name: bytes, value: bytes, offset: int) -> bytes:
    """An archive of one file with bytes written over it, so far behind the first `name`."""
    data = bytearray(zipped(a_csv="x" * 50))
    place = data.index(name) + offset
    data[place : place + len(value)] = value
    return bytes(data)


@pytest.mark.parametrize(
    "data",
    [
        damaged(b"PK\x01\x02", b"\x0c\x00", 10),
        damaged(b"PK\x01\x02", b"\x08\x00", 10),
        damaged(b"PK\x01\x02", b"\x01\x00", 8),
        damaged(b"a.csv", b"yy", 5),
        zipped(a_csv="x")[:-30],
    ],
    ids=["bzip2", "no deflate stream", "encrypted", "another sum", "cut short"],
)
def test_a_damaged_archive_changes_nothing(cart, data):
    with pytest.raises(StoreError, match="damaged"):
        cart.answered(catalog(data)).client.catalog("v1")


def test_a_path_inside_the_archive_goes_nowhere(cart):
    evil = {"../evil": "x", "..": "x", "a\\\\b": "x", ".hidden": "x", "a" * 200: "x"}
    news = cart.answered(catalog(zipped(**evil, a_csv="y"))).client.catalog("")
    assert set(news.files) == {"a.csv"}


def test_where_one_address_of_the_store_does_not_answer_the_next_one_does():
    with Web(good) as web:
        nobody = "http://127.0.0.1:9"
        http = Http(nobody, 0.5, lambda _: None, (nobody, web.url))
        assert http.ask("GET", "/v1/keys").status == 200
        assert http.ask("GET", "/v1/keys").status == 200
        assert len(web.asked) == 2
        http.close()
    http = Http(nobody, 0.5, lambda _: None, (nobody,))
    with pytest.raises(Unreachable, match="does not answer"):
        http.ask("GET", "/v1/keys")
    http.close()
