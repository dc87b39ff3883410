from cart.errors import DeviceSilent
from drivers.patience import PATIENCE_S, Patience
from drivers.sim.clock import DrivenClock


class Ear:
    def __init__(self) -> None:
        self.clock = DrivenClock()
        self.heard: list[tuple[str, ...]] = []
        self.patience = Patience(
            self.clock, lambda name, words: self.heard.append((name, words)), lambda name: self.heard.append((name,))
        )


def test_a_stumble_is_no_news():
    ear = Ear()
    ear.patience.trouble("scale", DeviceSilent("No word."))
    ear.clock.advance(PATIENCE_S / 2)
    ear.patience.check()
    ear.patience.well("scale")
    ear.clock.advance(PATIENCE_S * 2)
    ear.patience.check()
    assert ear.heard == []


def test_what_lasts_is_told_once_and_its_return_once():
    ear = Ear()
    ear.patience.trouble("scale", DeviceSilent("No word."))
    ear.clock.advance(PATIENCE_S)
    ear.patience.check()
    ear.patience.check()
    ear.patience.well("scale")
    ear.patience.well("scale")
    assert ear.heard == [("scale", "No word."), ("scale",)]


def test_devices_are_told_apart():
    ear = Ear()
    ear.patience.trouble("scale", DeviceSilent("No word."))
    ear.clock.advance(1.0)
    ear.patience.trouble("camera", DeviceSilent("Dark."))
    ear.clock.advance(PATIENCE_S - 1.0)
    ear.patience.check()
    assert ear.heard == [("scale", "No word.")]
