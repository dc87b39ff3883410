"""One simulated world that all simulated devices look at: a shelf, a hand, a basket, and faults on demand.

People act through verbs (`show`, `put`, `take`, ...), which happen at the clock's time. What devices see is a function
of the seed, the verbs so far and the time asked for, so that threads in real time and a driven clock both work.
"""

import itertools
import math
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from cart.clock import Clock
from drivers.sim.basket import Laid
from drivers.sim.faults import Faults
from drivers.sim.label import label
from drivers.sim.physics import (
    COUNTS_PER_GRAM,
    LEAN_S,
    RUNG_OUT_S,
    ZERO_COUNTS,
    Jolt,
    Settled,
    Span,
    Unrest,
    hand_g,
    jolt_g,
    smooth,
    upright,
)

FULL_SCALE = (1 << 23) - 1
LOWERED_S = 0.45
LIFTED_S = 0.18
LOOKED_BACK_S = 60.0


@dataclass(frozen=True)
class Thing:
    """What a hand can hold: a label, a mass, and what it looks like (a picture file, "" for nothing to see)."""

    text: str
    symbology: str = "EAN13"
    mass_g: float = 0.0
    picture: str = ""


@dataclass(frozen=True)
class Showing:
    """A thing in the camera's view since `at`, until `until` (None: still)."""

    thing: Thing
    at: float
    until: float | None = None


class World(Faults):
    """Shelf, hand and basket. Safe for threads; the same seed and verbs at the same times give the same world."""

    counts_per_gram = COUNTS_PER_GRAM
    zero_counts = ZERO_COUNTS

    def __init__(self, clock: Clock, seed: int = 1) -> None:
        super().__init__(clock)
        self.seed = seed
        self._random = np.random.default_rng(seed)
        self._unrest = Unrest(seed)
        self._keys = itertools.count(1)
        self._held: Thing | None = None
        self._in_basket: dict[str, float] = {}
        self._jolts: tuple[Jolt, ...] = ()
        self._settled = Settled()
        self._leaving: tuple[tuple[float, str], ...] = ()
        self._hands: tuple[Span, ...] = ()
        self._rolls: tuple[Span, ...] = ()
        self._leans: tuple[tuple[float, float], ...] = ()
        self._showings: tuple[Showing, ...] = ()
        self._laid: tuple[Laid, ...] = ()
        self.colour = "off"
        self.played: deque[str] = deque(maxlen=64)
        self.said: deque[tuple[str, str]] = deque(maxlen=64)
        self.waved: deque[str] = deque(maxlen=64)

    # --- the hand and the camera

    def pick(self, text: str, symbology: str = "EAN13", mass_g: float = 0.0, picture: str = "") -> None:
        """Takes a thing from the shelf into the hand; the camera does not see it yet. Raises CodeError."""
        label(text, symbology)
        with self._lock:
            self.hide()
            self._held = Thing(text, symbology, mass_g, picture)

    def show(self, text: str | None = None, symbology: str = "EAN13") -> None:
        """Holds a label into the camera's view: `text`, or that of the thing in the hand. Raises CodeError."""
        with self._lock:
            thing = self._held if text is None else Thing(text, symbology)
            if thing is None:
                return
            label(thing.text, thing.symbology)
            self.hide()
            self._showings = (*self._showings[-8:], Showing(thing, self.clock.now()))

    def hide(self) -> None:
        """Takes whatever is shown out of the camera's view."""
        with self._lock:
            if self._showings and self._showings[-1].until is None:
                self._showings = (*self._showings[:-1], replace(self._showings[-1], until=self.clock.now()))

    @property
    def held(self) -> Thing | None:
        """What the hand holds."""
        return self._held

    def shown_at(self, t: float) -> Showing | None:
        """What the camera sees at `t`."""
        for showing in reversed(self._showings):
            if Span(showing.at, showing.until).holds(t):
                return showing
        return None

    # --- the basket

    def put(
        self, mass_g: float | None = None, lifetime_s: float | None = None, gently: bool = False, picture: str = ""
    ) -> str:
        """Puts a mass (or the thing in the hand) into the basket; returns its key for `take`.

        It is dropped from a few centimetres, or lowered `gently`. With a lifetime it leaves again by itself. What has a
        `picture` is seen to lie there.
        """
        with self._lock:
            held = self._held or Thing("")
            mass_g = held.mass_g if mass_g is None else mass_g
            self._held = None
            self.hide()
            key = f"item-{next(self._keys)}"
            self._lie(key, picture or held.picture)
            self._jolt(mass_g, LOWERED_S if gently else 0.0)
            self._in_basket[key] = mass_g
            if lifetime_s is not None:
                self._leaving = (*self._leaving, (self.clock.now() + lifetime_s, key))
            return key

    def take(self, key: str) -> float:
        """Takes a thing out of the basket; returns its grams. Raises KeyError where the basket lacks it."""
        with self._lock:
            self._let_leave(self.clock.now())
            mass_g = self._in_basket.pop(key)
            self._jolt(-mass_g, LIFTED_S)
            self._lie_no_more(key, self.clock.now())
            return mass_g

    def lying_at(self, t: float) -> tuple[Laid, ...]:
        """What the camera sees lie in the basket at `t`, the newest last, and what has just been taken out."""
        return tuple(one for one in self._laid if one.span.at <= t)

    @property
    def basket(self) -> Mapping[str, float]:
        """What lies in the basket: grams by key."""
        with self._lock:
            self._let_leave(self.clock.now())
            return dict(self._in_basket)

    def load_g(self, t: float | None = None) -> float:
        """The true mass in the basket at `t` (now, if none is given)."""
        at = self.clock.now() if t is None else t
        with self._lock:
            self._let_leave(at)
        return self._settled.grams + sum(jolt.grams for jolt in self._jolts if jolt.at <= at)

    def rest_hand(self, grams: float) -> None:
        """Rests a hand on the basket (negative: lifts it by its rim)."""
        with self._lock:
            self.lift_hand()
            self._hands = (*self._hands[-8:], Span(self.clock.now(), None, grams))

    def lift_hand(self) -> None:
        """Takes the hand off."""
        with self._lock:
            self._hands = _ended(self._hands, self.clock.now())

    def roll(self, on: bool) -> None:
        """The cart rolls, or stands."""
        with self._lock:
            self._rolls = _ended(self._rolls, self.clock.now())
            if on:
                self._rolls = (*self._rolls[-8:], Span(self.clock.now()))

    def rolling_at(self, t: float) -> bool:
        """Whether the cart rolls at `t`."""
        return any(span.holds(t) for span in self._rolls)

    def lean(self, degrees: float) -> None:
        """The floor slopes by so much from now on."""
        with self._lock:
            self._leans = (*self._leans[-8:], (self.clock.now(), degrees))

    def lean_at(self, t: float) -> float:
        """The slope under the cart at `t`, in degrees: it comes within a second and a half."""
        degrees = 0.0
        for at, to in self._leans:
            if at <= t:
                degrees += (to - degrees) * smooth((t - at) / LEAN_S)
        return degrees

    def wave(self, text: str) -> None:
        """Scans a text with the wand."""
        self.waved.append(text)

    # --- what the scale feels

    def grams_at(self, t: float) -> float:
        """Grams that the cell feels at `t`: ringing, hands, wheels, the floor's slope and noise included."""
        if self._leaving:
            with self._lock:
                self._let_leave(t)
        grams = self._settled.felt_g(t) + sum([jolt_g(jolt, t) for jolt in self._jolts])
        grams += sum(hand_g(hand, t) for hand in self._hands)
        if self.rolling_at(t):
            grams += self._unrest.rolling_g(t, max(0.0, grams))
        if self._leans:
            grams = upright(math.cos(math.radians(self.lean_at(t))), grams)
        return grams + self._unrest.noise_g(t)

    def counts_at(self, t: float) -> int:
        """The converter's signed 24-bit word at `t`."""
        seen = self.seen_at("scale", t)
        counts = round(self.zero_counts + self.counts_per_gram * self.bent_g(self.grams_at(seen)) + self.spike_at(t))
        return max(-FULL_SCALE - 1, min(FULL_SCALE, counts))

    def _jolt(self, grams: float, ramp_s: float, at: float | None = None) -> None:
        load_g = self.load_g() + grams
        kick = float(self._random.uniform(0.05, 0.2) if ramp_s else self._random.uniform(0.4, 2.0))
        jolts = (*self._jolts, Jolt(self.clock.now() if at is None else at, grams, load_g, ramp_s, kick))
        young = self.clock.now() - RUNG_OUT_S - LOOKED_BACK_S
        for jolt in itertools.takewhile(lambda jolt: jolt.at < young, jolts):
            self._settled.add(jolt)
        self._jolts = tuple(itertools.dropwhile(lambda jolt: jolt.at < young, jolts))

    def _let_leave(self, t: float) -> None:
        due = [entry for entry in self._leaving if entry[0] <= t]
        self._leaving = tuple(entry for entry in self._leaving if entry[0] > t)
        for at, key in due:
            if key in self._in_basket:
                self._jolt(-self._in_basket.pop(key), LIFTED_S, at)
                self._lie_no_more(key, at)

    def _lie(self, key: str, picture: str) -> None:
        """What was taken out long ago is forgotten here."""
        now = self.clock.now()
        kept = [one for one in self._laid if one.span.until is None or now - one.span.until < LOOKED_BACK_S]
        self._laid = (*kept, Laid(key, picture, Span(now))) if picture else tuple(kept)

    def _lie_no_more(self, key: str, at: float) -> None:
        self._laid = tuple(
            replace(one, span=replace(one.span, until=at)) if one.key == key else one for one in self._laid
        )


def _ended(spans: tuple[Span, ...], at: float) -> tuple[Span, ...]:
    if spans and spans[-1].until is None:
        return (*spans[:-1], replace(spans[-1], until=at))
    return spans
