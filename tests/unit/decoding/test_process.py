"""The decoder process: it reads, dies, hangs, and is back."""

import multiprocessing
import os
import signal
import subprocess
import sys
import time

import numpy as np
import pytest
import zxingcpp

from cart.errors import DeviceMissing
from drivers.decoding.process import Decoder
from drivers.decoding.sandbox import Locked
from drivers.decoding.sharedframe import Request, SharedFrame
from drivers.decoding.worker import COMMAND
from drivers.ports import Frame, Grey

LOCKED = Locked(True, True, True).encode()
PATIENT_S = 20.0


def drawn(text: str = "5901234123457", kind: zxingcpp.BarcodeFormat = zxingcpp.BarcodeFormat.EAN13) -> Grey:
    symbol = np.array(zxingcpp.create_barcode(text, kind).to_image(scale=3))
    return np.pad(symbol, 40, constant_values=255)


@pytest.fixture(scope="module")
def decoder():
    with Decoder(hang_s=PATIENT_S) as decoder:
        yield decoder


def texts(decoder: Decoder, at: float = 1.0) -> set[str]:
    decoder.submit(Frame(at, drawn()))
    decoded = decoder.poll(PATIENT_S)
    assert decoded is not None
    assert decoded.at == at
    return {one.text for one in decoded.sightings}


def test_reads_a_frame_in_another_process(decoder):
    assert texts(decoder) == {"5901234123457"}
    assert decoder.pid != os.getpid()


@pytest.mark.parametrize("unread", [False, True])
def test_it_ends_in_silence_when_its_parent_is_gone(unread):
    """Also with an answer that nobody has read: its socket is then reset instead of closed."""
    memory, (ours, theirs) = SharedFrame(), multiprocessing.Pipe()
    with theirs:
        ends = (theirs.fileno(), memory.fd)
        process = subprocess.Popen([*COMMAND, *map(str, ends)], pass_fds=ends, stderr=subprocess.PIPE)
    assert ours.recv_bytes()
    if unread:
        ours.send_bytes(Request(1, 1.0, *memory.put(drawn())).encode())
        assert ours.poll(PATIENT_S)
    ours.close()
    assert (process.communicate(timeout=PATIENT_S)[1], process.returncode) == (b"", 0)
    memory.close()


def test_has_nothing_to_say_without_a_frame(decoder):
    assert decoder.poll(0.0) is None


def test_while_it_reads_only_the_newest_frame_waits(decoder):
    texts(decoder)
    for at in range(1, 6):
        decoder.submit(Frame(float(at), drawn()))
    seen = []
    while decoded := decoder.poll(PATIENT_S):
        seen.append(decoded.at)
    assert seen == [1.0, 5.0]


def test_a_frame_larger_than_the_shared_memory_is_thinned(decoder):
    huge = np.full((5000, 5000), 255, np.uint8)
    huge[1000 : 1000 + drawn().shape[0] * 2, 1000 : 1000 + drawn().shape[1] * 2] = np.kron(
        drawn(), np.ones((2, 2), np.uint8)
    )
    decoder.submit(Frame(1.0, huge))
    decoded = decoder.poll(PATIENT_S)
    assert decoded is not None and {one.text for one in decoded.sightings} == {"5901234123457"}


def test_a_killed_process_is_replaced_within_half_a_second(decoder):
    texts(decoder)
    decoder._spare.start(PATIENT_S)
    os.kill(decoder.pid, signal.SIGKILL)
    began = time.monotonic()
    while not (decoded := decoder.poll(0.5)):
        decoder.submit(Frame(2.0, drawn()))
    assert time.monotonic() - began < 0.5
    assert decoded.sightings
    assert decoder.restarts == 1


def test_a_hung_process_is_replaced_and_its_frame_not_tried_again(decoder):
    texts(decoder)
    decoder._spare.start(PATIENT_S)
    hung = decoder.pid
    os.kill(hung, signal.SIGSTOP)
    decoder._hang_s = 0.1
    decoder.submit(Frame(3.0, drawn()))
    assert decoder.poll(0.3) is None
    decoder._hang_s = PATIENT_S
    assert decoder.pid != hung
    assert texts(decoder, 4.0) == {"5901234123457"}


def test_a_process_that_cannot_start_is_a_missing_device():
    with Decoder([sys.executable, "-c", "pass"]) as broken, pytest.raises(DeviceMissing, match="does not start"):
        broken.submit(Frame(1.0, drawn()))
        while True:
            broken.poll(1.0)


def test_a_process_that_answers_nonsense_is_replaced():
    code = (
        "import sys; from multiprocessing.connection import Connection; link = Connection(int(sys.argv[1]));"
        f"link.send_bytes({LOCKED!r}); link.recv_bytes();"
        "link.send_bytes(b'\\x01' + bytes(7) + b'{\"at\": []}'); link.recv_bytes()"
    )
    with Decoder([sys.executable, "-c", code], hang_s=PATIENT_S) as liar:
        liar.submit(Frame(1.0, drawn()))
        assert liar.poll(PATIENT_S) is None
        assert liar.restarts == 1


def test_closing_twice_does_nothing():
    decoder = Decoder()
    decoder.close()
    decoder.close()
