"""What every camera does, real or simulated."""

import cv2
import numpy as np
import pytest

from cart.errors import DeviceError, DeviceMissing


def test_a_frame_is_grey_bytes_with_its_time(camera_rig):
    frame = camera_rig.source.read()
    assert frame.grey.dtype == np.uint8
    assert frame.grey.ndim == 2
    assert frame.grey.flags.c_contiguous
    assert frame.at == pytest.approx(camera_rig.clock.now(), abs=0.5)


def test_its_colours_are_those_of_the_same_picture(camera_rig):
    frame = camera_rig.source.read()
    assert frame.colour.dtype == np.uint8 and frame.colour.shape == (*frame.grey.shape, 3)
    assert abs(cv2.cvtColor(frame.colour, cv2.COLOR_BGR2GRAY).astype(int) - frame.grey).mean() < 6


def test_time_does_not_run_back(camera_rig):
    times = [camera_rig.source.read().at for _ in range(5)]
    assert times == sorted(times)


def test_each_frame_is_its_own(camera_rig):
    first = camera_rig.source.read().grey
    kept = first.copy()
    camera_rig.source.read()
    assert np.array_equal(first, kept)


def test_what_it_cannot_do_is_said_in_whole_sentences(camera_rig):
    camera_rig.source.read()
    remark = camera_rig.source.remark
    assert remark == "" or (remark[0].isupper() and remark.endswith("."))


def test_unplugged_is_an_error_with_words_and_replugged_goes_on(camera_rig):
    camera_rig.source.read()
    with pytest.raises(DeviceError, match=r"[A-Z].+\. .+\."):
        camera_rig.unplug()
        camera_rig.source.read()
    camera_rig.plug()
    assert camera_rig.source.read().grey.size


def test_a_closed_camera_gives_nothing(camera_rig):
    camera_rig.source.read()
    camera_rig.source.close()
    camera_rig.source.close()
    with pytest.raises(DeviceMissing):
        camera_rig.source.read()
