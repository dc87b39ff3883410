"""Eye, feel and late openings: small parts between a device and the inbox."""

import numpy as np
import pytest

from cart.codes.evidence import Evidence
from cart.codes.sighting import Sighting
from cart.errors import DeviceMissing, DeviceSilent
from cart.weighing.calibration import Calibration
from cart.weighing.change import WeightChange
from cart.weighing.scale import Scale
from drivers import registry
from drivers.decoding.decoded import DecodedFrame
from drivers.decoding.reader import Reader
from drivers.eye import Eye
from drivers.feel import Feel
from drivers.late import LateCounts, LateFrames
from drivers.ports import Frame, Sample
from drivers.sim.clock import DrivenClock
from drivers.sim.scale import SimScale
from drivers.sim.world import World

GREY = np.zeros((4, 6), dtype=np.uint8)
CODE = "9520417000635"


class Camera:
    """Frames, one a tenth of a second; a None is a read that fails."""

    def __init__(self, *frames: Frame | None) -> None:
        self.frames = list(frames)
        self.closed = 0

    def read(self) -> Frame:
        frame = self.frames.pop(0)
        if frame is None:
            raise DeviceSilent("The camera gives no picture. Check its cable.")
        return frame

    def close(self) -> None:
        self.closed += 1


class Decoder:
    """Sees the same texts in each frame that is handed in, one frame later."""

    def __init__(self, *texts: str) -> None:
        self.texts, self.waiting, self.closed = texts, [], False

    def submit(self, frame: Frame) -> None:
        seen = tuple(sighting(text) for text in self.texts)
        self.waiting.append(DecodedFrame(frame.at, seen))

    def poll(self, timeout_s: float = 0.0) -> DecodedFrame | None:
        return self.waiting.pop(0) if self.waiting else None

    def close(self) -> None:
        self.closed = True


def sighting(text: str) -> Sighting:
    return Sighting(text, "EAN13", "zxing", 1.0)


class Counts:
    """Words of a converter; an exception among them is raised."""

    def __init__(self, *words: int | Exception, rate_hz: float = 10.0) -> None:
        self.words, self.rate_hz, self.at, self.closed = list(words), rate_hz, 0.0, 0

    def read(self) -> Sample:
        word = self.words.pop(0)
        if isinstance(word, Exception):
            raise word
        self.at += 1 / self.rate_hz
        return Sample(self.at, word)

    def close(self) -> None:
        self.closed += 1


def frames(count: int) -> list[Frame]:
    return [Frame(n / 10, GREY) for n in range(count)]


# --- late


class Opener:
    """A device that is missing the first so many times."""

    def __init__(self, device, missing: int) -> None:
        self.device, self.missing, self.asked = device, missing, 0

    def __call__(self):
        self.asked += 1
        if self.asked <= self.missing:
            raise DeviceMissing("It is not there. Plug it in.")
        return self.device


@pytest.mark.parametrize("missing", [0, 1, 3])
def test_a_late_camera_is_opened_once_it_is_there(missing: int):
    opener = Opener(Camera(*frames(3)), missing)
    late = LateFrames(opener)
    assert opener.asked == 0
    for _ in range(missing):
        with pytest.raises(DeviceMissing, match="Plug it in"):
            late.read()
    assert [late.read().at for _ in range(3)] == [0.0, 0.1, 0.2]
    assert opener.asked == missing + 1


@pytest.mark.parametrize("missing", [0, 1, 3])
def test_a_late_scale_takes_the_rate_of_the_one_that_is_there(missing: int):
    opener = Opener(Counts(1, 2, rate_hz=10.0), missing)
    late = LateCounts(opener, rate_hz=80.0)
    for _ in range(missing):
        with pytest.raises(DeviceMissing):
            late.read()
        assert late.rate_hz == 80.0
    assert (late.read().counts, late.rate_hz, late.read().counts) == (1, 10.0, 2)
    assert opener.asked == missing + 1


def test_a_read_that_fails_does_not_open_anew():
    opener = Opener(Counts(1, DeviceSilent("No word."), 2), 0)
    late = LateCounts(opener)
    assert late.read().counts == 1
    with pytest.raises(DeviceSilent):
        late.read()
    assert late.read().counts == 2 and opener.asked == 1


@pytest.mark.parametrize(("kind", "device"), [(LateFrames, Camera(*frames(1))), (LateCounts, Counts(1))])
def test_only_what_was_opened_is_closed(kind, device):
    opener = Opener(device, 0)
    late = kind(opener)
    late.close()
    assert (opener.asked, device.closed) == (0, 0)
    late.read()
    late.close()
    assert device.closed == 1


# --- the eye


def eye_of(camera: Camera, decoder: Decoder, heard: list) -> Eye:
    reader = Reader(decoder, Evidence(lambda key: True))
    return Eye(camera, reader, lambda text, symbology: heard.append((text, symbology)))


def test_a_code_that_stays_in_view_is_heard_once():
    heard: list = []
    eye = eye_of(Camera(*frames(30)), Decoder(CODE), heard)
    for _ in range(30):
        eye.step()
    assert heard == [(CODE, "EAN13")]


def test_the_preview_is_the_newest_frame_and_no_other():
    eye = eye_of(Camera(*frames(2)), Decoder(), [])
    assert eye.preview is None
    for wanted in (0.0, 0.1):
        eye.step()
        assert eye.preview is not None and eye.preview.at == wanted


def test_a_camera_that_fails_leaves_the_last_picture_and_the_next_frame_heals():
    heard: list = []
    eye = eye_of(Camera(*frames(2), None, *frames(6)[2:]), Decoder(CODE), heard)
    eye.step()
    eye.step()
    with pytest.raises(DeviceSilent, match="Check its cable"):
        eye.step()
    assert eye.preview is not None and eye.preview.at == 0.1
    for _ in range(4):
        eye.step()
    assert heard == [(CODE, "EAN13")] and eye.preview.at == 0.5


def test_a_closed_eye_lets_all_go():
    camera, decoder = Camera(*frames(1)), Decoder()
    eye = eye_of(camera, decoder, [])
    eye.step()
    eye.close()
    assert (camera.closed, decoder.closed, eye.preview) == (1, True, None)


# --- the feel


def test_each_weight_change_is_felt_once():
    clock = DrivenClock(10.0)
    world = World(clock, 1)
    scale = Scale(Calibration(world.counts_per_gram, float(world.zero_counts)), 80.0)
    changes: list[WeightChange] = []
    feel = Feel(SimScale(world, clock), scale, changes.append, lambda _: None)
    until(feel, 12.0)
    assert changes == [] and abs(feel.reading.grams) < 5
    world.put(500.0)
    until(feel, 16.0)
    standing = [one for one in changes if one.id not in {other.revises for other in changes}]
    assert sum(one.grams for one in standing) == pytest.approx(500, abs=2)
    assert feel.reading.grams == pytest.approx(500, abs=5) and feel.reading.settled
    assert feel.scale is scale and scale.health.ok


def until(feel: Feel, at: float) -> None:
    while feel.at < at:
        feel.step()


def test_a_scale_that_fails_is_heard_and_time_stands():
    scale = Scale(Calibration(100.0, 0.0), 10.0)
    counts = Counts(0, DeviceSilent("No word."), 0)
    feel = Feel(counts, scale, lambda change: None, lambda _: None)
    feel.step()
    with pytest.raises(DeviceSilent):
        feel.step()
    assert feel.at == pytest.approx(0.1)
    feel.step()
    assert feel.at == pytest.approx(0.2)
    feel.close()
    assert counts.closed == 1


# --- rates


@pytest.mark.parametrize(
    ("table", "rate_hz"),
    [
        ({"driver": "sim"}, 80.0),
        ({"driver": "sim", "rate_hz": 10.0}, 10.0),
        ({"driver": "iio"}, 12.0),
        ({"driver": "serial", "port": "/dev/ttyUSB0", "rate_hz": 5.0}, 5.0),
    ],
)
def test_a_scales_rate_is_known_before_it_is_opened(table: dict, rate_hz: float):
    clock = DrivenClock()
    assert registry.scale_rate_hz(table, clock, World(clock, 1)) == rate_hz
