"""The ends of the decoder process's life: closed, lied to, too large a frame, and what it leaves behind."""

import os

import numpy as np
import pytest

from drivers.decoding import sharedframe
from drivers.decoding.process import Decoder
from drivers.decoding.sharedframe import CAPACITY, Request, SharedFrame
from drivers.ports import Frame
from tests.support.readers import reader

PATIENT_S = 100.0
GREY = np.full((60, 80), 120, np.uint8)


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def answering(body: str) -> list[str]:
    """A stand-in for the decoder process that starts as agreed and answers the first frame with `body`."""
    return reader(f"asked = link.recv_bytes(); link.send_bytes({body}); link.recv_bytes()")


def test_after_close_frames_are_dropped_and_no_process_is_left():
    decoder = Decoder()
    decoder.submit(Frame(1.0, GREY))
    assert decoder.poll(PATIENT_S) is not None
    pid = decoder.pid
    decoder.submit(Frame(2.0, GREY))
    decoder.close()
    assert not alive(pid)
    assert decoder.poll(0.1) is None
    decoder.submit(Frame(3.0, GREY))
    assert decoder.poll(0.1) is None
    assert decoder.pid == pid and decoder.restarts == 0


def test_closed_before_it_was_up_it_starts_nothing_more():
    decoder = Decoder()
    nursery = decoder._nursery._process
    decoder.submit(Frame(1.0, GREY))
    decoder.close()
    decoder.submit(Frame(2.0, GREY))
    assert decoder.poll(0.0) is None
    assert decoder.pid == 0 and not alive(nursery.pid)


@pytest.mark.parametrize(
    "body",
    [
        'asked[:8] + b\'{"at": 1.0, "sightings": 5}\'',
        "asked[:8] + b'{\"at\": NaN}'",
        "asked[:8] + b'{\"at\": 1' + b'0' * 400 + b'}'",
        "bytes(8) + b'{\"at\": 1.0}'",
        "b''",
        "asked[:8] + b' ' * (1 << 21)",
    ],
    ids=["no list", "not a number", "too long a number", "another question", "nothing", "too much"],
)
def test_a_process_that_answers_otherwise_than_agreed_is_replaced(body):
    with Decoder(answering(body)) as liar:
        liar.submit(Frame(1.0, GREY))
        assert liar.poll(PATIENT_S) is None
        first = liar.pid
        assert liar.restarts == 1
    assert not alive(first)


def test_an_honest_stand_in_is_believed_and_kept():
    with Decoder(answering('asked[:8] + b\'{"at": 1.0, "cpu_ms": 2.5}\'')) as honest:
        honest.submit(Frame(1.0, GREY))
        decoded = honest.poll(PATIENT_S)
        assert decoded is not None and (decoded.at, decoded.cpu_ms, decoded.sightings) == (1.0, 2.5, ())
        assert honest.restarts == 0


@pytest.mark.parametrize("at", ["-1e18", "1e300", "0"])
def test_when_the_frame_was_taken_is_not_for_the_process_to_say(at):
    """The rule of evidence forgets by that time: a process could keep it from forgetting, or make it forget."""
    with Decoder(answering(f"asked[:8] + b'{{\"at\": {at}}}'")) as liar:
        liar.submit(Frame(12.5, GREY))
        decoded = liar.poll(PATIENT_S)
        assert decoded is not None and decoded.at == 12.5


@pytest.mark.parametrize(
    ("shape", "kept"),
    [
        ((3072, 4096), (3072, 4096)),
        ((3073, 4096), (1537, 2048)),
        ((2, CAPACITY), (1, CAPACITY // 2)),
        ((1, 1), (1, 1)),
    ],
)
def test_a_picture_is_thinned_only_when_the_memory_cannot_hold_it(shape, kept):
    memory = SharedFrame()
    assert memory.put(np.zeros(shape, np.uint8)) == kept
    memory.close()


def test_a_thinned_picture_is_every_second_pixel():
    memory, picture = SharedFrame(), np.random.default_rng(2).integers(0, 255, (4097, 3073), np.uint8)
    request = Request(1, 0.0, *memory.put(picture))
    with sharedframe.view(memory.fd) as seen:
        assert (sharedframe.picture(seen, request) == picture[::2, ::2]).all()
    memory.close()


def test_a_smaller_frame_after_a_larger_one_holds_nothing_of_it():
    memory = SharedFrame()
    memory.put(np.full((90, 90), 7, np.uint8))
    request = Request(2, 0.0, *memory.put(np.full((20, 30), 9, np.uint8)))
    with sharedframe.view(memory.fd) as seen:
        copy = sharedframe.picture(seen, request)
    memory.close()
    assert copy.shape == (20, 30) and (copy == 9).all()


@pytest.mark.parametrize("request_", [Request(0, 0.0, 1, 1), Request(2**64 - 1, -1.5, 3072, 4096)])
def test_requests_come_back_as_they_were(request_):
    assert Request.decode(request_.encode()) == request_
    assert len(request_.encode()) <= 64
