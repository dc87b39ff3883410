"""What a session's facts come to, worked out again here; the last few are remembered."""

from functools import lru_cache

from cart.facts import LaneAnswer
from cart.handover.basket import Outcome
from cart.handover.sale import said_at
from cart.store.records import Session
from cart.store.salebook import Settlement
from cart.store.settings import Replay
from cart.sync import wire


class Outcomes:
    """Sessions, replayed by `replay`."""

    def __init__(self, replay: Replay) -> None:
        self._replay = replay
        self._kept = lru_cache(maxsize=32)(self._replayed)

    def of(self, session: Session) -> Outcome:
        """The trip as the cart handed it over."""
        return self._kept(session.body)

    def sold(self, session: Session, sale: Settlement | None) -> Outcome:
        """The trip as it was sold: after what people at the lane said to its checks."""
        if sale is None or sale.head != session.head or not sale.answers:
            return self.of(session)
        return self._kept(session.body, sale.lane, tuple(said.answer for said in sale.answers))

    def _replayed(self, body: bytes, lane: str = "", answers: tuple[LaneAnswer, ...] = ()) -> Outcome:
        return self._replay(said_at(wire.facts_of(wire.unpack(body)), lane, answers))
