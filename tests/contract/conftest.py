"""Rigs: each device behind a port, with hands that pull its plug, put it back, and set what it sees."""

import contextlib
import os
import select
import threading

import cv2
import numpy as np
import pytest

from cart.clock import SystemClock
from drivers.cameras import folder, opencv, picamera, video
from drivers.scales import hx711, iio, serial
from drivers.sim import camera as sim_camera
from drivers.sim.clock import DrivenClock
from drivers.sim.scale import SimScale
from drivers.sim.world import World
from tests.support.ptys import open_pty

PICTURE = np.arange(48 * 64, dtype=np.uint8).reshape(48, 64)


class SettableWorld(World):
    """A world whose scale shows the word that a test sets."""

    word = 4_711

    def counts_at(self, t):
        return self.word


class SimCameraRig:
    def __init__(self, tmp_path):
        self.clock = DrivenClock()
        self.world = World(self.clock)
        self.source = sim_camera.SimCamera(self.world, self.clock, sim_camera.Options())

    def unplug(self):
        self.world.unplug("camera")

    def plug(self):
        self.world.plug("camera")


class FolderRig:
    def __init__(self, tmp_path):
        self.clock = DrivenClock()
        self.path = tmp_path / "pictures"
        self.plug()
        self.source = folder.FolderCamera(folder.Options(str(self.path), hold=1), self.clock)

    def unplug(self):
        (self.path / "a.png").unlink()

    def plug(self):
        self.path.mkdir(exist_ok=True)
        cv2.imwrite(str(self.path / "a.png"), PICTURE)


class VideoRig:
    def __init__(self, tmp_path):
        self.clock = DrivenClock()
        self.path = tmp_path / "film.avi"
        self.plug()
        self.source = video.VideoCamera(video.Options(str(self.path)), self.clock)

    def unplug(self):
        self.source.read()  # the film is open; its end is what is noticed
        self.path.unlink()
        self.source.read()

    def plug(self):
        writer = cv2.VideoWriter(str(self.path), cv2.VideoWriter.fourcc(*"MJPG"), 10.0, (64, 48), isColor=True)
        for level in (40, 200):
            writer.write(np.full((48, 64, 3), level, np.uint8))
        writer.release()


class Usb:
    """A USB socket: what cv2.VideoCapture would speak to."""

    def __init__(self, rig):
        self._rig = rig

    def isOpened(self):  # noqa: N802 - OpenCV's name
        return self._rig.plugged

    def set(self, prop, value):
        return True

    def get(self, prop):
        return 0.0

    def grab(self):
        return self._rig.plugged

    def read(self):
        return (True, cv2.cvtColor(PICTURE, cv2.COLOR_GRAY2BGR)) if self._rig.plugged else (False, None)

    def release(self):
        pass


class OpenCvRig:
    def __init__(self, tmp_path):
        self.clock = SystemClock()
        self.plugged = True
        self.source = opencv.OpenCvCamera(opencv.Options(), self.clock, lambda device: Usb(self))

    def unplug(self):
        self.plugged = False

    def plug(self):
        self.plugged = True


class Ribbon:
    """A libcamera sensor: what picamera2.Picamera2 would speak to."""

    camera_controls = dict.fromkeys(("AeEnable", "ExposureTime", "AnalogueGain"))

    def __init__(self, rig):
        if not rig.plugged:
            raise IndexError("list index out of range")
        self._rig = rig

    def create_video_configuration(self, main, controls):
        return main | controls

    def configure(self, how):
        self._rig.configured = how

    def start(self):
        pass

    stop = close = start

    def capture_array(self, name, wait):
        return self

    def get_result(self, timeout):
        if not self._rig.plugged:
            raise TimeoutError
        return cv2.cvtColor(np.full((720, 1280, 3), (60, 120, 180), np.uint8), cv2.COLOR_BGR2YUV_I420)


class PiCameraRig(OpenCvRig):
    def __init__(self, tmp_path):
        self.clock = SystemClock()
        self.plugged = True
        self.source = picamera.PiCamera(picamera.Options(), self.clock, lambda number: Ribbon(self))


class SimScaleRig:
    def __init__(self, tmp_path):
        self.clock = DrivenClock()
        self.world = SettableWorld(self.clock)
        self.source = SimScale(self.world, self.clock)

    def give(self, word):
        self.world.word = word

    def unplug(self):
        self.world.unplug("scale")

    def plug(self):
        self.world.plug("scale")

    def end(self):
        pass


class PinsRig(SimScaleRig):
    def __init__(self, tmp_path):
        self.clock = DrivenClock()
        self.world = SettableWorld(self.clock)
        self.source = hx711.create(hx711.Options(pins="sim"), self.clock, self.world)


class IioRig:
    def __init__(self, tmp_path):
        self.clock = DrivenClock()
        self.node = tmp_path / "iio:device0"
        self.node.mkdir()
        self.plug()
        self.give(4_711)
        self.source = iio.IioScale(iio.Options(tree=str(tmp_path)), self.clock)

    def give(self, word):
        (self.node / "in_voltage0_raw").write_text(f"{word + (1 << 23)}\n")

    def unplug(self):
        (self.node / "name").unlink()

    def plug(self):
        (self.node / "name").write_text("hx711\n")

    def end(self):
        pass


class PtyRig:
    """A serial line with a thread at its other end that prints the word, or answers when asked."""

    protocol = "lines"

    def __init__(self, tmp_path):
        self.clock = SystemClock()
        self.path = tmp_path / "tty"
        self.word = 4_711
        self.plug()
        options = serial.Options(str(self.path), self.protocol, rate_hz=200.0, timeout_s=0.5, motion_s=0.5)
        self.source = serial.SerialScale(options, self.clock)

    def give(self, word):
        self.unplug()
        self.word = word
        self.plug()
        self.drain()

    def drain(self):
        """The first read finds that the old line has gone."""
        with contextlib.suppress(OSError):
            self.source.read()

    def plug(self):
        self.master, slave = open_pty()
        os.set_blocking(self.master, False)
        self.path.symlink_to(os.ttyname(slave))
        self.slave = slave
        self.stop_reading, self.stop = os.pipe()
        self.thread = threading.Thread(target=self.serve, args=(self.master, self.stop_reading))
        self.thread.start()

    def unplug(self):
        os.write(self.stop, b"x")
        self.thread.join()
        for handle in (self.master, self.slave, self.stop, self.stop_reading):
            os.close(handle)
        self.path.unlink()

    def serve(self, master, stop):
        while stop not in select.select([stop], [master], [])[0]:
            try:
                os.write(master, b"%d\r\n" % self.word)
            except BlockingIOError:
                continue

    def end(self):
        if self.path.is_symlink():
            self.unplug()


class Certified8217Rig(PtyRig):
    protocol = "8217"

    def serve(self, master, stop):
        while stop not in (ready := select.select([stop, master], [], [])[0]):
            if master in ready and b"W" in os.read(master, 16):
                os.write(master, b"\x02%06.3f\r" % (self.word / 1000))


FRAME_RIGS = [SimCameraRig, FolderRig, VideoRig, OpenCvRig, PiCameraRig]
COUNT_RIGS = [SimScaleRig, PinsRig, IioRig, PtyRig, Certified8217Rig]


@pytest.fixture(params=FRAME_RIGS, ids=lambda rig: rig.__name__)
def camera_rig(request, tmp_path):
    rig = request.param(tmp_path)
    yield rig
    rig.source.close()


@pytest.fixture(params=COUNT_RIGS, ids=lambda rig: rig.__name__)
def scale_rig(request, tmp_path):
    rig = request.param(tmp_path)
    yield rig
    rig.source.close()
    rig.end()
