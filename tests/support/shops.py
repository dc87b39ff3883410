"""A small grocer's own files, good and broken."""

from pathlib import Path

from cart.codes.retail import check_digit

HEAD = "gtin,name,price,unit,tax,member_price,content,pieces,aisle,x_cm,y_cm,min_age,tare_g"
TERMS = """name = "Grocer"
currency = "USD"
[tax_rates]
A = 825
F = 0
[rules]
rounding = "half_up"
tax_mode = "exclusive"
tax_rounding = "half_up"
price_lock = "lowest_seen"
"""
OFFERS = """[[offer]]
id = "two"
kind = "several for a price"
on = { products = ["%s"] }
quantity = 2
price = 3.00
"""


def gtin(number: int) -> str:
    """The GTIN-13 of example item `number` (GS1 prefix 952)."""
    digits = f"952{number:09d}"
    return digits + check_digit(digits)


def row(number: int, price: str = "1.99", **cells: str) -> str:
    """A line of the table."""
    values = {"gtin": gtin(number), "name": f"Item {number}", "price": price, "tax": "F"} | cells
    return ",".join(values.get(name, "") for name in HEAD.split(","))


def table(folder: Path, rows: list[str], name: str = "goods.csv") -> Path:
    """A table of products."""
    path = folder / name
    path.write_text("\n".join([HEAD, *rows, ""]), encoding="utf-8")
    return path


def text(folder: Path, name: str, words: str) -> Path:
    """A file with these words."""
    path = folder / name
    path.write_text(words, encoding="utf-8")
    return path


BROKEN = {
    "check digit": row(1, gtin="9520000000013"), "letters in its number": row(1, gtin="95200000A0019"),
    "cut by a spreadsheet": row(1, gtin="8.71E+12"), "no name": row(1, name=""), "no price": row(1, ""),
    "price of nothing": row(1, "0.00"), "negative": row(1, "-1.99"), "parts of a cent": row(1, "1.999"),
    "may be thousands": row(1, '"1,234"'), "no figure": row(1, "ask"), "too many cells": row(1) + ",,,7,7",
    "too few cells": f"{gtin(1)},Item 1", "forgotten quote": row(1, name='"Item 1'), "failed formula": row(1, "#REF!"),
    "unknown unit": row(1, unit="gallon"), "no number": row(1, gtin=""), "twice": row(2),
    "hidden characters": row(1, name="It\u202eem"), "endless name": row(1, name="x" * 300),
    "no such tax": row(1, tax="Q"), "member pays more": row(1, member_price="2.50"), "half a place": row(1, aisle="3"),
    "no contents": row(1, content="plenty"), "no age": row(1, min_age="999"), "no pieces": row(1, pieces="0"),
    "a bag of stone": row(1, tare_g="9999999"),
}  # fmt: skip
"""One of each kind of row that no store can sell by; the second good row of any table is `row(2)`."""
