"""Seeded shoppers over the simulated world: is the list right, who repairs it, what is asked without a reason, and is
the lane told of what is not paid for (tests/support/behaviours.py and thefts.py: what they do, and how often)."""

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.support.crowd import crowd


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trips", type=int, default=60)
    parser.add_argument("--items", type=int, default=30)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--notes", action="store_true", help="tell what went wrong, a line each")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        total = crowd(Path(folder), args.trips, args.items, args.seed)
    if args.notes:
        print("\n".join(total.notes))
    print(f"{total.trips} trips, {total.seconds / 3600:.1f} hours, {total.questions} questions, {total.mended} mended")
    print(total.line())


if __name__ == "__main__":
    main()
