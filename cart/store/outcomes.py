"""What a session's facts come to, worked out again here; the last few are remembered."""

from functools import lru_cache

from cart.errors import BadInput
from cart.facts import LaneAnswer
from cart.handover.basket import Outcome
from cart.handover.sale import said_at
from cart.store.prices import Looked, look
from cart.store.records import Session
from cart.store.releasebook import ReleaseBook
from cart.store.salebook import Settlement
from cart.store.settings import Replay
from cart.sync import wire


class Outcomes:
    """Sessions, replayed by `replay`, and held against what the store has published."""

    def __init__(self, replay: Replay, book: ReleaseBook) -> None:
        self._replay, self._book = replay, book
        self._kept = lru_cache(maxsize=32)(self._replayed)
        self._looked = lru_cache(maxsize=32)(self._held)

    def of(self, session: Session) -> Outcome:
        """The trip as the cart handed it over."""
        return self._kept(session.body)

    def sold(self, session: Session, sale: Settlement | None) -> Outcome:
        """The trip as it was sold: after what people at the lane said to its checks."""
        if sale is None or sale.head != session.head or not sale.answers:
            return self.of(session)
        return self._kept(session.body, sale.lane, tuple(said.answer for said in sale.answers))

    def asked(self, session: Session, sale: Settlement | None) -> Outcome:
        """The same by the store's own records, where the trip has others; as sold where those cannot be priced."""
        looked = self.looked(session)
        if not looked.odd:
            return self.sold(session, sale)
        answers = tuple(said.answer for said in sale.answers) if sale and sale.head == session.head else ()
        try:
            return self._replay(said_at(looked.facts, sale.lane if sale else "", answers))
        except BadInput:
            return self.sold(session, sale)

    def looked(self, session: Session) -> Looked:
        """What of the trip the store has not published."""
        return self._looked(session.body)

    def _replayed(self, body: bytes, lane: str = "", answers: tuple[LaneAnswer, ...] = ()) -> Outcome:
        return self._replay(said_at(wire.facts_of(wire.unpack(body)), lane, answers))

    def _held(self, body: bytes) -> Looked:
        return look(wire.facts_of(wire.unpack(body)), self._book)
