"""What a session's facts come to, worked out again (cart.store.working); the last few are remembered."""

from collections.abc import Sequence
from functools import lru_cache

from cart.facts import LaneAnswer
from cart.store.records import Session
from cart.store.salebook import Settlement
from cart.store.working import Examined, Sold, Work
from cart.trip.lessons import Lesson


class Outcomes:
    """Sessions, worked out by `work`. Every method raises BadInput where that cannot be done."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._kept = lru_cache(maxsize=32)(work)

    def examined(self, session: Session) -> Examined:
        """The trip as the cart brought it, held against what the store has published."""
        found: Examined = self._work("examined", session.body)
        return found

    def of(self, session: Session) -> Sold:
        """The trip as the cart handed it over."""
        found: Sold = self._kept("sold", session.body)
        return found

    def sold(self, session: Session, sale: Settlement | None) -> Sold:
        """The trip as it was sold: after what people at the lane said to its checks."""
        found: Sold = self._kept("sold", session.body, *_said(session, sale))
        return found

    def asked(self, session: Session, sale: Settlement) -> Sold:
        """The same by the store's own records, where the trip has others."""
        found: Sold = self._kept("asked", session.body, *_said(session, sale))
        return found

    def taught(self, session: Session, sale: Settlement) -> Sequence[Lesson]:
        """What the trip teaches about weights, as it was sold."""
        found: Sequence[Lesson] = self._work("taught", session.body, sale.lane, _answers(sale))
        return found


def _said(session: Session, sale: Settlement | None) -> tuple[str, tuple[LaneAnswer, ...]] | tuple[()]:
    """At which lane, and what was said there; nothing where the sale is of another basket."""
    if sale is None or sale.head != session.head or not sale.answers:
        return ()
    return sale.lane, _answers(sale)


def _answers(sale: Settlement) -> tuple[LaneAnswer, ...]:
    return tuple(said.answer for said in sale.answers)
