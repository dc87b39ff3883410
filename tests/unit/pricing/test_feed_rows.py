"""PromoFull feeds row by row: each reward type, each reason for leaving out, and files that are broken or hostile."""

import gzip

import pytest

from cart.errors import OfferError
from cart.pricing.importers.promofull import Imported, import_feed
from cart.pricing.model import Context
from cart.pricing.offers import parse_offers
from tests.unit.pricing.till import MONDAY, basket, pricer, ring_up

ROW = {
    "PromotionId": "7", "PromotionDescription": "words", "PromotionStartDate": "2026-01-01",
    "PromotionStartHour": "00:00:00", "PromotionEndDate": "2026-12-31", "PromotionEndHour": "23:59:59",
    "AllowMultipleDiscounts": "1", "IsWeightedPromo": "0", "AdditionalIsCoupon": "0", "AdditionalIsActive": "1",
    "MinQty": "1",
}  # fmt: skip
PRICE = {"RewardType": "1", "DiscountedPrice": "10.00"}
RATE = {"RewardType": "2", "DiscountRate": "2500", "DiscountType": "0"}
GIFT = {"RewardType": "6", "AdditionalGiftCount": "1", "GiftItemPrice": "0"}
SAME = {"RewardType": "7", "MinQty": "3", "AdditionalGiftCount": "1"}
CHEAPEST = {"RewardType": "9", "MinQty": "2", "DiscountRate": "5000", "DiscountType": "0"}
ITEMS = (("7290116511924", "0"),)


def promotion(fields, items=ITEMS, clubs=("0",)):
    leaves = "".join(f"<{name}>{value}</{name}>" for name, value in (ROW | fields).items() if value is not None)
    rows = "".join(f"<Item><ItemCode>{code}</ItemCode><IsGiftItem>{gift}</IsGiftItem></Item>" for code, gift in items)
    listed = "".join(f"<ClubId>{club}</ClubId>" for club in clubs)
    return f"<Promotion>{leaves}<PromotionItems>{rows}</PromotionItems><Clubs>{listed}</Clubs></Promotion>"


def read(tmp_path, *promotions):
    path = tmp_path / "promo.xml"
    path.write_text(f"<Root><Promotions>{''.join(promotions)}</Promotions></Root>", encoding="utf-8")
    return import_feed(path)


ONE = {"products": ["07290116511924"]}
CARRIED = [
    (PRICE, {"kind": "fixed_price", "match": ONE, "price": 1000}),
    (PRICE | {"MinQty": "2"}, {"kind": "n_for_price", "match": ONE, "n": 2, "price": 1000}),
    (PRICE | {"MinQty": "2.0", "DiscountedPrice": "0"}, {"kind": "n_for_price", "match": ONE, "n": 2, "price": 0}),
    # A price of a piece that is one container's deposit lower: the catalog knows of none, so all of it is the price.
    (PRICE | {"DiscountedPricePerMida": "9.70"}, {"kind": "fixed_price", "match": ONE, "price": 1000}),
    (
        PRICE | {"MinQty": "2", "DiscountedPricePerMida": "4.40"},
        {"kind": "n_for_price", "match": ONE, "n": 2, "price": 1000},
    ),
    (
        PRICE | {"MinQty": "3", "DiscountedPricePerMida": "3.33"},
        {"kind": "n_for_price", "match": ONE, "n": 3, "price": 1000},
    ),
    (RATE, {"kind": "percent_off", "match": ONE, "bp": 2500}),
    (RATE | {"DiscountRate": "10000"}, {"kind": "percent_off", "match": ONE, "bp": 10_000}),
    (RATE | {"DiscountRate": "1"}, {"kind": "percent_off", "match": ONE, "bp": 1}),
    (RATE | {"DiscountRate": "10000", "MinQty": "2"}, {"kind": "n_for_price", "match": ONE, "n": 2, "price": 0}),
    (SAME, {"kind": "buy_n_get_m", "match": ONE, "buy": 2, "get": 1, "bp": 10_000}),
    (SAME | {"AdditionalGiftCount": "2"}, {"kind": "buy_n_get_m", "match": ONE, "buy": 1, "get": 2, "bp": 10_000}),
    (CHEAPEST, {"kind": "buy_n_get_m", "match": ONE, "buy": 1, "get": 1, "bp": 5000}),
    (
        CHEAPEST | {"MinQty": "3", "DiscountRate": "10000"},
        {"kind": "buy_n_get_m", "match": ONE, "buy": 2, "get": 1, "bp": 10_000},
    ),
]
GATES = {"id": "7", "words": "words", "valid": {"from": "2026-01-01", "to": "2026-12-31"}}


@pytest.mark.parametrize(("fields", "table"), CARRIED)
def test_a_reward_becomes_its_offer(tmp_path, fields, table):
    imported = read(tmp_path, promotion(fields))
    assert imported == Imported((GATES | table,), ())
    assert parse_offers(imported.offers)[0].kind == table["kind"]


def test_a_gift_is_another_product(tmp_path):
    items = (("7290116511924", "0"), ("0012", "1"), ("0012", "1"))
    table = read(tmp_path, promotion(GIFT | {"MinQty": "2"}, items)).offers[0]
    assert table["buy_match"] == ONE
    assert table["get_match"] == {"products": ["PLU12"]}
    assert (table["kind"], table["buy"], table["get"], table["bp"]) == ("buy_x_get_y", 2, 1, 10_000)


CODES = [
    ("7290116511924", "07290116511924"),
    ("17290116511921", "17290116511921"),
    ("96385074", "00000096385074"),
    ("417", "PLU417"),
    ("000417", "PLU417"),
    ("123456", "PLU123456"),
    ("1234567", "00000001234567"),
    ("A-17", "A-17"),
    (" 417 ", "PLU417"),
]


@pytest.mark.parametrize(("code", "product"), CODES)
def test_item_codes_become_the_catalogs_ids(tmp_path, code, product):
    assert read(tmp_path, promotion(PRICE, ((code, "0"),))).offers[0]["match"] == {"products": [product]}


USES = [
    ({"MaxQty": "1"}, {"max_uses": 1}),
    ({"MinQty": "2", "MaxQty": "2"}, {"max_uses": 1}),
    ({"MinQty": "2", "MaxQty": "5"}, {"max_uses": 2}),
    ({"MaxQty": "0"}, {}),
    ({"AdditionalIsCoupon": "1"}, {"coupon": "7", "uses_per_coupon": 1}),
    ({"AdditionalIsCoupon": "1", "AllowMultipleDiscounts": "0"}, {"coupon": "7", "uses_per_coupon": 1}),
]


@pytest.mark.parametrize(("fields", "gates"), USES)
def test_how_often_an_offer_may_be_used(tmp_path, fields, gates):
    table = read(tmp_path, promotion(PRICE | fields)).offers[0]
    assert {name: table[name] for name in ("max_uses", "coupon", "uses_per_coupon") if name in table} == gates


CLUBS = [(("0",), None), (("0", "3"), None), ((), None), (("3",), ["club-3"]), (("3", "5"), ["club-3", "club-5"])]


@pytest.mark.parametrize(("clubs", "tiers"), CLUBS)
def test_clubs_become_tiers(tmp_path, clubs, tiers):
    assert read(tmp_path, promotion(PRICE, clubs=clubs)).offers[0].get("customer_tiers") == tiers


KILO = "DiscountedPrice is not the price of a kilogram in DiscountedPricePerMida"
DEPOSITS = "DiscountedPrice and DiscountedPricePerMida differ by more than deposits"
HOURS = "hours: whether they hold daily or bound the whole run is not shown by the file"
LEFT_OUT = [
    (PRICE | {"RewardType": "4"}, "reward type 4: what it means is not shown by the file"),
    (PRICE | {"RewardType": None}, "reward type : what it means is not shown by the file"),
    (
        PRICE | {"RewardType": "3", "MinAmount": "0.01", "MaxAmount": "0.02"},
        "reward type 3: MinAmount 0.01 and MaxAmount 0.02 are not explained by the file",
    ),
    (PRICE | {"AdditionalIsActive": "0"}, "not active"),
    (PRICE | {"IsWeightedPromo": "1", "DiscountedPricePerMida": "9.00"}, KILO),
    (PRICE | {"IsWeightedPromo": "1", "MaxQty": "0.0005"}, "MaxQty is no weight"),
    (PRICE | {"PromotionDays": "1,2"}, "PromotionDays: how the file counts the days of the week is not shown by it"),
    (PRICE | {"MinPurchaseAmnt": "x"}, "MinPurchaseAmnt is no number"),
    (
        PRICE | {"PromotionStartHour": "08:00"},
        HOURS,
    ),
    (
        PRICE | {"PromotionEndHour": "22:00:00"},
        HOURS,
    ),
    (PRICE | {"MaxQty": "1", "MinQty": "2"}, "MaxQty lies below MinQty"),
    (PRICE | {"MaxQty": "1.5"}, "MaxQty is not a whole number of pieces"),
    (PRICE | {"MinQty": "0"}, "MinQty is not a whole number of pieces"),
    (PRICE | {"MinQty": None}, "MinQty is not a whole number of pieces"),
    (PRICE | {"MinQty": "1.5"}, "MinQty is not a whole number of pieces"),
    (PRICE | {"MinQty": "two"}, "MinQty is no number"),
    (PRICE | {"DiscountedPrice": None}, "DiscountedPrice is no amount of money"),
    (PRICE | {"DiscountedPrice": "-1"}, "DiscountedPrice is no amount of money"),
    (PRICE | {"DiscountedPrice": "9.999"}, "DiscountedPrice is no amount of money"),
    (PRICE | {"DiscountedPricePerMida": "10.30"}, DEPOSITS),
    (PRICE | {"DiscountedPricePerMida": "9.85"}, DEPOSITS),
    (RATE | {"DiscountType": "1"}, "the discount is no rate"),
    (RATE | {"DiscountRate": "10001"}, "the discount is no rate"),
    (RATE | {"DiscountRate": "12.5"}, "DiscountRate is not a whole number of pieces"),
    (RATE | {"MinQty": "2"}, "a rate on several pieces: which of them it lowers is not shown by the file"),
    (GIFT, "a gift that the file does not name"),
    (SAME | {"AdditionalGiftCount": "3"}, "MinQty leaves nothing to buy beside the gift"),
    (SAME | {"AdditionalGiftCount": "0"}, "AdditionalGiftCount is not a whole number of pieces"),
    (CHEAPEST | {"MinQty": "1"}, "MinQty leaves nothing to buy beside the gift"),
]


@pytest.mark.parametrize(("fields", "reason"), LEFT_OUT)
def test_a_promotion_that_is_not_clear_is_left_out_and_named(tmp_path, fields, reason):
    imported = read(tmp_path, promotion(fields), promotion(PRICE | {"PromotionId": "8"}))
    assert imported.left_out == (("7", "words", reason),)
    assert [table["id"] for table in imported.offers] == ["8"], "the next one is carried all the same"


STRANGE = ["NaN", "Infinity", "-Infinity", "sNaN", "1e400"]


@pytest.mark.parametrize("name", ["MinQty", "MaxQty", "DiscountedPrice", "DiscountedPricePerMida", "MinPurchaseAmnt"])
@pytest.mark.parametrize("number", STRANGE)
def test_numbers_that_are_none_leave_only_their_promotion_out(tmp_path, number, name):
    imported = read(tmp_path, promotion(PRICE | {name: number}), promotion(PRICE | {"PromotionId": "8"}))
    assert [table["id"] for table in imported.offers] == ["8"]
    assert imported.left_out[0][0] == "7"


DATES = [
    ({"PromotionStartDate": "2027-01-01"}, "it ends (2026-12-31) before it begins (2027-01-01)."),
    ({"PromotionStartDate": "1 Jan 2026"}, "'1 Jan 2026' is no date"),
    ({"PromotionEndDate": None}, "'' is no date"),
]


@pytest.mark.parametrize(("fields", "words"), DATES)
def test_a_run_that_cannot_be_is_told_in_the_offers_words(tmp_path, fields, words):
    imported = read(tmp_path, promotion(PRICE | fields))
    assert imported.offers == ()
    assert imported.left_out[0][2].endswith(words)


def test_a_promotion_without_items_or_id(tmp_path):
    imported = read(tmp_path, promotion(PRICE, ()), promotion(PRICE | {"PromotionId": None}))
    assert imported.left_out[0] == ("7", "words", "it names no items")
    assert imported.left_out[1] == ("?", "words", "it has no number")


def test_two_promotions_of_one_number_are_two_offers(tmp_path):
    imported = read(tmp_path, promotion(PRICE), promotion(RATE), promotion(PRICE, (("417", "0"),)))
    assert [(table["id"], table["kind"]) for table in imported.offers] == [("7", "fixed_price"), ("7-2", "percent_off")]
    assert imported.offers[0]["match"]["products"] == ["07290116511924", "PLU417"], "rows of one promotion are one"
    assert imported.left_out == ()


SHARES = [(1, 0, 10_000, "100"), (1, 2, 3333, "33.33"), (0, 1, 0, "0")]


@pytest.mark.parametrize(("carried", "left", "bp", "percent"), SHARES)
def test_the_share_that_is_carried(carried, left, bp, percent):
    imported = Imported(({"id": "a"},) * carried, (("7", "words", "why"),) * left)
    assert imported.share_bp == bp
    report = imported.report().splitlines()
    assert report[0] == f"{carried} of {carried + left} promotions are carried ({percent} %)."
    assert report[1:] == ([f"{left:6d}  why"] + ["7\twords\twhy"] * left if left else [])


def test_what_is_carried_prices_as_the_description_says(tmp_path):
    """Three for 7.00 of tea at 3.00: six are 14.00."""
    table = read(tmp_path, promotion(PRICE | {"MinQty": "3", "DiscountedPrice": "7.00"}, (("tea", "0"),))).offers[0]
    assert ring_up("tea*6", [table]).due == 1400
    assert pricer([table]).hints(basket("tea*5"), Context(MONDAY))[0].more == 1


XML = f"<Root><Promotions>{promotion(PRICE)}</Promotions></Root>".encode()
BOMB = b'<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
BROKEN = [
    ("empty", b"", "is empty: fetch it again"),
    ("cut short", XML[:-9], "no XML that can be trusted"),
    ("two roots", XML + XML, "no XML that can be trusted"),
    ("wrong tag", XML.replace(b"</Promotions>", b"</Promotion>"), "no XML that can be trusted"),
    ("not text", b"\x00\x01\x02", "no XML that can be trusted"),
    ("wrong bytes", XML.replace(b"words", b"\xff\xfe"), "no XML that can be trusted"),
    ("bomb", BOMB + XML.replace(b"words", b"&c;"), "no XML that can be trusted"),
    ("file entity", b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + XML, "no XML that can be trusted"),
    ("far document type", b'<!DOCTYPE r SYSTEM "http://127.0.0.1:9/x.dtd">' + XML, "no XML that can be trusted"),
    (
        "another feed",
        b"<Root><ChainId>1</ChainId><Items><Item><ItemPrice>1</ItemPrice></Item></Items></Root>",
        "a feed of prices",
    ),
    ("no feed", b"<Root><Items><Item/></Items></Root>", "names neither a chain nor promotions"),
    ("gzip cut short", gzip.compress(XML)[:-12], "cannot be read"),
    ("gzip with a wrong sum", gzip.compress(XML)[:-8] + b"\x00" * 8, "cannot be read"),
    ("gzip of rubbish", gzip.compress(XML)[:10] + b"\xff" * 40, "cannot be read"),
    ("gzip of no XML", gzip.compress(b"hello"), "no XML that can be trusted"),
]


@pytest.mark.parametrize(("content", "words"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_broken_or_hostile_file_is_refused_whole(tmp_path, content, words):
    path = tmp_path / "promo.xml.gz"
    path.write_bytes(content)
    with pytest.raises(OfferError, match=rf"promo\.xml\.gz .*{words}"):
        import_feed(path)


@pytest.mark.parametrize("pack", [False, True])
@pytest.mark.parametrize("name", ["promo.xml", "promo.gz", "promo"])
def test_what_is_packed_is_told_by_its_bytes_not_its_name(tmp_path, pack, name):
    path = tmp_path / name
    path.write_bytes(gzip.compress(XML) if pack else XML)
    assert len(import_feed(path).offers) == 1


def test_a_folder_is_no_feed(tmp_path):
    with pytest.raises(OfferError, match="cannot be read"):
        import_feed(tmp_path)
