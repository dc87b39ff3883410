"""Frames one after another: what lies still is not read again, and what changes is."""

import numpy as np
import pytest

from cart.codes.evidence import Evidence
from drivers.decoding.decoded import DecodedFrame
from drivers.decoding.ladder import Ladder
from drivers.decoding.warmup import ean13
from drivers.decoding.watch import Watch
from drivers.ports import Frame
from tests.support.labels import BASKET, FPS, HELD, beside, frames, held, laid, qr, riddle

EMPTY = np.full((720, 1280), 110.0)
PACK = beside(EMPTY, ean13(BASKET[:12], 2, 120))


class Counted:
    """A ladder that notes what it is asked to read, and how much of it lay there before."""

    def __init__(self) -> None:
        self.inner, self.still = Ladder(), []

    def read(self, frame: Frame, still=()) -> DecodedFrame:
        self.still.append(tuple(one.text for one in still))
        return self.inner.read(frame, still)


def watched(shown):
    ladder = Counted()
    watch = Watch(ladder)
    return [watch.read(frame) for frame in shown], ladder.still


def texts(decoded: DecodedFrame) -> set[str]:
    return {one.text for one in decoded.sightings}


@pytest.mark.parametrize(("picture", "shown"), [(EMPTY, set()), (PACK, {BASKET})], ids=["nothing", "a pack"])
def test_frames_that_do_not_change_are_looked_at_a_few_times_only(picture, shown):
    found, looks = watched(frames(picture, 28))
    assert 3 <= len(looks) <= 5
    assert all(texts(one) == shown for one in found)


def test_now_and_then_an_unchanged_frame_is_looked_at_as_if_nothing_were_known():
    _, looks = watched(frames(PACK, 64))
    assert 5 <= len(looks) <= 7


def test_bars_that_nobody_reads_are_looked_at_longer_and_then_no_longer_spoken_of():
    found, looks = watched(frames(laid(EMPTY, riddle(), 400, 360, 0.1, 0.45), 40))
    assert 8 <= len(looks) <= 11
    assert found[12].glimpse.bars and not found[-1].glimpse.bars


def test_a_pack_that_lies_still_is_not_read_again_while_a_hand_brings_another():
    hand = [frame for at in range(8) for frame in frames(np.roll(held(0.65), 40 * at), 1, first=4 + at)]
    with_pack = [Frame(one.at, np.where(PACK != 110, PACK, one.grey).astype(np.uint8)) for one in hand]
    found, looks = watched([*frames(PACK, 4), *with_pack])
    assert all(BASKET in texts(one) for one in found)
    assert BASKET in looks[-1]


def test_a_pack_that_is_taken_away_is_no_longer_seen():
    found, _ = watched([*frames(PACK, 6), *frames(EMPTY, 3, first=6)])
    assert [texts(one) for one in found[-3:]] == [set()] * 3


def test_another_code_at_the_place_of_one_that_was_known_is_read():
    other = beside(EMPTY, ean13(HELD[:12], 2, 120))
    found, _ = watched([*frames(PACK, 6), *frames(other, 2, first=6)])
    assert texts(found[5]) == {BASKET} and texts(found[6]) == {HELD}


@pytest.mark.parametrize("second", [0.0, 30.0])
def test_a_time_that_goes_back_or_leaps_is_another_film(second):
    watch = Watch()
    before = [watch.read(frame) for frame in frames(PACK, 8)]
    assert before[-1].sightings[0].family == "memory"
    assert watch.read(Frame(second, frames(PACK, 1)[0].grey)).sightings[0].family == "zxing"


def test_memory_is_no_evidence():
    found, _ = watched(frames(PACK, 12))
    evidence = Evidence(lambda key: True)
    assert all(one.family == "memory" for one in found[-1].sightings)
    assert [one for at in range(30) for one in evidence.see(found[-1].sightings, at / FPS)] == []


def test_a_code_that_lies_still_counts_once():
    found, _ = watched(frames(beside(PACK, qr()), 60))
    evidence = Evidence(lambda key: True)
    believed = [one.text for frame in found for one in evidence.see(frame.sightings, frame.at, frame.glimpse)]
    assert len(believed) == len(set(believed))
