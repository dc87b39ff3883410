"""The lane's side of the exit: read a cart's code, show its lines, take the money once, say so to the cart.

With the store: the session's total is computed again from its facts, and the session is claimed for this lane before
money moves. Without, or where the cart has gone on since the store heard of it: the lines and sums in the code stand,
signed by the cart. Either way the sale is durable in the lane's own book before the cart hears of it, and the store
gets it when it can be reached.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from nacl.signing import SigningKey, VerifyKey

from cart.errors import BadInput, StoreError, TokenError
from cart.facts import Fact
from cart.handover import paid, sale
from cart.handover import token as tokens
from cart.handover.basket import Outcome
from cart.handover.book import Book, Sold
from cart.handover.paid import PaidWord
from cart.handover.sale import Sale
from cart.handover.token import LaneToken
from cart.identity.keys import lane_id
from cart.sync import wire
from cart.sync.wire import SessionDocument

Replay = Callable[[Iterable[Fact]], Outcome]
Tender = Literal["card", "cash"]


class LaneStore(Protocol):
    """The store as a lane sees it. StoreError: it cannot be asked, or has no such session. TokenError: it says no."""

    def document(self, sid: str) -> bytes:
        """The session's document (cart.sync.wire)."""
        ...

    def claim(self, sid: str, head: str) -> None:
        """From now on only this lane may settle the session, which must still be at `head`."""
        ...

    def settle(self, sold: Sold, receipt: str) -> None:
        """The session is paid; the same sale may be told again."""
        ...


@dataclass(frozen=True)
class Till:
    """Who this lane is, what it remembers, whom it believes, and what the time is (seconds since 1970)."""

    lane: str
    key: SigningKey
    book: Book
    keys: Callable[[], Mapping[str, VerifyKey]]
    now: Callable[[], int]


class Lane:
    """One lane. `store` is None where there is none."""

    def __init__(self, till: Till, store: LaneStore | None, replay: Replay) -> None:
        self._till, self._store, self._replay = till, store, replay

    def read(self, text: str, *, late: bool = False) -> Sale:
        """The sale in a cart's code. Raises TokenError: wrong lane, forged, altered, expired, already paid.

        `late`: staff looked at the cart and take an expired code (its clock may be wrong).
        """
        token = self._verified(text, late=late)
        if self._till.book.find(token.sid):
            raise TokenError("This trip is already paid at this lane. Take no money; show the paid code again.")
        session = self._ask(token.sid)
        if session is None or _behind(session, token):
            return sale.from_code(token)
        return self._from_store(token, session)

    def pay(self, sold: Sale, tender: Tender) -> str:
        """Takes the money once: claims, enters the sale in the book, tells the store; the paid code for the cart."""
        if sold.known and self._store is not None:
            self._store.claim(sold.sid, sold.head.hex())
        cents = sold.cash_due if tender == "cash" else sold.due
        entry = Sold(0, sold.sid, sold.head.hex(), sold.cart, tender, cents, sold.currency, self._till.now())
        done = self._till.book.settle(entry)
        self.deliver()
        return self._word(done)

    def again(self, text: str) -> str | None:
        """The paid code of a trip that this lane has already settled (the cart has not seen it), or None."""
        sold = self._till.book.find(self._verified(text, late=True).sid)
        return self._word(sold) if sold else None

    def deliver(self) -> int:
        """Tells the store all sales that it does not have yet; how many still wait. Never raises StoreError."""
        for sold in self._till.book.waiting():
            try:
                self._tell(sold)
            except StoreError:
                break
        return len(self._till.book.waiting())

    def receipt_number(self, sold: Sold) -> str:
        """The number on the receipt: the lane's name and its own count."""
        return f"{self._till.lane}-{sold.number:06d}"

    def _verified(self, text: str, *, late: bool = False) -> LaneToken:
        token = tokens.read(text, self._till.keys())
        if token.lane != self._till.lane:
            raise TokenError(
                f"This cart was handed over to lane {token.lane}; this is lane {self._till.lane}. Go there."
            )
        if token.expires < self._till.now() and not late:
            raise TokenError(
                "This code is too old. Let the cart show it again: back, then checkout. Is its clock right?"
            )
        return token

    def _ask(self, sid: str) -> SessionDocument | None:
        try:
            return wire.unpack(self._store.document(sid)) if self._store else None
        except StoreError:
            return None
        except BadInput as error:
            raise TokenError(f"The store's copy of this session cannot be read: {error}") from error

    def _from_store(self, token: LaneToken, session: SessionDocument) -> Sale:
        if (session.sid, session.head) != (token.sid, token.head.hex()):
            raise TokenError("The cart's code and the store's session differ. Let the cart show its code again.")
        try:
            outcome = self._replay(wire.facts_of(session))
        except BadInput as error:
            raise TokenError(f"The store's copy of this session cannot be read: {error}") from error
        return sale.from_facts(token, outcome)

    def _tell(self, sold: Sold) -> None:
        if self._store is None:
            raise StoreError("This lane has no store. Enrol it: dashcart enrol --lane NAME URL CODE.")
        try:
            self._store.settle(sold, self.receipt_number(sold))
            self._till.book.delivered(sold.sid)
        except TokenError as error:
            self._till.book.delivered(sold.sid, str(error))

    def _word(self, sold: Sold) -> str:
        word = PaidWord(sold.sid, sold.head, self._till.lane, sold.tender, sold.cents, self.receipt_number(sold))
        return paid.make(word, self._till.key, lane_id(self._till.lane))


def _behind(session: SessionDocument, token: LaneToken) -> bool:
    """Whether the cart has gone on since the store heard of it: its code is of a state that the chain never had."""
    return session.sid == token.sid and token.head.hex() not in wire.heads(session)
