"""The main thread's desk: starts trips, applies what is durable, prices it, and shows the newest view."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import reduce
from secrets import token_hex

from cart.clock import Clock
from cart.config import Config
from cart.errors import JournalError, StoreError
from cart.facts import CartRestarted, Fact, Terms, Ticked, TripEnded
from cart.inbox import Inbox
from cart.trip.asking import waits
from cart.trip.journal import Journal
from cart.trip.left import due
from cart.trip.look import look
from cart.trip.session import apply
from cart.trip.state import Trip
from cart.trip.sums import Sums
from cart.trip.till import Priced
from cart.trip.view import DeviceView, View
from cart.trip.writer import JournalWriter

TICK_S = 0.25
HINT_S = 0.01
# Sums that take longer than this are told: the last total stays, and it says "adding up".
ADDING_S = 0.1
SEEN_S = 1.0
"""What one frame counts at most for how long something was shown: a starved cart has shown nothing meanwhile."""
Listener = Callable[[Trip, Fact, Trip], None]


class Desk:
    """One cart's running trip. All methods belong to the main thread; any thread may post to the inbox."""

    def __init__(self, inbox: Inbox, journal: Journal, config: Config, clock: Clock) -> None:
        self._inbox, self._journal, self._config, self._clock = inbox, journal, config, clock
        self.sums, self._listeners = Sums(), list[Listener]()
        self._ticked = self._pumped = self._added = clock.now()
        self._thanked_s = 0.0
        self._asked_left: tuple[int, str, float] | None = None
        self.writer = JournalWriter(inbox, journal)
        self.trip = Trip()
        self.priced: Priced = self.sums.price(self.trip)
        self.view = look(self.trip, self.priced, config)

    def listen(self, listener: Listener) -> None:
        """Calls `listener(before, fact, after)` for each fact applied from now on (not for those recovered)."""
        self._listeners.append(listener)

    def recover(self) -> None:
        """After a crash: the unfinished trip, as the journal has it. Raises JournalError when it is damaged."""
        for number in self._journal.trips():
            trip = reduce(apply, self._journal.facts(number), Trip())
            if trip.number:
                self.trip = trip
                self._inbox.resume(trip.number, trip.now)
        if self.trip.number:
            self._inbox.post(CartRestarted)
        self._show()

    def start_trip(self, language: str, terms: Terms) -> None:
        """A shopper takes the cart; nothing happens while another trip runs."""
        if self._inbox.trip == 0:
            fields = {"sid": token_hex(16), "wall": self._clock.wall(), "cart": self._config.cart.id,
                      "certified": self._config.weighing.certified,
                      "own_most": self._config.trip.own_most, "own_g": self._config.trip.own_g}  # fmt: skip
            with self._durably():
                self._inbox.begin(self._journal.next_trip(), language=language, terms=terms, **fields)

    def pump(self) -> View:
        """Applies what became durable since the last call; gives the newest view. Call it once a frame."""
        self._tick()
        facts = self.writer.durable()
        for fact in facts:
            before, self.trip = self.trip, apply(self.trip, fact)
            with self._durably():
                for listener in self._listeners:
                    listener(before, fact, self.trip)
        if facts or self.sums.news():
            self._show()
        self._hint()
        if self.priced.adding and self._clock.now() - self._added >= ADDING_S:
            self.view = replace(self.view, adding=True)
        if self.writer.failure is not None:
            self.view = out_of_service(self.view, self.writer.failure)
        return self.view

    @contextmanager
    def _durably(self) -> Iterator[None]:
        """What cannot be made durable ends the cart's service, not its program."""
        try:
            yield
        except (JournalError, StoreError) as error:
            self.writer.failure = error

    def _tick(self) -> None:
        """Time, as a fact: only while something waits for it; and the thanks do not stay for ever."""
        now = self._clock.now()
        seen_s, self._pumped = min(now - self._pumped, SEEN_S), now
        self._thanked_s = self._thanked_s + seen_s if self.trip.phase == "thanks" else 0.0
        if self._thanked_s >= self._config.trip.thanks_s and self._inbox.trip:
            self._inbox.post(TripEnded, how="paid")
        if waits(self.trip, self._config) and now - self._ticked >= TICK_S:
            self._ticked = now
            self._inbox.post(Ticked)
        self._left()

    def _left(self) -> None:
        """What is due where nobody uses the cart, once: posted facts are applied when they are durable."""
        step = due(self.trip, self._config.trip, self._inbox.now())
        state = (self.trip.number, self.trip.left, self.trip.used) if step else None
        if step and state != self._asked_left:
            kind, fields = step
            self._inbox.post(kind, **fields)
        self._asked_left = state

    def _show(self) -> None:
        self.priced = self.sums.price(self.trip)
        if not self.priced.adding:
            self._added = self._clock.now()
        if self.trip.phase != "shopping":
            self.priced = replace(self.priced, hints=())
        self.view = look(self.trip, self.priced, self._config)

    def _hint(self) -> None:
        """A moment of each frame for hints, so that no price and no touch waits for them; shown when all are tried."""
        until = self._clock.now() + HINT_S
        while self.trip.phase == "shopping" and self.sums.work():
            if self.sums.tried:
                self._show()
            if self._clock.now() >= until:
                return


def out_of_service(view: View, error: JournalError | StoreError) -> View:
    """Nothing can be made durable any more: the trip so far stays as it is, and staff are called."""
    return replace(view, phase="out_of_service", devices=(DeviceView("journal", False, str(error), "storage"),))
