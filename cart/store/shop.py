"""What the store does, without HTTP: enrol, take sessions; the lanes' side is cart.store.sales."""

import hmac
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from cart.identity import badge, enrolment, keylist, keys, signed
from cart.identity.enrolment import Card, OneTimeCode, Role
from cart.store.backlog import Backlog
from cart.store.backup import HOURLY, Backups
from cart.store.calls import Calls
from cart.store.catalog import Releases
from cart.store.fleet import Fleet
from cart.store.fleetsettings import FleetSettings
from cart.store.intake import Intake
from cart.store.outcomes import Outcomes
from cart.store.posting import Books, Posting
from cart.store.records import Device, Records, Session
from cart.store.refused import Refused
from cart.store.salebook import Settlement
from cart.store.sales import Sales
from cart.store.settings import Settings
from cart.store.throttle import Throttle
from cart.store.weights import Weights
from cart.store.workers import TOO_MUCH, Workers
from cart.store.working import Here, Work
from cart.sync import calls, clock, wire
from cart.sync.adoption import Invitation
from cart.sync.beat import Beat, Newest
from cart.sync.calls import Call
from cart.sync.clock import TimeWord
from cart.sync.worker import SyncWorker

FORGET_S = 3600
NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9-]{0,30}")


@dataclass(frozen=True)
class Shown:
    """An invitation on the staff page: what a camera reads, for `uses` carts; what a person types, for one; until when
    (s since 1970).
    """

    read: Invitation
    typed: str
    uses: int
    until: int


@dataclass(frozen=True)
class Asked:
    """What a device asks for when it enrols."""

    role: Role
    name: str
    public_key: str
    proof: str


class Shop:
    """One store: its key, its records, its settings."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.key = keys.load_or_make(settings.data / "store.key")
        self.records = Records(settings.data / "store.db")
        self.weights = Weights(settings.data / "weights.db")
        self.calls = Calls(settings.data / "calls.db")
        self.releases = Releases(settings, self.records, self.weights, self.key)
        self._work = [_crew(settings, self.records, n) for n in (settings.workers, min(1, settings.workers))]
        beside, now = map(Outcomes, self._work)
        self.sales = Sales(settings, self.records, self.key, now)
        books = Books(self.records, self.weights, self.releases, self.sales)
        self._posting = Posting(books, now)
        self.backlog = Backlog(self.records, Posting(books, beside), self._posting, max(1, settings.workers))
        self.backups = Backups(settings.data, settings.backup, (self.records, self.weights, self.calls))
        self._copying = SyncWorker(self.backups, threading.Event(), HOURLY)
        self._intake = Intake(settings, self.records, self.key)
        self.logins = Throttle(settings.now)
        self.fleet = Fleet()
        self.fleet_settings = FleetSettings(settings.data / "settings.json", self.key)
        self._enrolling, self._forgot = threading.Lock(), 0
        self._room = threading.BoundedSemaphore(settings.most_at_once)

    # --- devices

    def new_code(self, role: Role) -> OneTimeCode:
        """A new one-time code for a cart or a lane."""
        code = enrolment.new_code(self.key.verify_key)
        self.records.keep_code(code.secret, role, self.settings.now() + self.settings.code_s)
        return code

    def invite(self, url: str, uses: int = 1) -> Shown:
        """What the staff page shows to carts: one code to read, for so many of them, and one to type, for one."""
        until = self.settings.now() + self.settings.code_s
        read = enrolment.new_code(self.key.verify_key, enrolment.LONG)
        typed = enrolment.new_code(self.key.verify_key)
        self.records.keep_code(read.secret, "cart", until, uses)
        self.records.keep_code(typed.secret, "cart", until)
        return Shown(Invitation(str(read), url), str(typed), uses, until)

    def enrol(self, asked: Asked) -> Card:
        """Makes a device known. Raises Refused where the proof fits no open code."""
        public = keys.to_text(keys.from_text(asked.public_key))
        with self._enrolling:
            secret, id_ = self._proven(asked), self._id(asked, public)
            device = Device(id_, asked.role, public, self.settings.now(), None)
            if secret is None or not self.records.enrol(device, secret):
                raise Refused(403, "This code is wrong, used or too old. Ask staff for a new one.")
        return Card(id_, "", keys.to_text(self.key.verify_key))

    def key_list(self) -> bytes:
        """The signed key list."""
        return keylist.sign(self.records.key_list(), self.key)

    def give_badge(self, person: str, role: badge.Role, shift_s: int, by: str) -> str:
        """A new badge for a person's shift: the text of its QR code. Raises TokenError: no name, or no shift."""
        given = badge.new(person, role, self.settings.now(), shift_s)
        self.records.badges.give(given, by)
        return badge.make(given, self.key)

    def badges_taken_back(self) -> bytes:
        """The signed list of badges that are not valid any more."""
        return badge.sign(self.records.badges.taken_back(self.settings.now()), self.key)

    def time_word(self, nonce: str) -> bytes:
        """The store's time, signed for the question `nonce`."""
        now = self.settings.now()
        zone = datetime.fromtimestamp(now).astimezone().utcoffset() or timedelta()
        return clock.sign(TimeWord(nonce, now, int(zone.total_seconds())), self.key)

    def _proven(self, asked: Asked) -> str | None:
        for secret in self.records.codes(asked.role, self.settings.now()):
            wanted = enrolment.proof(secret, asked.role, asked.name, asked.public_key)
            if hmac.compare_digest(wanted.encode(), asked.proof.encode()):
                return secret
        return None

    def _id(self, asked: Asked, public: str) -> str:
        """A lane's name is its own, and a new key replaces the old. A cart keeps its id with its key."""
        if asked.name and not NAME.fullmatch(asked.name):
            raise Refused(422, "A device's name has 1 to 31 letters, digits and hyphens.")
        if asked.role == "lane":
            return keys.lane_id(asked.name or "1")
        devices = self.records.devices()
        own = [device.id for device in devices if (device.role, device.public_key) == ("cart", public)]
        return own[0] if own else _free(asked.name, {device.id for device in devices} | {keys.STORE})

    # --- sessions

    @contextmanager
    def room(self) -> Iterator[None]:
        """Bounds how many sessions are taken in at once. Raises Refused (503)."""
        if not self._room.acquire(blocking=False):
            raise Refused(503, "The store is busy. Send the session again.")
        try:
            yield
        finally:
            self._room.release()

    def put(self, sid: str, cart: str, body: bytes) -> tuple[bool, Session]:
        """Takes a session (cart.store.intake): whether it is new, and what is kept. Raises Refused."""
        first, session = self._intake.take(sid, cart, body)
        if session.waiting:
            self.backlog.wake()
        if session.received - self._forgot >= FORGET_S:
            self._forgot = session.received
            self.records.forget_before(self.kept_since())
        return first, session

    def by_page(self, page: str) -> Session | None:
        """The session of a receipt link, worked out, or None."""
        session = self.records.by_page(page)
        if session is not None and session.waiting:
            self.backlog.ready(session.sid, session.cart)
            return self.records.by_page(page)
        return session

    def start(self) -> None:
        """Works off what waits, and goes on with it beside all else."""
        self.records.waits.again(but=TOO_MUCH)
        self.backlog.start()
        if self.settings.backup is not None:
            self._copying.start()

    def ready(self, sid: str, cart: str = "") -> Sales:
        """The lanes' side, with this session worked out, however many wait."""
        self.backlog.ready(sid, cart)
        return self.sales

    def refusal(self, sid: str, body: bytes, words: str) -> bytes:
        """The store's signed word that it will never take this body: only that lets the cart stop sending it."""
        return wire.sign_refusal(wire.StoreRefusal(sid, signed.digest_of(body), words[:300]), self.key)

    def settle(self, sale: Settlement) -> tuple[bool, bool]:
        """A lane says that it sold a session (cart.store.sales). Raises Refused (409)."""
        first, paid = self.ready(sale.sid, sale.cart).settle(sale)
        if first:
            self._posting.learn(sale.sid, sale.cart)
        return first, paid

    def kept_since(self) -> int:
        """Sessions received before this are forgotten (seconds since 1970)."""
        return self.settings.now() - self.settings.keep_days * 86_400

    # --- people

    def call(self, cart: str, call: Call) -> bytes:
        """A cart's call for a person, or its end: the store's signed answer."""
        return calls.sign(self.calls.take(cart, call, self.settings.now()), self.key)

    def beat(self, cart: str, beat: Beat) -> Newest:
        """How a cart does now; what is newest here."""
        self.fleet.hear(cart, beat, self.settings.now())
        release = self.releases.look()
        return Newest(release.version if release else "", self.fleet_settings.kept.number)

    def close(self) -> None:
        """Ends the work and closes the records."""
        self._copying.stop()
        self.backlog.stop()
        for crew in self._work:
            crew.close()
        self.backlog.wait()
        self.records.close()
        self.weights.close()
        self.calls.close()


def _crew(settings: Settings, records: Records, count: int) -> Work:
    """Who works trips out: so many processes, or this one."""
    book = records.releases
    return Workers(count, settings.replay, book, settings.budget) if count else Here(settings.replay, book)


def _free(wish: str, taken: set[str]) -> str:
    """The wished name, or the next free one like it. Raises Refused for a name that would speak for a lane."""
    if wish.startswith(keys.lane_id("")):
        raise Refused(422, "A cart's name does not begin with 'lane-'. Choose another.")
    names = [wish or "cart-1", *(f"{wish or 'cart'}-{n}" for n in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)
