"""The way along the virtual shelf: the order of departments, the search, and the prices."""

import pytest

from cart.catalog import demo
from cart.catalog.product import Product
from ui.places import DEMO_STORE
from ui.shelf.walk import WALK, aisles, found, in_department, price_words, spoken


@pytest.fixture(scope="module")
def products():
    return tuple(demo.load(DEMO_STORE).products())


def test_departments_stand_in_the_order_of_a_walk(products):
    names = [aisle.department for aisle in aisles(products)]
    assert names == [name for name in WALK if name in names]
    assert sum(aisle.count for aisle in aisles(products)) == len(products)


def test_departments_that_nobody_foresaw_follow_by_name_and_weights_come_last():
    made = [Product(str(n), "x", 1, name) for n, name in enumerate(["weights", "zoo", "dairy", "books", "produce"])]
    assert [aisle.department for aisle in aisles(made)] == ["produce", "dairy", "books", "zoo", "weights"]


@pytest.mark.parametrize(
    ("department", "words"), [("dairy", "Dairy"), ("home_goods", "Home goods"), ("alcohol", "Beer and wine")]
)
def test_departments_are_called_as_people_do(department, words):
    assert spoken(department) == words


def test_a_department_is_sorted_by_name(products):
    names = [one.name.casefold() for one in in_department(products, "dairy")]
    assert names == sorted(names) and len(names) > 20


@pytest.mark.parametrize(
    ("words", "first"),
    [("rye", "Rye bread 750 g"), ("RYE BREAD", "Rye bread 750 g"), ("bread rye", "Rye bread 750 g"),
     ("ban", "Bananas"), ("4011", "Bananas"), ("cola", "Cola 2 L")],
)  # fmt: skip
def test_what_is_searched_for_comes_first(products, words, first):
    assert first in [one.name for one in found(products, words)][:3]


@pytest.mark.parametrize("words", ["", "   ", "xyzzy", "rye xyzzy"])
def test_nothing_is_found_for_nothing(products, words):
    assert found(products, words) == ()


@pytest.mark.parametrize(
    ("product", "words"),
    [(Product("1", "Milk", 189, "dairy"), "$1.89"), (Product("2", "Bananas", 169, "produce", unit="kg"), "$1.69 / kg"),
     (Product("3", "2 kg", 0, "weights"), "")],
)  # fmt: skip
def test_a_price_is_as_on_the_shelfs_label(product, words):
    assert price_words(product, lambda cents: f"${cents / 100:.2f}") == words
