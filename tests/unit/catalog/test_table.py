import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cart.catalog.plan import Area, LaneSpot, Point, StorePlan
from cart.catalog.product import Place, Product
from cart.catalog.record import to_product, to_table
from cart.catalog.table import CatalogTable
from cart.errors import CatalogError
from cart.facts import Terms

MILK = Product("09520417000017", "Whole milk 1 L", 189, "dairy", gtin="09520417000017", names={"es": "Leche entera"})
FIGS = Product("PLU4266", "Figs", 899, "produce", plu="4266", unit="kg", place=Place("produce", 10, 20))
TERMS = Terms("1", "USD", {"rounding": "half_up"}, {"A": 825}, ({"id": "o1", "kind": "percent_off", "bp": 500},))
PLAN = StorePlan(
    "Corner", 1000, 800, Point(900, 790), (Area("1", "aisle", 0, 0, 100, 700, ("dairy",)),), (LaneSpot("1", 500, 750),)
)

texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)
products = st.builds(
    Product,
    id=texts.filter(bool),
    name=texts,
    price_cents=st.integers(1, 10**6),
    department=texts,
    names=st.dictionaries(st.sampled_from(["es", "he", "fr"]), texts),
    unit=st.sampled_from(["ea", "kg", "lb"]),
    member_price_cents=st.none() | st.integers(0, 10**6),
    mass_mg=st.none() | st.integers(0, 10**7),
    keywords=st.lists(texts, max_size=3).map(tuple),
    place=st.none() | st.builds(Place, aisle=texts, x_cm=st.integers(0, 10**4), y_cm=st.integers(0, 10**4)),
    weighed_in_basket=st.booleans(),
)


@given(products)
def test_a_product_survives_its_table(product: Product):
    assert to_product(to_table(product)) == product


def test_an_unknown_key_in_a_record_is_named():
    with pytest.raises(CatalogError, match="Did you mean 'price_cents'"):
        to_product({**to_table(MILK), "price_cent": 3})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("categories", "dairy"),
        ("names", "Leche"),
        ("names", {"es": 3}),
        ("unit", "stone"),
        ("price_cents", "189"),
        ("price_cents", 1.89),
        ("price_cents", True),
        ("min_age", None),
        ("gtin", 9520417000017),
        ("keywords", [1]),
        ("place", {"aisle": "1"}),
        ("place", {"aisle": "1", "x_cm": 1, "y_cm": "2"}),
        ("place", "aisle 1"),
    ],
)
def test_a_wrong_value_in_a_record_is_refused(key: str, value):
    with pytest.raises(CatalogError, match="Product 0952"):
        to_product({**to_table(MILK), key: value})


@pytest.mark.parametrize("key", ["id", "name", "price_cents", "department"])
def test_a_missing_value_in_a_record_is_named(key: str):
    table = to_table(MILK)
    del table[key]
    with pytest.raises(CatalogError, match=f"'{key}' is missing"):
        to_product(table)


@settings(max_examples=30)
@given(st.lists(products, max_size=5, unique_by=lambda product: product.id))
def test_products_survive_the_file(found: list[Product]):
    table = CatalogTable(":memory:")
    assert table.add(found) == len(found)
    assert sorted(table.products(), key=lambda one: one.id) == sorted(found, key=lambda one: one.id)
    table.close()


def test_the_file_is_read_again_after_closing(tmp_path: Path):
    path = tmp_path / "catalog.db"
    table = CatalogTable(path)
    table.add([MILK, FIGS])
    table.set_terms(TERMS)
    table.set_plan(PLAN)
    table.close()
    again = CatalogTable(path)
    assert again.products() == (FIGS, MILK)
    assert again.terms == TERMS
    assert again.plan == PLAN
    assert [found.id for found in again.search("leche", "es")] == [MILK.id]
    again.close()


def test_a_product_of_the_same_id_is_replaced():
    table = CatalogTable(":memory:")
    table.add([MILK])
    table.add([Product(MILK.id, "Oat drink", 429, "dairy", gtin=MILK.gtin)])
    assert [found.name for found in table.products()] == ["Oat drink"]
    assert table.search("milk") == []
    assert table.search("leche", "es") == []
    assert [found.price_cents for found in table.search("oat")] == [429]
    table.close()


def test_an_import_that_fails_changes_nothing():
    table = CatalogTable(":memory:")
    table.add([MILK])

    def broken():
        yield FIGS
        raise CatalogError("The file broke off.")

    with pytest.raises(CatalogError, match="broke off"):
        table.add(broken())
    assert table.products() == (MILK,)
    assert table.search("figs") == []
    table.close()


def test_products_are_taken_out():
    table = CatalogTable(":memory:")
    table.add([MILK, FIGS])
    table.remove([FIGS.id, "unknown"])
    assert table.products() == (MILK,)
    assert table.product(FIGS.id) is None
    assert table.search("figs") == []
    table.close()


def test_without_terms_it_says_what_to_do():
    table = CatalogTable(":memory:")
    assert (table.has_terms, table.plan) == (False, None)
    with pytest.raises(CatalogError, match="--terms"):
        _ = table.terms
    table.close()


def test_a_file_that_is_no_catalog_is_an_error(tmp_path: Path):
    path = tmp_path / "catalog.db"
    path.write_bytes(b"not a database at all" * 100)
    with pytest.raises(CatalogError, match="cannot be opened"):
        CatalogTable(path)


def test_a_folder_that_is_missing_is_an_error(tmp_path: Path):
    with pytest.raises(CatalogError, match="cannot be opened"):
        CatalogTable(tmp_path / "none" / "catalog.db")


def test_a_full_disk_keeps_what_was_there(tmp_path: Path):
    path = tmp_path / "catalog.db"
    table = CatalogTable(path)
    table.add([MILK])
    pages = table.sql.execute("pragma page_count").fetchone()[0]
    table.sql.execute(f"pragma max_page_count = {pages}")
    many = [Product(f"PLU{n}", "x" * 2000 + str(n), 1, "d", plu=str(n)) for n in range(200)]
    with pytest.raises(CatalogError, match="disk space"):
        table.add(many)
    assert table.products() == (MILK,)
    table.close()


def test_several_threads_may_use_it():
    table = CatalogTable(":memory:")
    table.add([MILK])

    def work(number: int) -> int:
        table.add([Product(f"PLU{number}", f"Figs {number}", 100, "produce", plu=str(number))])
        return len(table.search("milk")) + len(table.search(f"figs {number}")) + (table.product(MILK.id) == MILK)

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(work, range(1000, 1040))) == [3] * 40
    assert len(table.products()) == 41
    table.close()


def test_a_damaged_record_is_an_error(tmp_path: Path):
    path = tmp_path / "catalog.db"
    table = CatalogTable(path)
    table.add([MILK])
    table.close()
    with closing(sqlite3.connect(path)) as db, db:
        db.execute("""update products set record = '{"id": 3}'""")
    db.close()
    again = CatalogTable(path)
    with pytest.raises(CatalogError, match="Product 3"):
        again.products()
    again.close()
