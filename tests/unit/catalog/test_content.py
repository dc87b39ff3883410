"""Net contents, and what a kilogram, litre or piece costs."""

from dataclasses import replace
from pathlib import Path

import pytest

from cart.catalog import demo
from cart.catalog.content import Content, content, content_of_feed
from cart.catalog.importers import csv_file, price_xml
from cart.catalog.product import Product
from cart.errors import CatalogError

DEMO = Path(__file__).resolve().parents[3] / "assets" / "demo"
WRITTEN = [
    ("750 g", 750, "g"), ("1.5 kg", 1500, "g"), ("1,5 l", 1500, "ml"), ("33 cl", 330, "ml"), ("6 x 330 ml", 1980, "ml"),
    ("4x125g", 500, "g"), ("2 × 1 L", 2000, "ml"), ("12 ea", 12, "ea"), ("16 oz", 454, "g"), ("1 lb", 454, "g"),
    ("12 fl oz", 355, "ml"), ("1 gal", 3785, "ml"), ("500 mg", 1, "g"), ("20 ct", 20, "ea"),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "amount", "unit"), WRITTEN)
def test_contents_as_packages_say_them(cell, amount, unit):
    assert content(cell) == Content(amount, unit)


@pytest.mark.parametrize("cell", ["", "g", "750", "750 stone", "-1 g", "0 g", "0.2 mg", "999999 kg", "x 3 g", "1e3 g"])
def test_what_names_none_is_refused(cell):
    with pytest.raises(CatalogError, match="write (it|them) like"):
        content(cell)


PRICES = [
    (Content(750, "g"), 300, (400, "kg")), (Content(330, "ml"), 89, (270, "L")), (Content(12, "ea"), 299, (25, "ea")),
    (Content(3, "g"), 100, (33333, "kg")), (Content(1, "ea"), 299, None), (Content(1000, "ml"), 189, (189, "L")),
]  # fmt: skip


@pytest.mark.parametrize(("inside", "cents", "per"), PRICES)
def test_what_a_kilogram_litre_or_piece_costs(inside, cents, per):
    assert inside.price(cents) == per


FEED = [
    ("1000", "גרם", Content(1000, "g")), ("1.5", "ליטר", Content(1500, "ml")), ("330.00", 'מ"ל', Content(330, "ml")),
    ("1", 'ק"ג', Content(1000, "g")), ("6", "יח'", Content(6, "ea")), ("500", "g", Content(500, "g")),
    ("0.00", "", None), ("", "גרם", None), ("NaN", "גרם", None), ("x", "גרם", None), ("-5", "גרם", None),
    ("5", "לא ידוע", None),
]  # fmt: skip


@pytest.mark.parametrize(("quantity", "unit", "inside"), FEED)
def test_contents_as_feeds_name_them(quantity, unit, inside):
    assert content_of_feed(quantity, unit) == inside


def test_a_feeds_contents_come_with_the_product(tmp_path):
    item = "<ItemCode>7290000149844</ItemCode><ItemNm>Soap</ItemNm><ItemPrice>7.90</ItemPrice>"
    more = "<Quantity>500</Quantity><UnitQty>גרם</UnitQty>"
    (tmp_path / "f.xml").write_text(f"<Root><Items><Item>{item}{more}</Item></Items></Root>", encoding="utf-8")
    (product,) = price_xml(tmp_path / "f.xml")
    assert product.unit_price == (1580, "kg")


def test_a_tables_too(tmp_path):
    (tmp_path / "t.csv").write_text(
        "plu,name,price,department,content,lowest_30\n7,Tea,3.00,x,20 ea,2.50\n8,Jam,3.00,x,lots,\n"
    )
    products = [one for one in csv_file(tmp_path / "t.csv") if isinstance(one, Product)]
    (problem,) = [one for one in csv_file(tmp_path / "t.csv") if not isinstance(one, Product)]
    assert (products[0].unit_price, products[0].lowest_30_cents) == ((15, "ea"), 250)
    assert (problem.line, "names no contents" in problem.words) == (3, True)


def test_goods_sold_by_weight_have_their_price_already():
    ham = Product("ham", "Ham", 1990, "deli", unit="kg", content=1000)
    assert ham.unit_price is None
    assert replace(ham, unit="ea").unit_price == (1990, "kg")


def test_the_demo_store_says_what_its_packages_hold():
    priced = [product for product in demo.products(DEMO / "catalog.csv") if product.unit_price]
    assert len(priced) == 271
    milk = next(product for product in priced if product.name == "Whole milk 1 L")
    assert milk.unit_price == (milk.price_cents, "L")
