#!/usr/bin/env python3
"""Measures the catalog: loading, snapshot, look-up and search, for the demo store and for one of 50,000 products."""

import resource
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from cart.catalog import demo
from cart.catalog.product import Product
from cart.catalog.route import route
from cart.catalog.snapshot import Snapshot
from cart.catalog.table import CatalogTable
from cart.codes.code import Code
from cart.codes.retail import check_digit

DEMO = Path(__file__).resolve().parents[1] / "assets" / "demo"
SIZE = 50_000
WORDS = ("m", "mil", "milk", "whole milk", "mikl", "bannana", "toilet papr", "zzzzzz", "4011")


def took_ms(call: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    began = time.perf_counter()
    call()
    return (time.perf_counter() - began) * 1000


def many(products: tuple[Product, ...]) -> list[Product]:
    """The demo's products again and again under new numbers and slightly other names."""
    found = []
    for number in range(SIZE):
        like = products[number % len(products)]
        payload = f"0952{number:09d}"
        gtin = payload + check_digit(payload)
        found.append(replace(like, id=gtin, gtin=gtin, plu=None, name=f"{like.name} no{number // len(products)}"))
    return found


def report(name: str, table: CatalogTable) -> None:
    """Prints a line for each thing that a cart does with its catalog."""
    snapshot = Snapshot.of(table)
    gtin = next(product.id for product in snapshot.products if product.gtin)
    table.search("warm")
    print(f"{name}: {len(snapshot.products):,} products")
    print(f"  snapshot       {took_ms(lambda: Snapshot.of(table)):9.1f} ms")
    find = took_ms(lambda: [snapshot.find(Code("gtin", gtin, gtin)) for _ in range(10_000)])
    print(f"  find           {find / 10:9.2f} us")
    for words in WORDS:
        best = min(took_ms(lambda words=words: table.search(words)) for _ in range(5))
        print(f"  search {words:13}{best:9.1f} ms")


def report_ways(table: CatalogTable) -> None:
    """Prints the mean time to find the way to a product."""
    plan, products = table.plan, table.products()
    if plan:
        spent = took_ms(lambda: [route(plan, plan.entrance, product.place) for product in products if product.place])
        print(f"  way to a product{spent / len(products):8.1f} ms")


def main() -> None:
    """Runs all."""
    print(f"demo store loaded in {took_ms(lambda: demo.load(DEMO).close()):.0f} ms")
    table = demo.load(DEMO)
    report("demo", table)
    report_ways(table)
    large = CatalogTable(":memory:")
    large.set_terms(table.terms)
    products = many(table.products())
    print(f"{SIZE:,} products added in {took_ms(lambda: large.add(products)):.0f} ms")
    report("large", large)
    print(f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
