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
    root = _Roots()
    for use in problem.uses:
        for number in use.touched:
            root.join(("offer", use.number), ("class", number))
        if use.offer.group is not None:
            root.join(("offer", use.number), ("group", use.offer.group))
    members: dict[object, list[Use]] = defaultdict(list)
    for use in problem.uses:
        members[root.of(("offer", use.number))].append(use)
    parts = [_part(problem, tuple(uses)) for uses in members.values()]
    return tuple(sorted(parts, key=lambda part: part.numbers[0]))


def _part(problem: Problem, uses: tuple[Use, ...]) -> Part:
    numbers = sorted({number for use in uses for number in use.touched})
    return Part(tuple(numbers), tuple(problem.classes[number] for number in numbers), uses)


class _Roots:
    """Union-find over offers, classes and groups."""

    def __init__(self) -> None:
        self.parent: dict[object, object] = {}

    def of(self, item: object) -> object:
        """The representative of the item's set."""
        parent = self.parent.setdefault(item, item)
        while parent != item:
            self.parent[item] = self.parent.setdefault(parent, parent)
            item, parent = parent, self.parent[parent]
        return item

    def join(self, one: object, other: object) -> None:
        """Makes one set of two."""
        self.parent[self.of(one)] = self.of(other)
