"""The cart's side of the exit: from the handed-over trip to the outbox, to the code on the screen, and to oblivion."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from cart.errors import TokenError
from cart.facts import Fact, HandedOver, TripEnded, encode
from cart.handover import paid
from cart.handover.basket import Signer, lane_code
from cart.handover.paid import PaidWord
from cart.handover.sale import said_at
from cart.handover.token import CODE_LIFE_S
from cart.identity.enrolment import Identity
from cart.identity.keys import Keys
from cart.sync import wire
from cart.sync.outbox import Outbox
from cart.sync.wire import SessionDocument
from cart.trip.journal import Journal
from cart.trip.left import LEFT
from cart.trip.replay import Outcome, replay
from cart.trip.session import apply
from cart.trip.state import Trip
from cart.trip.trust import trust

ABANDONED = "abandoned"
BETWEEN = 0
"""The number under which the journal keeps what happens between trips."""


@dataclass(frozen=True)
class Ties:
    """What the exit needs: the cart's own files, whom it believes, the time (seconds since 1970), and who to wake."""

    journal: Journal
    outbox: Outbox
    identity: Identity
    keys: Callable[[], Keys]
    epoch: Callable[[], int]
    wake: Callable[[], None]


@dataclass(frozen=True)
class _Made:
    """What the code on the screen was made of."""

    outcome: Outcome
    session: SessionDocument
    signer: Signer
    expires: int

    def code(self) -> str:
        return lane_code(self.outcome, bytes.fromhex(self.session.head), self.signer, self.expires)

    def due(self, word: PaidWord) -> int:
        """What the trip comes to after what was said at the lane, cents, in this tender."""
        facts = said_at(wire.facts_of(self.session), word.lane, word.answers)
        receipt = (replay(facts) if word.answers else self.outcome).receipt
        return receipt.cash_due if word.tender == "cash" else receipt.due


class Checkout:
    """Listens to the desk. All methods belong to the main thread, but for `believe`."""

    def __init__(self, ties: Ties) -> None:
        self._ties = ties
        self._code = ""
        self._made: _Made | None = None

    def heard(self, before: Trip, fact: Fact, after: Trip) -> None:
        """A desk listener."""
        if _handed_over(before, fact, after):
            self.hand_over(after, fact)
        elif isinstance(fact, TripEnded) and before.number:
            self._put_aside(before, fact)
            self._forget(before)
        elif self._made is not None and after.phase == "at_lane":
            self._look_again(after, self._made)

    def hand_over(self, trip: Trip, fact: Fact) -> None:
        """Keeps the session for the store, up to `fact`, and makes the lane's code."""
        session = self._keep(trip, fact)
        outcome = replay(wire.facts_of(session))
        signer = Signer(self._ties.identity.id, self._ties.identity.key)
        expires = self._ties.epoch() + CODE_LIFE_S
        self._made = _Made(outcome, session, signer, expires)
        self._code = self._made.code()
        self._look_again(trip, self._made)

    def _look_again(self, trip: Trip, made: _Made) -> None:
        """What is seen at the lane (the basket came to rest, something went in) the code says too: the same session."""
        seen, shown = trust(trip), made.outcome.view
        if (seen.score, seen.reasons) != (shown.trust, shown.trust_reasons):
            grams = tuple(seen.grams.items())
            now = replace(made.outcome, view=replace(shown, trust=seen.score, trust_reasons=seen.reasons, grams=grams))
            self._made = replace(made, outcome=now)
            self._code = self._made.code()

    def _keep(self, trip: Trip, last: Fact) -> SessionDocument:
        """The session up to `last`, kept in the outbox until the store has it."""
        session = wire.from_bodies(trip.sid, self._ties.identity.id, self._bodies(trip.number, encode(last)))
        self._ties.outbox.put(session, trip.number)
        self._ties.wake()
        return session

    def _put_aside(self, before: Trip, fact: TripEnded) -> None:
        """A trip that was left, or that staff ended, goes to the store as it is: somebody is to put its goods back, and
        what staff do on a cart the store sees. One that a lane was given is there already, and may be sold.
        """
        if fact.how in (LEFT, ABANDONED) and before.lines and before.phase != "at_lane":
            self._keep(before, fact)

    def recover(self, trip: Trip) -> None:
        """After a crash: what is over and was not yet forgotten is; at the lane, the same code is shown again."""
        for number in self._ties.journal.trips():
            if number != trip.number:
                self._put_aside(*_over(self._ties.journal.facts(number)))
                self._ties.journal.forget(number)
        self._ties.outbox.forget_all_but(trip.number)
        if trip.phase == "at_lane":
            self.hand_over(trip, _last_hand_over(self._ties.journal.facts(trip.number)))

    @property
    def code(self) -> str:
        """The text of the code for the lane; "" before the trip is handed over."""
        return self._code

    def believe(self, text: str) -> dict[str, object]:
        """The fields of `Paid` that a paid word stands for, whether a lane showed it or the store sent it.

        Raises TokenError for any other than this trip's, as it was handed over: to this lane, for what it comes to.
        """
        made = self._made
        if made is None:
            raise TokenError("This cart has not been handed over to a lane. Touch Go to checkout.")
        word = paid.verify(text, self._ties.keys(), made.session.sid, made.session.head)
        if word.lane != made.outcome.view.lane:
            raise TokenError(f"This cart was handed over to lane {made.outcome.view.lane}, not {word.lane}. Go there.")
        if word.cents < made.due(word):
            raise TokenError("Less was paid than the basket costs. Show the cart's code at the lane, or call staff.")
        return {"tender": word.tender, "cents": word.cents, "receipt": word.receipt, "answers": word.answers}

    def _bodies(self, trip: int, last: bytes) -> Iterator[bytes]:
        """The journal's bytes up to the last time that `last` stands there."""
        bodies = list(self._ties.journal.bodies(trip))
        return iter(bodies[: len(bodies) - bodies[::-1].index(last)])

    def _forget(self, trip: Trip) -> None:
        """The journal forgets the trip; the outbox keeps what the store does not have yet."""
        self._ties.outbox.forget(trip.sid)
        for number in (trip.number, BETWEEN):
            self._ties.journal.forget(number)
        self._code, self._made = "", None


def _handed_over(before: Trip, fact: Fact, after: Trip) -> bool:
    """Whether this fact brought the trip to the lane: the lane's code read once more changes nothing."""
    there = (before.phase, before.lane) == (after.phase, after.lane)
    return isinstance(fact, HandedOver) and after.phase == "at_lane" and not there


def _over(facts: Iterable[Fact]) -> tuple[Trip, TripEnded]:
    """How a trip that is over ended, and what it was just before."""
    trip, end = Trip(), TripEnded(at=0.0, trip=0, how="")
    for fact in facts:
        if isinstance(fact, TripEnded) and trip.number:
            return trip, fact
        trip = apply(trip, fact)
    return trip, end


def _last_hand_over(facts: Iterable[Fact]) -> Fact:
    trip, found = Trip(), list[Fact]()
    for fact in facts:
        before, trip = trip, apply(trip, fact)
        if _handed_over(before, fact, trip):
            found.append(fact)
    return found[-1]
