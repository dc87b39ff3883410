"""Localiser, crop and ladder on drawn frames."""

from math import pi

import cv2
import numpy as np
import pytest
import zxingcpp

from cart.codes.sighting import Sighting
from cart.codes.weights import LIKELY_DB
from drivers.decoding import localise
from drivers.decoding.engines import sighting, zbar, zxing
from drivers.decoding.ladder import Ladder, believed
from drivers.decoding.passes import lying_zxing, whole_zxing
from drivers.decoding.places import Look
from drivers.decoding.rectify import crop, sharpened
from drivers.decoding.warmup import ean13
from drivers.ports import Frame

F = zxingcpp.BarcodeFormat
NUMBER = "5901234123457"


def scene(turn: float = 0.0, module: float = 3.0, invert: bool = False):
    """A label in the middle of a grey frame."""
    label = ean13(NUMBER[:12], 3)
    if invert:
        label = 255 - label
    matrix = cv2.getRotationMatrix2D((label.shape[1] / 2, label.shape[0] / 2), turn * 180 / pi, module / 3)
    matrix[:, 2] += (320 - label.shape[1] / 2, 240 - label.shape[0] / 2)
    frame = np.full((480, 640), 120, np.uint8)
    mask = cv2.warpAffine(np.ones_like(label), matrix, (640, 480), flags=cv2.INTER_NEAREST)
    laid = cv2.warpAffine(label, matrix, (640, 480), flags=cv2.INTER_LINEAR)
    return np.where(mask > 0, laid, frame).astype(np.uint8)


def keys(sightings):
    return {one.key for one in sightings}


@pytest.mark.parametrize("turn", [0.0, 0.3, 0.8, pi / 2, 2.5])
def test_the_localiser_finds_bars_at_any_angle(turn):
    region = localise.find(scene(turn))[0]
    assert (region.x, region.y) == pytest.approx((320, 240), abs=25)
    assert abs(np.sin(region.angle + turn)) < 0.12
    assert 240 < region.length < 400


@pytest.mark.parametrize("turn", [0.3, 0.8, 2.5])
def test_a_crop_stands_upright(turn):
    grey = scene(turn)
    upright = crop(grey, localise.find(grey)[0], 0.25)
    assert keys(zbar(upright)) == {NUMBER.zfill(14)}
    assert sharpened(upright).std() > upright.std()


def test_a_symbol_that_is_broken_in_two_is_joined():
    parts = [localise.Region(100, 100, 0.0, 60, 40), localise.Region(180, 104, 0.05, 60, 44)]
    joined = localise._joined(parts)[0]
    assert (joined.x, joined.length) == pytest.approx((140, 140))
    apart = [parts[0], localise.Region(180, 300, 0.0, 60, 40)]
    assert localise._joined(apart) == apart


def test_an_empty_frame_has_no_regions_and_costs_only_cheap_passes():
    grey = np.full((480, 640), 120, np.uint8)
    assert localise.find(grey) == []
    assert list(Look(grey).places()) == []
    decoded = Ladder().read(Frame(1.0, grey))
    assert decoded.sightings == () and not decoded.glimpse.bars


@pytest.mark.parametrize("invert", [False, True])
@pytest.mark.parametrize("turn", [0.0, 0.7, 2.0])
def test_what_the_ladder_believes(turn, invert):
    decoded = Ladder().read(Frame(2.0, scene(turn, invert=invert)))
    assert decoded.at == 2.0 and decoded.cpu_ms > 0
    assert keys(believed(decoded.sightings)) == {NUMBER.zfill(14)}
    assert {one.family for one in decoded.sightings} & {"template", "zbar"}


def test_the_quick_ladder_stops_at_the_first_likely_text():
    decoded = Ladder(LIKELY_DB).read(Frame(0.0, scene()))
    assert [one.by for one in decoded.sightings] == ["whole"]
    assert keys(believed(decoded.sightings, LIKELY_DB)) == {NUMBER.zfill(14)}
    assert believed(decoded.sightings) == []


def test_a_spent_budget_ends_the_climb():
    decoded = Ladder(1e9, budget_s=0.0).read(Frame(0.0, scene()))
    assert {one.by for one in decoded.sightings} == {"whole"}


def test_bars_too_small_to_read_give_a_glimpse():
    decoded = Ladder().read(Frame(0.0, cv2.GaussianBlur(scene(module=2.0), (0, 0), 1.9)))
    if not decoded.sightings:
        assert decoded.glimpse.bars
        assert decoded.glimpse.width_px == pytest.approx(190, rel=0.3)
        assert decoded.glimpse.sharpness < 0.9


@pytest.mark.parametrize(
    ("text", "symbology", "normal"),
    [
        ("0012345678905", "EAN13", ("012345678905", "UPCA")),
        ("04252614", "UPCE", ("042100005264", "UPCE")),
        ("14252613", "UPCE", None),
        ("5901234123458", "EAN13", None),
        ("", "CODE128", None),
        ("x" * 9000, "QRCODE", None),
        ("DCL:4", "QRCODE", ("DCL:4", "QRCODE")),
    ],
)
def test_sightings_have_one_normal_form(text, symbology, normal):
    one = sighting(text, symbology, "zxing", "whole")
    assert (one and (one.text, one.symbology)) == normal


@pytest.mark.parametrize(
    ("text", "kind", "symbology"),
    [
        ("(01)00012345678905", F.DataBarOmni, "DATABAR"),
        ("(01)90012345678908(3103)001750", F.DataBarExp, "DATABAR_EXP"),
        ("hello", F.Code128, "CODE128"),
        ("DCM:12", F.QRCode, "QRCODE"),
        ("15400141288763", F.ITF14, "ITF14"),
    ],
)
def test_zxing_reads_what_a_shop_prints(text, kind, symbology):
    picture = np.pad(np.array(zxingcpp.create_barcode(text, kind).to_image(scale=3)), 40, constant_values=255)
    assert [one.symbology for one in zxing(picture)] == [symbology]


@pytest.mark.parametrize("kind", [F.PDF417, F.Aztec, F.Code39, F.DataMatrix])
def test_what_no_shop_sells_by_is_left_alone(kind):
    picture = np.pad(np.array(zxingcpp.create_barcode("FACTORY 7", kind).to_image(scale=3)), 40, constant_values=255)
    assert zxing(picture) == [] and zbar(picture) == []


def test_places_overlap_or_not():
    box = ((0.0, 0.0), (10.0, 0.0), (10.0, 10.0), (0.0, 10.0))
    far = tuple((x + 50, y) for x, y in box)
    one, other, nowhere = (Sighting("DCL:1", "QRCODE", "zxing", corners=at) for at in (box, far, ()))
    assert one.overlaps(one) and not one.overlaps(other) and one.overlaps(nowhere)
    assert one.centre == (5.0, 5.0) and nowhere.centre is None


def test_bars_that_lie_are_read_where_they_are():
    look = Look(scene(pi / 2))
    assert whole_zxing(look) == [] and lying_zxing(Look(scene())) == []
    (lying,) = lying_zxing(look)
    assert lying.key == NUMBER.zfill(14) and lying.centre == pytest.approx((320, 240), abs=25)
