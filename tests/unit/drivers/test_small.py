"""Lights, sounds, voices and wands."""

import ast
import os
import sys
import wave
from dataclasses import dataclass
from pathlib import Path

import pytest

from cart.errors import DeviceMissing, DeviceSilent
from drivers.lights import leds
from drivers.program import Noise
from drivers.sim import voice as sim_voice
from drivers.sim.clock import DrivenClock
from drivers.sim.world import World
from drivers.sounds import aplay
from drivers.voices import espeak
from drivers.wands import evdev
from drivers.wands.keys import Typist

SOUNDS = Path(__file__).parents[3] / "assets" / "sounds"


@pytest.fixture
def lamps(tmp_path):
    for colour in ("green", "amber", "white"):
        (tmp_path / f"cart:{colour}").mkdir()
        (tmp_path / f"cart:{colour}" / "brightness").write_text("0")
    return tmp_path


def lit(lamps):
    return [path.parent.name for path in sorted(lamps.glob("*/brightness")) if path.read_text() == "1"]


def test_one_lamp_at_a_time(lamps):
    light = leds.create(leds.Options(tree=str(lamps)), None, None)
    light.show("amber")
    assert lit(lamps) == ["cart:amber"]
    light.show("green")
    assert lit(lamps) == ["cart:green"]
    light.close()
    assert lit(lamps) == []


def test_a_lamp_that_is_not_fitted(lamps):
    light = leds.create(leds.Options(tree=str(lamps), white=""), None, None)
    light.show("white")
    assert lit(lamps) == []


def test_a_lamp_that_is_not_there(tmp_path):
    with pytest.raises(DeviceMissing, match="green light cannot be set .* overlay"):
        leds.create(leds.Options(tree=str(tmp_path / "none")), None, None).show("green")


def test_a_sound_is_played_by_the_program_that_is_named(tmp_path):
    heard = tmp_path / "heard"
    program = f"open({str(heard)!r}, 'w').write(__import__('sys').argv[1])"
    player = aplay.create(aplay.Options(player=sys.executable, arguments=("-c", program)), None, None)
    player.play("added")
    player.noise.wait(30)
    player.close()
    assert heard.read_text().endswith("added.wav")


def test_a_new_sound_cuts_off_the_old_one():
    program = "import threading; threading.Event().wait()"
    player = aplay.create(aplay.Options(player=sys.executable, arguments=("-c", program)), None, None)
    player.play("added")
    first = player.noise.running
    player.play("question")
    assert first.returncode is not None
    player.close()
    assert player.noise.running is None
    player.close()


def test_a_sound_that_is_not_there():
    player = aplay.create(aplay.Options(player=sys.executable), None, None)
    with pytest.raises(DeviceMissing, match="make_sounds"):
        player.play("fanfare")


def test_a_program_that_cannot_be_started():
    with pytest.raises(DeviceSilent, match=r"cannot be used .* Check the config"):
        Noise().make(["/no/such/program"])


def failing(words):
    return [sys.executable, "-c", f"import sys; sys.exit({words!r})"]


def test_a_card_that_is_not_there_is_told_at_the_next_sound_which_is_tried_all_the_same():
    noise = Noise()
    noise.make(failing("aplay: main:831: audio open error: No such file or directory"))
    noise.running.wait(30)
    first = noise.running
    with pytest.raises(DeviceSilent, match=r"no noise \(aplay: main:831: audio open error.*name the card by its own"):
        noise.make(["true"])
    assert noise.running not in (None, first)
    noise.wait(30)
    noise.make(["true"])
    noise.stop()


def test_a_program_that_fails_without_a_word_is_told_by_its_status():
    noise = Noise()
    noise.make(["false"])
    noise.wait(30)
    with pytest.raises(DeviceSilent, match="it ended with 1"):
        noise.make(["true"])
    noise.stop()


def speech_program(folder, text):
    """A program that writes down its arguments and what it is told, as espeak-ng is called."""
    program = folder / "speech"
    program.write_text(f"#!{sys.executable}\n{text}")
    program.chmod(0o755)
    return str(program)


def test_what_is_said_goes_to_the_programs_input_and_never_to_its_arguments(tmp_path):
    write = "import pathlib, sys; pathlib.Path(__file__ + '.heard').write_text(repr((sys.argv[1:], sys.stdin.read())))"
    voice = espeak.create(espeak.Options(program=speech_program(tmp_path, write), volume=0.25), None, None)
    voice.say("Leche -w /tmp/x, 2,49 €. [[ö]]" + "x" * 500, "es")
    voice.noise.wait(30)
    arguments, told = ast.literal_eval((tmp_path / "speech.heard").read_text())
    assert arguments == ["--stdin", "-b", "1", "-a", "50", "-s", "160", "-v", "es"]
    assert told.startswith("Leche -w /tmp/x, 2,49 €. [ö]]x") and len(told) <= 401
    voice.close()


def test_a_new_text_cuts_off_the_old_one(tmp_path):
    wait = "import threading; threading.Event().wait()"
    voice = espeak.create(espeak.Options(program=speech_program(tmp_path, wait)), None, None)
    voice.say("one", "en")
    first = voice.noise.running
    voice.say("two", "en")
    assert first.returncode is not None
    voice.close()
    assert voice.noise.running is None


def test_a_simulated_voice_can_be_listened_to():
    world = World(DrivenClock())
    voice = sim_voice.create(sim_voice.Options(), None, world)
    voice.say("Scan the next item", "en")
    assert list(world.said) == [("en", "Scan the next item")]
    world.unplug("voice")
    with pytest.raises(DeviceMissing, match="Plug it in"):
        voice.say("again", "en")
    voice.close()


@pytest.mark.parametrize("name", ["added", "question", "removed", "done", "help"])
def test_every_sound_is_there_short_and_not_too_loud(name):
    with wave.open(str(SOUNDS / f"{name}.wav")) as file:
        frames = file.readframes(file.getnframes())
        assert 0.2 < file.getnframes() / file.getframerate() < 1.0
    peak = max(abs(int.from_bytes(frames[i : i + 2], "little", signed=True)) for i in range(0, len(frames), 2))
    assert 8_000 < peak < 16_000


def typed(*keys):
    typist = Typist()
    return [line for code, down in keys if (line := typist.key(code, down))]


def test_keys_become_lines():
    presses = [(code, down) for code in (5, 11, 11, 7, 28) for down in (True, False)]
    assert typed(*presses) == ["4006"]


def test_shift_makes_capitals_and_signs():
    assert typed((42, True), (31, True), (46, True), (39, True), (42, False), (30, True), (28, True)) == ["SC:a"]


def test_the_keypad_counts_too():
    assert typed((71, True), (82, True), (96, True)) == ["70"]


def test_an_empty_line_and_unknown_keys_are_nothing():
    assert typed((28, True), (59, True), (28, True)) == []


def test_a_line_without_end_is_bounded():
    typist = Typist(longest=10)
    for _ in range(100):
        typist.key(2, True)
    assert typist.key(28, True) == "1" * 10


@dataclass
class Key:
    code: int
    value: int
    type: int = 1


class FakeWand:
    """An input device at one end of a pipe; each byte that is written is a key."""

    def __init__(self):
        self.fd, self.hand = os.pipe()
        self.grabbed = False
        self.closed = False

    def grab(self):
        self.grabbed = True

    def read(self):
        keys = os.read(self.fd, 100)
        if not keys:
            raise OSError("No such device")
        return [Key(code, value) for code in keys for value in (1, 2, 0)]

    def close(self):
        if not self.closed:
            self.closed = True
            os.close(self.fd)


def test_a_wand_is_grabbed_and_read_line_by_line():
    device = FakeWand()
    wand = evdev.EvdevWand("/dev/input/x", lambda path: device)
    os.write(device.hand, bytes([5, 28, 6, 7, 28, 8]))
    assert [wand.read(), wand.read()] == ["4", "56"]
    assert device.grabbed
    os.close(device.hand)
    with pytest.raises(DeviceMissing, match="Plug it in"):
        wand.read()
    assert device.closed


def test_a_quiet_wand_gives_nothing_for_now():
    device = FakeWand()
    wand = evdev.EvdevWand("/dev/input/x", lambda path: device)
    assert wand.read() is None
    wand.close()
    os.close(device.hand)
    with pytest.raises(DeviceMissing, match="closed"):
        wand.read()


def test_a_wand_that_is_not_there():
    pytest.importorskip("evdev")
    wand = evdev.create(evdev.Options("/dev/input/no-such-wand"), None, None)
    with pytest.raises(DeviceMissing, match="no-such-wand"):
        wand.read()
