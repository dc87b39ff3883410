import gzip
import re
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cart.catalog.importers import RowProblem, csv_file, products_of
from cart.catalog.product import Place, Product
from cart.errors import CatalogError

HEAD = "gtin,name,name_es,price,department"
MILK = "9520417000017,Whole milk 1 L,Leche entera 1 L,1.89,dairy"
RYE = "9520417000024,Rye bread 750 g,Pan de centeno,4.25,bakery"


def written(folder: Path, *lines: str, name: str = "products.csv") -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def read(path: Path) -> tuple[list[Product], list[RowProblem]]:
    found = list(csv_file(path))
    products = [one for one in found if isinstance(one, Product)]
    return products, [one for one in found if isinstance(one, RowProblem)]


def test_a_row_becomes_a_product(tmp_path: Path):
    products, problems = read(written(tmp_path, HEAD, MILK))
    assert not problems
    assert products == [
        Product(
            id="09520417000017",
            name="Whole milk 1 L",
            price_cents=189,
            department="dairy",
            gtin="09520417000017",
            names={"es": "Leche entera 1 L"},
        )
    ]


def test_every_column_is_read(tmp_path: Path):
    head = (
        "plu,name,price,unit,member_price,department,categories,tax,mass_mg,mass_sd_mg,tare_g,deposit,min_age,"
        "no_discount,weighed_in_basket,keywords,icon,aisle,x_cm,y_cm,pieces"
    )
    row = "4011,Bananas,1.69,kg,1.49,produce,produce;fruit,F,120000,9000,5,0.10,18,yes,no,banana;yellow,food,p,10,20,6"
    (product,), _ = read(written(tmp_path, head, row))
    assert product == Product(
        id="PLU4011",
        name="Bananas",
        price_cents=169,
        department="produce",
        plu="4011",
        unit="kg",
        member_price_cents=149,
        categories=("produce", "fruit"),
        tax="F",
        mass_mg=120_000,
        mass_sd_mg=9_000,
        tare_g=5,
        deposit_cents=10,
        min_age=18,
        no_discount=True,
        weighed_in_basket=False,
        keywords=("banana", "yellow"),
        icon="food",
        place=Place("p", 10, 20),
        pieces=6,
    )


@pytest.mark.parametrize("pieces", ["0", "49", "six"])
def test_a_pack_of_an_odd_number_of_pieces_is_skipped(tmp_path: Path, pieces: str):
    products, (problem,) = read(written(tmp_path, HEAD + ",pieces", f"{RYE},{pieces}", f"{MILK},"))
    assert [(product.name, product.pieces) for product in products] == [("Whole milk 1 L", 1)]
    assert problem.line == 2 and pieces in problem.words


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("9520417000018,Milk,,1.89,dairy", "wrong check digit"),
        ("95204170000xx,Milk,,1.89,dairy", "not 8 to 14 digits"),
        ("9520417000017,,,1.89,dairy", "'name' is missing"),
        ("9520417000017,Milk,,,dairy", "Milk has no price: give one above 0"),
        ("9520417000017,Milk,,0.00,dairy", "no price"),
        ("9520417000017,Milk,,1.8.9,dairy", "is no price"),
        (",Milk,,1.89,dairy", "neither a GTIN nor a PLU"),
        ("9520417000017,Milk,,1.89", "4 cells for 5 columns"),
        ("9520417000017,Milk,,1.89,dairy,more", "6 cells for 5 columns"),
        ('9520417000017,"Milk,,1.89,dairy', "quotes do not match"),
        ("9520417000017,Mi\x07lk,,1.89,dairy", "hidden characters"),
        ("9520417000017," + "m" * 300 + ",,1.89,dairy", "shorten it"),
        ("9520417000017," + "m" * 70_000 + ",,1.89,dairy", "cells for 5 columns"),
        (RYE, "stands in line 2 already"),
    ],
)
def test_a_bad_row_is_skipped_with_its_line_and_the_rest_is_loaded(tmp_path: Path, row: str, words: str):
    products, problems = read(written(tmp_path, HEAD, RYE, row, "", "4173000001,,,,", MILK))
    assert [product.name for product in products] == ["Rye bread 750 g", "Whole milk 1 L"]
    assert [problem.line for problem in problems] == [3, 5]
    assert words in problems[0].words


def test_a_row_of_other_bytes_is_skipped(tmp_path: Path):
    path = tmp_path / "p.csv"
    row = "9520417000017,Jalape\xf1o,,1.00,dairy"
    path.write_bytes(f"{HEAD}\n".encode() + row.encode("latin-1") + f"\n{RYE}é\n".encode())
    products, (problem,) = read(path)
    assert len(products) == 1
    assert (problem.line, "UTF-8" in problem.words) == (2, True)


@pytest.mark.parametrize(
    ("more", "value", "words"),
    [
        ("unit", "stone", "not one of 'ea', 'kg', 'lb'"),
        ("id", "123", "differ"),
        ("aisle", "4", "all three or none"),
        ("member_price", "9.99", "above the price"),
        ("no_discount", "maybe", "neither yes nor no"),
        ("mass_mg", "1 kg", "whole number"),
    ],
)
def test_values_that_do_not_fit_are_refused(tmp_path: Path, more: str, value: str, words: str):
    products, (problem,) = read(written(tmp_path, f"{HEAD},{more}", f"{MILK},{value}", f"{RYE},"))
    assert (len(products), problem.line) == (1, 2)
    assert words in problem.words


@pytest.mark.parametrize(
    ("head", "words"),
    [
        ("gtin,name,department", "no column 'price'"),
        ("gtin,name,prise,department", "no column 'price': a line of it must name the columns. Is it 'prise'?"),
        (HEAD + ",gtin", "two columns 'gtin'"),
        ("", "no column 'name'"),
    ],
)
def test_a_header_that_cannot_be_used_is_an_error(tmp_path: Path, head: str, words: str):
    with pytest.raises(CatalogError, match=re.escape(words)):
        read(written(tmp_path, head, MILK))


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_other_separators_and_a_byte_order_mark_are_read(tmp_path: Path, delimiter: str):
    path = tmp_path / "p.csv"
    path.write_text(f"{HEAD}\r\n{MILK}\r\n".replace(",", delimiter), encoding="utf-8-sig", newline="")
    products, problems = read(path)
    assert (len(products), problems) == (1, [])


def test_gzip_is_read(tmp_path: Path):
    path = tmp_path / "p.csv.gz"
    path.write_bytes(gzip.compress(f"{HEAD}\n{MILK}\n{RYE}\n".encode()))
    assert len(list(products_of(path))) == 2


def test_a_gzip_cut_short_keeps_what_stands_before(tmp_path: Path):
    rows = "".join(f"{plu},Fruit {plu},1.00,produce\n" for plu in range(1000, 30_000))
    whole = gzip.compress(f"plu,name,price,department\n{rows}".encode())
    path = tmp_path / "p.csv.gz"
    path.write_bytes(whole[: len(whole) // 2])
    products, problems = read(path)
    assert len(products) > 5_000
    assert "damaged gzip" in problems[-1].words


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04rest", "save it as CSV"),
        (b"\xd0\xcf\x11\xe0rest", "save it as CSV"),
        (b"%PDF-1.7", "is a PDF"),
        (b"\xff\xfeg\0t\0", "no column 'name'"),
        (b"name,\xff", "no column 'price'"),
        (b"\x1f\x8bjunk", "damaged gzip"),
        (b"", "no column"),
    ],
)
def test_what_is_no_csv_is_an_error(tmp_path: Path, data: bytes, words: str):
    path = tmp_path / "p.csv"
    path.write_bytes(data)
    with pytest.raises(CatalogError, match=words):
        list(csv_file(path))


def test_a_missing_file_is_an_error(tmp_path: Path):
    with pytest.raises(CatalogError, match="cannot be read"):
        list(csv_file(tmp_path / "none.csv"))


def test_progress_ends_at_the_whole_file(tmp_path: Path):
    path = written(tmp_path, HEAD, MILK, RYE)
    seen: list[tuple[int, int]] = []
    list(csv_file(path, lambda done, total: seen.append((done, total))))
    size = path.stat().st_size
    assert seen[-1] == (size, size)


@settings(max_examples=60)
@given(st.binary(max_size=300))
def test_no_bytes_of_a_row_stop_the_import(tmp_path_factory: pytest.TempPathFactory, data: bytes):
    path = tmp_path_factory.mktemp("fuzz") / "p.csv"
    path.write_bytes(f"{HEAD}\n".encode() + data + f"\n{RYE}\n".encode())
    products, _ = read(path)
    assert "09520417000024" in [product.id for product in products]
