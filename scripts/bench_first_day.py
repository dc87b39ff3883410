"""A grocer's first day in one line: carts adopted, a first sale, a new price on every cart.

scripts/bench first_day [--carts 100] [--repriced 50] [--products 500]

A store on this machine is asked as over a network: each cart is shown the page's code, enrols, fetches its goods and
opens them as it would (`cart.sync.adoption`, `ui.catalogs`); the first one makes a trip that a lane sells. Then one
price is published at the desk, and each cart hears of it by its beat, fetches what has changed and opens it. What no
cart does here: look through a camera, and draw a screen. All carts share this machine's cores with the store, one
after the other.
"""

import argparse
import tempfile
import threading
import time
from functools import partial
from pathlib import Path

from cart.codes.code import Code
from cart.codes.retail import check_digit
from cart.facts import Fact, HandedOver, ItemIsIn, ItemScanned, TripStarted
from cart.handover.book import Sold
from cart.identity import enrolment
from cart.identity.keylist import KeyFile
from cart.store.desk.drafts import Drafts
from cart.store.desk.reading import How
from cart.store.serve import Server
from cart.store.settings import Settings
from cart.sync import wire
from cart.sync.adoption import Adopter
from cart.sync.beat import Beat, Beats
from cart.sync.client import StoreClient
from cart.sync.enrol import enrol
from cart.sync.http import Answer, Http
from cart.sync.lane import LaneClient
from cart.sync.outbox import Outbox
from cart.sync.worker import Ends, Local, Sync
from cart.trip.replay import replay
from ui.catalogs import Shelf, keep, open_folder

TERMS = 'name = "Grocer"\ncurrency = "USD"\n[tax_rates]\nA = 825\n[rules]\nrounding = "half_up"\n'


def goods(number: int, cents: int = 199) -> str:
    """Products with numbers of GS1's example prefix; the first one's price is `cents`."""
    rows = [f"{gtin(n)},Item {n},{cents / 100 if n == 0 else 1.99:.2f}" for n in range(number)]
    return "\n".join(["gtin,name,price", *rows, ""])


def gtin(number: int) -> str:
    digits = f"952{number:09d}"
    return digits + check_digit(digits)


class Counted(Http):
    """Counts the bytes that come."""

    came = 0

    def ask(self, method: str, path: str, body: bytes = b"", headers: object = None) -> Answer:
        answer = super().ask(method, path, body, headers)  # type: ignore[arg-type]
        self.came += len(answer.body)
        return answer


class Cart:
    """A new cart: its folder is empty."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.goods = folder, folder / "catalog"

    def adopted(self, shown: str) -> "Cart":
        """Enrols by the page's code, and opens the store's goods."""
        adopter = Adopter(self.folder, "", "", partial(keep, self.goods), lambda _: None)
        adopter.show(shown)
        adopter.turn()
        assert adopter.standing.step == "ready", adopter.standing
        me = enrolment.load(self.folder)
        assert me is not None
        self.me, self.shelf = me, Shelf(open_folder(self.goods), self.goods)
        self.http = Counted(me.url, 120.0, lambda _: None)
        outbox, keys = Outbox(self.folder / "outbox.db"), KeyFile(self.folder / "keys.bin", me.store_key)
        beats = Beats(lambda: Beat("welcome", catalog=self.shelf.version), iter(range(0, 1 << 30, 60)).__next__)
        local = Local(outbox, keys, self.shelf.version, beats=beats, files=self.shelf.files)
        client, ends = StoreClient(me, self.http), Ends(lambda *_, **__: None, self.shelf.renew)
        self.client, self.sync = client, Sync(client, local, ends, renew_every=1 << 30)
        return self


def trip(cart: Cart) -> list[Fact]:
    """One product, put in, and the cart handed over to lane 4."""
    snapshot, sid = cart.shelf.snapshot(), "first-sale-of-the-day"
    product = snapshot.products[0]
    code = Code("gtin", product.id, product.id)
    return [
        TripStarted(at=0.0, trip=1, sid=sid, wall="2026-11-28T10:00", cart=cart.me.id, language="en",
                    terms=snapshot.terms),
        ItemScanned(at=1.0, trip=1, product=product, code=code), ItemIsIn(at=1.0, trip=1, line="1"),
        HandedOver(at=2.0, trip=1, lane="4"),
    ]  # fmt: skip


def sell(cart: Cart, server: Server, folder: Path) -> None:
    """The cart's trip is delivered, and sold by a lane; waits for the store's word that it is paid."""
    lane, facts = enrol(server.url, str(server.shop.new_code("lane")), folder, "lane", "4"), trip(cart)
    document, due = wire.document("first-sale-of-the-day", cart.me.id, facts), replay(facts).receipt.due
    cart.client.put(document.sid, wire.pack(document))
    at_lane = LaneClient(lane, Http(server.url, 120.0, lambda _: None))
    at_lane.claim(document.sid, cart.me.id, document.head)
    at_lane.settle(Sold(1, document.sid, document.head, cart.me.id, "card", due, "USD", int(time.time())), "4-000001")
    while not cart.client.paid(document.sid):
        threading.Event().wait(0.05)


def publish(data: Path, *files: Path, changes: bool = False) -> None:
    """As `dashcart store publish` does, beside the store that runs."""
    desk = Drafts(data / "releases")
    desk.publish(desk.draft(files, How(changes), "bench", 1), "bench", 1)


def text(path: Path, words: str) -> Path:
    path.write_text(words, encoding="utf-8")
    return path


def adopted(server: Server, folder: Path, count: int) -> list[Cart]:
    """So many carts, ten by each code."""
    made: list[Cart] = []
    while len(made) < count:
        shown = str(server.shop.invite(server.url, 10).read)
        some = range(len(made), min(count, len(made) + 10))
        made += [Cart(folder / f"cart-{number}").adopted(shown) for number in some]
    return made


def day(folder: Path, args: argparse.Namespace) -> str:
    """The whole day; its line."""
    data = folder / "store"
    publish(data, text(folder / "store.toml", TERMS), text(folder / "goods.csv", goods(args.products)))
    with Server(Settings(data, "bench")) as server:
        began = time.monotonic()
        first = Cart(folder / "first").adopted(str(server.shop.invite(server.url).read))
        sell(first, server, folder / "lane")
        sold = time.monotonic()
        carts = [first, *adopted(server, folder, args.carts - 1)]
        arrived, some = time.monotonic(), carts[: args.repriced]
        for cart in some:
            cart.sync.turn()
        before = [cart.http.came for cart in some]
        changed = time.monotonic()
        publish(data, text(folder / "price.csv", goods(1, 249)), changes=True)
        for cart in some:
            cart.sync.turn()
            assert cart.shelf.snapshot().by_id(gtin(0).zfill(14)).price_cents == 249  # type: ignore[union-attr]
        kb = max(cart.http.came - came for cart, came in zip(some, before, strict=True)) / 1000
        return (
            f"first day: empty cart to first sale {sold - began:.1f} s, {args.carts} carts {arrived - began:.1f} s, "
            f"{len(some)} carts repriced in {time.monotonic() - changed:.1f} s, {kb:.1f} kB a cart"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--carts", type=int, default=100)
    parser.add_argument("--repriced", type=int, default=50)
    parser.add_argument("--products", type=int, default=500)
    with tempfile.TemporaryDirectory() as folder:
        print(day(Path(folder), parser.parse_args()))


if __name__ == "__main__":
    main()
