"""A symbol is as tall as its bars go on, whichever rows an engine read."""

import cv2
import numpy as np
import pytest

from drivers.decoding.tall import tall
from drivers.decoding.warmup import ean13

TOP, BOTTOM, LEFT, RIGHT = 100, 300, 150, 435
"""Where the bars of `scene` lie: 95 modules of 3 pixels."""


def scene():
    grey = np.full((480, 640), 170, np.uint8)
    label = ean13("590123412345", 3, BOTTOM - TOP)[30:-30, 30:-30]
    grey[TOP:BOTTOM, LEFT - 33 : LEFT - 33 + label.shape[1]] = label
    return grey


def heights(corners):
    ys = [y for _, y in corners]
    return min(ys), max(ys)


@pytest.mark.parametrize("rows", [(120, 122), (190, 230), (290, 291)])
def test_the_box_reaches_as_far_as_the_bars(rows):
    top, bottom = rows
    grown = tall(scene(), ((LEFT, top), (RIGHT, top), (RIGHT, bottom), (LEFT, bottom)))
    assert heights(grown) == pytest.approx((TOP, BOTTOM), abs=22)
    assert {round(x) for x, _ in grown} == {LEFT, RIGHT}


def test_a_box_that_lies_askew_goes_along_its_bars():
    matrix = cv2.getRotationMatrix2D((292, 200), 20, 1)
    grey = cv2.warpAffine(scene(), matrix, (640, 480), borderValue=170).astype(np.uint8)
    box = np.array([(LEFT, 180, 1), (RIGHT, 180, 1), (RIGHT, 220, 1), (LEFT, 220, 1)]) @ matrix.T
    back = np.array([(*corner, 1) for corner in tall(grey, box)]) @ cv2.invertAffineTransform(matrix).T
    assert heights(back) == pytest.approx((TOP, BOTTOM), abs=22)


def test_a_thin_box_that_is_not_turned_leans_as_the_bars_do():
    matrix = cv2.getRotationMatrix2D((292, 200), 8, 1)
    grey = cv2.warpAffine(scene(), matrix, (640, 480), borderValue=170).astype(np.uint8)
    top, _, _, bottom = tall(grey, ((LEFT, 199), (RIGHT, 199), (RIGHT, 201), (LEFT, 201)))
    assert bottom[1] - top[1] == pytest.approx(BOTTOM - TOP, abs=40)
    assert np.degrees(np.arctan2(bottom[0] - top[0], bottom[1] - top[1])) == pytest.approx(8, abs=2)


def test_a_stroke_across_the_bars_does_not_end_them():
    grey = scene()
    grey[230:260, LEFT:RIGHT] = 60
    grown = tall(grey, ((LEFT, 190), (RIGHT, 190), (RIGHT, 200), (LEFT, 200)))
    assert heights(grown) == pytest.approx((TOP, BOTTOM), abs=22)


def test_where_nothing_goes_on_the_box_stays():
    noise = np.random.default_rng(3).integers(0, 255, (200, 300)).astype(np.uint8)
    box = ((50.0, 80.0), (250.0, 80.0), (250.0, 120.0), (50.0, 120.0))
    assert tall(noise, box) == box
    assert tall(noise, ((9, 9),) * 4) == ((9, 9),) * 4
