"""Independent parts of a problem: classes that no offer and no group connects with the others, and their offers.

Offers on single units without a limit connect nothing: each part has them for its own classes.
"""

from collections import defaultdict
from dataclasses import dataclass

from cart.pricing.solver.columns import UnitClass
from cart.pricing.solver.problem import Problem, Use

SINGLE = frozenset({"percent_off", "amount_off", "fixed_price"})


@dataclass(frozen=True)
class Part:
    """Classes that share offers, with those offers. `numbers` are the classes' own in the problem."""

    numbers: tuple[int, ...]
    classes: tuple[UnitClass, ...]
    uses: tuple[Use, ...]


def split(problem: Problem) -> tuple[Part, ...]:
    """The parts, ordered by their first class. Classes that no offer touches belong to none."""
    root = _Roots(len(problem.classes))
    anchors: dict[str, int] = {}
    units = sum([c.size for c in problem.classes])
    loose = [use for use in problem.uses if _is_loose(use, units)]
    tight = [use for use in problem.uses if not _is_loose(use, units)]
    for use in tight:
        anchor = use.hits[0][0]
        if use.offer.group is not None:
            root.join(anchor, anchors.setdefault(use.offer.group, anchor))
        for hits in use.hits:
            for number in hits:
                root.join(anchor, number)
    homes = [root.of(number) for number in range(len(problem.classes))]
    members: dict[int, list[Use]] = defaultdict(list)
    for use in tight:
        members[homes[use.hits[0][0]]].append(use)
    for use in loose:
        for home, own in _by_home(use, homes).items():
            members[home].append(use._replace(hits=(tuple(own),)))
    inside: dict[int, list[int]] = defaultdict(list)
    for number, home in enumerate(homes):
        inside[home].append(number)
    parts = [_part(problem, inside[home], uses) for home, uses in members.items()]
    return tuple(sorted(parts, key=lambda part: part.numbers[0]))


def _is_loose(use: Use, units: int) -> bool:
    """Whether using the offer on one unit takes nothing from another: single units, no limit in reach, no group."""
    return use.offer.kind in SINGLE and use.limit >= units and use.offer.group is None


def _by_home(use: Use, homes: list[int]) -> dict[int, list[int]]:
    hits: dict[int, list[int]] = defaultdict(list)
    for number in use.hits[0]:
        hits[homes[number]].append(number)
    return hits


def _part(problem: Problem, numbers: list[int], uses: list[Use]) -> Part:
    return Part(tuple(numbers), tuple([problem.classes[number] for number in numbers]), tuple(uses))


class _Roots:
    """Union-find over class numbers."""

    def __init__(self, size: int) -> None:
        self.parent = list(range(size))

    def of(self, item: int) -> int:
        """The representative of the item's set."""
        parent = self.parent
        while parent[item] != item:
            parent[item] = parent[parent[item]]
            item = parent[item]
        return item

    def join(self, one: int, other: int) -> None:
        """Makes one set of two."""
        self.parent[self.of(one)] = self.of(other)
