"""When a scanned text is believed.

A code counts once while it stays: it has left when frames were looked at without it, or when its item is in the basket.
Each sighting carries decibans (cart.codes.weights). In a frame they are summed by text, and what speaks for
another text at the same place is taken off. From frame to frame a text keeps what it has; an engine that says the same
again adds little, and not without end, since it errs in the same way again. A number the store sells has the odds of
the catalog with it; one that is a few digits away from a number just believed has them against it. At ENOUGH_DB the
text is believed.
"""

from collections import deque
from collections.abc import Callable, Container, Iterable
from dataclasses import dataclass, field

from cart.codes.retail import RETAIL
from cart.codes.sighting import NOTHING, Family, Glimpse, Sighting, meet
from cart.codes.templates import US, Template
from cart.codes.understand import understand
from cart.codes.weighed import Weighed, weigh
from cart.codes.weights import ENOUGH_DB, together
from cart.errors import CodeError

AGAIN_DB = 8
MOST_AGAIN_DB = 32
"""What an engine's repeating itself adds at most: a glare or a thumb that stays makes it err alike in every frame."""
KNOWN_DB = 10
NEAR_DB = -40
NEAR_DIGITS = 4
LEFT_S = 1.0
"""A code looked for so long and not there has left; three times as long while bars that nobody reads are in view."""
LANDED_S = 0.3
"""The same of a code whose item went into the basket: the next one shown is another piece."""
LOOK_S = 0.2
"""What one frame counts at most: a reader that falls silent has looked at nothing meanwhile."""
NARROW_PX = 125
"""95 modules at 1.3 pixels: narrower codes cannot be read."""
BLURRED = 0.45
GLARE = 0.08
STUCK_FRAMES = 6
ROUNDING_S = 1e-6
MOST_LANDED = 64


@dataclass(frozen=True)
class Accepted:
    """A text that is believed, at the moment it was."""

    text: str
    symbology: str
    at: float


@dataclass
class _Case:
    """What speaks for one text since it came into view."""

    best: Sighting
    families: dict[Family, float] = field(default_factory=dict)
    frames: dict[Family, int] = field(default_factory=dict)
    rival_db: float = 0.0
    missed_s: float = 0.0
    away_s: float = 0.0
    landed: bool = False
    accepted: bool = False

    @property
    def left(self) -> bool:
        return self.away_s >= (LANDED_S if self.landed else LEFT_S) - ROUNDING_S

    def miss(self, looked_s: float, *, bars: bool) -> None:
        """A frame without it, that stands for so many seconds of looking."""
        self.missed_s += looked_s
        if not bars or self.missed_s >= 2 * LEFT_S:
            self.away_s += looked_s

    def add(self, weighed: Weighed) -> None:
        self.missed_s = self.away_s = 0.0
        self.rival_db = max(weighed.rival_db, self.rival_db)
        for family, tells in weighed.families.items():
            if not tells:
                continue
            self.families[family] = max(tells, self.families.get(family, 0.0))
            self.frames[family] = self.frames.get(family, 0) + 1

    def decibans(self) -> float:
        again = sum(min(MOST_AGAIN_DB, AGAIN_DB * (frames - 1)) for frames in self.frames.values())
        return together(self.families) + again - self.rival_db


class Evidence:
    """The acceptance rule for one camera.

    `known` says whether the store sells a key (cart.codes.code.Code: the GTIN or PLU that a text means, whatever symbol
    carries it); `templates` are its labels.
    """

    def __init__(self, known: Callable[[str], bool], templates: Iterable[Template] = US) -> None:
        self._known, self._templates = known, tuple(templates)
        self._cases: dict[str, _Case] = {}
        self._stuck = 0
        self._glimpse = NOTHING
        self._looked_at: float | None = None
        self._landed: deque[str] = deque(maxlen=MOST_LANDED)

    @property
    def hint(self) -> str | None:
        """What would help to read the code in view: "closer", "tilt" (away from the light), "hold_still", or None."""
        seen = self._glimpse
        if self._stuck < STUCK_FRAMES:
            return None
        if seen.width_px < NARROW_PX:
            return "closer"
        return "tilt" if seen.glare > GLARE else "hold_still" if seen.sharpness < BLURRED else None

    def landed(self, *names: str) -> None:
        """The item with these names (its text, its key) is in the basket: shown again, it is one more. Any thread."""
        self._landed.extend(names)

    def see(self, sightings: Iterable[Sighting], at: float, glimpse: Glimpse = NOTHING) -> list[Accepted]:
        """Weighs what one frame (taken at `at` seconds) showed; gives what has just become believable."""
        found = weigh(sightings)
        self._forget({one.best.key for one in found}, at, glimpse)
        fresh = [self._judge(weighed, at) for weighed in found]
        self._glimpse = glimpse
        self._stuck = self._stuck + 1 if glimpse.bars and not any(_there(one.best, glimpse) for one in found) else 0
        return [accepted for accepted in fresh if accepted]

    def _forget(self, seen: Container[str], at: float, glimpse: Glimpse) -> None:
        """A believed code has left when it was looked for and not there: frames count, not the time without any.

        What is half believed is forgotten by time: what an engine said long ago is no witness of what it says now.
        """
        passed_s = 0.0 if self._looked_at is None else max(0.0, at - self._looked_at)
        self._looked_at = at
        self._note_landed()
        for key, case in self._cases.items():
            if not case.accepted:
                case.miss(passed_s, bars=glimpse.bars)
            elif key not in seen:
                case.miss(min(LOOK_S, passed_s), bars=glimpse.bars)
        self._cases = {key: case for key, case in self._cases.items() if not case.left}

    def _note_landed(self) -> None:
        names = {self._landed.popleft() for _ in range(len(self._landed))}
        for key, case in self._cases.items():
            case.landed = case.landed or (case.accepted and not names.isdisjoint((key, case.best.text)))

    def _judge(self, weighed: Weighed, at: float) -> Accepted | None:
        key = weighed.best.key
        case = self._cases.setdefault(key, _Case(weighed.best))
        case.add(weighed)
        if case.accepted or case.decibans() + self._prior_db(weighed.best) < ENOUGH_DB:
            return None
        case.accepted = True
        return Accepted(weighed.best.text, weighed.best.symbology, at)

    def _prior_db(self, one: Sighting) -> float:
        near = any(case.accepted and _near(one, case.best) for case in self._cases.values())
        return (KNOWN_DB if self._sold(one) else 0) + (NEAR_DB if near else 0)

    def _sold(self, one: Sighting) -> bool:
        try:
            code = understand(one.text, one.symbology, self._templates)
        except CodeError:
            return False
        return code.kind in ("gtin", "plu") and self._known(code.key)


def _there(one: Sighting, glimpse: Glimpse) -> bool:
    """Whether this was read where the glimpse shows bars, so that they are no riddle; or nobody knows where."""
    return not (one.corners and glimpse.corners) or meet(one.corners, glimpse.corners)


def _near(one: Sighting, other: Sighting) -> bool:
    """Whether two retail numbers differ in a few digits: smear on the way out of view makes such pairs."""
    if one.symbology not in RETAIL or other.symbology not in RETAIL:
        return False
    return 0 < sum(a != b for a, b in zip(one.key, other.key, strict=True)) <= NEAR_DIGITS
