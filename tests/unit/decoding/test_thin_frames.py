"""Pictures of odd sizes: a strip, a pixel, a page wider than the search copy. None may break the ladder."""

import numpy as np
import pytest

from drivers.decoding import localise
from drivers.decoding.ladder import Ladder
from drivers.decoding.warmup import ean13
from drivers.ports import Frame

SHAPES = [(1, 1), (1, 640), (640, 1), (3, 5000), (5000, 2), (2, 320), (16, 16), (7, 4000)]


@pytest.fixture(scope="module")
def ladder() -> Ladder:
    return Ladder()


def filled(shape: tuple[int, int], how: str) -> np.ndarray:
    if how == "flat":
        return np.full(shape, 90, np.uint8)
    if how == "noise":
        return np.random.default_rng(1).integers(0, 255, shape, np.uint8)
    stripes = (np.arange(shape[1]) // 3 % 2 * 255).astype(np.uint8)
    return np.tile(stripes, (shape[0], 1))


@pytest.mark.parametrize("shape", SHAPES, ids=str)
@pytest.mark.parametrize("how", ["flat", "noise", "stripes"])
def test_no_size_of_picture_breaks_the_ladder(ladder, shape, how):
    decoded = ladder.read(Frame(4.0, filled(shape, how)))
    assert decoded.at == 4.0 and decoded.sightings == ()


@pytest.mark.parametrize("shape", [(1, 640), (640, 1), (3, 5000), (5000, 2)], ids=str)
def test_a_strip_too_thin_for_the_small_copy_has_no_regions(shape):
    assert localise.find(filled(shape, "stripes")) == []


def test_a_thin_strip_of_a_real_symbol_is_read_all_the_same(ladder):
    strip = ean13("590123412345", 3, 20)[28:52]
    assert {one.text for one in ladder.read(Frame(0.0, strip)).sightings} == {"5901234123457"}


@pytest.mark.parametrize(("width", "height", "module"), [(320, 240, 1), (640, 480, 3), (1280, 960, 5), (1920, 1080, 7)])
def test_the_place_of_bars_is_told_in_the_frames_own_pixels(width, height, module):
    frame = np.full((height, width), 120, np.uint8)
    label = ean13("590123412345", module, 30 * module)
    top, left = (height - label.shape[0]) // 2, (width - label.shape[1]) // 2
    frame[top : top + label.shape[0], left : left + label.shape[1]] = label
    region = localise.find(frame)[0]
    assert (region.x, region.y) == pytest.approx((width / 2, height / 2), abs=max(6, width / 40))
    assert region.length == pytest.approx(95 * module, rel=0.2)
