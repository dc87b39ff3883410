"""Trips without a scan in the simulated world: touches an item, and whether the basket is right.

scripts/bench dropin [--trips 2] [--items 20] [--seed 1]

Each trip drops random goods of the demo store (no age, no counter's label) into the basket that the camera sees, one
after another, and answers what the cart asks. Eyes, weights, session and prices are the cart's own; time is virtual.
"""

import argparse
import random
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.support.driven import DemoCatalog, DrivenCart
from tests.support.dropin import PRODUCE_G, DropIn, demo_eyes, droppable


def trip(catalog: DemoCatalog, eyes, items: int, seed: int) -> tuple[DropIn, bool]:
    """One trip, and whether the list is what lies in the basket."""
    chance = random.Random(seed)
    bought = [chance.choice(droppable(catalog)) for _ in range(items)]
    with tempfile.TemporaryDirectory() as folder:
        cart = DrivenCart(Path(folder), seed, catalog, reads=False, namer=eyes)
        shopper = DropIn(cart)
        shopper.start()
        for product in bought:
            spread = max(1.0, (product.mass_sd_mg or 0) / 1000)
            grams = (product.mass_mg or 0) / 1000 + chance.gauss(0, 1) * spread
            shopper.buy(product, grams if product.mass_mg else PRODUCE_G * chance.uniform(0.4, 1.6))
        view = cart.run(3.0)
        cart.close()
    listed = Counter(name for row in view.lines for name in [row.name] * row.quantity)
    return shopper, listed == Counter(one.name for one in bought)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--trips", type=int, default=2)
    parser.add_argument("--items", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    catalog = DemoCatalog()
    eyes, began = demo_eyes(catalog), time.process_time()
    touches = scans = sure = right = 0
    for number in range(args.trips):
        shopper, fine = trip(catalog, eyes, args.items, args.seed + number)
        told = f"{shopper.touches} touches, {shopper.scans} scans, {'right' if fine else 'WRONG'}"
        print(f"trip {number}: {told}", flush=True)
        print("".join(f"  not offered: {one}\n" for one in shopper.wrong), end="")
        touches, scans, sure = touches + shopper.touches, scans + shopper.scans, sure + shopper.sure
        right += fine
    items = args.trips * args.items
    print(
        f"dropin: {items} items, touches an item {touches / items:.2f}, scanned after all {100 * scans / items:.1f} %, "
        f"one alone and right {100 * sure / items:.1f} %, baskets right {100 * right / args.trips:.0f} %, "
        f"{time.process_time() - began:.0f} s of processor time"
    )


if __name__ == "__main__":
    main()
