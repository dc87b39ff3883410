"""One frame and its places: where codes are or may be, what was said of each, and which are settled."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from math import atan2, hypot

from cart.codes.sighting import NOTHING, Glimpse, Sighting, meet
from cart.codes.weighed import weigh
from cart.codes.weights import ENOUGH_DB
from drivers.decoding import localise
from drivers.decoding.crops import Crop, likeliest
from drivers.decoding.localise import Region
from drivers.ports import Grey

SQUARE = ("QRCODE", "GS1_QRCODE", "DATAMATRIX")
_SHAPE = 0.35
_SHORTEST_PX = 20


@dataclass
class Look:
    """One frame under the rungs, and what they have found in it so far.

    A text with `least_db` for it settles its place. `still` is what places hold that nothing has touched since.
    """

    grey: Grey
    least_db: float = ENOUGH_DB
    still: Sequence[Sighting] = ()
    sightings: list[Sighting] = field(default_factory=list)
    settled: list[Sighting] = field(init=False)

    def __post_init__(self) -> None:
        self.settled = list(self.still)

    def hear(self, said: Iterable[Sighting]) -> None:
        """Adds what a rung says, one by one: it may ask what is settled by then. What it names is a place anew."""
        for one in said:
            self.sightings.append(one)
            self.settled = [*believed(self.sightings, self.least_db), *self.still]
            if (one.family, one.by) == ("zxing", "whole"):
                self.__dict__.pop("_named", None)
                self.__dict__.pop("_crops", None)

    def places(self) -> Iterator[Crop]:
        """The places of bars that are not settled by the time that they are asked for, the likeliest first."""
        return (crop for crop in self._crops if not any(crop.holds(one) for one in self.settled))

    @property
    def blank(self) -> bool:
        """Whether nothing was read but what lay there before."""
        known = {one.key for one in self.still}
        return all(one.key in known for one in self.sightings)

    @property
    def answered(self) -> bool:
        """Whether something is settled that did not lie there before."""
        return len(self.settled) > len(self.still)

    @property
    def done(self) -> bool:
        """Whether it is answered, and nothing else that looks like bars is left."""
        return self.answered and next(self.places(), None) is None

    @cached_property
    def _named(self) -> list[Region]:
        """Where an engine has read bars and is not believed."""
        read = [region for one in self.sightings if (region := _region(one))]
        return [one for one in read if not any(meet(one.corners(), settled.corners) for settled in self._boxed)]

    @cached_property
    def regions(self) -> list[Region]:
        """Where else the gradients show bars, or what may be some."""
        boxes = [one.corners for one in self._boxed] + [one.corners() for one in self._named]
        return [one for one in localise.find(self.grey, boxes) if not any(meet(one.corners(), box) for box in boxes)]

    @cached_property
    def _crops(self) -> list[Crop]:
        return [*likeliest(self.grey, self._named), *likeliest(self.grey, self.regions)]

    @property
    def _boxed(self) -> list[Sighting]:
        return [one for one in self.settled if one.corners]

    @property
    def glimpse(self) -> Glimpse:
        """What the largest unsettled place looks like: the one nearest to the camera is in the hand."""
        left = max(self.places(), key=lambda crop: crop.region.length, default=None)
        return left.glimpse if left else NOTHING


def believed(sightings: Iterable[Sighting], least_db: float = ENOUGH_DB) -> list[Sighting]:
    """The texts of one frame that have `least_db` decibans for them, each by its strongest sighting."""
    return [weighed.best for weighed in weigh(sightings) if weighed.decibans >= least_db]


def _region(one: Sighting) -> Region | None:
    """The box of bars that an engine names by its corners; it may be a thin one, so it is given height."""
    if len(one.corners) != 4 or one.symbology in SQUARE or one.centre is None:
        return None
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = one.corners
    across = ((bx + cx) / 2 - (ax + dx) / 2, (by + cy) / 2 - (ay + dy) / 2)
    length, height = hypot(*across), hypot((cx + dx - ax - bx) / 2, (cy + dy - ay - by) / 2)
    if length <= _SHORTEST_PX:
        return None
    return Region(*one.centre, atan2(across[1], across[0]), length, max(height, _SHAPE * length))
