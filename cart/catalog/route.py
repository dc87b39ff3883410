"""The shortest way on foot between two points of the floor, around the shelves.

A shortest way bends only at shelves' corners, so it is sought among these (a visibility graph, Dijkstra's algorithm).
"""

import heapq
import itertools
from collections.abc import Iterator

from cart.catalog.plan import Point, Shelf, StorePlan, distance_cm
from cart.catalog.product import Place

CLEARANCE_CM = 30
"""How far from a corner one walks."""


def route(plan: StorePlan, start: Place | Point, goal: Place | Point) -> tuple[Point, ...]:
    """The corners of the way, `start` and `goal` included; a straight line where shelves leave none."""
    first, last = Point(start.x_cm, start.y_cm), Point(goal.x_cm, goal.y_cm)
    spots = [last, *_corners(plan)]
    came: dict[Point, Point] = {}
    least = {first: 0}
    order = itertools.count(1)
    queue: list[tuple[int, int, Point]] = [(0, 0, first)]
    while queue:
        far, _, here = heapq.heappop(queue)
        if here == last:
            return _way(came, first, last)
        for spot in spots:
            there = far + distance_cm(here, spot)
            if there < least.get(spot, there + 1) and is_clear(plan, here, spot):
                least[spot], came[spot] = there, here
                heapq.heappush(queue, (there, next(order), spot))
    return (first, last)


def _way(came: dict[Point, Point], first: Point, last: Point) -> tuple[Point, ...]:
    way = [last]
    while way[-1] != first:
        way.append(came[way[-1]])
    return tuple(reversed(way))


def _corners(plan: StorePlan) -> Iterator[Point]:
    """The shelves' corners, a step away, as far as one can stand there."""
    for shelf in plan.shelves:
        for x_cm in (shelf.x_cm - CLEARANCE_CM, shelf.x_cm + shelf.width_cm + CLEARANCE_CM):
            for y_cm in (shelf.y_cm - CLEARANCE_CM, shelf.y_cm + shelf.depth_cm + CLEARANCE_CM):
                if 0 <= x_cm <= plan.width_cm and 0 <= y_cm <= plan.depth_cm:
                    yield Point(x_cm, y_cm)


def is_clear(plan: StorePlan, one: Point, other: Point) -> bool:
    """Whether one can see straight from the one point to the other."""
    return not any(_crosses(shelf, one, other) for shelf in plan.shelves)


def _crosses(shelf: Shelf, one: Point, other: Point) -> bool:
    """Whether the segment passes through the shelf's inside: its edges do not count (Liang and Barsky's clipping)."""
    near, far = 0.0, 1.0
    for low, size, start, end in (
        (shelf.x_cm, shelf.width_cm, one.x_cm, other.x_cm),
        (shelf.y_cm, shelf.depth_cm, one.y_cm, other.y_cm),
    ):
        step = end - start
        if step == 0:
            if not low < start < low + size:
                return False
            continue
        enters, leaves = sorted(((low - start) / step, (low + size - start) / step))
        near, far = max(near, enters), min(far, leaves)
    return near < far
