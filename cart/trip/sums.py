"""The till on a thread of its own: the main thread asks for a trip's sums and never waits longer than a moment.

Until it is started the sums are done at once, in virtual time and in replays. Started, the newest question wins; while
its answer is not there, the last receipt stands, with new lines at what the shelf asks. The answer is the same either
way: what it costs is counted work (cart/pricing), not time.
"""

import queue
import threading
from dataclasses import replace

from cart.pricing.model import PricedLine, Receipt
from cart.trip.state import Line, Trip
from cart.trip.till import Priced, Till, question

# A frame is 16 ms; most baskets are priced in less than this, and then nothing waits for the next frame.
MOMENT_S = 0.006


class Sums:
    """Prices trips. `price`, `news` and `work` belong to the main thread."""

    def __init__(self) -> None:
        self._till = Till()
        self._asked: queue.SimpleQueue[Trip | None] = queue.SimpleQueue()
        self._told: queue.SimpleQueue[tuple[object, Priced]] = queue.SimpleQueue()
        self._thread: threading.Thread | None = None
        self._waiting: object = None
        self._answer: tuple[object, Priced] = (None, self._till.price(Trip()))

    def start(self) -> None:
        """From here on, sums are done on a thread of their own."""
        self._thread = threading.Thread(target=self._run, name="sums", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Ends the thread when it has done what it does now."""
        if self._thread is not None:
            self._asked.put(None)
            self._thread.join(timeout=5.0)
            self._thread = None

    def price(self, trip: Trip) -> Priced:
        """The trip's receipt; where it takes more than a moment, the last one, and `adding` is true."""
        if self._thread is None:
            return self._till.price(trip)
        asked = question(trip)
        if asked not in (self._answer[0], self._waiting):
            self._waiting = asked
            self._asked.put(trip)
            self._hear(MOMENT_S)
        if asked == self._answer[0]:
            return self._answer[1]
        return Priced(meanwhile(self._answer[1].receipt, trip), adding=True)

    def news(self) -> bool:
        """Whether an answer came that was not there before."""
        if self._thread is None:
            return False
        return self._hear(0)

    def work(self) -> bool:
        """Without a thread: tries one thing more for the hints; false where there is none."""
        if self._thread is not None or not self._till.trying:
            return False
        self._till.try_more()
        return True

    @property
    def tried(self) -> bool:
        """Whether every hint has been tried."""
        return not self._till.trying

    def _hear(self, moment_s: float) -> bool:
        """Takes answers in; waits up to a moment for the one that is waited for."""
        heard = False
        while True:
            try:
                said = self._told.get(timeout=moment_s) if moment_s else self._told.get_nowait()
            except queue.Empty:
                return heard
            if said[0] == self._waiting or said[0] == self._answer[0]:
                self._answer, heard, moment_s = said, True, 0.0

    def _run(self) -> None:
        while (trip := self._newest()) is not None:
            asked = question(trip)
            self._told.put((asked, self._till.price(trip)))
            while self._till.trying and self._asked.empty():
                self._till.try_more()
                if not self._till.trying:
                    self._told.put((asked, self._till.price(trip)))

    def _newest(self) -> Trip | None:
        trip = self._asked.get()
        while trip is not None and not self._asked.empty():
            trip = self._asked.get()
        return trip


def meanwhile(last: Receipt, trip: Trip) -> Receipt:
    """The last receipt, with the lines that it does not know at what the shelf asks; its totals stay."""
    known = {line.id: line for line in last.lines}
    return replace(last, lines=tuple([known.get(line.id) or _by_the_shelf(line) for line in trip.placed]))


def _by_the_shelf(line: Line) -> PricedLine:
    cents = line.price_cents if line.price_cents is not None else line.product.price_cents
    return PricedLine(line.id, line.product.id, cents, cents, unit_price=line.product.price_cents)
