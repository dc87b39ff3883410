"""A gap in the samples: the computer was late, or a cable loose. What rang before it is no news of what comes after."""

import pytest

from cart.weighing.calibration import Calibration
from cart.weighing.scale import Scale
from drivers.sim.clock import DrivenClock
from drivers.sim.world import World

RATE = 80


def told(grams: float, heard_s: float, silence_s: float, seed: int = 3) -> list[float]:
    """What the scale tells in the end: so much is put in, is heard for a moment, then nothing, then seconds of rest."""
    world = World(clock := DrivenClock(100.0), seed)
    scale = Scale(Calibration(world.counts_per_gram, float(world.zero_counts)), RATE)
    changes: dict[int, float] = {}

    def hear(seconds: float) -> None:
        start = clock.now()
        for number in range(round(seconds * RATE)):
            clock.reach(start + number / RATE)
            for change in scale.push(clock.now(), world.counts_at(clock.now())):
                changes[change.id if change.revises is None else change.revises] = change.grams

    hear(3.0)
    world.put(grams)
    hear(heard_s)
    clock.advance(silence_s)
    hear(3.0)
    return [change for change in changes.values() if change]


@pytest.mark.parametrize("silence_s", [0.3, 1.0, 2.6, 30.0])
@pytest.mark.parametrize("heard_s", [0.02, 0.2, 0.36, 0.5])
@pytest.mark.parametrize("grams", [150.0, 2140.0])
def test_one_thing_put_in_is_one_change(grams: float, heard_s: float, silence_s: float) -> None:
    assert told(grams, heard_s, silence_s) == [pytest.approx(grams, abs=max(3.0, 0.003 * grams))]
