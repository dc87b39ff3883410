"""A whole store in memory of one test: its app, an enrolled cart and lane, and a clock that a test turns."""

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path

import httpx
from fastapi import FastAPI
from nacl.signing import SigningKey

from cart.identity import enrolment, signed
from cart.identity.enrolment import Identity
from cart.identity.keys import to_text
from cart.store.api import create_app
from cart.store.settings import Settings
from cart.store.shop import Asked
from cart.sync.client import StoreClient
from cart.sync.http import Answer
from cart.sync.lane import LaneClient
from cart.sync.wire import pack
from tests.support.exits import CART, LANE, NOW, SID, key, plain_replay, session

TOKEN = "staff-token"
STAFF = ("staff", TOKEN)


class Browser:
    """Asks an app without a network; each request runs in a loop of its own, so threads may ask at once."""

    def __init__(self, app: FastAPI) -> None:
        self._app = app

    def request(self, method: str, path: str, **more) -> httpx.Response:
        return asyncio.run(self._request(method, path, more))

    def get(self, path: str, **more) -> httpx.Response:
        return self.request("GET", path, **more)

    def post(self, path: str, **more) -> httpx.Response:
        return self.request("POST", path, **more)

    def put(self, path: str, **more) -> httpx.Response:
        return self.request("PUT", path, **more)

    async def _request(self, method: str, path: str, more: dict) -> httpx.Response:
        transport = httpx.ASGITransport(self._app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url="http://store") as client:
            return await client.request(method, path, **({"follow_redirects": True} | more))


class Desk:
    """`desk.put()` is the cart's, `desk.lane(...)` the lane's; `desk.web` anyone's."""

    def __init__(self, folder: Path, **settings) -> None:
        self.now = NOW
        plain = {"data": folder, "staff_token": TOKEN, "replay": plain_replay, "now": lambda: self.now}
        self.app = create_app(Settings(**(plain | settings)))
        self.shop, self.web = self.app.state.shop, Browser(self.app)
        self.enrol("cart", "cart-1", CART)
        self.enrol("lane", "4", LANE)
        self.enrol("lane", "5", key(5))

    def enrol(self, role: str, name: str, own: SigningKey) -> str:
        secret, public = self.shop.new_code(role).secret, to_text(own.verify_key)
        return self.shop.enrol(Asked(role, name, public, enrolment.proof(secret, role, name, public))).id

    def ask(self, who, method: str, path: str, body: bytes = b""):
        device, own = who
        headers = signed.headers(device, own, method, path, body)
        return self.web.request(method, path, content=body, headers=headers)

    def put(self, body: bytes | None = None, sid: str = SID, who=("cart-1", CART)):
        """The cart brings a session, and the store works it out."""
        answer = self.bring(body, sid, who)
        self.shop.backlog.work_off()
        return answer

    def bring(self, body: bytes | None = None, sid: str = SID, who=("cart-1", CART)):
        """The cart brings a session, which then waits."""
        return self.ask(who, "PUT", f"/v1/sessions/{sid}", pack(session(sid=sid)) if body is None else body)

    def paid(self, sid: str = SID):
        """The sale that the trip bears out, or None."""
        return self.shop.sales.paid(sid, "cart-1")

    def told(self):
        """What lanes say and no trip bears out: (lane, what is lacking)."""
        found = self.shop.records.sales.all(paid=False)
        return [(one.lane, one.verdict.lacking if one.verdict else None) for one in found]

    def status(self, sid: str = SID):
        return self.ask(("cart-1", CART), "GET", f"/v1/sessions/{sid}")

    def claim(self, lane: str = "4", head: str = "", sid: str = SID):
        body = json.dumps({"head": head or session().head}).encode()
        return self.ask(self.lane(lane), "POST", f"/v1/sessions/{sid}/claim", body)

    def settle(self, lane: str = "4", sid: str = SID, **changes):
        table = {"head": session().head, "cart": "cart-1", "tender": "card", "cents": 614, "currency": "USD",
                 "receipt": f"{lane}-000001", "at": NOW} | changes  # fmt: skip
        return self.ask(self.lane(lane), "POST", f"/v1/sessions/{sid}/settlement", json.dumps(table).encode())

    @staticmethod
    def lane(name: str):
        return f"lane-{name}", LANE if name == "4" else key(int(name))

    def staff(self) -> str:
        return self.web.get("/staff", auth=STAFF).text

    def at_lane(self, name: str, own: SigningKey) -> LaneClient:
        """The store as a lane of this name and key sees it."""
        return LaneClient(Identity(f"lane-{name}", own, "http://store", self.shop.key.verify_key), Cable(self))

    def at_cart(self, name: str = "cart-1", own: SigningKey = CART) -> StoreClient:
        """The store as a cart of this name and key sees it."""
        return StoreClient(Identity(name, own, "http://store", self.shop.key.verify_key), Cable(self))

    def close(self) -> None:
        self.shop.close()


class Cable:
    """What a device's client sends, brought to the desk without a network."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def signed(self, me: Identity, method: str, path: str, body: bytes = b"", query: str = "") -> Answer:
        headers = signed.headers(me.id, me.key, method, path, body)
        return self.ask(method, f"{path}?{query}", body, headers)

    def ask(self, method: str, path: str, body: bytes = b"", headers: Mapping[str, str] | None = None) -> Answer:
        reply = self._desk.web.request(method, path, content=body, headers=headers)
        return Answer(reply.status_code, reply.headers, reply.content)
