"""What is new in the basket is found by what differs, whatever light and hand do."""

import cv2
import numpy as np
import pytest

from drivers.naming.region import Box, cut_out, region, upright
from tests.support.basket import HIGH, WIDE, view

LYING = [("coffee", 120, 120), ("tomato", 520, 250)]
NEW = ("lemon", 320, 190)


def holds(box: Box, x: int, y: int, within: int = 40) -> bool:
    return abs(box.x - x) <= within and abs(box.y - y) <= within and 40 <= box.long <= 200


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


@pytest.mark.parametrize("turn", range(0, 180, 25))
def test_however_it_lies_it_stands_upright_in_its_square(turn: int):
    """A bar of one by three, dark on light: its long side is vertical, and it fills the square as agreed."""
    empty = np.full((HIGH, WIDE, 3), 200, np.uint8)
    full = empty.copy()
    cv2.fillPoly(full, [cv2.boxPoints(((300, 180), (40, 120), turn)).astype(np.int32)], (20, 30, 40))
    (found,) = cut_out([empty], [full])
    dark = found[..., 0] < 110
    rows, columns = np.flatnonzero(dark.any(axis=1)), np.flatnonzero(dark.any(axis=0))
    assert np.ptp(rows) == pytest.approx(120, abs=8) and np.ptp(columns) == pytest.approx(42, abs=8)
    assert found.shape[0] == found.shape[1] == pytest.approx(1.25 * 120, abs=18)


def test_the_square_is_one_everywhere():
    picture = view()
    for box in (Box(10, 10, 50, 90, 0), Box(WIDE - 5, HIGH - 5, 30, 60, 45), Box(300, 100, 1, 2, 80)):
        found = upright(box, picture)
        assert found.shape[0] == found.shape[1] >= 8
    assert upright(Box(300, 100, 500, 600, 0), picture).shape == (HIGH, HIGH, 3)


def test_without_before_or_after_there_is_nothing_to_cut_out():
    assert cut_out((), (view(),)) == [] and cut_out((view(),), ()) == []
