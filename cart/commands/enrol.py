"""`dashcart enrol`: makes this cart, or this lane, known to its store with a one-time code."""

import argparse
from pathlib import Path

from cart.sync.enrol import enrol

EXAMPLE = """example:
  dashcart enrol http://store:8080 7K2QX-93FMA-0VDR1-T5CWH
  dashcart enrol http://store:8080 7K2QX-93FMA-0VDR1-T5CWH --lane 4
The store prints a code when it starts, and staff make new ones on its page."""


def main(argv: list[str]) -> int:
    """Enrols once; the key and the card stay in the folder."""
    args = _parser().parse_args(argv)
    folder = args.data or Path(f"var/lane-{args.lane}" if args.lane else "var")
    me = enrol(args.url, args.code, folder, "lane" if args.lane else "cart", args.lane or args.name)
    print(f"Enrolled as {me.id} at {me.url}. Its key stays in {folder}.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "dashcart enrol", description=__doc__, epilog=EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("url", help="the store's address")
    parser.add_argument("code", help="the one-time code")
    who = parser.add_mutually_exclusive_group()
    who.add_argument("--name", default="", help="the cart's wished name, as in its config ([cart] id)")
    who.add_argument("--lane", default="", help="enrol a lane with this name instead of a cart")
    parser.add_argument("--data", type=Path, help="where the key stays (default: var, or var/lane-NAME)")
    return parser
