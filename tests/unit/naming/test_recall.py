"""The last seconds of frames: few, small, and gone when they are old."""

import numpy as np

from drivers.naming.recall import ACROSS, EVERY_S, KEPT, Recall, small
from drivers.ports import Frame


def frame(at: float, level: int = 0, shape: tuple[int, int] = (72, 128)) -> Frame:
    colour = np.full((*shape, 3), level, np.uint8)
    return Frame(at, colour[..., 0], lambda: colour)


def recalled(*times: float, told: float) -> tuple[list[int], list[int]]:
    """Which frames (numbered from 0) stand for before and after."""
    recall = Recall()
    for number, at in enumerate(times):
        recall.keep(frame(at, number))
    moment = recall.around(told)
    return [int(one[0, 0, 0]) for one in moment.before], [int(one[0, 0, 0]) for one in moment.after]


def test_before_is_before_the_hand_and_after_is_since_it_was_told():
    times = [n / 5 for n in range(34)]
    before, after = recalled(*times, told=6.1)
    assert [times[n] for n in before] == [3.2, 3.8, 4.4] and [times[n] for n in after] == [6.2, 6.4, 6.6]


def test_a_camera_that_did_not_look_has_nothing_to_say():
    assert recalled(told=3.0) == ([], []) and recalled(5.0, 5.5, told=4.9) == ([], [0, 1])


def test_few_are_kept_and_a_moment_apart():
    picture, asked, recall = np.zeros((4, 4, 3), np.uint8), [], Recall()
    for n in range(300):
        recall.keep(Frame(n / 30, picture[..., 0], lambda: asked.append(1) or picture))
    assert len(recall._kept) == KEPT and len(asked) <= 1 + 10 / EVERY_S


def test_a_frame_without_colours_is_not_kept():
    recall = Recall()
    recall.keep(Frame(1.0, np.zeros((4, 4), np.uint8)))
    assert recall.around(1.0).after == ()


def test_they_are_small_copies():
    wide, tall = np.zeros((720, 1280, 3), np.uint8), np.zeros((1280, 720, 3), np.uint8)
    assert small(wide).shape == (360, 640, 3) and small(tall).shape == (640, 360, 3)
    little = np.zeros((10, 20, 3), np.uint8)
    assert small(little).shape == little.shape and not np.shares_memory(small(little), little)
    assert max(small(np.zeros((900, 1900, 3), np.uint8)).shape) <= ACROSS


def test_frames_of_another_size_are_of_another_camera():
    recall = Recall()
    for n in range(20):
        recall.keep(frame(n / 5, n, (72, 128) if n < 12 else (48, 64)))
    moment = recall.around(3.4)
    assert {one.shape for one in (*moment.before, *moment.after)} == {(48, 64, 3)}


def test_forgotten_is_gone():
    recall = Recall()
    recall.keep(frame(1.0))
    recall.forget()
    assert recall.around(0.0).after == ()
