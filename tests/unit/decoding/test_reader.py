"""The reader: frames in, accepted codes out, over the inline decoder."""

import numpy as np
import pytest

from cart.codes.evidence import Evidence
from drivers.commands.pictures import draw, load
from drivers.decoding import sharedframe
from drivers.decoding.decoded import DecodedFrame
from drivers.decoding.inline import InlineDecoder
from drivers.decoding.reader import Reader
from drivers.decoding.warmup import ean13
from drivers.ports import Frame

EMPTY = np.full((120, 200), 90, np.uint8)


class Late:
    """A decoder whose answers come some frames later, two at a time."""

    def __init__(self, delay: int) -> None:
        self.delay, self.inner, self.held, self.closed = delay, InlineDecoder(), [], False

    def submit(self, frame: Frame) -> None:
        self.inner.submit(frame)
        self.held.append(self.inner.poll())

    def poll(self, timeout_s: float = 0.0) -> DecodedFrame | None:
        return self.held.pop(0) if len(self.held) > self.delay else None

    def close(self) -> None:
        self.closed = True


def looked(reader: Reader, pictures) -> list[str]:
    frames = [Frame(tick / 15, picture) for tick, picture in enumerate(pictures)]
    return [accepted.text for frame in frames for accepted in reader.look(frame)]


def reader(decoder) -> Reader:
    return Reader(decoder, Evidence(lambda key: key.endswith("7")))


def test_a_product_shown_for_a_second_is_accepted_once():
    assert looked(reader(InlineDecoder()), [ean13("590123412345")] * 15) == ["5901234123457"]


def test_answers_that_come_late_count_all_the_same():
    late = Late(3)
    eye = reader(late)
    assert looked(eye, [ean13("590123412345")] * 5) == ["5901234123457"]
    eye.close()
    assert late.closed


def test_two_products_one_after_the_other_are_two():
    shown = [ean13("590123412345")] * 4 + [EMPTY] * 2 + [ean13("400638133393")] * 6
    assert looked(reader(InlineDecoder()), shown) == ["5901234123457", "4006381333931"]


def test_nothing_in_view_is_nothing_and_hints_nothing():
    eye = reader(InlineDecoder())
    assert looked(eye, [EMPTY] * 10) == [] and eye.hint is None


def test_the_inline_decoder_reads_the_newest_frame_only():
    with InlineDecoder() as decoder:
        assert decoder.poll() is None
        for at in (1.0, 2.0):
            decoder.submit(Frame(at, EMPTY))
        decoded = decoder.poll(1.0)
        assert decoded is not None and decoded.at == 2.0
        assert decoder.poll() is None
        decoder.submit(Frame(3.0, EMPTY))
    assert decoder.poll() is None


def test_a_frame_goes_through_shared_memory_unchanged():
    frame = sharedframe.SharedFrame()
    picture = np.random.default_rng(1).integers(0, 255, (37, 53), np.uint8)
    request = sharedframe.Request(7, 1.5, *frame.put(picture))
    assert sharedframe.Request.decode(request.encode()) == request
    with sharedframe.view(frame.fd) as memory:
        assert (sharedframe.picture(memory, request) == picture).all()
        with pytest.raises(TypeError):
            memory[0] = 1
    frame.close()


def test_what_is_drawn_is_a_copy_with_printable_text(tmp_path):
    colour = np.dstack([EMPTY] * 3)
    frame = Frame(0.0, EMPTY, lambda: colour)
    decoded = InlineDecoder()
    decoded.submit(Frame(0.0, ean13("590123412345")))
    seen = decoded.poll()
    assert seen is not None
    drawn = draw(frame, seen.sightings)
    assert drawn.shape == (120, 200, 3) and (drawn != frame.colour).any()
    assert (frame.colour == 90).all()
    assert load(tmp_path / "nothing.png") is None
