"""The rule of evidence as tables: what a few frames show, and in which of them a text is believed."""

import pytest

from cart.codes.evidence import AGAIN_DB, LEFT_S, NEAR_DIGITS, STUCK_FRAMES, Evidence
from cart.codes.sighting import Glimpse, Sighting
from cart.codes.weighed import weigh
from cart.codes.weights import ENOUGH_DB

TEA, JAM = "5901234123457", "4006381333931"
ONE_OFF = "5901234123464"
FOUR_OFF, FAR_OFF = "5901234199858", "5901234199995"
LEFT = ((0.0, 0.0), (100.0, 0.0), (100.0, 50.0), (0.0, 50.0))
RIGHT = tuple((x + 300, y) for x, y in LEFT)
BARS = Glimpse(True, 300.0, 0.9, 0.0)


def zx(text: str = TEA, symbology: str = "EAN13", corners=(), by: str = "whole") -> Sighting:
    return Sighting(text, symbology, "zxing", by, corners)


def zb(text: str = TEA, symbology: str = "EAN13", corners=(), by: str = "crop") -> Sighting:
    return Sighting(text, symbology, "zbar", by, corners)


def tm(margin: float, text: str = TEA, symbology: str = "EAN13", corners=()) -> Sighting:
    return Sighting(text, symbology, "template", "crop", corners, margin)


def believed_in(frames: list[list[Sighting]], *sold: str, step_s: float = 0.1) -> list[tuple[int, str]]:
    """The number of the frame and the text, for each text that was believed."""
    evidence = Evidence({number.zfill(14) for number in sold}.__contains__)
    return [(n, one.text) for n, frame in enumerate(frames) for one in evidence.see(frame, n * step_s)]


SHORT = "042100005264"
TABLES = {
    "nothing": ([[], [], []], []),
    "zxing once": ([[zx()]], []),
    "zxing twice: 25 + 8": ([[zx()]] * 2, []),
    "zxing three times: 25 + 16": ([[zx()]] * 3, [(2, TEA)]),
    "zbar three times: 20 + 16": ([[zb()]] * 3, []),
    "zbar four times: 20 + 24": ([[zb()]] * 4, [(3, TEA)]),
    "both at once: 25 + 25": ([[zx(), zb()]], [(0, TEA)]),
    "one after the other": ([[zx()], [zb()]], [(1, TEA)]),
    "one engine by two passes": ([[zx(), zx(by="crop")]], []),
    "template 3.9: 39": ([[tm(3.9)]], []),
    "template 4: 40": ([[tm(4.0)]], [(0, TEA)]),
    "template 3.2 and again: 32 + 8": ([[tm(3.2)]] * 2, [(1, TEA)]),
    "template 1.6 and zxing: 16 + 25": ([[tm(1.6), zx()]], [(0, TEA)]),
    "template 1.4 and zxing: 14 + 25": ([[tm(1.4), zx()]], []),
    "a template's best frame counts": ([[tm(1.0)], [tm(3.2)]], [(1, TEA)]),
    "UPC-E by zxing, three times: 15 + 16": ([[zx(SHORT, "UPCE")]] * 3, []),
    "UPC-E by zxing, five times: 15 + 32": ([[zx(SHORT, "UPCE")]] * 5, [(4, SHORT)]),
    "UPC-E by both: 15 + 25": ([[zx(SHORT, "UPCE"), zb(SHORT, "UPCE")]], [(0, SHORT)]),
    "EAN-8 by both: 25 + 25": ([[zx("96385074", "EAN8"), zb("96385074", "EAN8")]], [(0, "96385074")]),
    "DataBar by zbar: 15": ([[zb("0100012345678905", "DATABAR")]], []),
    "DataBar by zxing: 40": ([[zx("0100012345678905", "DATABAR")]], [(0, "0100012345678905")]),
    "ITF-14 by zxing: 20": ([[zx("15400141288763", "ITF14")]] * 3, []),
    "a QR code": ([[zx("DCL:4", "QRCODE")]], [(0, "DCL:4")]),
}


@pytest.mark.parametrize("name", TABLES)
def test_an_unknown_number(name):
    frames, believed = TABLES[name]
    assert believed_in(frames) == believed


SOLD = {
    "zxing once: 25 + 10": ([[zx()]], []),
    "zxing twice: 25 + 8 + 10": ([[zx()]] * 2, [(1, TEA)]),
    "zbar twice: 20 + 8 + 10": ([[zb()]] * 2, []),
    "zbar three times": ([[zb()]] * 3, [(2, TEA)]),
    "template 2.9: 29 + 10": ([[tm(2.9)]], []),
    "template 3: 30 + 10": ([[tm(3.0)]], [(0, TEA)]),
    "another number is not helped": ([[zx(JAM)]] * 2, []),
}


@pytest.mark.parametrize("name", SOLD)
def test_a_number_that_the_store_sells(name):
    frames, believed = SOLD[name]
    assert believed_in(frames, TEA) == believed


RIVALS = {
    "one engine each, at one place": ([[zx(corners=LEFT), zb(JAM, corners=LEFT)]], []),
    "one engine each, at two places": ([[zx(corners=LEFT), zb(JAM, corners=RIGHT)]], []),
    "both against one: 50 - 20": ([[zx(corners=LEFT), tm(2.0, corners=LEFT), zb(JAM, corners=LEFT)]], []),
    "a sure template against one: 54 + 25 - 20": (
        [[zx(corners=LEFT), tm(5.4, corners=LEFT), zb(JAM, corners=LEFT)]],
        [(0, TEA)],
    ),
    "a rival once seen is held against it": (
        [[zx(corners=LEFT), zb(JAM, corners=LEFT)], *[[zx(corners=LEFT)]] * 2],
        [],
    ),
    "a rival without a place is at every place": ([[zx(), zb(), tm(5.0, JAM)]], []),
    "two by one pass, nobody knows where, are two items": ([[zx(), zx(JAM)]] * 3, [(2, TEA), (2, JAM)]),
    "two by one pass at one place are one symbol": (
        [[zx(corners=LEFT), zb(corners=LEFT), zx(JAM, corners=LEFT), zb(JAM, corners=LEFT)]],
        [],
    ),
    "two items side by side": (
        [[zx(corners=LEFT), zb(corners=LEFT), zx(JAM, corners=RIGHT), zb(JAM, corners=RIGHT)]],
        [(0, TEA), (0, JAM)],
    ),
}


@pytest.mark.parametrize("name", RIVALS)
def test_texts_that_contradict_each_other(name):
    frames, believed = RIVALS[name]
    assert believed_in(frames) == believed


NEAR = {
    "both engines: 50 - 40": ([zx(ONE_OFF), zb(ONE_OFF)], False),
    "both engines and a template of 2.7: 77 - 40": ([zx(ONE_OFF), zb(ONE_OFF), tm(2.7, ONE_OFF)], False),
    "both engines and a template of 3.2: 82 - 40": ([zx(ONE_OFF), zb(ONE_OFF), tm(3.2, ONE_OFF)], True),
    "four digits away: 50 - 40": ([zx(FOUR_OFF), zb(FOUR_OFF)], False),
    "five digits away: 50": ([zx(FAR_OFF), zb(FAR_OFF)], True),
    "another symbology": ([zx("DCM:" + ONE_OFF, "QRCODE")], True),
}


@pytest.mark.parametrize("name", NEAR)
def test_a_number_near_one_just_believed(name):
    frame, believed = NEAR[name]
    evidence = Evidence(lambda key: False)
    assert evidence.see([zx(), zb()], 0.0)
    assert bool(evidence.see(frame, 0.1)) is believed


def test_how_near_is_near():
    away = [sum(a != b for a, b in zip(TEA, other, strict=True)) for other in (ONE_OFF, FOUR_OFF, FAR_OFF)]
    assert away == [2, NEAR_DIGITS, NEAR_DIGITS + 1]


def test_a_near_number_is_free_again_once_the_other_has_left():
    evidence = Evidence(lambda key: False)
    assert evidence.see([zx(), zb()], 0.0)
    assert not evidence.see([zx(ONE_OFF), zb(ONE_OFF)], 0.5)
    for tick in range(5, 15):
        assert not evidence.see([], tick / 10)
    assert evidence.see([zx(ONE_OFF), zb(ONE_OFF)], 1.6)


def test_a_near_number_that_stays_is_believed_in_the_end():
    frames = [[zx(), zb()], *[[zx(ONE_OFF), zb(ONE_OFF)]] * 3]
    assert believed_in(frames) == [(0, TEA), (3, ONE_OFF)]


AWAY = [
    (0.5 * LEFT_S, 1),
    (0.99 * LEFT_S, 1),
    (1.11 * LEFT_S, 2),
    (5.0, 2),
]


@pytest.mark.parametrize(("gap_s", "times"), AWAY)
def test_shown_again_after_a_gap(gap_s, times):
    evidence, both = Evidence(lambda key: False), [zx(), zb()]
    first = len(evidence.see(both, 10.0))
    for tick in range(1, int(gap_s / 0.1) + 1):
        evidence.see([], 10.0 + min(gap_s, tick * 0.1))
    assert first + len(evidence.see(both, 10.0 + gap_s)) == times


@pytest.mark.parametrize(("gap_s", "times"), [(1.5, 1), (2.5, 1), (3.2, 2)])
def test_bars_that_nobody_can_read_hold_a_code_for_a_while_longer(gap_s, times):
    evidence, both, accepted = Evidence(lambda key: False), [zx(), zb()], 0
    accepted += len(evidence.see(both, 0.0))
    for tick in range(1, int(gap_s / 0.1)):
        accepted += len(evidence.see([], tick * 0.1, BARS))
    accepted += len(evidence.see(both, gap_s, BARS))
    assert accepted == times


def test_what_was_half_believed_is_forgotten_with_the_view():
    evidence = Evidence(lambda key: False)
    assert not evidence.see([zx()], 0.0)
    assert not evidence.see([zx()], 0.1)
    assert not evidence.see([zx()], 2.0)
    assert not evidence.see([zx()], 2.1)
    assert evidence.see([zx()], 2.2)


def test_one_item_taken_away_does_not_make_the_other_count_again():
    evidence = Evidence(lambda key: False)
    tea, jam = [zx(corners=LEFT), zb(corners=LEFT)], [zx(JAM, corners=RIGHT), zb(JAM, corners=RIGHT)]
    assert len(evidence.see(tea + jam, 0.0)) == 2
    assert all(not evidence.see(jam, 0.1 * tick) for tick in range(1, 30))
    assert [one.text for one in evidence.see(tea + jam, 3.0)] == [TEA]


def test_the_answer_carries_the_frames_time_and_the_strongest_witness():
    accepted = Evidence(lambda key: False).see([zb("0" + SHORT, "EAN13"), zx(SHORT, "UPCA"), zb(SHORT, "UPCE")], 7.25)
    assert [(one.text, one.symbology, one.at) for one in accepted] == [(SHORT, "UPCA", 7.25)]


def test_decibans_of_a_frame_are_the_strongest_first():
    frame = [zb(JAM, corners=RIGHT), zx(corners=LEFT), zb(corners=LEFT)]
    assert [(one.best.text, one.decibans) for one in weigh(frame)] == [(TEA, 50), (JAM, 20)]


@pytest.mark.parametrize("frames", [2, 3, 5])
def test_each_further_frame_adds_the_same(frames):
    needed = -(-(ENOUGH_DB - 25) // AGAIN_DB) + 1
    assert bool(believed_in([[zx()]] * frames)) is (frames >= needed)


HINTS = [
    (Glimpse(True, 124.0, 1.0, 0.5), "closer"),
    (Glimpse(True, 125.0, 1.0, 0.5), "tilt"),
    (Glimpse(True, 300.0, 0.1, 0.09), "tilt"),
    (Glimpse(True, 300.0, 0.44, 0.08), "hold_still"),
    (Glimpse(True, 300.0, 0.45, 0.08), None),
    (Glimpse(False, 20.0, 0.0, 1.0), None),
]


@pytest.mark.parametrize(("glimpse", "hint"), HINTS)
def test_a_hint_comes_after_six_frames_of_bars_that_nobody_reads(glimpse, hint):
    evidence = Evidence(lambda key: False)
    for tick in range(STUCK_FRAMES - 1):
        evidence.see([], tick / 15, glimpse)
    assert evidence.hint is None
    evidence.see([], 1.0, glimpse)
    assert evidence.hint == hint


@pytest.mark.parametrize("relief", [([zx()], BARS), ([], Glimpse())], ids=["something is read", "no bars"])
def test_one_better_frame_ends_the_wait_for_a_hint(relief):
    evidence, dim = Evidence(lambda key: False), Glimpse(True, 60.0, 1.0, 0.0)
    for tick in range(20):
        evidence.see([], tick / 15, dim)
    assert evidence.hint == "closer"
    evidence.see(relief[0], 1.4, relief[1])
    assert evidence.hint is None
    evidence.see([], 1.5, dim)
    assert evidence.hint is None
