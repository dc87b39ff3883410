"""Offers held against the catalog: what is not there, what is sold by weight, what never saves."""

import pytest

from cart.catalog.offercheck import check_offers, known_only
from cart.catalog.product import Product
from cart.catalog.shopoffers import offers_in, offers_of

GOODS = [
    Product("tea", "Tea", 300, "drinks"),
    Product("wine", "Wine", 1200, "drinks", categories=("wine",)),
    Product("ham", "Ham", 1990, "deli", unit="kg"),
    Product("beef", "Beef", 2990, "deli", unit="kg", categories=("meat",)),
]
EVERY = {"all": True}


def on(*names):
    return {"products": list(names)}


def offer(kind, **fields):
    return {"id": "o", "kind": kind, **fields}


def remarks(table):
    return [remark.words for remark in check_offers([table], GOODS).remarks]


ODD = [
    (offer("percent_off", match=on("tea", "tee"), bp=500), ["not in the catalog: product tee."]),
    (
        offer("percent_off", match=on("tea", "a", "b", "c", "d", "e"), bp=500),
        ["not in the catalog: product a, b, c and 2 more."],
    ),
    (
        offer("percent_off", match={"all": True, "exclude_categories": ["winee"]}, bp=500),
        ["no product has the category 'winee'. Did you mean 'wine'?"],
    ),
    (
        offer("fixed_price", match=on("tea"), price=300),
        ["it never saves anything: its goods cost 3.00 at most without it."],
    ),
    (
        offer("n_for_price", match=on("tea"), n=3, price=950),
        ["it never saves anything: its goods cost 9.00 at most without it."],
    ),
    (
        offer("fixed_price", match=on("ham", "beef"), price=2990),
        ["it never saves anything: its goods cost 29.90 at most without it."],
    ),
    (
        offer("bundle", slots=[{"match": on("tea"), "n": 2}, {"match": on("wine"), "n": 1}], price=1900),
        ["it never saves anything: its goods cost 18.00 at most without it."],
    ),
    (
        offer("fixed_price", match={"categories": ["drinks", "meat"]}, price=200),
        [
            "Beef is sold by the kg, and the price is for one piece whatever it weighs. "
            "Give what is sold by weight an offer of its own, with per = 'kg'."
        ],
    ),
    (
        offer("fixed_price", match=on("tea"), price=200, per="kg"),
        ["its price is per kg, but Tea is sold by the piece."],
    ),
]


@pytest.mark.parametrize(("table", "words"), ODD)
def test_what_is_odd_is_said(table, words):
    assert remarks(table) == words


FINE = [
    offer("percent_off", match=on("tea"), bp=500),
    offer("percent_off", match=EVERY, bp=500),
    offer("fixed_price", match=on("tea", "wine"), price=500),
    offer("fixed_price", match=on("ham"), price=1490),
    offer("n_for_price", match={"categories": ["deli"]}, n=2, price=100_000),
    offer("bundle", slots=[{"match": on("tea"), "n": 2}, {"match": EVERY, "n": 1}], price=1),
    offer("buy_x_get_y", buy_match=on("tea"), buy=1, get_match={"categories": ["wine"]}, get=1, bp=10_000),
]


@pytest.mark.parametrize("table", FINE)
def test_what_is_fine_is_not_spoken_of(table):
    assert remarks(table) == []


@pytest.mark.parametrize("match", [on("none"), {"categories": ["none"]}, {"products": []}])
def test_an_offer_on_nothing_that_is_sold_is_left_out(match):
    checked = check_offers([offer("percent_off", match=match, bp=500), FINE[0] | {"id": "p"}], GOODS)
    assert [table["id"] for table in checked.offers] == ["p"]
    assert checked.remarks[-1].words == "the catalog has none of its goods, so it is left out."


def test_a_special_price_on_weighed_goods_is_a_kilograms():
    (table,) = check_offers([offer("fixed_price", match=on("ham", "beef"), price=1490)], GOODS).offers
    assert table["per"] == "kg"


def test_of_a_feed_only_what_is_sold_here_stays():
    sold = {product.id: product for product in GOODS}
    (table,) = known_only([offer("percent_off", match=on("x", "tea", "y"), bp=500)], sold)
    assert table["match"] == {"products": ["tea"]}


FILE = """
[[offer]]
id = "good"
kind = "percent off"
on = { products = ["tea"] }
percent = 5

[[offer]]
id = "lost"
kind = "percent off"
on = { categories = ["winee"] }
percent = 5

[[offer]]
id = "bad"
kind = "percent of"
"""


def test_remarks_on_a_file_have_their_line(tmp_path):
    (tmp_path / "offers.toml").write_text(FILE)
    offers, words = offers_of(tmp_path / "offers.toml", GOODS)
    assert [table["id"] for table in offers] == ["good"]
    assert words[0].startswith("offers.toml, line 16: offer 'bad': kind")
    assert words[1] == "offers.toml, line 9: offer 'lost': no product has the category 'winee'. Did you mean 'wine'?"
    assert words[2].startswith("offers.toml, line 9: offer 'lost': the catalog has none")


def test_a_folder_may_have_two_files(tmp_path):
    (tmp_path / "offers.toml").write_text(FILE)
    (tmp_path / "offers.csv").write_text("id,kind,on.products,percent\nsheet,percent off,cake,5\n")
    offers, words = offers_in(tmp_path, GOODS)
    assert [table["id"] for table in offers] == ["good"]
    assert any(one.startswith("offers.csv, line 2: offer 'sheet': not in the catalog") for one in words)
