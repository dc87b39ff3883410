import pytest
from hypothesis import given
from hypothesis import strategies as st

from cart.catalog.importers import cells
from cart.codes.retail import check_digit
from cart.errors import CatalogError


@pytest.mark.parametrize(("cell", "cents"), [("3.49", 349), ("3", 300), ("0.05", 5), ("3.5", 350), ("7.900", 790)])
def test_prices_are_read_to_the_cent(cell: str, cents: int):
    assert cells.cents(cell, "price") == cents


@given(st.integers(0, 999_999_999))
def test_every_price_reads_back_as_written(cents: int):
    assert cells.cents(f"{cents // 100}.{cents % 100:02d}", "price") == cents


@pytest.mark.parametrize(
    "cell", ["", "-1", "$-1", "1e3", "nan", "3.", ".5", "٣.٤٩", "12345678", "3.4.9", "1,2.3", "$", "12 34", "free"]
)
def test_what_is_no_price_is_refused(cell: str):
    with pytest.raises(CatalogError, match=r"write it like 3\.49"):
        cells.cents(cell, "price")


WRITTEN = [
    ("$1.99", 199), ("1,99", 199), ("1,9", 190), ("1.99 €", 199), ("€1,99", 199), ("1,99 EUR", 199), ("USD 1.99", 199),
    ("R$ 12,50", 1250), ("£0.85", 85), ("kr 19,90", 1990), ("19,90 kr", 1990), ("19,90\xa0zł", 1990), ("Fr. 3.20", 320),
    ("1.234,50 €", 123450), ("$1,234.50", 123450), ("1'234.50", 123450), ("1 234,50", 123450),
    ("1\u202f234,50 €", 123450), ("1,234,567", 123456700), ("₪ 5.90", 590), (" 3 ", 300),
]  # fmt: skip


@pytest.mark.parametrize(("cell", "cents"), WRITTEN)
def test_prices_as_the_world_writes_them(cell: str, cents: int):
    assert cells.cents(cell, "price") == cents


@pytest.mark.parametrize("cell", ["1,234", "$1,234"])
def test_what_may_be_two_sums_is_asked_about(cell: str):
    with pytest.raises(CatalogError, match="may be thousands or parts of a cent"):
        cells.cents(cell, "price")


@pytest.mark.parametrize(
    ("cell", "unit"),
    [
        ("each", "ea"),
        ("EA", "ea"),
        ("Stk.", "ea"),
        ("lbs", "lb"),
        ("per lb", "lb"),
        ("/kg", "kg"),
        ("Kilo", "kg"),
        ("LB", "lb"),
    ],
)
def test_units_as_tables_write_them(cell: str, unit: str):
    assert cells.unit(cell, "unit") == unit


def test_parts_of_a_cent_are_refused():
    with pytest.raises(CatalogError, match="round it to two decimals"):
        cells.cents("3.495", "price")


@pytest.mark.parametrize("cell", ["", "x", "-1", "1.0", "99999999999", "१"])
def test_what_is_no_whole_number_is_refused(cell: str):
    with pytest.raises(CatalogError, match="write digits only"):
        cells.whole(cell, "mass_mg")


def test_yes_and_no():
    assert [cells.yes(cell, "x") for cell in ("yes", "TRUE", "1", "no", "False", "0", "")] == [True] * 3 + [False] * 4
    with pytest.raises(CatalogError, match="neither yes nor no"):
        cells.yes("perhaps", "no_discount")


@given(st.integers(0, 10**12 - 1))
def test_a_gtin_that_lost_its_leading_zeros_is_found_again(number: int):
    payload = f"{number:012d}"
    printed = payload + check_digit(payload)
    if len(short := printed.lstrip("0")) >= 8:
        assert cells.gtin14(short) == printed.zfill(14)


@given(st.integers(10**11, 10**12 - 1), st.integers(1, 9))
def test_one_wrong_digit_is_refused(number: int, error: int):
    payload = str(number)
    wrong = str((int(check_digit(payload)) + error) % 10)
    with pytest.raises(CatalogError, match="wrong check digit"):
        cells.gtin14(payload + wrong)


def test_a_short_upc_is_expanded():
    assert cells.gtin14("03402809") == "00034000000289"


@pytest.mark.parametrize("cell", ["", "1234567", "952041700001x", "123456789012345"])
def test_what_is_no_gtin_is_refused(cell: str):
    with pytest.raises(CatalogError, match="copy all digits"):
        cells.gtin14(cell)


@pytest.mark.parametrize("char", ["\x00", "\x1b", "\u202e", "\u200b", "\ud800", "\ue000"])
def test_hidden_characters_are_refused(char: str):
    with pytest.raises(CatalogError, match="hidden characters"):
        cells.text(f"Milk{char}", "name")


def test_text_is_trimmed_and_bounded():
    assert cells.text("  Whole \t milk ", "name") == "Whole milk"
    with pytest.raises(CatalogError, match="shorten it to 200"):
        cells.text("m" * 201, "name")


def test_lists_are_split_at_semicolons():
    assert cells.listed("milk; dairy;;", "keywords") == ("milk", "dairy")
