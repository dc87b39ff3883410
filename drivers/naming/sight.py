"""What the eye remembers, asks and tells where something went in unscanned.

A gain that nothing explains becomes a question with the pictures of before and after; its answer becomes the fact
ItemSeen. What is scanned, produce that is weighed and a shopper's own things are no question.
"""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass

from cart.catalog.snapshot import Snapshot
from cart.facts import Fact, ItemSeen, Seen, WeightChanged
from cart.naming.evidence import Gain
from cart.trip.naming import wondered
from cart.trip.state import Trip
from drivers.naming.question import Answer, Namer, Question
from drivers.naming.recall import MOST, Moment, Recall
from drivers.ports import Frame

PATIENCE_S = 1.5
"""So long pictures of after are waited for, where the camera gives few."""

Post = Callable[..., object]


@dataclass(frozen=True)
class _Wonder:
    """A gain that waits for its pictures. `told_at`: when the scale told it, by the camera's clock."""

    trip: int
    change: int
    gain: Gain
    told_at: float
    revises: int | None


class Sight:
    """`heard` belongs to the main thread (a desk's listener), `look` to the camera's."""

    def __init__(self, namer: Namer, catalog: Callable[[], Snapshot], now: Callable[[], float], post: Post) -> None:
        self._namer, self._catalog, self._now, self._post = namer, catalog, now, post
        self._recall = Recall()
        self._wonders: deque[_Wonder] = deque(maxlen=MOST)
        self._last: tuple[int, Moment] | None = None

    def heard(self, _: Trip, fact: Fact, after: Trip) -> None:
        """Whether something went in unscanned."""
        gain = wondered(after, fact, self._catalog()) if isinstance(fact, WeightChanged) else None
        if gain and isinstance(fact, WeightChanged):
            self._wonders.append(_Wonder(after.number, fact.change, gain, self._now(), fact.revises))

    def look(self, frame: Frame) -> None:
        """Keeps the frame, asks what has its pictures, tells what was answered."""
        self._recall.keep(frame)
        for _ in range(len(self._wonders)):
            self._ask(self._wonders.popleft(), frame.at)
        for answer in self._namer.answers():
            self._tell(answer)

    def forget(self) -> None:
        """Lets all pictures go."""
        self._recall.forget()
        self._last = None

    def _ask(self, one: _Wonder, now: float) -> None:
        """What a revised weight was seen of before, is what it was seen of."""
        seen = self._recall.around(one.told_at)
        if len(seen.after) < MOST and now - one.told_at < PATIENCE_S:
            self._wonders.append(one)
            return
        if self._last and self._last[0] == one.revises:
            seen = self._last[1]
        if seen.before and seen.after:
            self._last = (one.change, seen)
            self._namer.ask(Question(one.trip, one.change, one.gain, seen.before, seen.after))

    def _tell(self, answer: Answer) -> None:
        """The fact, with the records of its products; what the store does not sell any more is no candidate."""
        found = ((self._catalog().by_id(one.product), one.decibans) for one in answer.naming.candidates)
        seen = tuple(Seen(product, decibans) for product, decibans in found if product)
        if seen:
            fields = {"change": answer.change, "candidates": seen, "sure": answer.naming.sure}
            self._post(ItemSeen, trip=answer.trip, **fields)
