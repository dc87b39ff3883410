"""What is worked out from a trip's facts: the dear part of the store. Pure but for what it asks of `book`.

It runs in worker processes (cart.store.workers): what a cart sends may take more work than it looks.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, Protocol

from cart.errors import BadInput, FactError
from cart.facts import Fact, LaneAnswer, TripEnded
from cart.handover.basket import Outcome
from cart.handover.sale import said_at
from cart.pricing.model import Receipt
from cart.store.badges import acts_of, staff_of
from cart.store.prices import Published, look
from cart.sync import wire
from cart.trip.left import LEFT
from cart.trip.lessons import Lesson, lessons
from cart.trip.view import LineView, View

Replay = Callable[[Iterable[Fact]], Outcome]
Answers = tuple[LaneAnswer, ...]


class Work(Protocol):
    """Does a method of Working by its name, here or in another process. Raises BadInput."""

    def __call__(self, what: str, *args: Any) -> Any:
        """The method's result."""
        ...

    def close(self) -> None:
        """Ends it."""
        ...


@dataclass(frozen=True)
class Sold:
    """A trip as it was sold: the screens' picture and the priced receipt."""

    view: View
    receipt: Receipt


@dataclass(frozen=True)
class Examined:
    """What a trip comes to, in cents. `odd`: what no release of the store has, a line each, and `own_due` what it comes
    to by the store's own records. `acts`: what staff did in it, `staff`: who. `left`: the goods in a cart that was
    left, or None.
    """

    lane: str
    due: int
    currency: str
    odd: tuple[str, ...]
    own_due: int
    acts: tuple[str, ...]
    staff: tuple[str, ...]
    left: tuple[str, ...] | None


class Working:
    """`replay` prices a trip; `book` is what the store has published. Every method raises BadInput for a trip that
    cannot be worked out; `body` is a session document (cart.sync.wire).
    """

    def __init__(self, replay: Replay, book: Published) -> None:
        self._replay, self._book = replay, book

    def examined(self, body: bytes) -> Examined:
        """The trip as the cart brought it, held against what the store has published."""
        document = wire.unpack(body)
        facts = wire.facts_of(document)
        outcome = self._replay(facts)
        if outcome.view.sid != document.sid:
            raise FactError("Its facts are another trip's.")
        looked = look(facts, self._book)
        own = self._own(looked.facts, outcome) if looked.odd else outcome
        return Examined(
            outcome.view.lane, outcome.receipt.due, outcome.view.currency, looked.odd, own.receipt.due,
            tuple(acts_of(facts)), tuple(staff_of(facts)), _left(facts[-1], outcome.view),
        )  # fmt: skip

    def sold(self, body: bytes, lane: str = "", answers: Answers = ()) -> Sold:
        """The trip as it was sold: after what people at the lane said to its checks."""
        outcome = self._replay(said_at(_facts(body), lane, answers))
        return Sold(outcome.view, outcome.receipt)

    def asked(self, body: bytes, lane: str = "", answers: Answers = ()) -> Sold:
        """The same by the store's own records, where the trip has others; as sold where those cannot be priced."""
        looked = look(_facts(body), self._book)
        if not looked.odd:
            return self.sold(body, lane, answers)
        try:
            outcome = self._replay(said_at(looked.facts, lane, answers))
        except BadInput:
            return self.sold(body, lane, answers)
        return Sold(outcome.view, outcome.receipt)

    def taught(self, body: bytes, lane: str, answers: Answers) -> tuple[Lesson, ...]:
        """What the trip teaches about weights, as it was sold."""
        return lessons(said_at(_facts(body), lane, answers))

    def _own(self, facts: Iterable[Fact], else_: Outcome) -> Outcome:
        try:
            return self._replay(facts)
        except BadInput:
            return else_


class Here:
    """Works in the thread that asks, without a budget."""

    def __init__(self, replay: Replay, book: Published) -> None:
        self._working = Working(replay, book)

    def __call__(self, what: str, *args: Any) -> Any:
        """The method's result."""
        return getattr(self._working, what)(*args)

    def close(self) -> None:
        """Nothing is open."""


def _facts(body: bytes) -> tuple[Fact, ...]:
    return wire.facts_of(wire.unpack(body))


def _left(last: Fact, view: View) -> tuple[str, ...] | None:
    """The goods of a trip that was put aside, for whoever puts them back."""
    return tuple(map(_good, view.lines)) if isinstance(last, TripEnded) and last.how == LEFT else None


def _good(row: LineView) -> str:
    return f"{row.net_g} g {row.name}" if row.net_g else f"{row.quantity} x {row.name}"
