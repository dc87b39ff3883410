"""The simulated light, loudspeaker, accelerometer and wand."""

import pytest

from cart.errors import DeviceMissing
from drivers import registry
from drivers.sim.clock import DrivenClock
from drivers.sim.world import World


@pytest.fixture
def clock():
    return DrivenClock()


@pytest.fixture
def world(clock):
    return World(clock)


def test_the_light_can_be_looked_at(world, clock):
    light = registry.open_light({"driver": "sim"}, clock, world)
    light.show("amber")
    assert world.colour == "amber"
    light.close()
    assert world.colour == "off"


def test_sounds_can_be_listened_to(world, clock):
    sound = registry.open_sound({"driver": "sim"}, clock, world)
    sound.play("added")
    sound.play("done")
    sound.close()
    assert list(world.played) == ["added", "done"]


def test_slope_and_rolling_are_felt(world, clock):
    tilt = registry.open_tilt({"driver": "sim"}, clock, world)
    still = tilt.read()
    world.lean(6.0)
    world.roll(True)
    clock.advance(2.0)
    moved = tilt.read()
    assert (still.degrees, moved.degrees) == (0.0, 6.0)
    assert moved.shake > 10 * still.shake
    assert moved.at - still.at == pytest.approx(2.0)


def test_the_wand_gives_scans_in_order_and_then_nothing(world, clock):
    wand = registry.open_wand({"driver": "sim"}, clock, world)
    world.wave("4006381333931")
    world.wave("96385074")
    assert [wand.read(), wand.read(), wand.read()] == ["4006381333931", "96385074", None]


@pytest.mark.parametrize(
    ("device", "use"),
    [
        ("tilt", lambda device: device.read()),
        ("wand", lambda device: device.read()),
    ],
)
def test_each_can_be_unplugged_and_plugged_in(world, clock, device, use):
    source = getattr(registry, f"open_{device}")({"driver": "sim"}, clock, world)
    world.unplug(device)
    with pytest.raises(DeviceMissing, match="unplugged. Plug it in"):
        use(source)
    world.plug(device)
    use(source)


@pytest.mark.parametrize("device", ["tilt", "wand"])
def test_a_closed_one_gives_nothing(world, clock, device):
    source = getattr(registry, f"open_{device}")({"driver": "sim"}, clock, world)
    source.close()
    with pytest.raises(DeviceMissing):
        source.read()


@pytest.mark.parametrize(
    ("device", "use"),
    [("light", lambda device: device.show("green")), ("sound", lambda device: device.play("added"))],
)
def test_a_trip_goes_on_without_light_or_sound(world, clock, device, use, caplog):
    source = getattr(registry, f"open_{device}")({"driver": "sim"}, clock, world)
    world.unplug(device)
    use(source)
    use(source)
    assert "unplugged. Plug it in" in source.trouble
    assert len(caplog.records) == 1
    world.plug(device)
    use(source)
    assert source.trouble == ""
    source.close()


@pytest.mark.parametrize("device", ["light", "sound"])
def test_what_was_never_used_is_closed_without_opening(world, clock, device):
    world.unplug(device)
    source = getattr(registry, f"open_{device}")({"driver": "sim"}, clock, world)
    source.close()
    assert source.trouble == ""
