"""What a cart, a lane and a store write, and what must be true of any disk that a power pull leaves of it.

`run` does it and tells the world (`say`) what is durable from then on; `check` opens what is left with the product's
own code and raises AssertionError where something that was told is gone. Facts known outside: nothing of the disk.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cart.errors import TokenError
from cart.facts import BudgetSet, Fact, encode
from cart.handover.book import Book, Sold
from cart.identity import enrolment
from cart.identity.keys import to_text
from cart.store.records import Records
from cart.store.records import Session as Kept
from cart.store.salebook import Settlement
from cart.sync.outbox import Outbox
from cart.sync.wire import SessionDocument, pack
from cart.trip.journal import Journal
from cart.weighing.audit import Trail
from tests.support.exits import STORE, item, session

Say = Callable[[str], None]
Told = Sequence[str]


@dataclass(frozen=True)
class Workload:
    """`run(folder, say)` and `check(folder, told)`."""

    run: Callable[[Path, Say], None]
    check: Callable[[Path, Told], None]


def told_of(told: Told, what: str) -> list[str]:
    """What was told under this word, in order."""
    return [words.partition(" ")[2] for words in told if words.partition(" ")[0] == what]


# --- the journal: facts shown are there, numbers given out are not given out again


def fact(trip: int, number: int) -> Fact:
    return BudgetSet(at=float(number), trip=trip, cents=100 * number)


@cache
def body(trip: int, number: int) -> bytes:
    return encode(fact(trip, number))


def first_start(folder: Path, say: Say) -> None:
    journal = Journal(folder / "journal.db")
    say(f"number {journal.next_trip()}")
    journal.append([fact(1, 1)])
    say("shown 1 1")
    journal.close()


def trips(folder: Path, say: Say, count: int = 4) -> None:
    journal = Journal(folder / "journal.db")
    for _ in range(count):
        trip = journal.next_trip()
        say(f"number {trip}")
        for number in range(1, 10, 2):
            journal.append([fact(trip, number), fact(trip, number + 1)])
            say(f"shown {trip} {number + 1}")
        if trip % 2:
            say(f"forgetting {trip}")
            journal.forget(trip)
            say(f"forgotten {trip}")
    journal.close()


def check_journal(folder: Path, told: Told) -> None:
    journal = Journal(folder / "journal.db")
    try:
        going, gone = set(told_of(told, "forgetting")), set(told_of(told, "forgotten"))
        for trip, last in dict(tuple(map(int, words.split())) for words in told_of(told, "shown")).items():
            kept = list(journal.bodies(trip))
            assert kept == [body(trip, number) for number in range(1, len(kept) + 1)]
            assert len(kept) >= last or str(trip) in going, (
                f"trip {trip}: {last} facts were shown, {len(kept)} are left"
            )
            assert not kept or str(trip) not in gone, f"trip {trip} was forgotten and is there"
        given = max(map(int, told_of(told, "number")), default=0)
        assert journal.next_trip() > given, "a trip's number is given out twice"
    finally:
        journal.close()


# --- the outbox: what the store does not have yet is there, whole


@cache
def one_of(number: int) -> SessionDocument:
    return session(item(f"Jam {number}", 299, number), sid=f"{number:032x}")


def delivering(folder: Path, say: Say) -> None:
    outbox = Outbox(folder / "outbox.db")
    for number in range(1, 7):
        made = one_of(number)
        outbox.put(made, number)
        say(f"put {number}")
        if number % 2 == 0:
            say(f"delivering {number}")
            outbox.delivered(made.sid, made.head)
            outbox.forget(made.sid)
    outbox.close()


def check_outbox(folder: Path, told: Told) -> None:
    outbox = Outbox(folder / "outbox.db")
    try:
        waiting = {entry.sid: entry.body for entry in outbox.waiting()}
        for number in set(told_of(told, "put")) - set(told_of(told, "delivering")):
            assert waiting.get(f"{int(number):032x}") == pack(one_of(int(number))), f"session {number} is lost"
    finally:
        outbox.close()


# --- the lane's book: what is paid is paid, once


def sale(number: int) -> Sold:
    return Sold(0, f"{number:032x}", "ab" * 32, "cart-1", "card", 100 * number, "USD", 1_790_000_000)


def selling(folder: Path, say: Say) -> None:
    book = Book(folder / "book.db")
    for number in range(1, 8):
        say(f"sold {number} {book.settle(sale(number)).number}")
        if number % 3 == 0:
            book.delivered(sale(number).sid, "")
    book.close()


def check_book(folder: Path, told: Told) -> None:
    book = Book(folder / "book.db")
    try:
        for words in told_of(told, "sold"):
            number, receipt = map(int, words.split())
            kept = book.find(sale(number).sid)
            assert kept is not None and (kept.number, kept.cents) == (receipt, 100 * number), f"sale {number} is lost"
            assert _refused(book, sale(number)), f"sale {number} could be made twice"
        fresh = (book.find(sale(99).sid) or book.settle(sale(99))).number
        assert fresh > max((int(words.split()[1]) for words in told_of(told, "sold")), default=0)
    finally:
        book.close()


def _refused(book: Book, again: Sold) -> bool:
    try:
        book.settle(again)
    except TokenError:
        return True
    return False


# --- the store: what it signed for is there


@cache
def kept_session(number: int) -> Kept:
    made = one_of(number)
    return Kept(made.sid, "cart-1", made.head, pack(made), b"receipt", f"page{number}", "4", 299, "USD", 1_790_000_000)


def settlement(number: int) -> Settlement:
    made = one_of(number)
    return Settlement(made.sid, made.head, "4", "cart-1", "card", 299, "USD", f"4-{number}", 1_790_000_000)


def storing(folder: Path, say: Say) -> None:
    records = Records(folder / "store.db")
    for number in range(1, 6):
        assert records.insert(kept_session(number))
        say(f"signed {number}")
        if number % 2:
            assert records.sales.keep(settlement(number))
            say(f"paid {number}")
    records.close()


def check_store(folder: Path, told: Told) -> None:
    records = Records(folder / "store.db")
    try:
        for number in map(int, told_of(told, "signed")):
            assert records.session(one_of(number).sid) == kept_session(number), f"session {number} is lost"
        for number in map(int, told_of(told, "paid")):
            assert records.sales.said(settlement(number)) == settlement(number), f"payment {number} is lost"
    finally:
        records.close()


# --- keys and cards: a device stays who it is


def enrolling(folder: Path, say: Say) -> None:
    say(f"key {to_text(enrolment.own_key(folder).verify_key)}")
    for number in (1, 2):
        enrolment.save(folder, enrolment.Card(f"cart-{number}", "http://127.0.0.1", to_text(STORE.verify_key)))
        say(f"card cart-{number}")


def check_keys(folder: Path, told: Told) -> None:
    own, known = to_text(enrolment.own_key(folder).verify_key), enrolment.load(folder)
    assert told_of(told, "key") in ([], [own]), "the device has another key than it told"
    cards = told_of(told, "card")
    assert not cards or (known is not None and known.id >= cards[-1]), "the card is lost"


# --- the calibration's trail


def calibrating(folder: Path, say: Say) -> None:
    trail = Trail(folder / "calibrations.jsonl")
    for number in range(1, 6):
        trail.append("2026-11-28T10:00", f"Ana {number}", None, {"counts_per_gram": 1.0 + number})
        say(f"row {number}")


def check_trail(folder: Path, told: Told) -> None:
    rows = Trail(folder / "calibrations.jsonl").entries()
    assert len(rows) >= len(told_of(told, "row")), "a calibration that was accepted is lost"
    assert [row.who for row in rows] == [f"Ana {number}" for number in range(1, len(rows) + 1)]
    Trail(folder / "calibrations.jsonl").append("2026-11-28T11:00", "Bo", None, {})


WORKLOADS: Mapping[str, Workload] = {
    "first start": Workload(first_start, check_journal),
    "trips": Workload(trips, check_journal),
    "outbox": Workload(delivering, check_outbox),
    "lane": Workload(selling, check_book),
    "store": Workload(storing, check_store),
    "keys": Workload(enrolling, check_keys),
    "calibration": Workload(calibrating, check_trail),
}
