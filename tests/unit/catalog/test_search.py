from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cart.catalog import demo
from cart.catalog.product import Product
from cart.catalog.search import core, nearest
from cart.catalog.table import CatalogTable
from cart.catalog.words import folded, singulars, slips, words_of

DEMO = Path(__file__).resolve().parents[3] / "assets" / "demo"


@pytest.fixture(scope="module")
def shop():
    table = demo.load(DEMO)
    yield table
    table.close()


def names(found: list[Product], language: str = "en") -> list[str]:
    return [product.name_in(language) for product in found]


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("bananas", "Bananas"),
        ("banana", "Bananas"),
        ("bannana", "Bananas"),
        ("banan", "Bananas"),
        ("BANANAS", "Bananas"),
        ("jalapeno", "Jalapeños"),
        ("jalapeños", "Jalapeños"),
        ("peas", "Green peas 450 g"),
        ("wine red", "Red wine 750 ml"),
        ("red wi", "Red wine 750 ml"),
        ("toothpaste", "Toothpaste 130 g"),
        ("tooth paste", "Toothpaste 130 g"),
        ("tomatos", "Roma tomatoes"),
        ("toilet papr", "Toilet paper, 12 rolls"),
        ("ornage juice", "Orange juice 1.5 L"),
        ("spagetti", "Spaghetti 454 g"),
        ("brocoli", "Broccoli crowns"),
        ("avocado", "Hass avocados"),
        ("nappy", "Diapers size 3, 32"),
        ("aubergine", "Eggplant"),
        ("4011", "Bananas"),
        ("94011", "Organic bananas"),
        ("9520417000284", "Baby spinach 142 g"),
        ("09520417000284", "Baby spinach 142 g"),
        ("leche", "Whole milk 1 L"),
        ("coke", "Cola 2 L"),
        ("tp", "Toilet paper, 12 rolls"),
        ("oj", "Orange juice 1.5 L"),
        ("kleenex", "Facial tissues, 3 boxes"),
        ("icecream", "Vanilla ice cream 1.4 L"),
        ("toiletpaper", "Toilet paper, 12 rolls"),
        ("pan", "Pita bread, 5"),
        ("mi", "Whole milk 1 L"),
        ("e", "Eggs, 18 medium"),
        ("co", "Cola 2 L"),
        ("aple", "Fuji apples"),
    ],
)
def test_the_likeliest_comes_first(shop: CatalogTable, words: str, first: str):
    assert names(shop.search(words))[:1] == [first]


@pytest.mark.parametrize(
    ("words", "first"),
    [("leche", "Leche entera 1 L"), ("platano", "Plátanos"), ("champinones", "Champiñones"), ("limas", "Limas")],
)
def test_it_searches_in_spanish(shop: CatalogTable, words: str, first: str):
    assert names(shop.search(words, "es"), "es")[:1] == [first]


@pytest.mark.parametrize(
    "words",
    ["gluten free", "gluten-free", "gluten-free bread", "free from gluten", "without gluten", "sin gluten", "no nuts",
     "nut free", "nuts free", "dairy free", "vegan cheese", "halal chicken", "gluten f", "gluten fr", "gluten fre",
     "glutenfree", "egg free noodles"],
)  # fmt: skip
@pytest.mark.parametrize("language", ["en", "es"])
def test_what_an_allergic_person_asks_for_is_never_guessed(shop: CatalogTable, words: str, language: str):
    assert names(shop.search(words, language)) == []


@pytest.mark.parametrize(
    ("words", "found"),
    [("lactose free milk", ["Lactose-free milk 1.89 L"]), ("milk without lactose", ["Lactose-free milk 1.89 L"]),
     ("sugar free", ["Diet cola 2 L"]), ("alcohol free beer", ["Alcohol-free beer, 6 cans"]),
     ("sin alcohol", ["Alcohol-free beer, 6 cans"]), ("fat free milk", ["Skim milk 1.89 L"]),
     ("free range eggs", ["Eggs, 6 free-range"]), ("eggs free range", ["Eggs, 6 free-range"])],
)  # fmt: skip
def test_what_says_of_itself_that_it_is_free_of_something_is_found(shop: CatalogTable, words: str, found: list[str]):
    assert names(shop.search(words)) == found


@pytest.mark.parametrize("words", ["m", "mi", "b", "c", "l", "g"])
def test_a_beginning_is_of_the_thing_and_not_of_its_amount(shop: CatalogTable, words: str):
    for name in names(shop.search(words))[:5]:
        own = core(name)
        assert any(word.startswith(words) for word in (own[0], own[-1])), name


@pytest.mark.parametrize(
    ("name", "words"),
    [("Cola, 12 cans", ["cola"]), ("Cola 2 L", ["cola"]), ("2% milk 1.89 L", ["2", "milk"]),
     ("Spring water, 24 × 500 ml", ["spring", "water"]), ("Aluminum foil 23 m", ["aluminum", "foil"]),
     ("Leche 2% 1.89 L", ["leche", "2"]), ("Vitamin C, 100", ["vitamin", "c"]), ("", [])],
)  # fmt: skip
def test_the_core_of_a_name(name: str, words: list[str]):
    assert core(name) == words


def test_a_name_counts_more_than_a_keyword(shop: CatalogTable):
    found = names(shop.search("cheese"))
    assert found.index("Cream cheese 226 g") < found.index("Mozzarella 227 g")


def test_a_language_without_names_finds_the_store_s_own(shop: CatalogTable):
    assert names(shop.search("bananas", "fr")) == names(shop.search("bananas", "en"))


def test_words_that_no_product_has_together_find_each(shop: CatalogTable):
    assert {"Bananas", "Cat litter 6.3 kg"} <= set(names(shop.search("bananas litter")))


def test_nothing_is_found_for_nothing(shop: CatalogTable):
    assert shop.search("") == shop.search(" ?! ") == shop.search("zzzz") == []


def test_no_more_than_the_limit(shop: CatalogTable):
    assert len(shop.search("a", limit=7)) == 7


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60))
def test_no_text_stops_the_search(shop: CatalogTable, words: str):
    shop.search(words)


@pytest.mark.parametrize("words", ['"', "milk*", "name:milk", "a OR b", "NEAR(a b)", "'; drop table products", "(" * 9])
def test_the_query_language_is_not_open(shop: CatalogTable, words: str):
    shop.search(words)
    assert len(shop.products()) > 300


def test_words_are_folded():
    assert folded("Jalapeño ÀÉ ß") == "jalapeno ae ss"
    assert words_of("Cola, 12 cans (0.33 L)") == ["cola", "12", "cans", "0", "33", "l"]
    assert words_of("קרם לחות") == ["קרם", "לחות"]


def test_plurals():
    assert singulars("peas") == ["pea"]
    assert "tomato" in singulars("tomatoes")
    assert "cherry" in singulars("cherries")
    assert singulars("gas") == []


@pytest.mark.parametrize(
    ("word", "term", "count"),
    [
        ("milk", "milk", 0),
        ("mikl", "milk", 1),
        ("mlk", "milk", 1),
        ("millk", "milk", 1),
        ("malk", "milk", 1),
        ("bannana", "bananas", 1),
        ("chocolat", "chocolate", 0),
        ("beer", "wine", 2),
    ],
)
def test_slips_are_counted_to_a_beginning(word: str, term: str, count: int):
    assert slips(word, term, 1) == count


@settings(deadline=None)
@given(st.text("abc", min_size=1, max_size=5), st.text("abc", max_size=5))
def test_slips_agree_with_the_plain_definition(word: str, term: str):
    assert slips(word, term, 9) == min(plain_distance(word, term[:end]) for end in range(len(term) + 1))


def plain_distance(one: str, other: str) -> int:
    """Optimal string alignment, straight from its recursive definition."""
    if not one or not other:
        return len(one) + len(other)
    costs = [
        plain_distance(one[:-1], other) + 1,
        plain_distance(one, other[:-1]) + 1,
        plain_distance(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    ]
    if len(one) > 1 and len(other) > 1 and one[-1] == other[-2] and one[-2] == other[-1]:
        costs.append(plain_distance(one[:-2], other[:-2]) + 1)
    return min(costs)


def test_short_words_and_numbers_are_not_guessed():
    assert nearest("mlk", ["milk"]) == []
    assert nearest("4012", ["4011"]) == []
    assert nearest("mikl", ["bread", "milk", "oil"]) == ["milk"]
