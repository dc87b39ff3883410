from dataclasses import FrozenInstanceError, replace
from pathlib import Path

import pytest

from cart.catalog.product import Product
from cart.catalog.snapshot import Snapshot, item_number
from cart.catalog.storefile import Member
from cart.catalog.table import CatalogTable
from cart.codes.code import Code
from cart.codes.labels import us_price_label
from cart.codes.retail import check_digit
from cart.codes.templates import ISRAEL
from cart.codes.understand import understand
from cart.errors import CatalogError
from cart.facts import Terms

TERMS = Terms("1", "USD", {}, {"A": 0})
MILK = Product("09520417000017", "Milk", 189, "dairy", gtin="09520417000017")
STEAK = Product("00230101000009", "Steak", 2199, "meat", gtin="00230101000009", unit="kg")
FIGS = Product("PLU4266", "Figs", 899, "produce", plu="4266", unit="kg")
OLIVES = Product("PLU123", "Olives", 3990, "grocery", plu="123", unit="kg")


@pytest.fixture
def shop() -> Snapshot:
    return Snapshot.of_products([MILK, STEAK, FIGS, OLIVES], TERMS)


@pytest.mark.parametrize(
    ("text", "symbology", "found"),
    [
        ("9520417000017", "EAN13", MILK),
        ("09520417000017", "ITF14", MILK),
        ("https://id.example.org/01/09520417000017?10=AB", "QRCODE", MILK),
        ("010952041700001717270101", "CODE128", MILK),
        ("4266", "CODE128", FIGS),
        (us_price_label(STEAK.id, 1234), "UPCA", STEAK),
        ("9520417000024", "EAN13", None),
        ("4011", "CODE128", None),
        (us_price_label("00230999000000", 1234), "UPCA", None),
        ("DCM:1000017", "QRCODE", None),
        ("hello", "QRCODE", None),
    ],
)
def test_a_scanned_text_finds_its_product(shop: Snapshot, text: str, symbology: str, found: Product | None):
    assert shop.find(understand(text, symbology)) == found


def test_a_scale_label_finds_the_store_s_own_number(shop: Snapshot):
    payload = "290012300250"
    code = understand(payload + check_digit(payload), "EAN13", ISRAEL)
    assert (code.weight_g, shop.find(code)) == (250, OLIVES)


def test_a_bare_item_number_finds_its_product(shop: Snapshot):
    assert shop.find(Code("gtin", "30101", "30101")) == STEAK


def test_numbers_of_other_kinds_find_nothing(shop: Snapshot):
    for kind in ("member", "badge", "lane", "coupon", "other", "enrolment"):
        assert shop.find(Code(kind, MILK.id, "x")) is None


def test_it_knows_what_it_sells(shop: Snapshot):
    assert shop.knows(MILK.id)
    assert shop.knows(STEAK.id)
    assert not shop.knows("09520417000024")
    assert not shop.knows("00230999000000")


def test_item_numbers():
    assert item_number("00230101000009") == "30101"
    assert item_number("02900123000006") == "123"
    assert item_number("09520417000017") == ""
    assert item_number("4011") == ""


def test_by_id_and_produce(shop: Snapshot):
    assert shop.by_id("PLU4266") == FIGS
    assert shop.by_id("none") is None
    assert shop.produce() == (FIGS, OLIVES)


def test_nothing_in_it_changes(shop: Snapshot):
    with pytest.raises(FrozenInstanceError):
        shop.version = "2"  # type: ignore[misc]
    assert isinstance(shop.products, tuple)


def test_the_version_is_that_of_its_content(shop: Snapshot):
    same = Snapshot.of_products([OLIVES, FIGS, STEAK, MILK], TERMS)
    dearer = Snapshot.of_products([replace(MILK, price_cents=190), STEAK, FIGS, OLIVES], TERMS)
    taxed = Snapshot.of_products([MILK, STEAK, FIGS, OLIVES], replace(TERMS, tax_rates={"A": 1}))
    assert same.version == shop.version
    assert len({shop.version, dearer.version, taxed.version}) == 3


def test_a_member_s_tiers_are_the_store_s(shop: Snapshot):
    assert shop.tiers_of("17") == ("member",)
    listed = replace(shop, members=(Member("17", ("member", "senior")),))
    assert listed.tiers_of("17") == ("member", "senior")
    assert listed.tiers_of("18") == ()


def test_it_holds_what_its_table_held(tmp_path: Path):
    table = CatalogTable(tmp_path / "c.db")
    table.add([MILK, FIGS])
    with pytest.raises(CatalogError, match="terms"):
        Snapshot.of(table)
    table.set_terms(TERMS)
    table.set_members([Member("17")])
    snapshot = Snapshot.of(table)
    table.add([replace(MILK, price_cents=999)])
    assert snapshot.by_id(MILK.id) == MILK
    assert snapshot.terms == TERMS
    assert snapshot.members == (Member("17"),)
    assert Snapshot.of(table).version != snapshot.version
    table.close()


@pytest.mark.parametrize("tax", ["", "Z"])
def test_a_product_whose_tax_has_no_rate_is_named_before_anybody_shops(tax):
    with pytest.raises(
        CatalogError, match=f"{MILK.id} has the tax class '{tax}', which has no rate. Add it to tax_rates"
    ):
        Snapshot.of_products([STEAK, replace(MILK, tax=tax)], TERMS)
