"""Devices by name: strict keys, clear words, and never a silent stand-in."""

import re
import tomllib
from pathlib import Path

import pytest

from cart.config import Config, load
from cart.errors import ConfigError, DeviceMissing
from drivers import registry
from drivers.cameras.folder import FolderCamera
from drivers.cameras.opencv import OpenCvCamera
from drivers.scales.hx711 import Hx711Scale
from drivers.sim.camera import SimCamera
from drivers.sim.clock import DrivenClock
from drivers.sim.scale import SimScale
from drivers.sim.world import World

EXAMPLE = Path(__file__).parents[3] / "assets" / "cart.example.toml"
OPENERS = {
    "camera": (registry.open_camera, registry.CAMERAS),
    "scale": (registry.open_scale, registry.SCALES),
    "light": (registry.open_light, registry.LIGHTS),
    "sound": (registry.open_sound, registry.SOUNDS),
    "voice": (registry.open_voice, registry.VOICES),
    "tilt": (registry.open_tilt, registry.TILTS),
    "battery": (registry.open_battery, registry.BATTERIES),
    "wand": (registry.open_wand, registry.WANDS),
}


@pytest.fixture
def clock():
    return DrivenClock()


@pytest.fixture
def world(clock):
    return World(clock)


def test_a_driver_is_found_by_its_name(clock, world):
    assert isinstance(registry.open_camera({"driver": "sim"}, clock, world), SimCamera)
    assert isinstance(registry.open_scale({"driver": "sim", "rate_hz": 10}, clock, world), SimScale)
    assert isinstance(registry.open_camera({"driver": "opencv"}, clock), OpenCvCamera)
    assert isinstance(registry.open_camera({"driver": "folder", "path": "x"}, clock), FolderCamera)
    assert isinstance(registry.open_scale({"driver": "hx711", "pins": "sim"}, clock, world), Hx711Scale)


@pytest.mark.parametrize("section", OPENERS)
def test_an_unknown_driver_names_the_nearest(section, clock):
    opener, known = OPENERS[section]
    name = sorted(known)[0]
    with pytest.raises(ConfigError, match=rf"\[{section}\].*Did you mean '{name}'"):
        opener({"driver": name + "x"}, clock)


def test_a_driver_like_nothing_known_lists_all(clock):
    with pytest.raises(ConfigError, match="Known drivers: folder, opencv, picamera2, sim, video"):
        registry.open_camera({"driver": "qqqqqqqq"}, clock)


def test_no_driver_at_all(clock):
    with pytest.raises(ConfigError, match="driver = None is not known"):
        registry.open_scale({}, clock)


def test_an_unknown_key_names_the_nearest(clock):
    with pytest.raises(ConfigError, match="unknown key 'widht'. Did you mean 'width'"):
        registry.open_camera({"driver": "opencv", "widht": 640}, clock)


def test_a_value_of_another_type(clock):
    with pytest.raises(ConfigError, match=r"rate_hz: float is needed, 'fast' is given"):
        registry.open_scale({"driver": "serial", "port": "/dev/ttyUSB0", "rate_hz": "fast"}, clock)


@pytest.mark.parametrize("section", OPENERS)
def test_a_simulator_without_a_world_is_an_error(section, clock):
    with pytest.raises(ConfigError, match="no simulated world"):
        OPENERS[section][0]({"driver": "sim"}, clock)


def test_simulated_pins_without_a_world_are_an_error(clock):
    with pytest.raises(ConfigError, match="no simulated world"):
        registry.open_scale({"driver": "hx711", "pins": "sim"}, clock)


def test_both_kinds_of_simulation_are_called_so():
    assert registry.simulated({"driver": "sim"})
    assert registry.simulated({"driver": "hx711", "pins": "sim"})
    assert not registry.simulated({"driver": "hx711"})


def test_a_missing_player_is_named(clock):
    sound = registry.open_sound({"driver": "aplay", "player": "no-such-player"}, clock)
    sound.play("added")
    assert "'no-such-player' is not installed" in sound.trouble


def test_a_missing_package_is_named(clock):
    pytest.importorskip("cv2")
    try:
        registry.open_camera({"driver": "picamera2"}, clock)
    except DeviceMissing as error:
        assert "scripts/pi/install --camera-pi" in str(error)
    else:
        pytest.skip("picamera2 is installed here")


def test_a_missing_speech_program_is_named(clock):
    voice = registry.open_voice({"driver": "espeak", "program": "no-such-program"}, clock)
    voice.say("Milk", "en")
    assert "'no-such-program' is not installed. Run: sudo apt install espeak-ng" in voice.trouble
    voice.close()


def test_no_tilt_and_no_wand_are_none(clock):
    assert registry.open_tilt({"driver": "none"}, clock) is None
    assert registry.open_wand({"driver": "none"}, clock) is None


def test_no_light_no_sound_and_no_voice_do_nothing(clock):
    voice = registry.open_voice({"driver": "none"}, clock)
    voice.say("Milk", "en")
    voice.close()
    light, sound = registry.open_light({"driver": "none"}, clock), registry.open_sound({"driver": "none"}, clock)
    light.show("green")
    sound.play("added")
    light.close()
    sound.close()


def blocks():
    """Each device section of the example file, those in comments too."""
    text = EXAMPLE.read_text(encoding="utf-8")
    text = re.sub(r"^# (?=\[|\w+ = )", "", text, flags=re.MULTILINE)
    found = re.split(r"^(?=\[\w+\])", text, flags=re.MULTILINE)[1:]
    return [pair for block in found for pair in tomllib.loads(block).items() if pair[0] in OPENERS]


@pytest.mark.parametrize(("section", "table"), blocks(), ids=lambda part: part if isinstance(part, str) else "")
def test_every_block_of_the_example_is_understood(section, table, clock, world):
    try:
        OPENERS[section][0](table, clock, world)
    except DeviceMissing as error:
        assert str(error)


@pytest.mark.parametrize("section", OPENERS)
def test_the_example_explains_every_key_of_every_driver(section, clock):
    shown = {table["driver"]: set(table) for name, table in blocks() if name == section}
    opener, known = OPENERS[section]
    for driver in set(known) - {"none"}:
        with pytest.raises(ConfigError) as error:
            opener({"driver": driver, "?": 0}, clock)
        keys = set(re.findall(r"\w+", str(error.value).partition("Known keys:")[2]))
        assert keys <= shown.get(driver, set()) or (driver == "sim" and not keys), driver


def test_the_example_as_it_stands_is_a_whole_config():
    config = load(EXAMPLE)
    table = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
    assert config.simulated
    for name in set(Config.__dataclass_fields__) - set(OPENERS) - {"staff"}:
        assert set(vars(getattr(config, name))) == set(table[name]), name
    assert set(Config.__dataclass_fields__) - {"staff"} == set(table), "what older files say of staff is no example"
