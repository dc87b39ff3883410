"""Small drawn frames through localiser, crop and ladder: turned, scaled, blurred, bright, hidden, two, none."""

from math import degrees, pi

import cv2
import numpy as np
import pytest

from cart.codes.weights import ENOUGH_DB, LIKELY_DB
from drivers.decoding import localise, passes
from drivers.decoding.crops import likeliest
from drivers.decoding.extent import bars, inverted, likeness
from drivers.decoding.inline import InlineDecoder
from drivers.decoding.ladder import RUNGS, Ladder, believed
from drivers.decoding.passes import Look
from drivers.decoding.rectify import TALLEST, WIDTH, crop
from drivers.decoding.template import decode, rows_of
from drivers.decoding.warmup import ean13
from drivers.ports import Frame, Grey
from drivers.sim.label import label

TEA, JAM = "5901234123457", "4006381333931"


def laid(frame: Grey, picture: Grey, x: float, y: float, turn: float = 0.0, scale: float = 1.0) -> Grey:
    """The frame with the picture's middle at (x, y)."""
    height, width = picture.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), degrees(turn), scale)
    matrix[:, 2] += (x - width / 2, y - height / 2)
    size = (frame.shape[1], frame.shape[0])
    over = cv2.warpAffine(picture, matrix, size, flags=cv2.INTER_AREA)
    mask = cv2.warpAffine(np.ones_like(picture), matrix, size, flags=cv2.INTER_NEAREST)
    return np.where(mask > 0, over, frame).astype(np.uint8)


def shelf(height: int = 300, width: int = 400, grey: int = 120) -> Grey:
    return np.full((height, width), grey, np.uint8)


def shown(number: str = TEA, turn: float = 0.0, module: float = 2.0) -> Grey:
    return laid(shelf(), ean13(number[:12], 4, 120), 200, 150, turn, module / 4)


@pytest.fixture(scope="module")
def ladder() -> Ladder:
    return Ladder(budget_s=60.0)


def answers(ladder: Ladder, grey: Grey) -> set[str]:
    return {one.text for one in believed(ladder.read(Frame(0.0, grey)).sightings)}


@pytest.mark.parametrize("turn", [0.0, 0.5, 1.2, 2.0, 2.7, 4.0], ids=lambda turn: f"{degrees(turn):.0f}")
def test_a_code_at_any_angle_is_sold(ladder, turn):
    assert answers(ladder, shown(turn=turn)) == {TEA}


@pytest.mark.parametrize("module", [1.5, 2.5])
def test_a_code_of_any_size_that_can_be_seen_is_sold(ladder, module):
    assert answers(ladder, shown(module=module)) == {TEA}


@pytest.mark.parametrize("sigma", [0.7, 1.1])
def test_a_blur_of_half_a_module_is_read_through(ladder, sigma):
    assert answers(ladder, cv2.GaussianBlur(shown(), (0, 0), sigma).astype(np.uint8)) == {TEA}


@pytest.mark.parametrize("sigma", [4.0])
def test_a_blur_of_more_than_a_module_gives_no_number_at_all(ladder, sigma):
    assert answers(ladder, cv2.GaussianBlur(shown(), (0, 0), sigma).astype(np.uint8)) == set()


@pytest.mark.parametrize(("gain", "lift"), [(0.25, 0), (0.15, 60)])
def test_dark_and_pale_frames_are_read(ladder, gain, lift):
    assert answers(ladder, (shown() * gain + lift).astype(np.uint8)) == {TEA}


def test_bright_bars_on_dark_are_read(ladder):
    bright = laid(shelf(), 255 - ean13(TEA[:12], 4, 120), 200, 150, 0.2, 0.5)
    assert answers(ladder, bright) == {TEA}


@pytest.mark.parametrize("hidden", [slice(0, 150), slice(170, 300)], ids=["upper", "lower"])
def test_half_hidden_along_the_bars_it_is_read(ladder, hidden):
    frame = shown()
    frame[hidden] = 90
    assert answers(ladder, frame) == {TEA}


@pytest.mark.parametrize("hidden", [slice(0, 200), slice(180, 215), slice(250, 400)], ids=["left", "middle", "right"])
def test_hidden_across_the_bars_nothing_is_sold(ladder, hidden):
    frame = shown()
    frame[:, hidden] = 90
    assert answers(ladder, frame) == set()


def test_two_codes_are_both_seen_and_none_between_them():
    frame = laid(shelf(300, 640), ean13(TEA[:12], 4, 120), 160, 150, 0.1, 0.5)
    frame = laid(frame, ean13(JAM[:12], 4, 120), 480, 150, -0.2, 0.5)
    sightings = Ladder(1e9, 60.0).read(Frame(0.0, frame)).sightings
    assert {one.text for one in sightings} == {TEA, JAM}
    for one in sightings:
        assert one.centre is not None and (one.centre[0] < 320) is (one.text == TEA)


@pytest.mark.parametrize("kind", ["flat", "noise", "ramp", "fence", "text", "edge"])
def test_a_view_without_a_code_sells_nothing(ladder, kind):
    frame = shelf()
    if kind == "noise":
        frame = np.random.default_rng(4).integers(0, 255, frame.shape).astype(np.uint8)
    elif kind == "ramp":
        frame = np.tile(np.linspace(0, 255, 400).astype(np.uint8), (300, 1))
    elif kind == "fence":
        frame = np.tile((np.arange(400) // 4 % 2 * 200).astype(np.uint8), (300, 1))
    elif kind == "text":
        for row in range(20, 300, 18):
            cv2.putText(frame, "oats 500 g |||| best before", (5, row), cv2.FONT_HERSHEY_SIMPLEX, 0.6, 20, 2)
    elif kind == "edge":
        frame[:, 200:] = 20
    assert answers(ladder, frame) == set()


@pytest.mark.parametrize(
    ("text", "symbology", "read"),
    [
        (TEA, "EAN13", TEA),
        ("96385074", "EAN8", "96385074"),
        ("012345678905", "UPCA", "012345678905"),
        ("DCM:1234567", "QR", "DCM:1234567"),
        ("15400141288763", "ITF14", "15400141288763"),
    ],
)
def test_each_printed_label_is_at_least_likely(text, symbology, read):
    picture = label(text, symbology).grey
    small = cv2.resize(picture, None, fx=0.6, fy=0.6, interpolation=cv2.INTER_AREA).astype(np.uint8)
    sightings = Ladder(LIKELY_DB).read(Frame(0.0, small)).sightings
    assert {one.text for one in believed(sightings, LIKELY_DB)} == {read}


class TestLocaliser:
    @pytest.mark.parametrize("turn", [0.0, 0.9, 1.4, 2.6])
    def test_its_box_lies_on_the_bars_and_turns_with_them(self, turn):
        region = localise.find(shown(turn=turn))[0]
        assert (region.x, region.y) == pytest.approx((200, 150), abs=25)
        assert abs(np.sin(region.angle + turn)) < 0.1
        assert region.length == pytest.approx(190, rel=0.35) and region.length > region.height

    @pytest.mark.parametrize(("x", "y"), [(130, 100), (270, 200), (130, 200)])
    def test_it_moves_with_them(self, x, y):
        region = localise.find(laid(shelf(), ean13(TEA[:12], 4, 120), x, y, 0.0, 0.5))[0]
        assert (region.x, region.y) == pytest.approx((x, y), abs=12)

    def test_two_codes_are_two_boxes(self):
        frame = laid(shelf(300, 640), ean13(TEA[:12], 4, 120), 150, 150, 0.0, 0.5)
        frame = laid(frame, ean13(JAM[:12], 4, 120), 480, 150, pi / 2, 0.5)
        found = localise.find(frame)
        assert {one.x < 320 for one in found} == {True, False}

    def test_a_box_grown_and_its_corners_keep_their_middle(self):
        region = localise.Region(40.0, 30.0, 0.5, 20.0, 10.0)
        corners = np.array(region.corners())
        assert corners.mean(axis=0) == pytest.approx((40, 30))
        sides = np.hypot(*(corners - np.roll(corners, 1, axis=0)).T)
        assert sorted(sides) == pytest.approx([10, 10, 20, 20])
        assert region.grown(3.0) == localise.Region(120.0, 90.0, 0.5, 60.0, 30.0)


class TestCrop:
    @pytest.mark.parametrize("turn", [0.0, 0.6, 2.4])
    def test_it_stands_upright_with_quiet_zones_and_keeps_its_size(self, turn):
        frame = shown(turn=turn)
        upright = crop(frame, localise.find(frame)[0], 0.25)
        assert upright.shape[1] <= WIDTH and 16 <= upright.shape[0] <= TALLEST
        extent = bars(next(rows_of(upright)))
        assert extent is not None and extent.edges >= 50
        assert extent.start > 0.05 * upright.shape[1] and extent.end < 0.95 * upright.shape[1]
        assert likeness(upright) > 0.8

    def test_a_box_beyond_the_frames_edge_is_filled_and_not_refused(self):
        upright = crop(shown(), localise.Region(390.0, 150.0, 0.0, 200.0, 60.0))
        assert upright.dtype == np.uint8 and upright.size

    @pytest.mark.parametrize("bright", [False, True])
    def test_bright_bars_are_told_by_their_quiet_zones(self, bright):
        picture = 255 - ean13(TEA[:12]) if bright else ean13(TEA[:12])
        row = next(rows_of(picture))
        extent = bars(row)
        assert extent is not None and inverted(row, extent) is bright

    @pytest.mark.parametrize("edges", [0, 10, 24])
    def test_a_few_bars_are_no_symbol(self, edges):
        row = np.ones(400, np.float32)
        for place in range(edges // 2):
            row[100 + 8 * place : 104 + 8 * place] = 0
        assert bars(row) is None

    def test_the_longest_run_is_taken_and_a_quiet_zone_ends_it(self):
        row = np.ones(900, np.float32)
        for first, count in ((50, 14), (400, 40)):
            for place in range(count):
                row[first + 8 * place : first + 4 + 8 * place] = 0
        extent = bars(row)
        assert extent is not None and extent.edges == 80
        assert (extent.start, extent.end) == pytest.approx((400, 716), abs=2)


class TestBudget:
    def test_the_first_pass_is_enough_for_a_qr_code(self):
        decoded = Ladder().read(Frame(0.0, np.pad(label("DCL:4", "QR").grey, 20, constant_values=238)))
        assert [(one.text, one.by) for one in decoded.sightings] == [("DCL:4", "whole")]

    def test_rungs_are_climbed_in_order_until_it_is_enough(self):
        climbed: list[int] = []

        def rung(place: int) -> passes.Callable:
            def look(seen: Look) -> list:
                climbed.append(place)
                return RUNGS[0](seen) if place == 2 else []

            return look

        Ladder(LIKELY_DB, 60.0, tuple(rung(place) for place in range(5))).read(Frame(0.0, shown()))
        assert climbed == [0, 1, 2]
        climbed.clear()
        Ladder(1e9, 60.0, tuple(rung(place) for place in range(5))).read(Frame(0.0, shown()))
        assert climbed == [0, 1, 2, 3, 4]
        climbed.clear()
        Ladder(1e9, 0.0, tuple(rung(place) for place in range(5))).read(Frame(0.0, shown()))
        assert climbed == [0]

    def test_what_is_believed_needs_no_glimpse_and_what_is_not_has_one(self):
        assert not Ladder().read(Frame(0.0, shown())).glimpse.bars
        doubtful = Ladder(1e9).read(Frame(0.0, shown()))
        assert doubtful.glimpse.bars and doubtful.glimpse.width_px == pytest.approx(190, rel=0.1)

    def test_the_sharper_frame_has_the_sharper_glimpse(self):
        seen = [Look(cv2.GaussianBlur(shown(), (0, 0), sigma)).glimpse for sigma in (0.5, 1.0, 1.5)]
        assert seen[0].sharpness > seen[1].sharpness > seen[2].sharpness > 0

    @pytest.mark.parametrize("share", [0.0, 0.25, 0.5])
    @pytest.mark.parametrize("white", [200, 255])
    def test_glare_is_the_share_of_burnt_bars_and_not_of_white_paper(self, share, white):
        frame = np.minimum(ean13(TEA[:12]), white)
        height, width = frame.shape
        frame[: 30 + round(share * 120)] = 255
        (crop,) = likeliest(frame, [localise.Region(width / 2, height / 2, 0.0, 95 * 3.0, 120)])
        assert crop.glimpse.glare == pytest.approx(share, abs=0.08)


def test_the_template_decoder_and_the_engines_agree_on_a_clean_symbol():
    (guess, *_) = decode(ean13(JAM[:12], 4))
    assert guess.text == JAM and guess.misfit < 0.2
    frame = Ladder(1e9, 60.0).read(Frame(0.0, ean13(JAM[:12], 4)))
    assert {one.family for one in frame.sightings} == {"zxing", "zbar", "template"}
    assert {one.text for one in frame.sightings} == {JAM}


def test_a_single_frame_of_a_clean_symbol_is_far_above_what_is_enough():
    (strongest,) = believed(Ladder().read(Frame(0.0, shown())).sightings, ENOUGH_DB)
    assert strongest.text == TEA


def test_the_inline_decoder_drops_what_waits_when_it_is_closed():
    decoder = InlineDecoder(Ladder(LIKELY_DB))
    decoder.submit(Frame(1.0, shown()))
    decoder.close()
    assert decoder.poll() is None
    decoder.submit(Frame(2.0, shown()))
    decoded = decoder.poll()
    assert decoded is not None and decoded.at == 2.0
