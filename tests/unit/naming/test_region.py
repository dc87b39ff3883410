"""What is new in the basket is found by what differs, whatever light and hand do."""

import numpy as np
import pytest

from drivers.naming.region import cut_out, region, square_around
from tests.support.basket import HIGH, WIDE, view

LYING = [("coffee", 120, 120), ("tomato", 520, 250)]
NEW = ("lemon", 320, 190)


def holds(box: tuple[int, int, int, int], x: int, y: int, within: int = 40) -> bool:
    left, top, wide, high = box
    return abs(left + wide / 2 - x) <= within and abs(top + high / 2 - y) <= within and 40 <= max(wide, high) <= 200


@pytest.mark.parametrize("light", [0.75, 0.9, 1.0, 1.1, 1.3])
def test_what_went_in_is_found_in_another_light(light: float):
    before = [view(LYING)] * 3
    box = region(before, [view([*LYING, NEW], light, seed=1)] * 2)
    assert box and holds(box, *NEW[1:])


def test_a_hand_that_moves_is_no_item():
    before = [view(LYING), view(LYING, hand=(200, 200)), view(LYING)]
    after = [view([*LYING, NEW], hand=at) for at in ((470, 120), (560, 60), (620, 20))]
    box = region(before, after)
    assert box and holds(box, *NEW[1:])


def test_a_hand_alone_is_nothing():
    after = [view(LYING, hand=at) for at in ((150, 300), (400, 120), (600, 20))]
    assert region([view(LYING)] * 3, after) is None


def test_nothing_new_and_another_light_are_nothing():
    for light in (0.8, 1.0, 1.2):
        assert region([view(LYING)] * 3, [view(LYING, light)] * 3) is None


def test_another_basket_altogether_is_nothing():
    assert region([view()], [np.full((HIGH, WIDE, 3), 5, np.uint8)]) is None
    assert region([view(seed=1)], [255 - view(seed=9)]) is None


def test_what_lies_upon_something_is_found():
    box = region([view(LYING)], [view([*LYING, ("plum", 520, 250)])])
    assert box and holds(box, 520, 250)


def test_a_hand_in_one_of_three_before_is_no_item_that_left():
    hand = view(LYING, hand=(320, 190))
    for before in (
        [hand, view(LYING), view(LYING)],
        [view(LYING), hand, view(LYING)],
        [view(LYING), view(LYING), hand],
    ):
        assert region(before, [view(LYING)] * 3) is None


def test_the_square_stays_in_the_picture():
    picture = view()
    for box in ((0, 0, 50, 90), (WIDE - 30, HIGH - 60, 30, 60), (300, 100, 80, 40), (0, 0, WIDE, HIGH)):
        found = square_around(box, picture)
        assert found.shape[0] == found.shape[1] >= min(HIGH, max(box[2:]))


def test_without_before_or_after_there_is_nothing_to_cut_out():
    assert cut_out((), (view(),)) == [] and cut_out((view(),), ()) == []
