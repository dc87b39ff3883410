"""What it costs to find what moved together, with 60 lines in the basket and three that wait: milliseconds of processor
time a change, the dearest of many weights, and how many sets were named."""

import random
import sys
import time
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from cart.config import CartSection, Config
from cart.trip import joint
from cart.trip.asking import prompt
from tests.support.trips import Shopper, product

LINES, WAITING, WEIGHTS = 60, 3, 120
CONFIG = Config(CartSection("17"), {"driver": "sim"}, {"driver": "sim"})


def basket(waiting: int) -> Shopper:
    """A full basket of things of 20 g to 2 kg."""
    chance, shopper = random.Random(1), Shopper()
    goods = [
        product(f"Thing {n} {chance.random()}", round(chance.uniform(20, 2000), 1)) for n in range(LINES + waiting)
    ]
    for one in goods[:LINES]:
        shopper.put(one)
    for one in goods[LINES:]:
        shopper.scan(one)
    return shopper


def spent_ms(work) -> float:
    """Processor time of one call."""
    began = time.process_time()
    work()
    return (time.process_time() - began) * 1000


def main() -> None:
    """One line for a basket where nothing waits, one for three that wait, one for the whole question."""
    weights = [random.Random(n).randint(-6_000_000, 4_000_000) for n in range(WEIGHTS)]
    for waiting in (0, WAITING):
        trip = basket(waiting).trip
        joint.explanations(trip, 1, 800)
        times = sorted(spent_ms(partial(joint.explanations, trip, mg, 800)) for mg in weights)
        print(
            f"{waiting} wait: median {times[len(times) // 2]:.1f} ms, dearest {times[-1]:.1f} ms of {WEIGHTS} weights"
        )
    shopper = basket(WAITING).weigh(777.0).wait(6)
    print(f"the question: {spent_ms(lambda: prompt(shopper.trip, CONFIG, lambda _: 0)):.1f} ms")


if __name__ == "__main__":
    main()
