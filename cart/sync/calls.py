"""A shopper's call on its way to the store, and the store's answer on its way back.

One signed request says how the call stands and brings what a person said to it. It is repeated while the call is open,
and may be repeated for ever: a call that is over never opens again. Nothing that the store did not sign is an answer.
"""

import json
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Literal

from nacl.signing import SigningKey

from cart.facts import HelpAnswered
from cart.identity import storeword
from cart.identity.keys import Keys
from cart.trip.state import Trip

PURPOSE = b"dashcart call"
Said = Literal["told", "seen", "coming", "done"]


@dataclass(frozen=True)
class Call:
    """One call as it travels. `age_s`: how long ago it was made; `near`, `aisle`: what was scanned last, and where it
    stands.
    """

    call: str
    open: bool = True
    reason: str = ""
    near: str = ""
    aisle: str = ""
    age_s: int = 0


@dataclass(frozen=True)
class Answer:
    """What a person of the store said to the call: "told" while nobody did."""

    call: str
    said: Said
    who: str = ""


def sign(answer: Answer, key: SigningKey) -> bytes:
    """The answer as the store sends it."""
    return storeword.sign(answer, key, PURPOSE)


def read(message: bytes, keys: Keys) -> Answer:
    """The store's answer in `message`. Raises TokenError where the store did not sign it."""
    return storeword.read(Answer, message, keys, PURPOSE)


def pack(call: Call) -> bytes:
    """The body of the request."""
    return json.dumps(asdict(call), sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode()


def of_trip(trip: Trip) -> Call | None:
    """The trip's open call, or None."""
    if trip.help is None:
        return None
    line = next((line for line in reversed(trip.lines) if line.product.place), None)
    place = line.product.place if line else None
    near = line.product.name[:100] if line else ""
    age_s = max(0, round(trip.now - trip.help_since)) if trip.number else 0
    return Call(trip.call, True, trip.help.reason, near, place.aisle if place else "", age_s)


class CallLine:
    """Between the trip and the store: the main thread says how the trip is (`heard`), the sync's takes turns."""

    def __init__(self, post: Callable[..., object], now: Callable[[], float]) -> None:
        self._post, self._now = post, now
        self._lock = threading.Lock()
        self._open: Call | None = None
        self._trip, self._since = 0, 0.0
        self._told: Answer | None = None

    def heard(self, trip: Trip) -> bool:
        """The trip as it is now: whether its call has changed, and the store is to be told at once."""
        call = of_trip(trip)
        with self._lock:
            before = self._open
            if call and before and call.call == before.call:
                self._open = replace(call, age_s=before.age_s)
            else:
                self._open, self._trip, self._since = call, trip.number, self._now()
            return self._open != before

    @property
    def busy(self) -> bool:
        """Whether the store is to be told or asked something."""
        return self._open is not None or self._told is not None

    def turn(self, ask: Callable[[Call], Answer | None]) -> None:
        """Tells the store how the call stands; what it answers becomes a fact, once. Raises StoreError from `ask`."""
        with self._lock:
            call, trip, age_s = self._open, self._trip, round(self._now() - self._since)
        over = self._told if self._told and (call is None or call.call != self._told.call) else None
        if call is not None:
            self._answered(ask(replace(call, age_s=call.age_s + age_s)), call, trip)
        if over is not None:
            ask(Call(over.call, open=False))
            self._told = None if self._told is over else self._told

    def _answered(self, answer: Answer | None, call: Call, trip: int) -> None:
        if answer is None or answer.call != call.call or answer == self._told:
            return
        self._told = answer
        self._post(HelpAnswered, trip=trip, call=answer.call, said=answer.said, who=answer.who)
