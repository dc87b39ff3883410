"""A grocer's files into an assortment: what is bad is left out, named with its line, and never fatal."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cart.store.desk.assortment import opened, write
from cart.store.desk.kinds import kind_of
from cart.store.desk.reading import How, read
from tests.support.shops import BROKEN, OFFERS, TERMS, gtin, row, table, text
from tests.unit.pricing.test_feed_rows import PRICE, promotion

FEED = "<Root><ChainId>1</ChainId><Items>{}</Items></Root>"
ITEM = (
    "<Item><ItemCode>{}</ItemCode><ItemName>Tea</ItemName><ItemPrice>{}</ItemPrice><bIsWeighted>0</bIsWeighted></Item>"
)


def of(tmp_path, *paths, standing=None, how=None):
    return read(paths, standing, how or How())


@pytest.fixture
def terms(tmp_path):
    return text(tmp_path, "store.toml", TERMS)


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_row_is_left_out_and_named_with_its_line(tmp_path, terms, name):
    goods = table(tmp_path, [row(2), row(3), BROKEN[name], row(4)])
    found, (_, told) = of(tmp_path, terms, goods)
    assert {one.name for one in found.products} == {"Item 2", "Item 3", "Item 4"}
    assert (told.loaded, told.lost, len(told.left_out)) == (3, 1, 1)
    assert told.left_out[0].startswith("line 4: ")


def test_all_broken_rows_at_once_cost_nothing_else(tmp_path, terms):
    rows = [cell for number, broken in enumerate(BROKEN.values(), 100) for cell in (row(number), broken)]
    found, (_, told) = of(tmp_path, terms, table(tmp_path, [row(2), *rows]))
    assert (len(found.products), told.lost) == (1 + len(BROKEN), len(BROKEN))
    write(tmp_path / "out", found.files())
    assert opened(tmp_path / "out").products == tuple(sorted(found.products, key=lambda one: (one.name, one.id)))


CELLS = st.text(st.characters(blacklist_categories=["Cs"]), max_size=12)


@settings(max_examples=15)
@given(rows=st.lists(st.lists(CELLS, min_size=1, max_size=14), max_size=6))
def test_whatever_stands_in_a_table_carts_open_the_rest(tmp_path_factory, rows):
    folder = tmp_path_factory.mktemp("any")
    goods = table(folder, [*(",".join(cells) for cells in rows), row(7)])
    found, _ = read([text(folder, "store.toml", TERMS), goods], None, How())
    write(folder / "out", found.files())
    assert len(opened(folder / "out").products) == len(found.products)


def test_what_a_file_is_is_told_by_what_it_holds(tmp_path, terms):
    made = {
        "offers": text(tmp_path, "a.toml", OFFERS % gtin(1)),
        "terms": terms,
        "plan": text(tmp_path, "floor.toml", 'name = "x"\nwidth_cm = 1\n'),
        "products": text(tmp_path, "b.xml", FEED.format(ITEM.format(gtin(1), "5.90"))),
        "promotions": text(tmp_path, "c.xml", f"<Root><ChainId>1</ChainId>{promotion(PRICE)}</Root>"),
    }
    assert {kind: kind_of(path) for kind, path in made.items()} == {kind: kind for kind in made}
    assert kind_of(text(tmp_path, "d.csv", "id,kind,percent\n")) == "offers"
    assert kind_of(table(tmp_path, [row(1)])) == "products"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("a.xlsx", b"PK\x03\x04rest", "save it as CSV"), ("b.csv", b"", "is empty"), ("c.csv", b"\0 nothing", "column"),
        ("d.toml", b"currency = ", "not valid TOML"), ("e.toml", b"[[thing]]\n", "neither offers nor terms"),
        ("f.csv.gz", b"\x1f\x8b\x08broken", "damaged"), ("g.xml", b"<Root><Item>", "no items"),
    ],
)  # fmt: skip
def test_a_file_that_cannot_be_used_is_told_and_takes_nothing_away(tmp_path, terms, name, data, words):
    (tmp_path / "in").mkdir()
    table(tmp_path / "in", [row(1), row(2)], "catalog.csv")
    text(tmp_path / "in", "store.toml", TERMS)
    (tmp_path / name).write_bytes(data)
    found, told = of(tmp_path, tmp_path / name, table(tmp_path, [row(3)]), standing=tmp_path / "in")
    refused = next(one for one in told if one.name == name)
    assert (refused.kind, words in refused.left_out[0], str(tmp_path) in refused.left_out[0]) == ("", True, False)
    assert len(found.products) == 3, "what could not be read may have named the other two"


def test_a_table_names_all_products_and_changes_only_some(tmp_path, terms):
    standing = tmp_path / "in"
    standing.mkdir()
    table(standing, [row(1), row(2)], "catalog.csv")
    text(standing, "store.toml", TERMS)
    goods = table(tmp_path, [row(2, "2.49"), row(3)])
    whole, _ = of(tmp_path, goods, standing=standing)
    some, _ = of(tmp_path, goods, standing=standing, how=How(changes=True))
    assert {one.name: one.price_cents for one in whole.products} == {"Item 2": 249, "Item 3": 199}
    assert {one.name: one.price_cents for one in some.products} == {"Item 1": 199, "Item 2": 249, "Item 3": 199}


def test_what_is_not_given_stays_and_an_offer_without_goods_goes(tmp_path, terms):
    standing = tmp_path / "in"
    standing.mkdir()
    table(standing, [row(1), row(2)], "catalog.csv")
    text(standing, "store.toml", TERMS)
    text(standing, "offers.toml", OFFERS % gtin(1).zfill(14))
    kept, told = of(tmp_path, table(tmp_path, [row(1)]), standing=standing)
    assert ([offer["id"] for offer in kept.offers], kept.terms) == (["two"], TERMS)
    gone, told = of(tmp_path, table(tmp_path, [row(2)]), standing=standing)
    assert (gone.offers, told[-1].name, told[-1].lost) == ((), "offers.toml", 1)


def test_prices_without_terms_are_of_the_feeds_country_or_as_named(tmp_path):
    feed = text(tmp_path, "b.xml", FEED.format(ITEM.format(gtin(1), "5.90")))
    goods = table(tmp_path, [row(1, tax="B")])
    for how, path, currency in [(How(), feed, "ILS"), (How(), goods, "USD"), (How(currency="EUR"), feed, "EUR")]:
        found, _ = of(tmp_path, path, how=how)
        assert f'currency = "{currency}"' in found.terms
        write(tmp_path / "out", found.files())
        assert len(opened(tmp_path / "out").products) == 1


@pytest.mark.parametrize(
    "terms", [TERMS.replace("USD", "dollars"), TERMS.replace("half_up", "sideways"), "currency = "]
)
def test_terms_that_nothing_can_be_sold_by_leave_the_old_ones_in_force(tmp_path, terms):
    standing = tmp_path / "in"
    standing.mkdir()
    text(standing, "store.toml", TERMS)
    found, told = of(tmp_path, text(tmp_path, "t.toml", terms), table(tmp_path, [row(1)]), standing=standing)
    assert (found.terms, [one.kind for one in told if one.name == "t.toml"]) == (TERMS, [""])
    alone, _ = of(tmp_path, text(tmp_path, "t.toml", terms), table(tmp_path, [row(1)]))
    assert alone.terms == "", "no tax and another currency are never made up in place of what was meant"
