"""Seeded shoppers over the simulated world: how often the cart asks without a reason, or takes off what stayed in."""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.support.crowd import crowd


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trips", type=int, default=60)
    parser.add_argument("--items", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        total = crowd(Path(folder), args.trips, args.items, args.seed)
    print("| trips | items | hours | false alarms | removed by jostling | unscanned of 50 g or more, noticed |")
    print("|--:|--:|--:|--:|--:|--:|")
    hours, noticed = total.seconds / 3600, f"{total.noticed} of {total.unscanned}"
    print(f"| {args.trips} | {total.items} | {hours:.1f} | {total.alarms} | {total.removed} | {noticed} |")


if __name__ == "__main__":
    main()
