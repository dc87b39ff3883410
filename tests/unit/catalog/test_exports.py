"""Tables as grocers' programs write them: encodings, headers, damage, further columns, the columns of known systems."""

from pathlib import Path

import pytest

from cart.catalog.importers import RowProblem, csv_file
from cart.catalog.importers.lines import encoding_of
from cart.catalog.importers.systems import SYSTEMS
from cart.catalog.product import Product
from cart.commands.catalog import main

PEN = "4006381333931"
COLA = "5449000000996"
HEAD = "gtin,name,price,department"


def read(folder: Path, data: str | bytes):
    """(products, notes, problems) of a table of these bytes."""
    path = folder / "t.csv"
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    found = list(csv_file(path))
    rows = [one for one in found if isinstance(one, RowProblem)]
    products = [one for one in found if isinstance(one, Product)]
    return products, [row.words for row in rows if row.note], [(row.line, row.words) for row in rows if not row.note]


ROW = f"{PEN},Pen,1.99,office"
CLEAN = [
    ("a byte order mark", "\ufeff" + f"{HEAD}\n{ROW}\n"),
    ("CR only", f"{HEAD}\r{ROW}\r"),
    ("CRLF", f"{HEAD}\r\n{ROW}\r\n"),
    ("no end of line", f"{HEAD}\n{ROW}"),
    ("sep=", f"sep=;\n{HEAD}\n{ROW}\n".replace(",", ";")),
    ("decimal comma", f"{HEAD}\n{ROW}\n".replace(",", ";").replace("1.99", "1,99")),
    ("quoted decimal comma", f'{HEAD}\n{PEN},Pen,"1,99",office\n'),
    ("title rows", f"Price list 2026,,,\n\n{HEAD}\n{ROW}\n"),
    ("trailing comma", f"{HEAD},\n{ROW},\n"),
    ("trailing comma in the header only", f"{HEAD},,\n{ROW}\n"),
    ("trailing commas in the rows only", f"{HEAD}\n{ROW},,\n"),
    ("tabs", f"{HEAD}\n{ROW}\n".replace(",", "\t")),
    ("bars", f"{HEAD}\n{ROW}\n".replace(",", "|")),
    ("a formula around a number", f'{HEAD}\n"=""{PEN}""",Pen,1.99,office\n'),
    ("an apostrophe before a number", f"{HEAD}\n'{PEN},Pen,1.99,office\n"),
    ("a number with decimals", f"{HEAD}\n{PEN}.0,Pen,1.99,office\n"),
    ("a number in groups", f"{HEAD}\n4 006381 333931,Pen,1.99,office\n"),
    ("a currency sign", f"{HEAD}\n{PEN},Pen,$1.99,office\n"),
    ("spelt otherwise", f"Barcode,Product Name,Retail Price,Category\n{ROW}\n"),
    ("quotes over lines", f'{HEAD}\n{PEN},"Pen\n",1.99,office\n'),
    ("UTF-16", f"{HEAD}\n{ROW}\n".encode("utf-16")),
    ("UTF-16 without a mark", f"{HEAD}\n{ROW}\n".encode("utf-16-le")),
    ("UTF-16, big end first", f"{HEAD}\n{ROW}\n".encode("utf-16-be")),
]


@pytest.mark.parametrize("data", [case[1] for case in CLEAN], ids=[case[0] for case in CLEAN])
def test_the_same_pen_however_it_is_written(tmp_path, data):
    products, notes, problems = read(tmp_path, data)
    assert (notes, problems) == ([], [])
    assert [(one.gtin, one.name, one.price_cents, one.department) for one in products] == [
        (PEN.zfill(14), "Pen", 199, "office")
    ]


PAGES = [
    ("cp1252", "Müsli Café Jalapeño"), ("cp1250", "Łosoś wędzony, żółty ser"), ("cp1254", "ayçiçek yağı, şeker"),
    ("cp1255", "קפה שחור, חלב"), ("cp1251", "Молоко, Хлеб ржаной"), ("cp1253", "γάλα, ψωμί, τυρί"), ("cp850", "Müsli"),
]  # fmt: skip


@pytest.mark.parametrize(("page", "name"), PAGES)
def test_code_pages_are_told_by_their_letters(tmp_path, page, name):
    assert encoding_of(f"{HEAD}\n{name}".encode(page)) == page
    products, notes, _ = read(tmp_path, f'{HEAD}\n{PEN},"{name}",1.99,x\n'.encode(page))
    assert products[0].name == name
    assert notes == [f"The text is not UTF-8; it was read as {page}. Look at a name with accents: is it right?"]


def test_further_columns_are_ignored_and_named(tmp_path):
    products, notes, _ = read(tmp_path, f"{HEAD},supplier,min_aeg\n{ROW},ACME,18\n")
    assert len(products) == 1
    assert notes == ["Columns that are ignored: 'supplier', 'min_aeg' (did you mean 'min_age'?)."]


def test_goods_without_a_department_are_of_another(tmp_path):
    products, notes, _ = read(tmp_path, f"gtin,name,price\n{PEN},Pen,1.99\n")
    assert products[0].department == "other"
    assert notes == ["There is no column 'department': all goods are of the department 'other'."]


HEADS = [
    "EAN;Bezeichnung;Preis;Warengruppe", "Código de barras;Nombre;Precio;Categoría",
    "Code-barres;Désignation;Prix;Rayon",
    "Streepjescode;Omschrijving;Prijs;Categorie", "UPC;Item Description;Retail Price;Dept",
]  # fmt: skip


@pytest.mark.parametrize("head", HEADS)
def test_headers_of_other_languages(tmp_path, head):
    products, _, problems = read(tmp_path, f"{head}\n{PEN};Pen;1,99;office\n".encode("cp1252"))
    assert problems == []
    assert [(one.gtin, one.name, one.price_cents, one.department) for one in products] == [
        (PEN.zfill(14), "Pen", 199, "office")
    ]


DAMAGED = [
    (f"8.71E+12,Paste,2.49,food\n{ROW}", "gtin '8.71E+12' has lost its digits"),
    (f"4,00638E+12;Paste;2,49;food\n{ROW}".replace(",", ";", 0), "cells for 4 columns"),
    (f"#N/A,Paste,2.49,food\n{ROW}", "gtin is '#N/A', which a spreadsheet writes where a formula failed"),
    (f"{COLA},Cola,#REF!,food\n{ROW}", "price is '#REF!'"),
    (f"{COLA},Cola,,food\n{ROW}", "Cola has no price"),
    (f"{COLA},Cola,0.00,food\n{ROW}", "Cola has no price"),
    (f'{COLA},"Cola,0.89,food\n{ROW}', "quotes do not match"),
    (f'{COLA},Co"la"x,0.89,food,"\n{ROW}', "quotes do not match"),
    (f"{COLA},Cola,variable,food\n{ROW}", "price 'variable' is no price"),
]


@pytest.mark.parametrize(("rows", "words"), DAMAGED)
def test_a_damaged_row_is_named_and_the_next_is_read(tmp_path, rows, words):
    products, _, problems = read(tmp_path, f"{HEAD}\n{rows}\n")
    assert [one.name for one in products] == ["Pen"]
    assert [line for line, _ in problems] == [2]
    assert words in problems[0][1]


def test_a_quote_that_never_closes_costs_one_row(tmp_path):
    rows = "".join(f"{plu},Fruit,1.00,produce\n" for plu in range(100, 140))
    products, _, problems = read(tmp_path, f'plu,name,price,department\n99,"Fruit,1.00,produce\n{rows}')
    assert (len(products), [line for line, _ in problems]) == (40, [2])


def test_lines_count_as_an_editor_counts_them(tmp_path):
    products, _, problems = read(tmp_path, f'{HEAD}\n{PEN},"Pen\nblue",1.99,office\n{COLA},Cola,,drinks\n')
    assert products[0].name == "Pen blue"
    assert problems[0][0] == 4


def test_a_huge_line_is_cut_and_named(tmp_path):
    products, _, problems = read(tmp_path, f"{HEAD}\n{PEN},{'x' * 300_000},1.99,office\n{COLA},Cola,0.89,drinks\n")
    assert [one.name for one in products] == ["Cola"]
    assert problems[0][0] == 2


SQUARE = (
    "Token,Item Name,Variation Name,SKU,Description,Category,Price,GTIN,Current Quantity,Tax - Sales (8.25%)\n"
    f"ABC,Cola,Regular,10001,,Drinks,0.89,{COLA},24,Y\nABD,Pen,blue,10002,,Office,1.99,,3,Y\n"
)
LOYVERSE = (
    "Handle,SKU,Name,Category,Description,Sold by weight,Option 1 name,Option 1 value,Default price,Cost,Barcode\n"
    f"cola,10001,Cola,Drinks,,N,,,0.89,0.40,{COLA}\npears,10002,Pears,Fruit,,Y,,,2.49,1,\n"
)
ODOO = (
    "External ID,Internal Reference,Name,Sales Price,Barcode,Product Category,Unit of Measure\n"
    f"x.1,10001,Cola,0.89,{COLA},All / Drinks,Units\nx.2,10002,Pears,2.49,,All / Fruit,kg\n"
)
ODOO_NAMES = ODOO.replace(
    "External ID,Internal Reference,Name,Sales Price,Barcode,Product Category,Unit of Measure",
    "id,default_code,name,list_price,barcode,categ_id,uom_id",
)
SHOPIFY = (
    "Handle,Title,Body (HTML),Vendor,Type,Option1 Name,Option1 Value,Variant SKU,Variant Price,Variant Barcode,Status\n"
    f'cola,Cola,"<p>\nbold</p>",ACME,Drinks,Title,Default Title,10001,0.89,{COLA},active\n'
    "pen,Pen,,ACME,Office,Colour,blue,10002,1.99,,active\n"
)
LIGHTSPEED = (
    "id,handle,sku,name,product_category,variant_option_one_name,variant_option_one_value,supply_price,retail_price,barcode\n"
    f"8c1,cola,10001,Cola,Drinks,,,0.4,0.89,{COLA}\n8c2,pen,10002,Pen,Office,Colour,blue,1,1.99,\n"
)
LIGHTSPEED_R = f"System ID,UPC,EAN,Custom SKU,Item,Qty,Price,Tax,Category\n1,,{COLA},,Cola,3,$0.89,Yes,Drinks\n"
EXPORTS = [
    ("Square", SQUARE, "Pen blue", "ea"), ("Loyverse", LOYVERSE, "Pears", "kg"), ("Odoo", ODOO, "Pears", "kg"),
    ("Odoo (technical names)", ODOO_NAMES, "Pears", "kg"), ("Shopify", SHOPIFY, "Pen blue", "ea"),
    ("Lightspeed X", LIGHTSPEED, "Pen blue", "ea"), ("Lightspeed R", LIGHTSPEED_R, None, "ea"),
]  # fmt: skip


@pytest.mark.parametrize(("system", "table", "second", "unit"), EXPORTS)
def test_the_exports_of_shop_systems_are_read(tmp_path, system, table, second, unit):
    products, notes, problems = read(tmp_path, table)
    assert problems == []
    assert notes[0] == f"These are the columns of {system}."
    assert (products[0].gtin, products[0].name, products[0].price_cents, products[0].unit) == (
        COLA.zfill(14),
        "Cola",
        89,
        "ea",
    )
    assert products[0].plu is None, "the shop's own number is not a PLU where there is a GTIN"
    assert [(one.plu, one.name, one.unit) for one in products[1:]] == ([("10002", second, unit)] if second else [])


def test_each_system_is_tried():
    assert {system.name for system in SYSTEMS} == {case[0] for case in EXPORTS}


def test_notes_are_printed_and_not_counted(tmp_path, capsys):
    (tmp_path / "t.csv").write_text(SQUARE)
    assert main(["import", str(tmp_path / "t.csv"), "--into", str(tmp_path / "c.db")]) == 0
    said = capsys.readouterr().out.splitlines()
    assert "t.csv, line 1: These are the columns of Square." in said
    assert said[-1] == "2 products loaded, 0 rows skipped"
