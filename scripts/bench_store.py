"""How long the store takes for a session of 60 items under the demo store's offers, and for many carts at once.

python scripts/bench_store.py [--sessions 40] [--carts 8]
"""

import argparse
import random
import statistics
import tempfile
import threading
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from cart.catalog import demo
from cart.catalog.product import Product
from cart.codes.code import Code
from cart.facts import Fact, HandedOver, ItemIsIn, ItemScanned, Terms, TripStarted
from cart.identity.enrolment import Identity
from cart.pricing import offerfile
from cart.store.serve import Server
from cart.store.settings import Settings
from cart.sync import wire
from cart.sync.client import StoreClient
from cart.sync.enrol import enrol
from cart.sync.http import Http

DEMO = Path(__file__).parents[1] / "assets" / "demo"


def facts(sid: str, cart: str, products: list[Product], terms: Terms) -> list[Fact]:
    """A trip of 60 pieces, each put in on the shopper's word."""
    trip: list[Fact] = [
        TripStarted(at=0.0, trip=1, sid=sid, wall="2026-11-22T10:00", cart=cart, language="en", terms=terms)
    ]
    for number, product in enumerate(random.choices(products, k=60), start=1):
        trip.append(ItemScanned(at=1.0, trip=1, product=product, code=Code("gtin", product.id, product.id)))
        trip.append(ItemIsIn(at=1.0, trip=1, line=str(number)))
    return [*trip, HandedOver(at=2.0, trip=1, lane="4")]


def send(me: Identity, sessions: list[wire.SessionDocument]) -> list[float]:
    """Delivers sessions one after the other; milliseconds each."""
    http, taken = Http(me.url, 30.0, threading.Event().wait), []
    client = StoreClient(me, http)
    for session in sessions:
        began = time.perf_counter()
        client.put(session.sid, wire.pack(session))
        taken.append(1000 * (time.perf_counter() - began))
    http.close()
    return taken


def main() -> None:
    """Prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sessions", type=int, default=40)
    parser.add_argument("--carts", type=int, default=8)
    args = parser.parse_args()
    random.seed(1)
    table = demo.load(DEMO, offerfile.load(DEMO / "offers.toml")[0])
    products = [product for product in demo.products(DEMO / "catalog.csv") if not product.sold_by_weight]
    terms = table.terms
    with tempfile.TemporaryDirectory() as folder, Server(Settings(Path(folder) / "store", "t")) as server:
        names = [f"cart-{n}" for n in range(args.carts)]
        carts = [
            enrol(server.url, str(server.shop.new_code("cart")), Path(folder) / name, "cart", name) for name in names
        ]
        loads = [[] for _ in carts]
        for number in range(args.sessions):
            sid, me = uuid.uuid4().hex, carts[number % len(carts)]
            loads[number % len(carts)].append(wire.document(sid, me.id, facts(sid, me.id, products, terms)))
        print(f"one session: {len(wire.pack(loads[0][0])) / 1000:.0f} kB")
        alone = send(carts[0], loads[0])
        print(f"one cart: {statistics.median(alone):.0f} ms each (median of {len(alone)})")
        began = time.perf_counter()
        with ThreadPoolExecutor(len(carts) - 1) as pool:
            taken = [ms for some in pool.map(send, carts[1:], loads[1:]) for ms in some]
        rate = len(taken) / (time.perf_counter() - began)
        print(f"{len(carts) - 1} carts at once: {rate:.1f} sessions/s, {statistics.median(taken):.0f} ms median")


if __name__ == "__main__":
    main()
