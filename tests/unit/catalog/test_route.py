from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.catalog import demo, plan
from cart.catalog.plan import Point, Shelf, StorePlan, distance_cm
from cart.catalog.route import CLEARANCE_CM, is_clear, route

DEMO = Path(__file__).resolve().parents[3] / "assets" / "demo"
FLOOR = plan.load(DEMO / "plan.toml")
PRODUCTS = demo.products(DEMO / "catalog.csv")
ONE_SHELF = StorePlan("Corner", 1000, 1000, Point(0, 0), shelves=(Shelf(400, 200, 100, 600),))


def length(way: tuple[Point, ...]) -> int:
    return sum(distance_cm(one, other) for one, other in pairwise(way))


def test_where_nothing_stands_between_it_is_straight():
    assert route(ONE_SHELF, Point(100, 100), Point(900, 100)) == (Point(100, 100), Point(900, 100))


def test_it_goes_round_the_nearer_end_of_a_shelf():
    way = route(ONE_SHELF, Point(300, 300), Point(600, 300))
    y = 200 - CLEARANCE_CM
    assert way == (Point(300, 300), Point(400 - CLEARANCE_CM, y), Point(500 + CLEARANCE_CM, y), Point(600, 300))


def test_from_a_point_to_itself():
    assert route(ONE_SHELF, Point(5, 5), Point(5, 5)) == (Point(5, 5),)


def test_where_shelves_leave_no_way_it_is_straight():
    walled = StorePlan("Corner", 1000, 1000, Point(0, 0), shelves=(Shelf(400, 0, 100, 1000),))
    assert route(walled, Point(0, 500), Point(900, 500)) == (Point(0, 500), Point(900, 500))


@pytest.mark.parametrize("product", PRODUCTS[::9], ids=lambda product: product.id)
def test_every_product_is_reached_from_the_entrance_and_from_the_lanes(product):
    lane = FLOOR.lanes[-1]
    for start in (FLOOR.entrance, Point(lane.x_cm, lane.y_cm)):
        way = route(FLOOR, start, product.place)
        assert all(is_clear(FLOOR, one, other) for one, other in pairwise(way))
        assert len(way) <= 6
        assert length(way) <= 2 * distance_cm(start, product.place) + 1000


points = st.builds(Point, st.integers(0, 1000), st.integers(0, 1000))


@given(points, points)
def test_a_way_is_clear_or_its_ends_stand_in_a_shelf(one: Point, other: Point):
    way = route(ONE_SHELF, one, other)
    assert (way[0], way[-1]) == (one, other)
    inside = any(400 < point.x_cm < 500 and 200 < point.y_cm < 800 for point in (one, other))
    assert inside or all(is_clear(ONE_SHELF, a, b) for a, b in pairwise(way))


def touches(one: Point, other: Point, margin: float) -> bool:
    """Whether any of 400 points between the two lies in the shelf, made larger by `margin` all around."""
    for step in range(401):
        x = one.x_cm + (other.x_cm - one.x_cm) * step / 400
        y = one.y_cm + (other.y_cm - one.y_cm) * step / 400
        if 400 - margin < x < 500 + margin and 200 - margin < y < 800 + margin:
            return True
    return False


@given(points, points)
def test_a_clear_view_is_what_sampled_points_say(one: Point, other: Point):
    if touches(one, other, 0):
        assert not is_clear(ONE_SHELF, one, other)
    if not touches(one, other, 4):
        assert is_clear(ONE_SHELF, one, other)
