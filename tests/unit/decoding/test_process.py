"""The decoder process: it reads, dies, hangs, and is back."""

import multiprocessing
import os
import signal
import socket
import subprocess
import sys

import numpy as np
import pytest
import zxingcpp

from cart.errors import DeviceMissing
from drivers.decoding.process import Decoder
from drivers.decoding.pulse import Limits
from drivers.decoding.sharedframe import Request, SharedFrame
from drivers.decoding.worker import COMMAND
from drivers.ports import Frame, Grey
from tests.support.readers import reader

PATIENT_S = 100.0


def drawn(text: str = "5901234123457", kind: zxingcpp.BarcodeFormat = zxingcpp.BarcodeFormat.EAN13) -> Grey:
    symbol = np.array(zxingcpp.create_barcode(text, kind).to_image(scale=3))
    return np.pad(symbol, 40, constant_values=255)


@pytest.fixture(scope="module")
def decoder():
    with Decoder() as decoder:
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
    memory, (ours, theirs), (control, inner) = SharedFrame(), multiprocessing.Pipe(), socket.socketpair()
    with theirs, inner:
        ends = (inner.fileno(), memory.fd)
        process = subprocess.Popen([*COMMAND, *map(str, ends)], pass_fds=ends, stderr=subprocess.PIPE)
        socket.send_fds(control, [b"r"], [theirs.fileno()])
    assert ours.recv_bytes()
    if unread:
        ours.send_bytes(Request(1, 1.0, *memory.put(drawn())).encode())
        assert ours.poll(PATIENT_S)
    ours.close()
    control.close()
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


def test_a_killed_process_costs_a_frame_and_no_start_up(decoder):
    texts(decoder)
    killed, nursery = decoder.pid, decoder._nursery
    os.kill(killed, signal.SIGKILL)
    while not (decoded := decoder.poll(PATIENT_S)):
        decoder.submit(Frame(2.0, drawn()))
    assert decoded.sightings
    assert (decoder.restarts, decoder._nursery) == (1, nursery) and decoder.pid != killed


def test_a_dead_nursery_is_replaced_too(decoder):
    texts(decoder)
    nursery = decoder._nursery
    os.kill(nursery._process.pid, signal.SIGKILL)
    nursery._process.wait()
    while not (decoded := decoder.poll(PATIENT_S)):
        decoder.submit(Frame(2.0, drawn()))
    assert decoded.sightings and decoder._nursery is not nursery


SLEEPY = Limits(asleep_s=0.1, asleep_looks=2)


def test_a_reader_that_sleeps_on_a_question_is_replaced_and_its_frame_not_tried_again():
    with Decoder(limits=SLEEPY) as decoder:
        texts(decoder)
        hung = decoder.pid
        os.kill(hung, signal.SIGSTOP)
        decoder.submit(Frame(3.0, drawn()))
        assert decoder.poll(PATIENT_S) is None
        assert texts(decoder, 4.0) == {"5901234123457"}
        assert decoder.pid != hung and decoder.restarts == 1


def test_a_reader_that_is_given_no_processor_time_for_a_while_is_kept():
    """A stopped process is what a starved one looks like from outside: no time used, no answer."""
    with Decoder() as decoder:
        texts(decoder)
        starved = decoder.pid
        os.kill(starved, signal.SIGSTOP)
        decoder.submit(Frame(3.0, drawn()))
        assert decoder.poll(1.0) is None
        os.kill(starved, signal.SIGCONT)
        decoded = decoder.poll(PATIENT_S)
        assert decoded is not None and decoded.at == 3.0
        assert (decoder.pid, decoder.restarts) == (starved, 0)


def test_a_reader_that_uses_its_processor_time_without_an_answer_is_replaced():
    endless = reader("link.recv_bytes(); [None for _ in iter(int, 1)]")
    with Decoder(endless, Limits(cpu_s=0.2)) as decoder:
        decoder.submit(Frame(1.0, drawn()))
        assert decoder.poll(PATIENT_S) is None
        assert decoder.restarts == 1


def test_a_process_that_cannot_start_is_a_missing_device():
    with Decoder([sys.executable, "-c", "pass"]) as broken, pytest.raises(DeviceMissing, match="does not start"):
        broken.submit(Frame(1.0, drawn()))
        while True:
            broken.poll(1.0)


def test_a_process_that_answers_nonsense_is_replaced():
    nonsense = reader("link.recv_bytes(); link.send_bytes(NUMBER.pack(1) + b'{\"at\": []}'); link.recv_bytes()")
    with Decoder(nonsense) as liar:
        liar.submit(Frame(1.0, drawn()))
        assert liar.poll(PATIENT_S) is None
        assert liar.restarts == 1


def test_closing_twice_does_nothing():
    decoder = Decoder()
    decoder.close()
    decoder.close()
