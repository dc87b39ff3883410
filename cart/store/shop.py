"""What the store does, without HTTP: enrol, take sessions; the lanes' side is cart.store.sales."""

import hmac
import re
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

from cart.errors import DashCartError
from cart.facts import Fact, TripEnded
from cart.handover.basket import Outcome
from cart.handover.links import page_token
from cart.handover.sale import said_at
from cart.identity import badge, enrolment, keylist, keys, signed
from cart.identity.enrolment import Card, OneTimeCode, Role
from cart.store.badges import acts_of, staff_of
from cart.store.calls import Calls
from cart.store.catalog import Releases
from cart.store.records import Device, LeftTrip, Records, Session
from cart.store.refused import Refused
from cart.store.releasebook import OddTrip
from cart.store.salebook import Settlement
from cart.store.sales import Sales
from cart.store.settings import Settings
from cart.store.throttle import Throttle
from cart.store.weights import Weights
from cart.sync import calls, clock, wire
from cart.sync.adoption import Invitation
from cart.sync.calls import Call
from cart.sync.clock import TimeWord
from cart.sync.wire import SessionDocument, StoreReceipt
from cart.trip.left import LEFT
from cart.trip.lessons import lessons

MOST_ODD = 20
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
        self.sales = Sales(settings, self.records, self.key)
        self.releases = Releases(settings, self.records, self.weights, self.key)
        self.logins = Throttle(settings.now)
        self._enrolling = threading.Lock()
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
        """Takes a session: whether it is new, and what is kept. Raises Refused.

        The same body again changes nothing. Another body is refused, unless the new chain goes on from the stored one
        (the shopper went back to shopping) and no lane has claimed or sold it.
        """
        known = self.records.session(sid, cart)
        if known is not None and known.body == body:
            return False, known
        taken = self._taken(known, self._session(sid, cart, body))
        self._doubt(taken[1])
        self.sales.judge(sid, cart)
        self._learn(sid, cart)
        self._leave(taken[1])
        return taken

    def refusal(self, sid: str, body: bytes, words: str) -> bytes:
        """The store's signed word that it will never take this body: only that lets the cart stop sending it."""
        return wire.sign_refusal(wire.StoreRefusal(sid, signed.digest_of(body), words[:300]), self.key)

    def _doubt(self, session: Session) -> None:
        """A trip with prices or records that this store never published is told to staff, and its cart is suspect."""
        self.releases.look()
        facts = wire.facts_of(wire.unpack(session.body))
        if acts := acts_of(facts):
            self.records.badges.note(session.sid, session.cart, acts)
        odd = (*self.sales.outcomes.looked(session).odd, *self._strangers(facts))
        if not odd:
            self.records.releases.clear(session.sid, session.cart)
            return
        due, now = self.sales.outcomes.asked(session, None).receipt.due, self.settings.now()
        words = "\n".join(odd[:MOST_ODD])
        trip = OddTrip(session.sid, session.cart, session.head, words, session.due, due, session.currency, now)
        self.records.releases.note(trip)
        self.records.suspect(session.cart, words)

    def _strangers(self, facts: Iterable[Fact]) -> list[str]:
        """Who acted as staff in a trip without a badge of this store."""
        unknown = self.records.badges.unknown(staff_of(facts))
        return [f"staff {who[:40]}, who never had a badge of this store" for who in unknown]

    def _leave(self, session: Session) -> None:
        """A trip that was put aside: its goods are named for whoever puts them back."""
        last = wire.facts_of(wire.unpack(session.body))[-1]
        if isinstance(last, TripEnded) and last.how == LEFT:
            rows = self.sales.outcomes.of(session).view.lines
            goods = "\n".join(
                f"{row.net_g} g {row.name}" if row.net_g else f"{row.quantity} x {row.name}" for row in rows
            )
            self.records.leave(LeftTrip(session.sid, session.cart, goods, session.received))

    def _taken(self, known: Session | None, session: Session) -> tuple[bool, Session]:
        if known is None and self.records.insert(session):
            self.records.forget_before(self.kept_since())
            return True, session
        return self._again(session, session.body)

    def settle(self, sale: Settlement) -> tuple[bool, bool]:
        """A lane says that it sold a session (cart.store.sales). Raises Refused (409)."""
        first, paid = self.sales.settle(sale)
        if first:
            self._learn(sale.sid, sale.cart)
        return first, paid

    def _learn(self, sid: str, cart: str) -> None:
        """A session teaches what its products weigh once it is paid, as it was sold: what was taken back does not."""
        session, paid = self.records.session(sid, cart), self.sales.paid(sid, cart)
        if session is not None and paid is not None:
            answers = tuple(said.answer for said in paid.answers)
            facts = said_at(wire.facts_of(wire.unpack(session.body)), paid.lane, answers)
            self.weights.take(sid, lessons(facts), session.received, session.cart)

    def kept_since(self) -> int:
        """Sessions received before this are forgotten (seconds since 1970)."""
        return self.settings.now() - self.settings.keep_days * 86_400

    def _again(self, session: Session, body: bytes) -> tuple[bool, Session]:
        known = self.records.session(session.sid, session.cart)
        if known is not None and known.body == body:
            return False, known
        if known is None or not _goes_on(wire.unpack(known.body), wire.unpack(body)):
            raise Refused(422, "Another session is stored under this sid. Call staff; the cart keeps this one.")
        if not self.records.extend(session, known.head, self.settings.now()):
            raise Refused(422, "A lane is selling this session, or has sold it. Call staff; the cart keeps this one.")
        return False, session

    def _session(self, sid: str, cart: str, body: bytes) -> Session:
        outcome = self._computed(sid, cart, body)
        view, due, now = outcome.view, outcome.receipt.due, self.settings.now()
        head = wire.unpack(body).head
        receipt = wire.sign_receipt(StoreReceipt(sid, cart, head, due, view.currency, now), self.key)
        return Session(sid, cart, head, body, receipt, page_token(sid), view.lane, due, view.currency, now)

    def _computed(self, sid: str, cart: str, body: bytes) -> Outcome:
        try:
            document = wire.unpack(body)
            outcome = self.settings.replay(wire.facts_of(document))
        except DashCartError as error:
            raise Refused(422, f"This session cannot be computed: {error}") from error
        if (document.sid, document.cart, outcome.view.sid) != (sid, cart, sid):
            raise Refused(422, "The session is another one than the address and the signature say.")
        return outcome

    # --- people

    def call(self, cart: str, call: Call) -> bytes:
        """A cart's call for a person, or its end: the store's signed answer."""
        return calls.sign(self.calls.take(cart, call, self.settings.now()), self.key)

    def close(self) -> None:
        """Closes the records."""
        self.records.close()
        self.weights.close()
        self.calls.close()


def _free(wish: str, taken: set[str]) -> str:
    """The wished name, or the next free one like it. Raises Refused for a name that would speak for a lane."""
    if wish.startswith(keys.lane_id("")):
        raise Refused(422, "A cart's name does not begin with 'lane-'. Choose another.")
    names = [wish or "cart-1", *(f"{wish or 'cart'}-{n}" for n in range(2, len(taken) + 3))]
    return next(name for name in names if name not in taken)


def _goes_on(old: SessionDocument, new: SessionDocument) -> bool:
    """Whether the new chain begins with the whole old one."""
    return new.facts[: len(old.facts)] == old.facts
