"""A frame with more than one place: each is looked at, whatever another one holds."""

from dataclasses import replace

import numpy as np
import pytest

from drivers.decoding.ladder import Ladder
from drivers.decoding.places import Look, believed
from drivers.decoding.warmup import ean13
from drivers.ports import Frame
from tests.support.labels import BASKET, HELD, believed_in, beside, frames, held, laid, noisy, qr, riddle

OTHERS = {"nothing": None, "a maker's QR code": qr(), "another pack": ean13(BASKET[:12], 2, 120)}


def scene(other, blur=0.65):
    return held(blur) if OTHERS[other] is None else beside(held(blur), OTHERS[other])


@pytest.mark.parametrize("other", OTHERS)
@pytest.mark.parametrize("blur", [0.45, 0.65])
def test_a_held_product_is_believed_whatever_lies_beside_it(other, blur):
    assert HELD in believed_in(frames(scene(other, blur), 6), HELD, BASKET)


@pytest.mark.parametrize("other", OTHERS)
def test_one_picture_tells_both(other):
    found = {one.text for one in believed(Ladder().read(Frame(0.0, noisy(scene(other), 1))).sightings)}
    assert HELD in found and len(found) <= 2


def test_the_glimpse_is_of_the_place_that_nobody_read():
    hard = beside(laid(np.full((720, 1280), 110.0), riddle(), 400, 360, 0.1, 0.45), OTHERS["a maker's QR code"])
    found = Ladder().read(Frame(0.0, noisy(hard, 1)))
    assert [one.symbology for one in believed(found.sightings)] == ["QRCODE"]
    assert found.glimpse.bars and found.glimpse.corners[0][0] < 640


def test_a_settled_place_is_no_longer_one_to_look_at():
    look = Look(noisy(beside(held(0.3), OTHERS["another pack"]), 1))
    before = len(list(look.places()))
    look.hear(Ladder().read(Frame(0.0, look.grey)).sightings)
    assert before >= 2 and list(look.places()) == []
    assert {one.text for one in look.settled} == {HELD, BASKET}


def test_what_lies_still_is_no_place_to_look_at():
    grey = noisy(beside(held(0.3), OTHERS["another pack"]), 1)
    still = believed(Ladder().read(Frame(0.0, grey)).sightings)
    look = Look(grey, still=still)
    assert look.blank and list(look.places()) == []


def test_what_an_engine_names_later_is_a_place_too():
    picture = noisy(held(0.3), 1)
    (said,) = Ladder().read(Frame(0.0, picture)).sightings[:1]
    look = Look(np.full_like(picture, 120))
    assert list(look.places()) == []
    np.copyto(look.grey, picture)
    look.hear([replace(said, family="zxing", by="whole")])
    assert [crop.holds(said) for crop in look.places()] == [True]


def test_nothing_in_view_has_no_places():
    look = Look(np.full((480, 640), 120, np.uint8))
    assert list(look.places()) == [] and look.blank and not look.done
