#!/usr/bin/env python3
"""Draws a picture of each product of a catalog: draw.py [CATALOG.csv] [FOLDER].

A 256-pixel PNG on a clear ground, named by its content; the catalog's column `picture` gets the names. Shapes are our own,
motifs are the screen's icon font, words its typeface: no brand, no photograph. Needs Pillow and fontTools.
"""

import csv
import hashlib
import io
import re
import sys
import unicodedata
from pathlib import Path

from canvas import Canvas
from packs import PACKS
from produce import SHAPES, berries
from recipes import ink_on, label_of, pack_of, word_of

from cart.catalog import demo
from cart.catalog.product import Product

DEMO = Path(__file__).parents[2] / "assets" / "demo" / "catalog.csv"


def drawn(product: Product) -> Canvas:
    """The product's picture."""
    canvas, name = Canvas(), product.name.casefold()
    berry = next(
        (
            kind
            for kind in ("strawberry", "blueberry", "raspberry")
            if kind[:-1] in name and product.department == "produce"
        ),
        "",
    )
    if berry:
        berries(canvas, berry)
        return canvas
    loose = product.plu and product.department == "produce"
    shape = next((shape for words, shape in SHAPES.items() if words in name), None) if loose else None
    if shape:
        shape(canvas)
    else:
        PACKS[pack_of(product)](canvas, label_of(product))
    return canvas


def told_apart(product: Product) -> Canvas:
    """The same with a band of its number's colour: for a product whose picture another one has."""
    canvas = drawn(product)
    band = f"#{hashlib.sha256(product.id.encode()).hexdigest()[:6]}"
    canvas.box(30, 84, 70, 93, band, 3)
    size = re.search(r"[\d.]+ ?\w*$", product.name)
    canvas.word(size.group() if size else word_of(product), (50, 88.5), 36, ink_on(band), 7)
    return canvas


def png(canvas: Canvas) -> bytes:
    """The file's bytes."""
    data = io.BytesIO()
    canvas.png().save(data, "PNG", optimize=True)
    return data.getvalue()


def file_name(product: Product, data: bytes) -> str:
    """Words for people, the content's hash for caches."""
    plain = unicodedata.normalize("NFKD", product.name).encode("ascii", "ignore").decode().casefold()
    return f"{re.sub(r'[^a-z0-9]+', '-', plain).strip('-')[:40]}-{hashlib.sha256(data).hexdigest()[:8]}.png"


def main(argv: list[str]) -> None:
    catalog = Path(argv[0]) if argv else DEMO
    folder = Path(argv[1]) if len(argv) > 1 else catalog.parent / "pictures"
    folder.mkdir(exist_ok=True)
    names, seen, total = {}, set(), 0
    for product in demo.products(catalog):
        data = png(drawn(product))
        data = png(told_apart(product)) if data in seen else data
        seen.add(data)
        names[product.id], total = file_name(product, data), total + len(data)
        (folder / names[product.id]).write_bytes(data)
    for old in set(folder.glob("*.png")) - {folder / name for name in names.values()}:
        old.unlink()
    with catalog.open(newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    with catalog.open("w", newline="", encoding="utf-8") as file:
        table = csv.DictWriter(file, [*(key for key in rows[0] if key != "picture"), "picture"], lineterminator="\n")
        table.writeheader()
        table.writerows({**row, "picture": names.get(row["id"], "")} for row in rows)
    print(f"{len(names)} pictures, {len(seen)} of them unlike any other, {total / 1e6:.1f} MB")


if __name__ == "__main__":
    main(sys.argv[1:])
