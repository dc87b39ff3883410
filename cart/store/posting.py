"""What a session's outcome changes in the store: its sums, what staff must look at, sales, and lessons."""

from dataclasses import dataclass

from cart.errors import BadInput
from cart.store.catalog import Releases
from cart.store.outcomes import Outcomes
from cart.store.records import LeftTrip, Records, Session
from cart.store.releasebook import OddTrip
from cart.store.sales import Sales
from cart.store.weights import Weights
from cart.store.workers import TooMuch
from cart.store.working import Examined

MOST_ODD, MOST_WORDS = 20, 300


@dataclass(frozen=True)
class Books:
    """What the store keeps."""

    records: Records
    weights: Weights
    releases: Releases
    sales: Sales


class Posting:
    """Everything here may be done twice: a store that was killed does it again."""

    def __init__(self, books: Books, outcomes: Outcomes) -> None:
        self._records, self._weights = books.records, books.weights
        self._releases, self._sales, self._outcomes = books.releases, books.sales, outcomes

    def post(self, session: Session) -> None:
        """Works a session out, and keeps what it comes to. One that cannot be is told to staff, with its words."""
        self._releases.look()
        try:
            found = self._outcomes.examined(session)
        except BadInput as error:
            self._stuck(session, error)
            return
        key, head = (session.sid, session.cart), session.head
        with self._records.together():
            if not self._records.waits.worked_out(key, head, found.lane, found.due, found.currency):
                return
            self._note(session, found)
            if not self._records.sales.of(*key):
                self._records.waits.done(key, head)
                return
        self._sales.judge(*key)
        self.learn(*key)
        self._records.waits.done(key, head)

    def _stuck(self, session: Session, error: BadInput) -> None:
        with self._records.together():
            if isinstance(error, TooMuch):
                self._records.suspect(session.cart, str(error))
            self._records.waits.done((session.sid, session.cart), session.head, str(error)[:MOST_WORDS])

    def _note(self, session: Session, found: Examined) -> None:
        if found.acts:
            self._records.badges.note(session.sid, session.cart, found.acts)
        if found.left is not None:
            self._records.leave(LeftTrip(session.sid, session.cart, "\n".join(found.left), session.received))
        unknown = self._records.badges.unknown(found.staff)
        strangers = [f"staff {who[:40]}, who never had a badge of this store" for who in unknown]
        odd = [*found.odd, *strangers][:MOST_ODD]
        if not odd:
            self._records.releases.clear(session.sid, session.cart)
            return
        words, key = "\n".join(odd), (session.sid, session.cart, session.head)
        trip = OddTrip(*key, words, found.due, found.own_due, found.currency, session.received)
        self._records.releases.note(trip)
        self._records.suspect(session.cart, words)

    def learn(self, sid: str, cart: str) -> None:
        """A session teaches what its products weigh once it is paid, as it was sold: what was taken back does not."""
        session, paid = self._records.session(sid, cart), self._sales.paid(sid, cart)
        if session is not None and paid is not None:
            taught = self._outcomes.taught(session, paid)
            self._weights.take(sid, taught, session.received, session.cart)
