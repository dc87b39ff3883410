"""What serial scales say, understood."""

import os
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.clock import SystemClock
from cart.errors import DeviceMissing, DeviceSilent
from drivers.scales.serial import Options, SerialScale, _whole_number, grams_of, status_of
from tests.support.ptys import open_pty


@pytest.mark.parametrize(
    ("answer", "grams"),
    [
        (b"\x0201.250", 1_250),
        (b"\x0201.250N", 1_250),
        (b"\x0212.345", 12_345),
        (b"\x02001.00", 454),
        (b"\x02010.00N", 4_536),
        (b"01.250", 1_250),
        (b"\x0200.000", 0),
        (b"\x02?A", None),
        (b"\x02?", None),
        (b"\x021.25.0", None),
        (b"", None),
        (b"\x02-1.250", None),
    ],
)
def test_8217_answers(answer, grams):
    assert grams_of(answer) == grams


@given(st.integers(0, 99_999))
def test_8217_kilograms_are_exact_to_the_gram(grams):
    assert grams_of(b"\x02%06.3f" % (grams / 1000)) == grams


@given(st.binary(max_size=20))
def test_8217_noise_is_no_weight_or_a_plain_number(noise):
    grams = grams_of(noise)
    assert grams is None or 0 <= grams < 1_000_000


@pytest.mark.parametrize(
    ("answer", "words"),
    [(b"\x02?\x01", ("in motion",)), (b"?\x06", ("over capacity", "under zero")), (b"\x02?@", ()), (b"", ())],
)
def test_8217_status(answer, words):
    assert status_of(answer) == words


@pytest.fixture
def line():
    master, slave = open_pty()
    yield master, os.ttyname(slave)
    os.close(master)
    os.close(slave)


def scale_at(path, **options):
    return SerialScale(Options(path, timeout_s=0.05, motion_s=0.05, **options), SystemClock())


def test_lines_with_noise_between_them(line):
    master, path = line
    scale = scale_at(path)
    os.write(master, b"\xff\xfe73\r\n")
    with pytest.raises(DeviceSilent):
        scale.read()
    scale._open()
    os.write(master, b"hello\n\n12x\n-815\r\n4711\n")
    assert [scale.read().counts, scale.read().counts] == [-815, 4_711]
    scale.close()


def test_a_line_that_began_before_the_port_was_open_is_no_word(line):
    master, path = line
    scale = scale_at(path)
    scale._open()
    os.write(master, b"456\r\n123456\r\n")
    assert scale.read().counts == 123_456
    scale.close()


def test_a_part_of_a_line_waits_for_its_end(line):
    """At 9600 baud a reader that runs out of time holds half a word, which is another word."""
    master, path = line
    scale = SerialScale(Options(path, timeout_s=0.2), SystemClock())
    scale._open()
    os.write(master, b"1\n1234")
    late = threading.Timer(0.25, os.write, (master, b"56\r\n"))
    late.start()
    assert scale._until(lambda: _whole_number(scale._line(scale._port, b"\n")), 5.0) == 123_456
    late.join()
    scale.close()


def test_a_silent_line_says_what_to_check(line):
    scale = scale_at(line[1])
    with pytest.raises(DeviceSilent, match="sends nothing. Check its cable, its power and .* baud"):
        scale.read()


def test_a_line_of_nonsense_says_what_to_check(line):
    master, path = line
    scale = scale_at(path)
    scale._open()
    os.write(master, b"nonsense\n" * 3)
    with pytest.raises(DeviceSilent, match="gives no weight. Let it|sends nothing"):
        scale.read()


def test_a_certified_scale_in_motion_for_too_long(line):
    master, path = line
    scale = scale_at(path, protocol="8217", rate_hz=1_000.0)
    scale._open()
    os.write(master, b"\x02?\x03\r" * 400)
    with pytest.raises(DeviceSilent, match=r"no weight \(it says: in motion, over capacity\). Let it stand still"):
        scale.read()


def test_a_certified_scale_comes_to_rest(line):
    master, path = line
    scale = SerialScale(Options(path, "8217", rate_hz=1_000.0, motion_s=5.0), SystemClock())
    scale._open()
    os.write(master, b"\x02?\x01\r" * 3 + b"\x02?\x04\r" + b"\x02000.430\r")
    assert scale.read().counts == 430
    asked = b""
    while len(asked) < 5:  # a pseudo-terminal hands over what it has so far
        asked += os.read(master, 100)
    assert asked == b"W" * 5
    scale.close()


def test_a_certified_scale_that_says_pounds(line):
    master, path = line
    scale = SerialScale(Options(path, "8217", rate_hz=1_000.0), SystemClock())
    scale._open()
    os.write(master, b"\x02002.00\r")
    assert scale.read().counts == 907
    scale.close()


def test_a_port_that_is_not_there(tmp_path):
    with pytest.raises(DeviceMissing, match="is gone .* Check its cable"):
        scale_at(str(tmp_path / "ttyUSB0")).read()
