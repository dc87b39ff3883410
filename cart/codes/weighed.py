"""The texts of one frame, each with the decibans for it there.

They are summed by text, and what speaks for another text at the same place is taken off.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cart.codes.sighting import Family, Sighting
from cart.codes.weights import decibans, together


@dataclass(frozen=True)
class Weighed:
    """A text in one frame and the decibans for it there, rivals taken off."""

    best: Sighting
    families: dict[Family, float]
    rival_db: float

    @property
    def decibans(self) -> float:
        """For the text less for its strongest rival."""
        return together(self.families) - self.rival_db


def weigh(sightings: Iterable[Sighting]) -> list[Weighed]:
    """The texts of one frame, the strongest first."""
    by_key: dict[str, list[Sighting]] = {}
    for one in sightings:
        by_key.setdefault(one.key, []).append(one)
    plain = {key: _families(group) for key, group in by_key.items()}
    weighed = []
    for key, group in by_key.items():
        rivals = [
            _standing(theirs, plain[other])
            for other, theirs in by_key.items()
            if other != key and _contradict(group, theirs)
        ]
        weighed.append(Weighed(max(group, key=decibans), plain[key], max(rivals, default=0.0)))
    return sorted(weighed, key=lambda one: -one.decibans)


def _families(group: list[Sighting]) -> dict[Family, float]:
    families: dict[Family, float] = {}
    for one in group:
        families[one.family] = max(decibans(one), families.get(one.family, 0.0))
    return families


def _standing(group: list[Sighting], families: Mapping[Family, float]) -> float:
    """What speaks for a text against its rivals: what is said now, or was said before of what has not moved since."""
    return max([together(families), *(one.margin or 0.0 for one in group if one.family == "memory")])


def _contradict(some: Sequence[Sighting], others: Sequence[Sighting]) -> bool:
    """Whether they speak of one place. Of two texts whose place is not known: unless one pass saw both."""
    return any(one.overlaps(other) and not _apart(one, other) for one in some for other in others)


def _apart(one: Sighting, other: Sighting) -> bool:
    """Whether one pass told both and no places, so that they are two symbols."""
    return not (one.corners and other.corners) and (one.family, one.by) == (other.family, other.by)
