"""The demo store holds together: a shopper, a picture and a test may rely on any of its products."""

from collections import Counter
from pathlib import Path

import pytest
from fonticon_mdi7 import MDI7

from cart.catalog import demo, plan, storefile
from cart.catalog.deals import Audience, deals_near
from cart.catalog.product import Product
from cart.catalog.snapshot import Snapshot
from cart.codes.retail import checks
from cart.codes.understand import is_plu, understand
from cart.errors import CatalogError
from cart.pricing import offerfile

DEMO = Path(__file__).resolve().parents[3] / "assets" / "demo"
ICONS = {name.replace("_", "-") for name in dir(MDI7) if not name.startswith("_")}
PRODUCTS = demo.products(DEMO / "catalog.csv")
PACKED = [product for product in PRODUCTS if product.gtin]
COUNTER = [product for product in PACKED if product.sold_by_weight]
LOOSE = [product for product in PRODUCTS if product.plu]


def faulty(products: list[Product], wrong) -> list[str]:
    return [product.name for product in products if wrong(product)]


def test_it_is_a_whole_store():
    departments = Counter(product.department for product in PRODUCTS)
    assert len(PRODUCTS) >= 300
    assert len(departments) >= 12
    assert all(count >= 6 for count in departments.values())


def test_ids_and_names_are_unique():
    for language in ("en", "es"):
        names = Counter(product.name_in(language) for product in PRODUCTS)
        assert [name for name, count in names.items() if count > 1] == []
    assert len({product.id for product in PRODUCTS}) == len(PRODUCTS)


def test_every_gtin_has_its_check_digit_and_is_its_product_s_id():
    assert faulty(PACKED, lambda product: not checks(product.gtin) or product.id != product.gtin) == []


def test_no_gtin_can_be_a_real_brand_s():
    """952 is set aside for examples, UPC-A systems 4 and 2 for a store's own use (GS1 General Specifications, 1.4)."""
    kept = ("0952", "004", "002")
    assert faulty(PACKED, lambda product: not product.gtin.startswith(kept)) == []


def test_only_what_the_counter_weighs_has_a_label_with_a_price():
    assert len(COUNTER) >= 12
    assert faulty(PACKED, lambda product: product.gtin.startswith("002") != product.sold_by_weight) == []


def test_plus_are_plus():
    assert len(LOOSE) >= 40
    assert faulty(LOOSE, lambda product: not is_plu(product.plu) or product.id != f"PLU{product.plu}") == []
    assert {product.unit for product in LOOSE} == {"kg", "ea"}


def test_every_product_has_a_spanish_name_an_icon_and_a_keyword():
    assert faulty(PRODUCTS, lambda product: "es" not in product.names) == []
    assert faulty(PRODUCTS, lambda product: product.icon not in ICONS) == []
    assert faulty(PRODUCTS, lambda product: not product.keywords or not product.categories) == []


def test_every_place_is_in_its_area_of_the_plan():
    floor = plan.load(DEMO / "plan.toml")
    assert faulty(PRODUCTS, lambda product: product.place is None or not floor.holds(product.place)) == []
    crowded = Counter((product.place.x_cm, product.place.y_cm) for product in PRODUCTS if product.place)
    assert max(crowded.values()) == 1


def test_the_plan_has_twelve_aisles_lanes_and_all_departments():
    floor = plan.load(DEMO / "plan.toml")
    assert [area.name for area in floor.areas if area.kind == "aisle"] == [str(n) for n in range(1, 13)]
    assert len(floor.lanes) >= 4
    assert not any(area.holds(lane.x_cm, lane.y_cm) for area in floor.areas for lane in floor.lanes)
    assert {one.id for one in floor.departments} == {product.department for product in PRODUCTS}
    assert all(one.icon in ICONS and {"en", "es"} <= set(one.words) for one in floor.departments)
    assert all({"en", "es"} <= set(area.words) for area in floor.areas)


def test_areas_do_not_overlap():
    areas = plan.load(DEMO / "plan.toml").areas
    for i, one in enumerate(areas):
        for other in areas[i + 1 :]:
            apart_x = one.x_cm + one.width_cm <= other.x_cm or other.x_cm + other.width_cm <= one.x_cm
            apart_y = one.y_cm + one.depth_cm <= other.y_cm or other.y_cm + other.depth_cm <= one.y_cm
            assert apart_x or apart_y, (one.name, other.name)


def test_every_tax_class_has_a_rate():
    rates = storefile.load(DEMO / "store.toml").tax_rates
    assert {product.tax for product in PRODUCTS} == set(rates)


def test_masses_are_plausible():
    """A pack weighs at least what stands in its name, and spreads by at most a fifth."""
    known = [product for product in PRODUCTS if product.mass_mg]
    assert len(known) > 250
    assert faulty(known, lambda product: not 0 < product.mass_sd_mg < product.mass_mg / 5) == []
    for product in known:
        number, unit = product.name.rsplit(" ", 2)[-2:] if product.name.count(" ") > 1 else ("", "")
        if unit in ("g", "kg") and number.replace(".", "").isdigit():
            assert float(number) * (1e6 if unit == "kg" else 1e3) <= product.mass_mg, product.name


def test_it_has_what_makes_a_trip_interesting():
    assert any(product.min_age == 21 for product in PRODUCTS)
    assert any(product.deposit_cents for product in PRODUCTS)
    assert any(product.no_discount for product in PRODUCTS)
    assert any(not product.weighed_in_basket for product in PRODUCTS)
    assert sum(product.member_price_cents is not None for product in PRODUCTS) > 20
    assert any(product.mass_mg and product.mass_mg < 10_000 for product in PRODUCTS)
    assert any(product.mass_mg is None and product.unit == "ea" for product in PRODUCTS)


def test_every_product_is_found_by_the_code_it_bears():
    shop = Snapshot.of_products(PRODUCTS, storefile.load(DEMO / "store.toml").terms())
    for product in PACKED:
        text = str(product.gtin).lstrip("0")
        symbology = {12: "UPCA", 13: "EAN13", 11: "UPCA"}[len(text)]
        if not product.sold_by_weight:
            assert shop.find(understand(text.zfill(12), symbology)) == product
    for product in LOOSE:
        assert shop.find(understand(str(product.plu), "CODE128")) == product


def test_the_demo_catalog_is_loaded_whole():
    table = demo.load(DEMO, offers=[{"id": "o"}])
    assert len(table.products()) == len(PRODUCTS)
    assert table.terms.offers == ({"id": "o"},)
    assert Snapshot.of(table).tiers_of("1000024") == ("member", "senior")
    assert table.plan == plan.load(DEMO / "plan.toml")
    table.close()


def test_deals_are_near_and_said_in_both_languages():
    tables, problems = offerfile.load(DEMO / "offers.toml")
    assert problems == ()
    shop = Snapshot.of_products(PRODUCTS, storefile.load(DEMO / "store.toml").terms(tables))
    bananas = shop.by_id("PLU4011")
    assert bananas is not None
    for language in ("en", "es"):
        deals = deals_near(shop, bananas.place, 12, Audience(language, ("member",), "2026-11-22T10:00"))
        away = [deal.distance_cm for deal in deals]
        assert len(deals) == 12
        assert away == sorted(away, key=lambda cm: cm or 0)
        assert all(deal.words for deal in deals)


def test_a_wrong_row_in_a_demo_store_is_an_error(tmp_path: Path):
    path = tmp_path / "catalog.csv"
    path.write_text("plu,name,price,department\n4011,Bananas,free,produce\n")
    with pytest.raises(CatalogError, match=r"line 2: price 'free'"):
        demo.products(path)
