"""The lane's side of the exit: read a cart's code, show its lines, take the money once, say so to the cart.

With the store: the session's total is computed again from its facts, and the session is claimed for this lane before
money moves. Without, or where the cart has gone on since the store heard of it: the lines and sums in the code stand,
signed by the cart. Either way the sale is durable in the lane's own book before the cart hears of it, and the store
gets it when it can be reached.

No money before the lane's people have answered what they must (an age, a weight): each answer is durable in the book
first, and what the sale is then comes from the book, never from whoever asks to pay.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Literal, Protocol

from nacl.signing import SigningKey, VerifyKey

from cart.errors import BadInput, StoreError, TokenError
from cart.facts import Fact, LaneAnswer
from cart.handover import paid, sale
from cart.handover import token as tokens
from cart.handover.basket import Outcome
from cart.handover.book import PAID, Book, Said, Sold
from cart.handover.paid import PaidWord
from cart.handover.sale import NO_DOUBTS, Doubts, Sale
from cart.handover.token import LaneToken
from cart.identity.keys import lane_id
from cart.sync import wire
from cart.sync.wire import SessionDocument
from cart.trip.checks import in_force
from cart.trip.view import Check

Replay = Callable[[Iterable[Fact]], Outcome]
Tender = Literal["card", "cash"]
MOST_G = 100_000
CLOCKS_APART_S = 300
"""How far a cart's clock may be ahead of the lane's before its code is not believed."""


class LaneStore(Protocol):
    """The store as a lane sees it. StoreError: it cannot be asked, or has no such session. TokenError: it says no."""

    def document(self, sid: str, cart: str) -> bytes:
        """The document (cart.sync.wire) of the session that this cart brought."""
        ...

    def doubts(self, sid: str, cart: str) -> Doubts:
        """What the store says of the cart's session before money."""
        ...

    def claim(self, sid: str, cart: str, head: str) -> None:
        """From now on only this lane may settle the cart's session, which must still be at `head`."""
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


@dataclass(frozen=True)
class Handed:
    """A trip that was handed over here: the cart's word, and the facts and doubts where the store gave them."""

    token: LaneToken
    facts: tuple[Fact, ...]
    doubts: Doubts = NO_DOUBTS


class Lane:
    """One lane. `store` is None where there is none."""

    def __init__(self, till: Till, store: LaneStore | None, replay: Replay) -> None:
        self._till, self._store, self._replay = till, store, replay
        self._handed: dict[str, Handed] = {}

    def read(self, text: str, *, late: bool = False) -> Sale:
        """The sale in a cart's code. Raises TokenError: wrong lane, forged, altered, expired, already paid.

        `late`: staff looked at the cart and take an expired code (its clock may be wrong).
        """
        token = self._verified(text, late=late)
        if self._till.book.find(token.sid):
            raise TokenError(PAID)
        session = self._ask(token)
        if session is None or _behind(session, token):
            handed = Handed(token, ())
        else:
            handed = Handed(token, self._agreed(token, session), self._doubts(token))
        self._handed[token.sid] = handed
        return self._sale(handed)

    def handed_over(self, sid: str) -> Sale:
        """The session read last as the cart handed it over, before any answer."""
        return self._sale(self._read_before(sid), answers=())

    def answer(self, sid: str, answer: LaneAnswer, who: str = "") -> Sale:
        """Enters what a person here said to a check of the session read last, durable; the sale as it is then.

        A slip is corrected by another answer, until the money is taken. Raises TokenError: no such question.
        """
        handed = self._read_before(sid)
        asked = next((check for check in self._sale(handed).questions if check.key == answer.check), None)
        _fitting(answer, asked)
        said = Said(answer, who, self._till.now())
        self._till.book.note(sid, handed.token.head.hex(), said)
        return self._sale(handed)

    def pay(self, sid: str, tender: Tender) -> str:
        """Takes the money once: claims, enters the sale in the book, tells the store; the paid code for the cart.

        Raises TokenError while a check is open, whatever was shown or said before.
        """
        sold = self._sale(self._read_before(sid))
        if sold.open or sold.stop:
            raise TokenError(sold.stop or "Take no money yet: " + " ".join(map(question, sold.open)))
        if sold.known and self._store is not None:
            self._store.claim(sold.sid, sold.cart, sold.head.hex())
        cents = sold.cash_due if tender == "cash" else sold.due
        entry = Sold(0, sold.sid, sold.head.hex(), sold.cart, tender, cents, sold.currency, self._till.now())
        done = self._till.book.settle(entry)
        self._handed.pop(sid, None)
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
        """The number on the receipt: the lane's name, its book's mark, and the book's own count."""
        return "-".join(filter(None, (self._till.lane, self._till.book.mark, f"{sold.number:06d}")))

    def _verified(self, text: str, *, late: bool = False) -> LaneToken:
        token = tokens.read(text, self._till.keys())
        if token.lane != self._till.lane:
            raise TokenError(
                f"This cart was handed over to lane {token.lane}; this is lane {self._till.lane}. Go there."
            )
        left = token.expires - self._till.now()
        if left < 0 and not late:
            raise TokenError(
                "This code is too old. Let the cart show it again: back, then checkout. Is its clock right?"
            )
        if left > tokens.CODE_LIFE_S + CLOCKS_APART_S and not late:
            raise TokenError(
                "This code would live too long: the cart's clock is ahead, or the lane's behind. Look at the cart; "
                "staff may take it (--late)."
            )
        return token

    def _ask(self, token: LaneToken) -> SessionDocument | None:
        try:
            return wire.unpack(self._store.document(token.sid, token.cart)) if self._store else None
        except StoreError:
            return None
        except BadInput as error:
            raise TokenError(f"The store's copy of this session cannot be read: {error}") from error

    def _doubts(self, token: LaneToken) -> Doubts:
        """A store that went away meanwhile refuses the claim, should it have to."""
        try:
            return self._store.doubts(token.sid, token.cart) if self._store else NO_DOUBTS
        except StoreError:
            return NO_DOUBTS

    def _agreed(self, token: LaneToken, session: SessionDocument) -> tuple[Fact, ...]:
        if (session.sid, session.cart, session.head) != (token.sid, token.cart, token.head.hex()):
            raise TokenError("The cart's code and the store's session differ. Let the cart show its code again.")
        try:
            facts = wire.facts_of(session)
            sale.agreeing(token, self._replay(facts))
        except BadInput as error:
            raise TokenError(f"The store's copy of this session cannot be read: {error}") from error
        return facts

    def _sale(self, handed: Handed, answers: tuple[LaneAnswer, ...] | None = None) -> Sale:
        """What is sold, from the cart's word and this lane's book alone."""
        token, facts = handed.token, handed.facts
        if answers is None:
            answers = tuple(said.answer for said in self._till.book.answers(token.sid, token.head.hex()))
        if not facts:
            return sale.from_code(token, answers)
        looked = self._replay(sale.said_at(facts, self._till.lane, answers))
        return sale.doubted(sale.from_facts(token, self._replay(facts), looked, answers), handed.doubts)

    def _read_before(self, sid: str) -> Handed:
        if self._till.book.find(sid):
            raise TokenError(PAID)
        if sid not in self._handed:
            raise TokenError("Read the cart's code first.")
        return self._handed[sid]

    def _tell(self, sold: Sold) -> None:
        if self._store is None:
            raise StoreError("This lane has no store. Enrol it: dashcart enrol --lane NAME URL CODE.")
        try:
            self._store.settle(sold, self.receipt_number(sold))
            self._till.book.delivered(sold.sid)
        except TokenError as error:
            self._till.book.delivered(sold.sid, str(error))

    def _word(self, sold: Sold) -> str:
        answers = in_force(said.answer for said in sold.answers)
        number = self.receipt_number(sold)
        word = PaidWord(sold.sid, sold.head, self._till.lane, sold.tender, sold.cents, number, answers)
        return paid.make(word, self._till.key, lane_id(self._till.lane))


def question(check: Check) -> str:
    """What a person here is to do, in words."""
    names = ", ".join(check.names)
    if check.age:
        return f"Check the age: {check.age} years" + (f" ({names})." if names else ".")
    return f"Weigh {names}: the cart says {check.net_g} g net, on a scale that is not certified."


def _fitting(answer: LaneAnswer, asked: Check | None) -> None:
    """Raises TokenError where nobody asked this, or it is no answer to it."""
    if asked is None:
        raise TokenError("Nobody asked this about the basket. Read the cart's code again.")
    said: str = answer.said
    if said not in (("seen", "refused") if asked.age else ("weighed", "waived")):
        raise TokenError(f"{said!r} is no answer here. {question(asked)}")
    if said == "weighed" and not asked.tare_g < answer.gross_g <= MOST_G:
        raise TokenError(
            f"{answer.gross_g} g cannot be: with its bag it weighs more than {asked.tare_g} g. Weigh again."
        )


def _behind(session: SessionDocument, token: LaneToken) -> bool:
    """Whether the cart has gone on since the store heard of it: its code is of a state that the chain never had."""
    return session.sid == token.sid and token.head.hex() not in wire.heads(session)
