"""What is news of a device: tries that failed, and that it works again."""

import threading

import pytest

from cart.errors import DeviceMissing, DeviceSilent, DeviceUnfit
from drivers.patience import PATIENCE_S, Patience
from drivers.sim.clock import DrivenClock

SILENT = DeviceSilent("No word.")


class Ear:
    def __init__(self) -> None:
        self.clock, self.heard, self.whys = DrivenClock(), [], []
        self.patience = Patience(self.clock, self.failed, lambda name: self.heard.append((name, "back")))

    def failed(self, name: str, words: str, why: str) -> None:
        self.heard.append((name, words))
        self.whys.append(why)

    def tries(self, name: str, after_s: float, error=SILENT) -> None:
        self.clock.advance(after_s)
        self.patience.trouble(name, error)


@pytest.mark.parametrize(
    ("seconds", "told"), [(0.0, False), (PATIENCE_S - 0.01, False), (PATIENCE_S, True), (60, True)]
)
def test_trouble_is_told_when_a_try_fails_after_a_while(seconds: float, told: bool):
    ear = Ear()
    ear.tries("scale", 0.0)
    ear.tries("scale", seconds)
    assert bool(ear.heard) == told


def test_one_failed_try_is_no_news_however_long_ago():
    """A busy computer that has not come to try again knows nothing new."""
    ear = Ear()
    ear.tries("scale", 0.0)
    ear.clock.advance(3600.0)
    assert ear.heard == []
    ear.patience.well("scale")
    ear.tries("scale", 1.0)
    assert ear.heard == []


def test_the_first_words_are_told():
    ear = Ear()
    ear.tries("scale", 0.0, DeviceMissing("Plug it in."))
    ear.tries("scale", PATIENCE_S)
    assert ear.heard == [("scale", "Plug it in.")]


def test_what_lasts_is_told_once_and_its_return_once():
    ear = Ear()
    for _ in range(9):
        ear.tries("scale", PATIENCE_S)
    ear.patience.well("scale")
    ear.patience.well("scale")
    assert ear.heard == [("scale", "No word."), ("scale", "back")]


def test_trouble_that_comes_again_is_told_again():
    ear = Ear()
    for _ in range(2):
        ear.tries("scale", 0.0)
        ear.tries("scale", PATIENCE_S)
        ear.patience.well("scale")
    assert ear.heard == [("scale", "No word."), ("scale", "back")] * 2


def test_many_stumbles_are_not_added_up():
    ear = Ear()
    for _ in range(10):
        ear.tries("camera", 0.0)
        ear.tries("camera", PATIENCE_S / 2)
        ear.patience.well("camera")
    assert ear.heard == []


def test_devices_are_told_apart():
    ear = Ear()
    ear.tries("scale", 0.0)
    ear.tries("camera", 1.0)
    ear.tries("scale", PATIENCE_S - 1.0)
    ear.tries("camera", 0.0)
    assert ear.heard == [("scale", "No word.")]


class SlowEar(Ear):
    """A device is well again just while its failure is being told."""

    def failed(self, name: str, words: str, why: str) -> None:
        self.thread = threading.Thread(target=self.patience.well, args=(name,))
        self.thread.start()
        self.thread.join(0.2)
        super().failed(name, words, why)


def test_a_return_is_never_told_before_the_failure():
    ear = SlowEar()
    ear.tries("scale", 0.0)
    ear.tries("scale", PATIENCE_S)
    ear.thread.join(10)
    assert ear.heard == [("scale", "No word."), ("scale", "back")]


KINDS = [(SILENT, "silent"), (DeviceMissing("Gone."), "missing"), (DeviceUnfit("Noise."), "unfit")]


@pytest.mark.parametrize(("error", "why"), KINDS)
def test_the_kind_of_trouble_goes_with_it(error, why: str):
    ear = Ear()
    ear.tries("scale", 0.0, error)
    ear.tries("scale", PATIENCE_S, error)
    assert ear.whys == [why]
