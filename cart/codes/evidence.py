"""When a scanned text is believed.

One rule: each sighting carries evidence, counted in decibans of odds against its being a misread, and a text is
accepted when its sum reaches ENOUGH (40 dB: at most one accepted text in 10,000 is wrong, if the witnesses err as on
the photographs they were weighed with). A second sighting by the same family of engines tells less than its first,
since it errs in the same way again; a number that the store sells needs less than one it doesn't.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from cart.codes.sighting import NOTHING, Glimpse, Sighting

ENOUGH_DB = 40
FIRST_DB = 20
AGAIN_DB = 20
KNOWN_DB = 10
LEFT_S = 1.0


@dataclass(frozen=True)
class Accepted:
    """A text that is believed, at the moment it was."""

    text: str
    symbology: str
    at: float


@dataclass
class _Case:
    """What speaks for one text since it came into view."""

    families: dict[str, int] = field(default_factory=dict)
    last_seen: float = 0.0
    accepted: bool = False

    def decibans(self, known: bool) -> int:
        firsts = FIRST_DB * len(self.families)
        again = AGAIN_DB * sum(frames - 1 for frames in self.families.values())
        return firsts + again + (KNOWN_DB if known else 0)


class Evidence:
    """The acceptance rule for one camera. `known` says whether the store sells (or otherwise knows) a text's key."""

    def __init__(self, known: Callable[[str], bool]) -> None:
        self._known = known
        self._cases: dict[str, _Case] = {}
        self.hint: str | None = None

    def see(self, sightings: Iterable[Sighting], at: float, glimpse: Glimpse = NOTHING) -> list[Accepted]:
        """Weighs what one frame (taken at `at` seconds) showed; gives what has just become believable."""
        self._cases = {key: case for key, case in self._cases.items() if at - case.last_seen < LEFT_S}
        by_key: dict[str, list[Sighting]] = {}
        for one in sightings:
            by_key.setdefault(one.key, []).append(one)
        fresh = [self._weigh(key, group, at) for key, group in by_key.items()]
        return [accepted for accepted in fresh if accepted]

    def _weigh(self, key: str, group: list[Sighting], at: float) -> Accepted | None:
        case = self._cases.setdefault(key, _Case())
        case.last_seen = at
        for family in {one.family for one in group}:
            case.families[family] = case.families.get(family, 0) + 1
        if case.accepted or case.decibans(self._known(key)) < ENOUGH_DB:
            return None
        case.accepted = True
        return Accepted(group[0].text, group[0].symbology, at)
