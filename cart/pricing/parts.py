"""Independent parts of a problem: classes and offers that no offer and no group connects with the others."""

from collections import defaultdict
from dataclasses import dataclass

from cart.pricing.columns import UnitClass
from cart.pricing.problem import Problem, Use


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
    for use in problem.uses:
        anchor = use.hits[0][0]
        if use.offer.group is not None:
            root.join(anchor, anchors.setdefault(use.offer.group, anchor))
        for hits in use.hits:
            for number in hits:
                root.join(anchor, number)
    members: dict[int, list[Use]] = defaultdict(list)
    for use in problem.uses:
        members[root.of(use.hits[0][0])].append(use)
    numbers: dict[int, list[int]] = defaultdict(list)
    for number in range(len(problem.classes)):
        numbers[root.of(number)].append(number)
    parts = [_part(problem, numbers[home], uses) for home, uses in members.items()]
    return tuple(sorted(parts, key=lambda part: part.numbers[0]))


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
