from pathlib import Path

import pytest

from cart.catalog.deals import Audience, deals_near
from cart.catalog.plan import Point, StorePlan, distance_cm, load
from cart.catalog.product import Place, Product
from cart.catalog.snapshot import Snapshot
from cart.errors import CatalogError
from cart.facts import Terms

PLAN = """
name = "Corner"
width_cm = 1000
depth_cm = 800
[entrance]
x_cm = 900
y_cm = 790
[[areas]]
name = "1"
kind = "aisle"
x_cm = 100
y_cm = 100
width_cm = 100
depth_cm = 500
words = { en = "Snacks", es = "Botanas" }
[[lanes]]
name = "4"
x_cm = 300
y_cm = 700
[[lanes]]
name = "5"
x_cm = 800
y_cm = 700
[[departments]]
id = "snacks"
icon = "cookie"
words = { en = "Snacks" }
"""


def read(folder: Path, text: str) -> StorePlan:
    path = folder / "plan.toml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def test_a_plan_is_read(tmp_path: Path):
    plan = read(tmp_path, PLAN)
    assert plan.entrance == Point(900, 790)
    aisle = plan.area("1")
    assert aisle is not None
    assert plan.area("2") is None
    assert (aisle.words_in("es"), aisle.words_in("fr")) == ("Botanas", "Snacks")
    assert plan.holds(Place("1", 150, 300))
    assert not plan.holds(Place("1", 50, 300))
    assert not plan.holds(Place("2", 150, 300))
    snacks = plan.department("snacks")
    assert snacks is not None
    assert (snacks.icon, snacks.words_in("es"), plan.department("x")) == ("cookie", "Snacks", None)


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("width_cm = 1000", "with_cm = 1000", "Did you mean 'width_cm'"),
        ("width_cm = 1000", "", "'width_cm' is missing"),
        ('kind = "aisle"', 'kind = "isle"', "not one of 'aisle', 'department'"),
        ("depth_cm = 500", "depth_cm = 900", "reaches outside the floor"),
        ("depth_cm = 500", 'depth_cm = "wide"', "int is needed"),
        ("depth_cm = 500", "depth_cm = 0", "reaches outside the floor"),
        ("[[lanes]]", "[[shelves]]\nx_cm = -1\ny_cm = 0\nwidth_cm = 9\ndepth_cm = 9\n[[lanes]]", "the shelf at -1, 0"),
        ("name = ", "name ", "not valid TOML"),
    ],
)
def test_a_wrong_plan_is_an_error_that_names_the_place(tmp_path: Path, old: str, new: str, words: str):
    with pytest.raises(CatalogError, match=words):
        read(tmp_path, PLAN.replace(old, new))


def test_a_missing_plan_is_an_error(tmp_path: Path):
    with pytest.raises(CatalogError, match="cannot be read"):
        load(tmp_path / "none.toml")


def test_distances():
    assert distance_cm(Point(0, 0), Place("1", 300, 400)) == 500


def goods(name: str, x_cm: int | None, *categories: str, **more: bool) -> Product:
    place = None if x_cm is None else Place("1", x_cm, 0)
    return Product(name, name, 100, "d", gtin=name, categories=categories, place=place, **more)


GOODS = [
    goods("tea", 100, "hot", "drink"),
    goods("coffee", 200, "hot", "drink"),
    goods("gin", 250, "drink", no_discount=True),
    goods("bread", 900, "bakery"),
    goods("jam", None, "spread"),
]


def offers_near(*offers: dict, at: int | None = 0, **more) -> list[tuple[str, str]]:
    snapshot = Snapshot.of_products(GOODS, Terms("1", "USD", {}, {"A": 0}, offers))
    place = None if at is None else Place("1", at, 0)
    return [("+".join(deal.offers), deal.product.name) for deal in deals_near(snapshot, place, 10, Audience(**more))]


BREAD = {"id": "b", "kind": "percent_off", "match": {"products": ["bread"]}, "bp": 100, "words": "1 % off"}
DRINKS = {"id": "d", "kind": "n_for_price", "match": {"categories": ["drink"]}, "n": 2, "price": 150}


def test_the_nearest_deal_comes_first_with_its_nearest_product():
    assert offers_near(BREAD, DRINKS) == [("d", "tea"), ("b", "bread")]
    assert offers_near(BREAD, DRINKS, at=800) == [("b", "bread"), ("d", "coffee")]


def test_two_offers_on_one_product_are_one_deal():
    more = {**BREAD, "id": "more", "words": "2 for 1"}
    assert offers_near(BREAD, DRINKS, more) == [("d", "tea"), ("b+more", "bread")]
    (deal,) = deals_near(Snapshot.of_products(GOODS, Terms("1", "USD", {}, {"A": 0}, (BREAD, more))), None, 9)
    assert deal.words == "1 % off · 2 for 1"


def test_an_offer_on_a_department_is_on_its_products():
    offer = {"id": "dept", "match": {"categories": ["d"], "exclude_products": ["tea"]}}
    assert offers_near(offer) == [("dept", "coffee")]
    assert offers_near({"id": "none", "match": {"products": ["tea"], "exclude_categories": ["d"]}}) == []


def test_without_a_place_the_order_is_the_offers_own():
    assert [offer for offer, _ in offers_near(BREAD, DRINKS, at=None)] == ["b", "d"]


def test_a_deal_says_its_words_and_how_far_it_is():
    snapshot = Snapshot.of_products(GOODS, Terms("1", "USD", {}, {"A": 0}, (BREAD,)))
    (deal,) = deals_near(snapshot, Place("1", 400, 0), 3)
    assert (deal.words, deal.distance_cm) == ("1 % off", 500)
    (deal,) = deals_near(snapshot, None, 3)
    assert deal.distance_cm is None


def test_words_are_made_of_the_figures_in_the_shopper_s_language():
    snapshot = Snapshot.of_products(GOODS, Terms("1", "USD", {}, {"A": 0}, (DRINKS,)))
    words = [deals_near(snapshot, None, 1, Audience(language))[0].words for language in ("en", "es")]
    assert words[0] == "2 for $1.50"
    assert words[1].startswith("2 por")


def test_an_offer_that_pricing_refuses_has_no_words():
    snapshot = Snapshot.of_products(
        GOODS, Terms("1", "USD", {}, {"A": 0}, ({"id": "x", "match": {"products": ["tea"]}},))
    )
    (deal,) = deals_near(snapshot, None, 1)
    assert deal.words == ""


def test_no_more_than_the_limit():
    snapshot = Snapshot.of_products(GOODS, Terms("1", "USD", {}, {"A": 0}, (BREAD, DRINKS)))
    assert len(deals_near(snapshot, None, 1)) == 1


def test_what_is_excluded_is_no_deal():
    less = {"id": "x", "match": {"categories": ["drink"], "exclude_products": ["tea"]}}
    assert offers_near(less) == [("x", "coffee")]
    less = {"id": "x", "match": {"categories": ["drink"], "exclude_categories": ["hot"]}}
    assert offers_near(less) == []


def test_of_buy_x_get_y_it_is_y_that_is_cheaper():
    offer = {"id": "x", "buy_match": {"products": ["tea"]}, "get_match": {"products": ["bread"]}}
    assert offers_near(offer) == [("x", "bread")]


def test_all_parts_of_a_bundle_count():
    offer = {"id": "x", "slots": [{"match": {"products": ["bread"]}, "n": 1}, {"match": {"products": ["tea"]}, "n": 1}]}
    assert offers_near(offer) == [("x", "tea")]


def test_a_product_of_no_place_comes_last():
    jam = {"id": "j", "match": {"products": ["jam"]}}
    assert offers_near(jam, BREAD) == [("b", "bread"), ("j", "jam")]


def test_closed_offers_are_left_out():
    member, coupon = {**BREAD, "customer_tiers": ["member"]}, {**BREAD, "coupon": "SAVE"}
    dated = {**BREAD, "valid": {"from": "2026-11-20", "to": "2026-11-22"}}
    assert offers_near(member) == offers_near(coupon) == []
    assert offers_near(member, tiers=("member",)) == [("b", "bread")]
    assert offers_near(dated, now="2026-11-22T10:00") == [("b", "bread")]
    assert offers_near(dated, now="2026-11-23T10:00") == offers_near(dated, now="2026-11-19T10:00") == []
    monday = {**BREAD, "valid": {"days": [0], "start": "09:00", "end": "12:00"}}
    assert offers_near(monday, now="2026-11-23T11:59") == [("b", "bread")]
    assert offers_near(monday, now="2026-11-23T12:00") == offers_near(monday, now="2026-11-22T10:00") == []
    assert offers_near({"id": "all", "match": {"all": True}}) == []
