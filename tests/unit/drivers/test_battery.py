"""How full the battery is, and what follows for the next shopper."""

import pytest

from cart.errors import DeviceMissing, DeviceSilent
from drivers import registry
from drivers.lending import Lending
from drivers.ports import Charge
from drivers.sim.clock import DrivenClock
from drivers.sim.world import World


@pytest.fixture
def clock():
    return DrivenClock()


def supply(tree, name, **files):
    for file, text in files.items():
        (tree / name).mkdir(exist_ok=True)
        (tree / name / file).write_text(f"{text}\n")


def gauge(tree, clock, **options):
    return registry.open_battery({"driver": "kernel", "tree": str(tree), **options}, clock)


def test_the_kernels_battery_is_read_every_ten_seconds(tmp_path, clock):
    supply(tmp_path, "ac", type="Mains", online=1)
    supply(tmp_path, "ups", type="Battery", capacity=73, status="Discharging")
    battery = gauge(tmp_path, clock)
    assert (battery.read(), clock.now()) == (Charge(73, False), 0.0)
    supply(tmp_path, "ups", capacity=74, status="Charging")
    assert (battery.read(), clock.now()) == (Charge(74, True), 10.0)
    battery.close()
    with pytest.raises(DeviceMissing, match="closed"):
        battery.read()


@pytest.mark.parametrize("status", ["Full", "Not charging"])
def test_a_battery_at_its_charger_is_fed_though_it_takes_nothing(tmp_path, clock, status):
    supply(tmp_path, "ups", type="Battery", capacity=100, status=status)
    assert gauge(tmp_path, clock, name="ups").read() == Charge(100, True)


def test_no_battery_names_the_overlay(tmp_path, clock):
    supply(tmp_path, "ac", type="Mains")
    for name in ("auto", "ac", "nowhere"):
        with pytest.raises(DeviceMissing, match=f"no battery '{name}'.*dtoverlay"):
            gauge(tmp_path, clock, name=name).read()


@pytest.mark.parametrize("percent", ["", "full", "-3", "130"])
def test_a_gauge_that_tells_no_per_cent_is_silent(tmp_path, clock, percent):
    supply(tmp_path, "ups", type="Battery", capacity=percent, status="Discharging")
    with pytest.raises(DeviceSilent, match="Check its gauge"):
        gauge(tmp_path, clock).read()


def test_a_simulated_one_can_be_unplugged(clock):
    world = World(clock)
    battery = registry.open_battery({"driver": "sim"}, clock, world)
    world.charge(42, charging=True)
    assert battery.read() == Charge(42, True)
    world.unplug("battery")
    with pytest.raises(DeviceMissing):
        battery.read()


def test_it_is_lent_again_only_when_it_is_clearly_fuller():
    lending = Lending(20, 5)
    judged = [lending.judge(Charge(percent, False)) for percent in (100, 20, 19, 20, 29, 30, 25, 6, 5)]
    assert judged == ["", "", "low", "low", "low", "", "", "low", "empty"]


def test_an_empty_one_at_its_charger_will_not_stop():
    lending = Lending(20, 5)
    assert [lending.judge(Charge(3, charging)) for charging in (False, True)] == ["empty", "low"]
    assert lending.judge(Charge(31, True)) == ""
