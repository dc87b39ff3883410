import contextlib
import gzip
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cart.catalog.importers import RowProblem, csv_file, is_xml, price_xml, products_of
from cart.catalog.importers.source import Source
from cart.catalog.product import Product
from cart.errors import CatalogError

FEEDS = Path(__file__).resolve().parents[4] / "shared" / "data" / "feeds"


def item(code: str = "7290000149844", price: str = "7.90", tag: str = "Item", **more: str) -> str:
    fields = {"ItemCode": code, "ItemNm": "Soap", "ItemPrice": price, "bIsWeighted": "0", "AllowDiscount": "1", **more}
    return f"<{tag}>\n" + "".join(f"<{name}>{value}</{name}>" for name, value in fields.items()) + f"\n</{tag}>\n"


def feed(*items: str) -> str:
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<root><ChainId>1</ChainId><Items>\n'
        + "".join(items)
        + "</Items></root>"
    )


def read(folder: Path, text: str) -> tuple[list[Product], list[RowProblem]]:
    path = folder / "PriceFull.xml"
    path.write_text(text, encoding="utf-8")
    found = list(price_xml(path))
    return [x for x in found if isinstance(x, Product)], [x for x in found if isinstance(x, RowProblem)]


def test_an_item_becomes_a_product(tmp_path: Path):
    (product,), problems = read(tmp_path, feed(item(ManufacturerName="Southern Co")))
    assert not problems
    assert product == Product(
        id="07290000149844",
        name="Soap",
        price_cents=790,
        department="grocery",
        gtin="07290000149844",
        names={"he": "Soap"},
        categories=("grocery",),
        keywords=("Southern Co",),
    )


@pytest.mark.parametrize("tag", ["Item", "Line", "Product"])
@pytest.mark.parametrize("name", ["ItemName", "ItemNm"])
@pytest.mark.parametrize("weighed", ["bIsWeighted", "blsWeighted", "BIsWeighted"])
def test_the_spellings_of_different_chains(tmp_path: Path, tag: str, name: str, weighed: str):
    rest = f"<{name}>Figs</{name}><ItemPrice>19.9</ItemPrice><{weighed}>1</{weighed}>"
    text = f"<{tag}><ItemCode>1234</ItemCode>{rest}</{tag}>"
    (product,), _ = read(tmp_path, feed(text))
    assert (product.id, product.plu, product.name, product.unit, product.price_cents) == (
        "PLU1234",
        "1234",
        "Figs",
        "kg",
        1990,
    )


def test_what_may_not_be_discounted_is_marked(tmp_path: Path):
    (product,), _ = read(tmp_path, feed(item(AllowDiscount="0")))
    assert product.no_discount


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (item(code="7290000149845"), "wrong check digit"),
        (item(code=""), "not 8 to 14 digits"),
        (item(code="abc"), "not 8 to 14 digits"),
        (item(price=""), "is no price"),
        (item(price="7,9,0"), "is no price"),
        (item(price="0.00"), "no price"),
        (item(price="1.005"), "parts of a cent"),
        (item(ItemNm=""), "no name"),
        (item(ItemNm="a\u202eb"), "hidden characters"),
        (item(ItemNm="x" * 500_000), "shorten it"),
        (item(bIsWeighted="2"), "neither yes nor no"),
        ("<Item/>", "not 8 to 14 digits"),
        (item(), "already"),
    ],
)
def test_a_bad_item_is_skipped_with_its_line_and_the_rest_is_loaded(tmp_path: Path, bad: str, words: str):
    products, (problem,) = read(tmp_path, feed(item(), bad, item(code="7290000178707")))
    assert [product.id for product in products] == ["07290000149844", "07290000178707"]
    assert problem.line == 6
    assert words in problem.words


def test_windows_dashes_are_mended(tmp_path: Path):
    (product,), _ = read(tmp_path, feed(item(ItemNm="Cream &#x96; 50 ml")))
    assert product.name == "Cream – 50 ml"


def test_what_stands_behind_the_end_is_ignored(tmp_path: Path):
    products, problems = read(tmp_path, feed(item()) + "0")
    assert (len(products), problems) == (1, [])


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
    "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;'>]><root><Items><Item><ItemNm>&c;</ItemNm></Item></Items></root>"
)
LOCAL = '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]><root><Item><ItemNm>&x;</ItemNm></Item></root>'


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (BOMB, "entities, which are refused"),
        (LOCAL, "entities, which are refused"),
        ("<html><body>Sign in to the network<br></body></html>", "not the XML of a price feed"),
        ("hello", "holds no items"),
        ("", "holds no items"),
        ("<root><Items></Items></root>", "holds no items"),
        ("<root><Promotions><Promotion><Item><ItemCode>1</ItemCode>", "feed of promotions"),
        ("<root><Items>\0", "not the XML of a price feed"),
        ("<a>" * 50_000, "holds no items"),
    ],
)
def test_what_is_no_price_feed_is_an_error(tmp_path: Path, text: str, words: str):
    with pytest.raises(CatalogError, match=words):
        read(tmp_path, text)


def test_a_feed_that_breaks_off_keeps_what_stands_before(tmp_path: Path):
    products, (problem,) = read(tmp_path, feed(item(), item(code="7290000178707"))[:-90])
    assert len(products) == 1
    assert "ends too early" in problem.words


def test_a_feed_broken_in_the_middle_keeps_what_stands_before(tmp_path: Path):
    products, (problem,) = read(tmp_path, feed(item(), "<Item><ItemCode></Item>", item(code="7290000178707")))
    assert (len(products), problem.line) == (1, 6)
    assert "mismatched tag" in problem.words


def test_a_gzip_cut_short_keeps_what_stands_before(tmp_path: Path):
    items = [item(code=str(number), ItemNm=f"Soap {number * 7919}") for number in range(1, 20_000)]
    whole = gzip.compress(feed(*items).encode())
    path = tmp_path / "PriceFull.xml.gz"
    path.write_bytes(whole[: len(whole) // 2])
    found = list(price_xml(path))
    assert len(found) > 3_000
    assert isinstance(found[-1], RowProblem)
    assert "damaged gzip" in found[-1].words


@pytest.mark.parametrize("change", [lambda data: data[:1] + b"x" + data[2:], lambda data: data[:12]])
def test_a_gzip_without_any_item_is_an_error(tmp_path: Path, change):
    path = tmp_path / "PriceFull.xml.gz"
    path.write_bytes(change(gzip.compress(feed(item()).encode())))
    with pytest.raises(CatalogError, match="fetch it again"):
        list(price_xml(path))


def test_a_gzip_bomb_is_stopped(tmp_path: Path):
    path = tmp_path / "bomb.xml.gz"
    path.write_bytes(gzip.compress(b" " * 3_000_000))
    with pytest.raises(CatalogError, match="expands to more"), Source(path, most_bytes=1_000_000) as source:
        list(source.chunks())


def test_files_are_told_apart_by_what_they_hold(tmp_path: Path):
    path = tmp_path / "no-extension"
    path.write_bytes(gzip.compress(b"\xef\xbb\xbf" + feed(item()).encode()))
    assert is_xml(path)
    assert len(list(products_of(path))) == 1
    path.write_text("plu,name,price,department\n4011,Bananas,1.69,produce\n")
    assert not is_xml(path)
    assert len(list(products_of(path))) == len(list(csv_file(path))) == 1


def test_utf_16_is_read(tmp_path: Path):
    path = tmp_path / "PriceFull.xml"
    path.write_text(feed(item(ItemNm="סבון")).replace("UTF-8", "UTF-16"), encoding="utf-16")
    assert [found.name for found in products_of(path) if isinstance(found, Product)] == ["סבון"]


GOOD = feed(item(), item(code="7290000178707"), item(code="96198032")).encode()


def survives(path: Path, data: bytes) -> None:
    """Whatever the bytes are: products, problems, or a CatalogError."""
    path.write_bytes(data)
    with contextlib.suppress(CatalogError):
        assert all(isinstance(one, Product | RowProblem) for one in products_of(path))


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(max_size=8), st.integers(0, 40), st.booleans())
def test_no_damage_to_a_feed_stops_the_import(
    tmp_path_factory: pytest.TempPathFactory, at: int, put: bytes, drop: int, packed: bool
):
    damaged = GOOD[:at] + put + GOOD[at + drop :]
    path = tmp_path_factory.getbasetemp() / "damaged.xml"
    survives(path, gzip.compress(damaged) if packed else damaged)


PACKED = gzip.compress(GOOD, mtime=0)


@settings(max_examples=150, deadline=None)
@given(st.integers(0, len(PACKED) - 1), st.binary(max_size=4), st.integers(0, 9))
def test_no_damage_to_a_gzip_stops_the_import(tmp_path_factory: pytest.TempPathFactory, at: int, put: bytes, drop: int):
    path = tmp_path_factory.getbasetemp() / "damaged.xml.gz"
    survives(path, PACKED[:at] + put + PACKED[at + drop :])


@pytest.mark.parametrize("encoding", ["no-such-code", "utf-32", "ascii"])
def test_other_encodings_are_an_error(tmp_path: Path, encoding: str):
    with pytest.raises(CatalogError, match="price feed"):
        read(tmp_path, feed(item(ItemNm="סבון")).replace("UTF-8", encoding))


def shared(pattern: str) -> list[Path]:
    return sorted(FEEDS.glob(pattern)) if FEEDS.is_dir() else []


@pytest.mark.skipif(not shared("PriceFull*"), reason="the real feeds are not beside this repository")
def test_a_real_feed_is_loaded_whole():
    found = list(products_of(shared("PriceFull*")[0]))
    products = [one for one in found if isinstance(one, Product)]
    assert (len(products), len(found)) == (5119, 5119)
    assert products[0].price_cents == 790
    assert all(product.price_cents > 0 and product.gtin for product in products)


@pytest.mark.skipif(not shared("PromoFull*"), reason="the real feeds are not beside this repository")
def test_a_real_feed_of_promotions_is_told_from_products():
    for path in shared("PromoFull*"):
        with pytest.raises(CatalogError, match="feed of promotions"):
            list(products_of(path))
