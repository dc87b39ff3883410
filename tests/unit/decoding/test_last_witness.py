"""OpenCV's decoder as the last witness: heard where nothing is settled, and believed where the rule lets it."""

import numpy as np
import pytest

from cart.codes.sighting import Sighting
from cart.codes.weights import ENOUGH_DB, LIKELY_DB, decibans
from drivers.decoding import passes
from drivers.decoding.crops import likeliest
from drivers.decoding.engines import opencv
from drivers.decoding.localise import find
from drivers.decoding.places import Look
from drivers.decoding.warmup import ean13
from tests.support.labels import HELD, held, laid, noisy


def test_it_reads_and_knows_where():
    (one,) = opencv(noisy(held(0.3), 1))
    assert (one.text, one.family) == (HELD, "opencv")
    assert one.centre == pytest.approx((400, 360), abs=30)
    (left, _), (right, _) = one.corners[0], one.corners[1]
    assert left < right


def test_nothing_in_view_is_nothing():
    assert opencv(np.full((480, 640), 120, np.uint8)) == []


def test_alone_it_is_never_enough_and_for_short_codes_it_says_nothing():
    said = {kind: decibans(Sighting(text, kind, "opencv")) for kind, text in
            {"EAN13": HELD, "UPCA": "012345678905", "EAN8": "96385074", "UPCE": "042100005264"}.items()}  # fmt: skip
    assert max(said.values()) < ENOUGH_DB
    assert said["UPCA"] < LIKELY_DB <= said["EAN13"]
    assert said["EAN8"] == said["UPCE"] == 0


def test_it_is_heard_where_nothing_is_settled_only():
    look = Look(noisy(held(0.3), 1))
    assert [one.text for one in passes.whole_opencv(look)] == [HELD]
    look.hear(passes.whole_zxing(look))
    look.hear(passes.crop_template(look))
    assert [one.text for one in look.settled] == [HELD]
    assert passes.whole_opencv(look) == []


def test_it_is_not_asked_where_something_new_is_settled_and_is_beside_what_lies_there():
    picture, corner = noisy(held(0.3), 1), ((0.0, 0.0), (40.0, 0.0), (40.0, 20.0), (0.0, 20.0))
    look = Look(picture)
    look.hear([Sighting("DCL:1", "QRCODE", "zxing", "whole", corner)])
    assert look.answered and passes.whole_opencv(look) == []
    lying = Sighting("DCL:1", "QRCODE", "memory", "memory", corner, ENOUGH_DB)
    beside = Look(picture, still=[lying])
    assert not beside.answered and [one.text for one in passes.whole_opencv(beside)] == [HELD]


def test_what_the_frames_edge_cuts_off_it_may_not_fill_up():
    picture = noisy(laid(np.full((480, 640), 110.0), ean13(HELD[:12], 4, 220), 320, 240, 0.0, 0.6), 1)
    (whole,) = opencv(picture)
    left = int(min(x for x, _ in whole.corners))
    cut = np.ascontiguousarray(picture[:, max(0, left) :])
    assert all(passes._inside(one, cut) is False for one in opencv(cut)) or opencv(cut) == []
    assert passes._inside(whole, picture)


def test_bars_that_look_bright_are_read_in_their_negative():
    picture = noisy(held(0.3), 1)
    (crop, *_) = likeliest(picture, find(picture))
    assert (crop.negative == 255 - crop.upright).all()


def test_a_place_that_is_taken_is_no_region_to_look_at():
    picture = noisy(held(0.3), 1)
    (region, *_) = find(picture)
    assert find(picture, [region.corners()]) == []
