"""A web server on loopback that answers what a test tells it to: a good store, a portal, a broken proxy, nothing."""

import base64
import json
import socket
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cart.identity import keylist
from cart.identity.keylist import KeyList
from cart.identity.keys import to_text
from cart.identity.signed import digest_of
from cart.sync import wire
from cart.sync.wire import StoreReceipt
from tests.support.exits import CART, DUE, LANE, NOW, STORE


@dataclass(frozen=True)
class Asked:
    method: str
    path: str
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True)
class Said:
    """What is answered; `hang_up`: nothing, the line goes dead."""

    status: int = 200
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)
    hang_up: bool = False


PORTAL = Said(200, b"<html><body>Welcome to our Wi-Fi! Please log in.</body></html>", {"Content-Type": "text/html"})
BROKEN = Said(500, b"Internal Server Error")
HANG_UP = Said(hang_up=True)
LISTING = keylist.sign(KeyList(1, {"cart-1": to_text(CART.verify_key), "lane-4": to_text(LANE.verify_key)}), STORE)


class Web:
    """`with Web(answer) as web:` answers at `web.url`; `answer` may be exchanged at any time."""

    def __init__(self, answer: Callable[[Asked], Said]) -> None:
        self.answer, self.asked = answer, list[Asked]()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def __enter__(self) -> "Web":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def _handler(web: Web) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Quiet."""

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            asked = Asked(self.command, self.path, dict(self.headers), body)
            web.asked.append(asked)
            said = web.answer(asked)
            if said.hang_up:
                self.connection.shutdown(socket.SHUT_RDWR)
                return
            self.send_response(said.status)
            for name, value in {"Content-Length": str(len(said.body)), **said.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(said.body)

        do_GET = do_PUT = do_POST = answer  # noqa: N815

    return Handler


def as_json(status: int = 200, **table: object) -> Said:
    return Said(status, json.dumps(table).encode(), {"Content-Type": "application/json"})


def kept(body: bytes, head: str = "", signer=STORE) -> Said:
    """A good store's answer to a session."""
    session = wire.unpack(body)
    receipt = StoreReceipt(session.sid, session.cart, head or session.head, DUE, "USD", NOW)
    return as_json(201, receipt=base64.b64encode(wire.sign_receipt(receipt, signer)).decode(), page="/r/x")


def no(asked: Asked, words: str = "cannot be computed", status: int = 422, signer=STORE) -> Said:
    """A store's signed refusal of a session."""
    told = wire.StoreRefusal(asked.path.rpartition("/")[2], digest_of(asked.body), words)
    return as_json(status, detail=words, refusal=base64.b64encode(wire.sign_refusal(told, signer)).decode())


def good(asked: Asked) -> Said:
    """A store that takes all, has nothing paid, and no catalog."""
    if asked.method == "PUT":
        return kept(asked.body)
    if asked.path == "/v1/keys":
        return Said(200, LISTING)
    if asked.path == "/v1/catalog":
        return Said(404, b'{"detail": "no catalog"}')
    return as_json(paid="")
