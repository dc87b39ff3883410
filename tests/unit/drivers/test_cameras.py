"""What single cameras do beyond the contract."""

import cv2
import numpy as np
import pytest

from cart.clock import SystemClock
from cart.errors import DeviceMissing, DeviceSilent
from drivers.cameras import folder, opencv, picamera, video
from drivers.sim.clock import DrivenClock


def picture(path, level):
    cv2.imwrite(str(path), np.full((30, 40), level, np.uint8))


@pytest.fixture
def pictures(tmp_path):
    picture(tmp_path / "b.png", 200)
    picture(tmp_path / "a.jpg", 100)
    (tmp_path / "notes.txt").write_text("no picture")
    return tmp_path


def folder_camera(path, **options):
    return folder.FolderCamera(folder.Options(str(path), **options), DrivenClock())


def levels(camera, count):
    return [int(camera.read().grey.mean()) for _ in range(count)]


def test_pictures_come_by_name_each_for_a_while_and_round_again(pictures):
    camera = folder_camera(pictures, hold=2)
    assert levels(camera, 6) == [100, 100, 200, 200, 100, 100]
    assert camera.showing.name == "a.jpg"


def test_black_frames_may_part_them(pictures):
    assert levels(folder_camera(pictures, hold=1, gap=2), 5) == [100, 0, 0, 200, 0]


def test_a_folder_that_does_not_loop_ends_with_words(pictures):
    camera = folder_camera(pictures, hold=1, loop=False)
    levels(camera, 2)
    with pytest.raises(DeviceMissing, match="last picture .* has been shown"):
        camera.read()


def test_a_broken_picture_is_skipped(pictures, caplog):
    (pictures / "a.jpg").write_bytes(b"\xff\xd8 no more")
    assert levels(folder_camera(pictures, hold=1), 2) == [200, 200]
    assert "a.jpg is no picture" in caplog.text


def test_a_folder_without_pictures(tmp_path):
    with pytest.raises(DeviceMissing, match="There is no picture in"):
        folder_camera(tmp_path).read()


def test_a_folder_of_broken_pictures(tmp_path):
    (tmp_path / "a.png").write_bytes(b"nothing")
    with pytest.raises(DeviceMissing, match="is a picture that can be read"):
        folder_camera(tmp_path).read()


def test_a_film_that_does_not_loop_ends_with_words(tmp_path):
    film = str(tmp_path / "film.avi")
    writer = cv2.VideoWriter(film, cv2.VideoWriter.fourcc(*"MJPG"), 10.0, (64, 48))
    writer.write(np.full((48, 64, 3), 90, np.uint8))
    writer.release()
    clock = DrivenClock()
    camera = video.VideoCamera(video.Options(film, loop=False), clock)
    assert camera.read().at == pytest.approx(0.1)
    with pytest.raises(DeviceMissing, match="has ended"):
        camera.read()
    camera.close()


def test_a_file_that_is_no_film(tmp_path):
    (tmp_path / "film.avi").write_bytes(b"no film")
    with pytest.raises(DeviceMissing, match="no video that can be played"):
        video.VideoCamera(video.Options(str(tmp_path / "film.avi")), DrivenClock()).read()


class Stubborn:
    """A webcam that takes its size, says yes to focus and does nothing, and refuses exposure."""

    def __init__(self, device):
        self.values = {}

    def isOpened(self):  # noqa: N802 - OpenCV's name
        return True

    def set(self, prop, value):
        if prop == cv2.CAP_PROP_EXPOSURE:
            return False
        if prop != cv2.CAP_PROP_FOCUS:
            self.values[prop] = value
        return True

    def get(self, prop):
        return self.values.get(prop, 0.0)

    def grab(self):
        return True

    def read(self):
        return True, np.zeros((720, 1280, 3), np.uint8)

    def release(self):
        pass


def test_refused_settings_are_said(caplog):
    camera = opencv.OpenCvCamera(opencv.Options(exposure=10.0, focus=60.0), SystemClock(), Stubborn)
    camera.read()
    assert camera.refused == ("exposure", "focus")
    assert "refused its setting for exposure" in caplog.text


REMARKS = {
    "all as asked": (opencv.Options(exposure=1000.0), ""),
    "exposure and focus": (opencv.Options(exposure=10.0, focus=60.0), "The camera refuses its exposure and focus."),
    "focus": (opencv.Options(exposure=1000.0, focus=60.0), "The camera refuses its focus."),
    "left to itself": (opencv.Options(), "The camera sets its exposure itself, so codes in motion blur."),
    "size": (opencv.Options(exposure=1000.0, width=4000), "The camera refuses its size."),
    "a gain costs little": (opencv.Options(exposure=1000.0, gain=9000.0), ""),
}


class Webcam(Stubborn):
    """One that takes an exposure of 1000 and no other, sizes up to 1920, and no gain."""

    def set(self, prop, value):
        refused = (prop == cv2.CAP_PROP_EXPOSURE and value != 1000.0) or prop == cv2.CAP_PROP_GAIN
        if not refused and prop != cv2.CAP_PROP_FOCUS:
            self.values[prop] = min(value, 1920.0) if prop == cv2.CAP_PROP_FRAME_WIDTH else value
        return not refused


@pytest.mark.parametrize("name", REMARKS)
def test_staff_are_told_what_keeps_codes_in_motion_from_being_read(name):
    options, words = REMARKS[name]
    camera = opencv.OpenCvCamera(options, SystemClock(), Webcam)
    assert camera.remark == ""
    camera.read()
    assert camera.remark.startswith(words) and bool(camera.remark) == bool(words)


def test_after_a_cable_was_pulled_the_settings_are_made_anew():
    opened = []

    def opener(device):
        opened.append(Webcam(device))
        return opened[-1]

    camera = opencv.OpenCvCamera(opencv.Options(exposure=1000.0), SystemClock(), opener)
    camera.read()
    opened[0].read = lambda: (False, None)
    with pytest.raises(DeviceSilent, match="Check its cable"):
        camera.read()
    camera.read()
    assert [one.values[cv2.CAP_PROP_EXPOSURE] for one in opened] == [1000.0, 1000.0]
    assert [one.values[cv2.CAP_PROP_BUFFERSIZE] for one in opened] == [1, 1]


class Buffered(Stubborn):
    """A driver that fills its buffers and then waits: 30 frames a second, each as grey as its number."""

    def __init__(self, clock, takes_one):
        super().__init__(None)
        self.clock, self.takes_one = clock, takes_one
        self.waiting, self.taken = [], 0

    def set(self, prop, value):
        return super().set(prop, value) if prop != cv2.CAP_PROP_BUFFERSIZE or self.takes_one else False

    def fill(self):
        newest = int(self.clock.now() * 30)
        while self.taken < newest and len(self.waiting) < (1 if self.takes_one else 4):
            self.taken += 1
            self.waiting.append(self.taken)
        self.taken = newest

    def grab(self):
        self.fill()
        self.frame = self.waiting.pop(0) if self.waiting else int(self.clock.now() * 30)
        return True

    def read(self):
        self.grab()
        return True, np.full((4, 4), self.frame % 256, np.uint8)


@pytest.mark.parametrize("takes_one", [True, False])
@pytest.mark.parametrize(("pause_s", "oldest_s"), [(0.04, 0.14), (0.6, 0.04), (5.0, 0.04)])
def test_after_a_pause_the_frame_is_a_new_one(takes_one, pause_s, oldest_s):
    clock = DrivenClock()
    camera = opencv.OpenCvCamera(opencv.Options(), clock, lambda device: Buffered(clock, takes_one))
    camera.read()
    clock.advance(pause_s)
    frame = camera.read()
    assert frame.at == clock.now()
    assert clock.now() - int(frame.grey[0, 0]) / 30 <= oldest_s


def test_a_camera_that_went_away_in_a_pause_is_said_at_once():
    clock = DrivenClock()
    webcam = Buffered(clock, takes_one=False)
    camera = opencv.OpenCvCamera(opencv.Options(), clock, lambda device: webcam)
    camera.read()
    clock.advance(2.0)
    grabbed = []
    webcam.grab = lambda: bool(grabbed.append(1))
    webcam.read = lambda: (False, None)
    with pytest.raises(DeviceSilent, match="Check its cable"):
        camera.read()
    assert len(grabbed) == 1


def test_settings_that_are_not_given_are_not_touched():
    names = [name for name, _, _ in opencv.settings(opencv.Options())]
    assert names == ["fourcc", "width", "height", "fps", "buffersize"]


def test_manual_exposure_is_switched_on_before_it_is_set():
    names = [name for name, _, _ in opencv.settings(opencv.Options(exposure=10.0, focus=1.0))]
    assert names.index("auto_exposure") < names.index("exposure")
    assert names.index("autofocus") < names.index("focus")


class Holding(Stubborn):
    """One that lets go of its exposure only after it was told to hold it."""

    def set(self, prop, value):
        if prop == cv2.CAP_PROP_AUTO_EXPOSURE and value == 1 and self.values.get(prop) != 3:
            return False
        self.values[prop] = value
        return True


def test_a_driver_that_wants_to_be_asked_twice_is():
    camera = opencv.OpenCvCamera(opencv.Options(exposure=10.0), SystemClock(), Holding)
    camera.read()
    assert camera.refused == () and camera.remark == ""


def test_the_first_usb_camera_is_found_by_its_own_name(tmp_path):
    assert opencv.first_usb(tmp_path) == "auto"
    for name in ("usb-Zeta_Cam-video-index0", "usb-Alpha_Cam-video-index1", "usb-Alpha_Cam-video-index0"):
        (tmp_path / name).touch()
    assert opencv.first_usb(tmp_path) == str(tmp_path / "usb-Alpha_Cam-video-index0")


def test_a_camera_that_is_not_there_names_itself():
    camera = opencv.create(opencv.Options(device="/dev/no-such-camera"), SystemClock(), None)
    with pytest.raises(DeviceMissing, match="/dev/no-such-camera"):
        camera.read()


def test_pi_camera_controls():
    assert picamera.controls(picamera.Options(exposure_us=0)) == {}
    fast = picamera.controls(picamera.Options(exposure_us=500, lens=8.0))
    assert fast == {
        "AeEnable": False,
        "ExposureTime": 500,
        "AnalogueGain": 4.0,
        "AfMode": 0,
        "LensPosition": 8.0,
    }


class Sensor:
    """A libcamera sensor with a padded YUV frame and a fixed lens, which stalls after one picture."""

    camera_controls = dict.fromkeys(("AeEnable", "ExposureTime", "AnalogueGain"))

    def __init__(self, number):
        self.pictures = 1
        self.closed = False

    def create_video_configuration(self, main, controls):
        return main | controls

    def configure(self, how):
        self.how = how

    def start(self):
        pass

    def stop(self):
        pass

    def close(self):
        self.closed = True

    def capture_array(self, name, wait):
        return self

    def get_result(self, timeout):
        self.pictures -= 1
        if self.pictures < 0:
            raise TimeoutError
        return np.full((12, 16), 77, np.uint8)


def test_a_pi_camera_gives_the_grey_plane_without_padding_and_reports_a_stall():
    sensors = []

    def opened(number):
        sensors.append(Sensor(number))
        return sensors[-1]

    camera = picamera.PiCamera(picamera.Options(width=14, height=8), SystemClock(), opened)
    assert camera.read().grey.shape == (8, 14)
    assert sensors[0].how["size"] == (14, 8)
    with pytest.raises(DeviceSilent, match="ribbon cable"):
        camera.read()
    assert sensors[0].closed
    assert camera.read().grey.mean() == 77


PI_REMARKS = {
    "all as asked": (picamera.Options(), ""),
    "a lens without a motor": (picamera.Options(lens=8.0), "The camera refuses its focus."),
    "left to itself": (picamera.Options(exposure_us=0), "The camera sets its exposure itself"),
}


@pytest.mark.parametrize("name", PI_REMARKS)
def test_a_pi_camera_goes_on_without_what_its_sensor_lacks_and_says_so(name):
    options, words = PI_REMARKS[name]
    sensor = Sensor(0)
    camera = picamera.PiCamera(options, SystemClock(), lambda number: sensor)
    camera.read()
    assert camera.remark.startswith(words) and bool(camera.remark) == bool(words)
    assert "LensPosition" not in sensor.how and sensor.how["FrameRate"] == 30.0
