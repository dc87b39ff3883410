"""How fast the store is: the server in processes of its own, carts in this one, both on the cores that there are.

scripts/bench store [--trips 2000] [--carts 1000] [--workers 1]

Trips of 30 lines under the demo store's offers, each put in on the shopper's word. Every request is made and signed
before the clock starts. Where the time goes beside the limit: the same disk's fsyncs, and the processor time a trip.
"""

import argparse
import asyncio
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import requests
from nacl.signing import SigningKey

from cart.catalog import demo
from cart.catalog.product import Product
from cart.codes.code import Code
from cart.facts import Fact, HandedOver, ItemIsIn, ItemScanned, Terms, TripStarted
from cart.identity import keys, signed
from cart.pricing import offerfile
from cart.store.records import Device, Records
from cart.sync import wire

DEMO = Path(__file__).parents[1] / "assets" / "demo"
LINES, LANES_OF_CARTS, AT_ONCE = 30, 250, 16
TICK = os.sysconf("SC_CLK_TCK")
END = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)


@dataclass(frozen=True)
class Cart:
    """An enrolled cart."""

    id: str
    key: SigningKey


class Trips:
    """Makes trips, ready to be sent."""

    def __init__(self) -> None:
        table = demo.load(DEMO, offerfile.load(DEMO / "offers.toml")[0])
        self._products = [one for one in demo.products(DEMO / "catalog.csv") if not one.sold_by_weight]
        self._terms = table.terms

    def request(self, cart: Cart) -> bytes:
        """A new trip of this cart as a whole HTTP request."""
        sid = uuid.uuid4().hex
        body = wire.pack(wire.document(sid, cart.id, _facts(sid, cart.id, self._products, self._terms)))
        return http(cart, "PUT", f"/v1/sessions/{sid}", body)


def _facts(sid: str, cart: str, products: list[Product], terms: Terms) -> list[Fact]:
    trip: list[Fact] = [
        TripStarted(at=0.0, trip=1, sid=sid, wall="2026-11-22T10:00", cart=cart, language="en", terms=terms)
    ]
    for number, product in enumerate(random.choices(products, k=LINES), start=1):
        trip.append(ItemScanned(at=1.0, trip=1, product=product, code=Code("gtin", product.id, product.id)))
        trip.append(ItemIsIn(at=1.0, trip=1, line=str(number)))
    return [*trip, HandedOver(at=2.0, trip=1, lane="4")]


def http(cart: Cart, method: str, path: str, body: bytes = b"") -> bytes:
    """A signed request's bytes."""
    said = {"Host": "store", "Content-Length": str(len(body))}
    said |= signed.headers(cart.id, cart.key, method, path, body)
    head = "".join(f"{name}: {value}\r\n" for name, value in said.items())
    return f"{method} {path} HTTP/1.1\r\n{head}\r\n".encode() + body


class Line:
    """One kept connection, from an address of its own as every cart has one."""

    def __init__(self, port: int, number: int) -> None:
        self._port, self._from = port, f"127.0.0.{2 + number % LANES_OF_CARTS}"

    async def open(self) -> "Line":
        """Connects."""
        self._in, self._out = await asyncio.open_connection("127.0.0.1", self._port, local_addr=(self._from, 0))
        return self

    async def ask(self, request: bytes) -> int:
        """One exchange: the answer's status."""
        self._out.write(request)
        head = await self._in.readuntil(b"\r\n\r\n")
        found = END.search(head)
        await self._in.readexactly(int(found[1]) if found else 0)
        return int(head.split(b" ", 2)[1])

    def close(self) -> None:
        """Lets it go."""
        self._out.close()


@dataclass(frozen=True)
class Served:
    """The store's processes."""

    port: int
    pid: int

    def cpu_s(self) -> tuple[float, float]:
        """Processor seconds so far of the web process, and of its workers."""
        web, workers = _cpu_s(self.pid), sum(map(_cpu_s, _below(self.pid)))
        return web, workers


def _cpu_s(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return sum(map(int, fields[11:13])) / TICK


def _below(pid: int) -> Iterator[int]:
    """All processes that this one has started, and those that they have."""
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in map(int, (task / "children").read_text().split()):
            yield child
            yield from _below(child)


@contextmanager
def served(data: Path, workers: int) -> Iterator[Served]:
    """`dashcart store` as it is started in a shop."""
    command = [str(Path(sys.executable).with_name("dashcart")), "store", "--port", "0", "--data", str(data)]
    command += ["--catalog", str(DEMO), "--workers", str(workers)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield Served(int(process.stdout.readline().rpartition(":")[2]), process.pid)
        finally:
            process.terminate()


def enrolled(data: Path, count: int) -> list[Cart]:
    """So many carts, known to a store that has not been started yet."""
    records, made = Records(data / "store.db"), [Cart(f"cart-{n}", SigningKey.generate()) for n in range(count)]
    with records.together():
        for n, cart in enumerate(made):
            records.keep_code(f"{n:032X}", "cart", 1 << 40)
            records.enrol(Device(cart.id, "cart", keys.to_text(cart.key.verify_key), 1, None), f"{n:032X}")
    records.close()
    return made


async def keep_alive_ms(store: Served, times: int) -> float:
    """The median of a small answer on a kept connection."""
    line, taken = await Line(store.port, 0).open(), []
    for _ in range(times):
        began = time.perf_counter()
        await line.ask(b"GET /v1/keys HTTP/1.1\r\nHost: store\r\n\r\n")
        taken.append(1000 * (time.perf_counter() - began))
    line.close()
    return statistics.median(taken)


async def rush(store: Served, requests: list[bytes]) -> float:
    """Seconds until each of so many carts, all at once, has the store's word on its trip."""
    lines = [await Line(store.port, n).open() for n in range(len(requests))]
    began = time.perf_counter()
    statuses = await asyncio.gather(*(line.ask(request) for line, request in zip(lines, requests, strict=True)))
    taken = time.perf_counter() - began
    assert set(statuses) == {201}, statuses
    for line in lines:
        line.close()
    return taken


async def accepted(store: Served, requests: list[bytes]) -> float:
    """Trips a second that a few busy connections get signed for."""
    lines, left = [await Line(store.port, n).open() for n in range(AT_ONCE)], iter(requests)

    async def send(line: Line) -> None:
        for request in left:
            assert await line.ask(request) == 201

    began = time.perf_counter()
    await asyncio.gather(*map(send, lines))
    taken = time.perf_counter() - began
    for line in lines:
        line.close()
    return len(requests) / taken


async def worked_off(store: Served) -> None:
    """Waits until nothing is left to be worked out."""
    while requests.get(f"http://127.0.0.1:{store.port}/healthz", timeout=60).json()["waiting"]:
        await asyncio.sleep(0.2)


def fsyncs_a_second(folder: Path, body: bytes) -> float:
    """How many such bodies this disk makes durable in a second, one after the other."""
    with (folder / "fsync").open("wb") as file:
        began, count = time.perf_counter(), 0
        while time.perf_counter() - began < 1.0:
            file.write(body)
            file.flush()
            os.fdatasync(file.fileno())
            count += 1
    return count / (time.perf_counter() - began)


async def measured(store: Served, args: argparse.Namespace, carts: list[Cart]) -> dict[str, float]:
    """All figures, in one run."""
    trips, found = Trips(), {"keep": await keep_alive_ms(store, 300)}
    found["rush"] = await rush(store, [trips.request(cart) for cart in carts])
    await worked_off(store)
    load = [trips.request(random.choice(carts)) for _ in range(args.trips)]
    before, began = store.cpu_s(), time.perf_counter()
    found["accepted"] = await accepted(store, load)
    found["web_ms"] = 1000 * (store.cpu_s()[0] - before[0]) / len(load)
    await worked_off(store)
    found["behind_s"] = time.perf_counter() - began - len(load) / found["accepted"]
    found["worked"] = len(load) / (store.cpu_s()[1] - before[1])
    found["kb"] = len(load[0]) / 1000
    return found


def main() -> None:
    """Prints the figures, and one line of them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--trips", type=int, default=2000, help="how many trips a few carts deliver one after the other"
    )
    parser.add_argument("--carts", type=int, default=1000, help="how many carts come at once")
    parser.add_argument("--workers", type=int, default=1)
    args = parser.parse_args()
    random.seed(1)
    with tempfile.TemporaryDirectory() as name:
        data = Path(name) / "store"
        carts = enrolled(data, args.carts)
        with served(data, args.workers) as store:
            found = asyncio.run(measured(store, args, carts))
        disk = fsyncs_a_second(Path(name), bytes(int(1000 * found["kb"])))
    print(f"one trip: {LINES} lines, {found['kb']:.1f} kB as it is sent")
    print(f"web process: {found['web_ms']:.2f} ms of a core a trip; the disk alone: {disk:.0f} such bodies a second")
    print(f"worked out {found['behind_s']:.1f} s after the last was taken in")
    print(
        f"store: {found['accepted']:.0f}/s sqlite, {args.carts} carts {found['rush']:.1f} s, "
        f"recomputed {found['worked']:.0f}/s, keep-alive {found['keep']:.1f} ms"
    )


if __name__ == "__main__":
    main()
