"""From a chain's two feeds to the folder that a store serves and a cart sells from."""

import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from cart.catalog import demo
from cart.catalog.publish import catalog_text, publish, store_text
from cart.catalog.snapshot import Snapshot
from cart.catalog.storefile import plain_terms, with_offers
from cart.commands.catalog import main
from cart.errors import CatalogError
from cart.facts import Terms
from tests.unit.pricing.test_feed_rows import PRICE, promotion
from ui.catalogs import open_feed, open_folder

DEMO = Path(__file__).resolve().parents[3] / "assets" / "demo"
ITEM = (
    "<Item><ItemCode>{}</ItemCode><ItemName>{}</ItemName><ItemPrice>{}</ItemPrice><bIsWeighted>{}</bIsWeighted></Item>"
)
ROWS = ITEM.format("7290116511924", 'Tea; green, "fine"', "5.90", 0) + ITEM.format("417", "Ham", "19.90", 1)
PRICES = f"<Root><ChainId>1</ChainId><Items>{ROWS}</Items></Root>"
KILO = {"PromotionId": "8", "IsWeightedPromo": "1", "MinQty": "0.01", "DiscountedPrice": "14.90"}
ROWS_OF_PROMOS = [
    promotion(PRICE | {"MinQty": "2"}),
    promotion(PRICE | KILO, (("417", "0"),)),
    promotion(PRICE | {"PromotionId": "9"}, (("99", "0"),)),
    promotion(PRICE | {"PromotionId": "10", "RewardType": "8"}),
]
PROMOS = f"<Root><ChainId>1</ChainId>{''.join(ROWS_OF_PROMOS)}</Root>"


@pytest.fixture
def feeds(tmp_path):
    (tmp_path / "prices.xml").write_text(PRICES)
    (tmp_path / "promos.xml").write_text(PROMOS)
    return tmp_path


def imported(feeds, *more):
    args = ["--promos", str(feeds / "promos.xml"), "--into", str(feeds / "c.db"), "--currency", "ILS"]
    return main(["import", str(feeds / "prices.xml"), *args, *more])


def test_two_feeds_become_a_store_that_carts_open(feeds, capsys):
    assert imported(feeds, "--publish", str(feeds / "shop")) == 0
    said = capsys.readouterr().out
    assert "1 of 3 offers are on goods that the catalog does not have." in said
    assert "3 of 4 promotions are carried (75 %)." in said
    odd = []
    shop = Snapshot.of(open_folder(feeds / "shop", odd.append))
    assert odd == []
    assert [(offer["id"], offer["price"], offer.get("per")) for offer in shop.terms.offers] == [
        ("7", 1000, None), ("8", 1490, "kg")
    ]  # fmt: skip
    assert {product.name for product in shop.products} == {'Tea; green, "fine"', "Ham"}
    assert shop.terms == Snapshot.of(open_feed(feeds / "prices.xml", promos=feeds / "promos.xml")).terms


def test_promotions_join_a_catalog_that_has_terms(feeds):
    imported(feeds)
    (feeds / "own.toml").write_text(
        '[[offer]]\nid = "7"\nkind = "percent off"\npercent = 5\non = { everything = true }\n'
    )
    assert imported(feeds, "--offers", str(feeds / "own.toml"), "--publish", str(feeds / "shop")) == 0
    offers = Snapshot.of(open_folder(feeds / "shop")).terms.offers
    assert [(offer["id"], offer["kind"]) for offer in offers] == [("7", "percent_off"), ("8", "fixed_price")]


def test_the_demo_store_survives_its_own_publication(tmp_path):
    table = open_folder(DEMO)
    publish(tmp_path / "again", table.products(), table.terms)
    again = open_folder(tmp_path / "again")
    assert again.products() == table.products()
    assert replace(again.terms, version="") == replace(table.terms, version="")


def test_a_folder_that_cannot_be_written_is_named(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CatalogError, match="cannot be written"):
        publish(tmp_path / "file", [], plain_terms("EUR"))


def test_places_and_lists_stand_in_cells():
    product = demo.products(DEMO / "catalog.csv")[0]
    head, row = catalog_text([product]).splitlines()
    cells = dict(zip(head.split(","), row.split(","), strict=True))
    assert (cells["price"], cells["categories"], cells["aisle"]) == ("3.49", "produce;fruit", "produce")
    assert cells["no_discount"] == "no"


def test_terms_keep_their_name_with_other_offers():
    plain = plain_terms("EUR")
    other = with_offers(plain, [{"id": "a"}])
    assert other.version.startswith("plain-") and other.version != plain.version
    assert with_offers(other, []) == plain


def test_rules_of_every_sort_are_written():
    free = [{"match": {"categories": ["clothing"]}, "valid": {"from": "2026-08-07"}, "up_to": 10_000}]
    rules = {"points": {"points": 1, "tier": "member"}, "tax_free": free, "taxes": {"A B": ["A"], "Z": []}}
    text = store_text(Terms("t-1", "EUR", rules | {"none": None}, {"A": 5}))
    assert 'points = { points = 1, tier = "member" }' in text
    assert 'version = "t"' in text and "none" not in text
    assert tomllib.loads(text)["rules"] == rules
