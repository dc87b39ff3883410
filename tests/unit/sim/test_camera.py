"""The simulated camera's pictures hold symbols that both real decoders read."""

import numpy as np
import pytest
import zxingcpp
from pyzbar import pyzbar

from cart.errors import DeviceMissing
from drivers.sim.camera import HEIGHT, WIDTH, Options, SimCamera
from drivers.sim.clock import DrivenClock
from drivers.sim.label import label
from drivers.sim.world import World

SYMBOLS = [
    ("4006381333931", "EAN13", "4006381333931"),
    ("200123456789", "EAN13", "2001234567893"),
    ("96385074", "EAN-8", "96385074"),
    ("036000291452", "UPC-A", "036000291452"),
    ("01234565", "UPC-E", "0012345000065"),
    ("00012345600012", "ITF-14", "00012345600012"),
    ("(01)09506000134352(3103)001250", "GS1-128", "01095060001343523103001250"),
    ("(01)09506000134352(3103)001250", "DataBarExp", "01095060001343523103001250"),
    ("(01)09506000134352", "DataBar", "0109506000134352"),
    ("https://id.gs1.org/01/09506000134352", "QR", "https://id.gs1.org/01/09506000134352"),
]


@pytest.fixture
def clock():
    return DrivenClock()


@pytest.fixture
def world(clock):
    return World(clock, seed=5)


@pytest.fixture
def camera(world, clock):
    return SimCamera(world, clock, Options())


def frames(camera, count):
    return [camera.read() for _ in range(count)]


@pytest.mark.parametrize(("text", "symbology", "read"), SYMBOLS)
def test_both_decoders_read_a_label_held_still(world, camera, text, symbology, read):
    world.show(text, symbology)
    still = frames(camera, 12)[7::4]
    zxing = [hit.bytes.decode() for frame in still for hit in zxingcpp.read_barcodes(frame.grey)]
    zbar = [hit.data.decode() for frame in still for hit in pyzbar.decode(frame.grey)]
    assert len(zxing) == 2
    assert zbar
    assert {text.lstrip("0") for text in zxing + zbar} == {read.lstrip("0")}


@pytest.mark.parametrize(("text", "symbology", "read"), [SYMBOLS[0], SYMBOLS[3], SYMBOLS[9]])
def test_a_smaller_picture_is_no_coarser(world, clock, text, symbology, read):
    small = SimCamera(world, clock, Options(width=640, height=480))
    world.show(text, symbology)
    still = frames(small, 12)[7::4]
    assert {frame.grey.shape for frame in still} == {(480, 640)}
    hits = [hit.bytes.decode() for frame in still for hit in zxingcpp.read_barcodes(frame.grey)]
    assert [hit.lstrip("0") for hit in hits] == [read.lstrip("0")] * 2


def test_an_empty_view_holds_no_symbol(camera):
    assert not zxingcpp.read_barcodes(frames(camera, 3)[-1].grey)


def test_frames_are_grey_and_of_the_size_that_is_promised(camera):
    frame = camera.read()
    assert frame.grey.shape == (HEIGHT, WIDTH)
    assert frame.grey.dtype == np.uint8
    assert frame.colour.shape == (HEIGHT, WIDTH, 3)


def test_a_label_comes_from_the_side_and_is_blurred_on_its_way(world, camera):
    world.show("4006381333931")
    first, later = frames(camera, 1)[0], frames(camera, 10)[-1]
    assert not zxingcpp.read_barcodes(first.grey)
    assert zxingcpp.read_barcodes(later.grey)


def test_a_hidden_label_is_gone(world, camera):
    world.show("4006381333931")
    frames(camera, 10)
    world.hide()
    assert not zxingcpp.read_barcodes(frames(camera, 2)[-1].grey)


def test_a_frozen_camera_repeats_its_picture(world, camera):
    world.freeze("camera")
    world.show("4006381333931")
    pictures = [frame.grey for frame in frames(camera, 8)]
    assert all(np.array_equal(pictures[0], picture) for picture in pictures)
    world.freeze("camera", on=False)
    assert zxingcpp.read_barcodes(camera.read().grey)


def test_dropped_frames_cost_time(world, camera):
    before = camera.read().at
    world.drop_frames(5)
    assert camera.read().at - before == pytest.approx(6 / 15)


def test_a_late_reader_gets_the_newest_frame(clock, camera):
    camera.read()
    clock.advance(10.0)
    assert camera.read().at == pytest.approx(clock.now(), abs=1 / 15)


def test_unplugged_says_what_to_do_and_comes_back(world, camera):
    world.unplug("camera")
    with pytest.raises(DeviceMissing, match="Plug it in"):
        camera.read()
    world.plug("camera")
    assert camera.read().grey.any()


def test_a_very_large_symbol_is_shrunk_into_the_picture(world, camera):
    world.show("x" * 2_000, "QR")
    picture = frames(camera, 10)[-1].grey
    assert label("x" * 2_000, "QR").high * 2.2 > 300
    assert zxingcpp.read_barcodes(picture)[0].text == "x" * 2_000


def test_same_seed_gives_the_same_pictures():
    def picture():
        clock = DrivenClock()
        world = World(clock, seed=9)
        world.show("96385074", "EAN8")
        return frames(SimCamera(world, clock, Options()), 5)[-1].grey

    assert np.array_equal(picture(), picture())
