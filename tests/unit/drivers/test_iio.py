"""Scale and accelerometer through a fake kernel tree."""

import pytest

from cart.errors import DeviceMissing, DeviceSilent
from drivers.scales import iio as scales
from drivers.sim.clock import DrivenClock
from drivers.tilts import iio as tilts


@pytest.fixture
def tree(tmp_path):
    for number, name in enumerate(["mpu6050", "hx711"]):
        node = tmp_path / f"iio:device{number}"
        node.mkdir()
        (node / "name").write_text(name + "\n")
    (tmp_path / "iio:device1" / "in_voltage0_raw").write_text("8388608\n")
    accel(tmp_path, 0, 0, 1_000)
    (tmp_path / "iio:device0" / "in_accel_scale").write_text("0.00980665\n")
    return tmp_path


def accel(tree, x, y, z):
    for axis, raw in zip("xyz", (x, y, z), strict=True):
        (tree / "iio:device0" / f"in_accel_{axis}_raw").write_text(f"{raw}\n")


def scale(tree, **options):
    return scales.IioScale(scales.Options(tree=str(tree), **options), DrivenClock())


def tilt(tree, **options):
    return tilts.create(tilts.Options(tree=str(tree), **options), DrivenClock(), None)


def test_offset_binary_becomes_signed(tree):
    assert scale(tree).read().counts == 0
    (tree / "iio:device1" / "in_voltage0_raw").write_text("8388607\n")
    assert scale(tree).read().counts == -1


def test_a_node_may_be_named(tree):
    assert scale(tree, node=str(tree / "iio:device1"), middle=0).read().counts == 8_388_608


def test_readings_keep_their_rate(tree):
    source = scale(tree, rate_hz=10.0)
    times = [source.read().at for _ in range(11)]
    assert times[-1] - times[0] == pytest.approx(1.0)


def test_a_kernel_without_the_device_names_the_overlay(tree):
    with pytest.raises(DeviceMissing, match="no device 'nau7802' .* overlay"):
        scale(tree, name="nau7802").read()


def test_a_node_that_is_not_there(tree):
    with pytest.raises(DeviceMissing, match="is not there"):
        scale(tree, node="/nowhere").read()


def test_a_channel_that_is_not_there(tree):
    with pytest.raises(DeviceMissing, match="channel"):
        scale(tree, channel="in_voltage7_raw").read()


@pytest.mark.parametrize("text", ["", "not a number\n"])
def test_a_chip_that_does_not_answer(tree, text):
    (tree / "iio:device1" / "in_voltage0_raw").write_text(text)
    with pytest.raises(DeviceSilent, match="Check the chip's wires"):
        scale(tree).read()


def test_a_level_cart_leans_nowhere(tree):
    lean = tilt(tree).read()
    assert lean.degrees == pytest.approx(0.0)
    assert lean.shake == 0.0


def test_a_ramp_is_seen(tree):
    accel(tree, 0, 174, 985)
    assert tilt(tree).read().degrees == pytest.approx(10.0, abs=0.1)


def test_another_axis_may_point_up(tree):
    accel(tree, 1_000, 0, 0)
    assert tilt(tree, up="x").read().degrees == pytest.approx(0.0)


def test_rolling_shows_as_shake(tree):
    source = tilt(tree)
    for z in (900, 1_100, 950, 1_050):
        accel(tree, 0, 0, z)
        lean = source.read()
    assert lean.shake == pytest.approx(0.775, abs=0.02)


def test_an_accelerometer_that_gives_no_number(tree):
    (tree / "iio:device0" / "in_accel_x_raw").write_text("?\n")
    with pytest.raises(DeviceSilent, match="accelerometer's wires"):
        tilt(tree).read()


def test_a_closed_accelerometer(tree):
    source = tilt(tree)
    source.close()
    with pytest.raises(DeviceMissing):
        source.read()
