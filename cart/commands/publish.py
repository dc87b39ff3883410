"""`dashcart store publish`: a grocer's files, held against what is in force, as the store's next release."""

import argparse
import getpass
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from cart.errors import CatalogError
from cart.store.desk.drafts import Drafts
from cart.store.desk.reading import How
from cart.store.desk.report import Change, FileReport, Report

FEW = 12
EXAMPLE = """example:
  dashcart store publish products.csv offers.toml store.toml --data var/store
  dashcart store publish PriceFull.xml.gz PromoFull.xml.gz --currency ILS
  dashcart store publish new-prices.csv --changes --yes"""


def main(argv: list[str]) -> int:
    """Runs `dashcart store publish`. Exit status 1: nothing was published."""
    args = _parser().parse_args(argv)
    if missing := [path for path in args.files if not path.is_file()]:
        raise CatalogError(f"There is no file {missing[0]}.")
    desk = Drafts(args.data / "releases", args.catalog)
    now = int(time.time())
    part = desk.draft(args.files, How(args.changes, args.currency), args.who, now)
    report = desk.report(part)
    for line in told(report):
        print(line)
    if report.trouble or not (args.yes or _agreed()):
        desk.discard(part)
        print("Nothing is published.")
        return 1
    desk.publish(part, args.who, now)
    print("Published: the store gives it to its carts from now on.")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "dashcart store publish", description=__doc__, epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )  # fmt: skip
    parser.add_argument(
        "files", nargs="+", type=Path, metavar="FILE",
        help="products (a table of any system, PriceFull), offers (TOML, CSV, PromoFull), store.toml, plan.toml",
    )  # fmt: skip
    parser.add_argument("--data", type=Path, default=Path("var/store"), help="the store's files (default: var/store)")
    parser.add_argument("--catalog", type=Path, help="the folder the store was started with, to see what changes")
    parser.add_argument("--changes", action="store_true", help="what the files do not name stays as it is")
    parser.add_argument("--currency", default="", help="of the prices where no terms say: USD, EUR, ILS")
    parser.add_argument("--who", default=getpass.getuser(), help="who publishes (default: who is logged in)")
    parser.add_argument("--yes", action="store_true", help="publish without asking")
    return parser


def _agreed() -> bool:
    """Whether a person at the terminal says yes; without a terminal nobody does."""
    if not sys.stdin.isatty():
        print("To publish it, say so: --yes.")
        return False
    return input("Publish it? [y/N] ").strip().lower() in ("y", "yes")


def told(report: Report) -> Iterator[str]:
    """What a person should read before it is published, line by line."""
    for one in report.files:
        yield from _file(one)
    if report.trouble:
        yield f"It cannot be sold from: {report.trouble}"
        return
    changes = report.difference
    yield f"In all {_count(report.products, 'product')} and {_count(report.offers, 'offer')}, in {report.currency}."
    if changes.nothing:
        yield "Nothing changes."
    kinds = {"new": changes.new, "gone": changes.gone, "dearer": changes.dearer, "cheaper": changes.cheaper,
             "otherwise changed": changes.other}  # fmt: skip
    for name, rows in kinds.items():
        yield from _rows(name, rows, report.currency)
    if changes.jumps:
        yield f"LOOK: {_count(len(changes.jumps), 'price')} by more than 30 %, marked with ! above."
    offers = {"new": changes.offers_new, "gone": changes.offers_gone, "changed": changes.offers_changed}
    yield from (f"Offers {name}: {len(ids)} ({_few(ids)})" for name, ids in offers.items() if ids)
    yield from (f"The {name} changes." for name, is_so in (("terms", changes.terms), ("plan", changes.plan)) if is_so)


def _file(one: FileReport) -> Iterator[str]:
    lost = f", {one.lost} left out" if one.lost else ""
    found = one.kind if one.kind in ("terms", "plan") else f"{one.loaded} {one.kind}"
    yield f"{one.name}: {f'{found}{lost}' if one.kind else 'cannot be used'}"
    yield from (f"  {words}" for words in one.left_out)
    yield from (f"  ({words})" for words in one.notes)


def _rows(name: str, rows: tuple[Change, ...], currency: str) -> Iterator[str]:
    if rows:
        yield f"{len(rows)} {name}"
        yield from (f"  {'!' if one.jump else ' '} {one.name}  {one.prices(currency)}" for one in rows[:FEW])
    if len(rows) > FEW:
        yield f"    and {len(rows) - FEW} more"


def _few(ids: Iterable[str]) -> str:
    names = list(ids)
    return ", ".join(names[:FEW]) + ("" if len(names) <= FEW else ", …")


def _count(number: int, of: str) -> str:
    return f"{number:,} {of}{'' if number == 1 else 's'}"
