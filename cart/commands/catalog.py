"""`dashcart catalog`: loads product files into a catalog, searches it, shows a product."""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn
from rich.table import Table

from cart.catalog import plan, storefile
from cart.catalog.importers import Found, RowProblem, products_of
from cart.catalog.product import Product
from cart.catalog.publish import publish
from cart.catalog.shopoffers import offers_of, offers_of_feed
from cart.catalog.storefile import StoreFile, with_offers
from cart.catalog.table import CatalogTable
from cart.errors import CatalogError
from cart.pricing.rules import tax_classes

EXAMPLE = """example:
  dashcart catalog import assets/demo/catalog.csv --terms assets/demo/store.toml --plan assets/demo/plan.toml
  dashcart catalog import PriceFull.xml.gz --promos PromoFull.xml.gz --currency ILS --publish var/catalog
  dashcart catalog search "whole milk"
  dashcart catalog show 4011"""


def main(argv: list[str]) -> int:
    """Runs `dashcart catalog`. Exit status 1: nothing found, or no product loaded."""
    args = _parser().parse_args(argv)
    run: Callable[[argparse.Namespace], int] = args.run
    return run(args)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "dashcart catalog", description=__doc__, epilog=EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(required=True, metavar="import|search|show")
    _add_import(commands.add_parser("import", help="load product files (CSV, or PriceFull XML; .gz too)"))
    search = commands.add_parser("search", help="find products by words, PLU or GTIN")
    search.add_argument("words", nargs="+")
    search.add_argument("--language", default="en", help="in which names to look first (default: en)")
    search.add_argument("--limit", type=int, default=20, help="at most this many (default: 20)")
    search.set_defaults(run=_search)
    show = commands.add_parser("show", help="show all that is known of a product")
    show.add_argument("id", help="its id, GTIN or PLU")
    show.set_defaults(run=_show)
    for command in (search, show):
        command.add_argument("--from", dest="into", type=Path, default=Path("catalog.db"), help="the catalog's file")
    return parser


def _add_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument(
        "--into", type=Path, default=Path("catalog.db"), help="the catalog's file (default: catalog.db)"
    )
    parser.add_argument("--terms", type=Path, help="store.toml: currency, tax rates and rules")
    parser.add_argument("--offers", type=Path, help="offers.toml or offers.csv")
    parser.add_argument("--promos", type=Path, help="a PromoFull feed: its promotions become offers")
    parser.add_argument(
        "--publish", type=Path, metavar="FOLDER", help="write all as a folder for dashcart store --catalog"
    )
    parser.add_argument("--plan", type=Path, help="plan.toml: the store's floor")
    parser.add_argument("--currency", default="USD", help="of the prices where no terms are given (default: USD)")
    parser.add_argument("--replace", action="store_true", help="take out products that none of the files has")
    parser.set_defaults(run=_import)


def _import(args: argparse.Namespace) -> int:
    store = storefile.load(args.terms) if args.terms else None
    table = CatalogTable(args.into)
    try:
        number, problems = _load(table, args.files, args.replace)
        if args.plan:
            table.set_plan(plan.load(args.plan))
        if store:
            table.set_members(store.members)
        _keep_terms(table, store, args)
        if args.publish:
            publish(args.publish, table.products(), table.terms)
    finally:
        table.close()
    for path, problem in problems:
        print(f"{path.name}, line {problem.line}: {problem.words}")
    skipped = sum(not problem.note for _, problem in problems)
    print(f"{_count(number, 'product')} loaded, {_count(skipped, 'row')} skipped")
    return 0 if number else 1


def _keep_terms(table: CatalogTable, store: StoreFile | None, args: argparse.Namespace) -> None:
    """Keeps the terms and offers. With none given and none kept: prices as they are, without tax."""
    products = table.products()
    offers = _offers(args, products)
    classes = {product.tax for product in products}
    if store is not None:
        table.set_terms(store.terms(offers))
    elif table.has_terms and (args.offers or args.promos):
        table.set_terms(with_offers(table.terms, offers))
    elif not table.has_terms:
        print(
            f"No terms are given: prices are in {args.currency}, without tax. Give --terms store.toml to change this."
        )
        table.set_terms(storefile.plain_terms(args.currency, classes, offers))
    for unrated in sorted(classes - tax_classes(table.terms.rules, table.terms.tax_rates)):
        print(
            f"Tax class {unrated!r} has no rate: add it to tax_rates in store.toml and import again.", file=sys.stderr
        )


def _offers(args: argparse.Namespace, products: Sequence[Product]) -> tuple[Mapping[str, Any], ...]:
    """The offers of the files given, the store's own first; what is bad or odd about them is printed."""
    own, remarks = offers_of(args.offers, products) if args.offers else ((), ())
    found, imported, odd = offers_of_feed(args.promos, products) if args.promos else ((), None, ())
    for words in (*remarks, *odd):
        print(words)
    if imported is not None:
        print(imported.report())
    taken = {str(offer["id"]) for offer in own}
    return (*own, *(offer for offer in found if offer["id"] not in taken))


def _load(table: CatalogTable, files: list[Path], replace: bool) -> tuple[int, list[tuple[Path, RowProblem]]]:
    problems: list[tuple[Path, RowProblem]] = []
    loaded: set[str] = set()
    with _progress() as progress:
        for path in files:
            found = products_of(path, _shown(progress, path))
            table.add(_noted(_good(found, path, problems), loaded))
    if replace and any(problem.broke_off for _, problem in problems):
        print("Nothing is taken out, because a file breaks off.", file=sys.stderr)
    elif replace:
        table.remove({product.id for product in table.products()} - loaded)
    return len(loaded), problems


def _good(found: Found, path: Path, problems: list[tuple[Path, RowProblem]]) -> Iterator[Product]:
    for one in found:
        if isinstance(one, RowProblem):
            problems.append((path, one))
        else:
            yield one


def _noted(products: Iterable[Product], loaded: set[str]) -> Iterator[Product]:
    for product in products:
        loaded.add(product.id)
        yield product


def _progress() -> Progress:
    console = Console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    return Progress(*columns, console=console, disable=not console.is_terminal)


def _shown(progress: Progress, path: Path) -> Callable[[int, int], None]:
    task = progress.add_task(escape(path.name))
    return lambda done, total: progress.update(task, completed=done, total=total)


def _opened(path: Path) -> CatalogTable:
    if not path.exists():
        raise CatalogError(f"There is no catalog {path}: make it with dashcart catalog import, or name it with --from.")
    return CatalogTable(path)


def _search(args: argparse.Namespace) -> int:
    table = _opened(args.into)
    found = table.search(" ".join(args.words), args.language, args.limit)
    table.close()
    shown = Table("Id", "Name", "Price", "Aisle", box=None)
    for product in found:
        price = f"{_money(product.price_cents)} / {product.unit}"
        shown.add_row(
            product.id, escape(product.name_in(args.language)), price, product.place.aisle if product.place else ""
        )
    if found:
        Console().print(shown)
    else:
        print("Nothing is found: try fewer or shorter words.")
    return 0 if found else 1


def _show(args: argparse.Namespace) -> int:
    table = _opened(args.into)
    product = next(filter(None, map(table.product, (args.id, args.id.zfill(14), f"PLU{args.id}"))), None)
    table.close()
    if product is None:
        print(f"The catalog has no {args.id}: look for it with dashcart catalog search.")
        return 1
    shown = Table(show_header=False, box=None)
    for name, value in vars(product).items():
        if value not in (None, (), {}):
            shown.add_row(name, escape(_money(value) if name.endswith("_cents") else str(value)))
    Console().print(shown)
    return 0


def _count(number: int, of: str) -> str:
    return f"{number:,} {of}{'' if number == 1 else 's'}"


def _money(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"
