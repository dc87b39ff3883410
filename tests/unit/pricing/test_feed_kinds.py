"""Feeds as chains spell them, and the kinds that need more than a price: kilograms, spends, cards, deposits."""

import pytest

from cart.commands.price import main
from cart.pricing.importers.promofull import import_feed
from cart.pricing.offers import parse_offers
from tests.unit.pricing.test_feed_rows import GIFT, ONE, PRICE, promotion, read

KG = PRICE | {"IsWeightedPromo": "1"}
KILOS = [
    ({"MinQty": "0.01", "DiscountedPrice": "75.90", "DiscountedPricePerMida": "0.76"}, {"price": 7590}),
    (
        {"MinQty": "3.00", "DiscountedPrice": "33.33", "DiscountedPricePerMida": "99.99"},
        {"price": 3333, "min_grams": 3000},
    ),
    ({"MinQty": "0.01", "MaxQty": "3.00"}, {"price": 1000, "max_grams": 3000}),
    ({"MinQty": "0.25", "MaxQty": "0", "DiscountedPrice": "84.00"}, {"price": 8400, "min_grams": 250}),
]


@pytest.mark.parametrize(("fields", "figures"), KILOS)
def test_a_weighed_promotion_is_a_price_of_a_kilogram(tmp_path, fields, figures):
    (table,) = read(tmp_path, promotion(KG | fields)).offers
    plain = {
        key: table[key]
        for key in ("kind", "match", "per", "price", "min_grams", "max_grams", "max_uses")
        if key in table
    }
    assert plain == {"kind": "fixed_price", "match": ONE, "per": "kg"} | figures


def test_a_rate_on_weighed_goods_needs_no_pieces(tmp_path):
    fields = {"RewardType": "2", "DiscountRate": "1500", "DiscountType": "0", "IsWeightedPromo": "1", "MinQty": "0.01"}
    assert read(tmp_path, promotion(fields)).offers[0]["bp"] == 1500


def gift_row(code, gift, price=""):
    dear = f"<GiftItemPrice>{price}</GiftItemPrice>" if price else ""
    return f"<Item><ItemCode>{code}</ItemCode><IsGiftItem>{gift}</IsGiftItem>{dear}</Item>"


def with_rows(fields, *rows):
    return promotion(fields, ()).replace(
        "<PromotionItems></PromotionItems>", f"<PromotionItems>{''.join(rows)}</PromotionItems>"
    )


def test_a_gift_of_the_same_goods_in_grams_is_a_price_of_a_kilogram_up_to_a_weight(tmp_path):
    fields = {
        "RewardType": "6",
        "MinQty": "3000",
        "AdditionalGiftCount": "3000",
        "MaxQty": "0.00",
        "MinPurchaseAmnt": "75.00",
    }
    rows = [gift_row("417", 0), gift_row("418", 0), gift_row("417", 1, "19.90"), gift_row("418", 1, "19.90")]
    (table,) = read(tmp_path, with_rows(fields, *rows)).offers
    assert (table["price"], table["per"], table["max_grams"], table["min_spend"]) == (1990, "kg", 3000, 7500)
    assert table["match"] == {"products": ["PLU417", "PLU418"]}


def test_gifts_of_two_prices_are_two_offers(tmp_path):
    fields = {"RewardType": "6", "MinQty": "3000", "AdditionalGiftCount": "3000"}
    rows = [gift_row("417", 0), gift_row("418", 0), gift_row("417", 1, "19.90"), gift_row("418", 1, "24.90")]
    offers = read(tmp_path, with_rows(fields, *rows)).offers
    assert [(table["id"], table["match"]["products"], table["price"]) for table in offers] == [
        ("7", ["PLU417"], 1990), ("7-2", ["PLU418"], 2490)
    ]  # fmt: skip


def test_a_gift_from_a_spend_on_what_stands_beside_it(tmp_path):
    fields = {"RewardType": "6", "AdditionalGiftCount": "1", "MinPurchaseAmnt": "49.90"}
    (table,) = read(tmp_path, with_rows(fields, gift_row("417", 0), gift_row("900", 1, "0.00"))).offers
    assert (table["kind"], table["price"], table["max_uses"], table["min_spend"]) == ("fixed_price", 0, 1, 4990)
    assert (table["match"], table["spend_match"]) == ({"products": ["PLU900"]}, {"products": ["PLU417"]})


def test_a_gift_at_a_price_is_named(tmp_path):
    left = read(
        tmp_path, with_rows(GIFT | {"GiftItemPrice": None}, gift_row("417", 0), gift_row("9", 1, "5.00"))
    ).left_out
    assert left[0][2] == "a gift at a price: the schema gives the other product by percent only"


def test_spends_cards_and_multiple_discounts_are_gates(tmp_path):
    fields = {"MinPurchaseAmnt": "75", "Remark": "מוגבל אמצעי תשלום", "AllowMultipleDiscounts": "0"}
    (table,) = read(tmp_path, promotion(PRICE | fields)).offers
    assert (table["min_spend"], table["tenders"], table["no_basket"]) == (7500, ["store_card"], True)
    assert parse_offers([table])


def test_the_report_says_what_some_offers_need(tmp_path):
    fields = PRICE | {"AdditionalIsCoupon": "1", "Remark": "מוגבל אמצעי תשלום"}
    report = read(tmp_path, promotion(fields, clubs=("1", "2")), promotion(PRICE | {"PromotionId": "8"})).report()
    assert report.splitlines() == [
        "2 of 2 promotions are carried (100 %).",
        "     1  are for every member card",
        "     1  are for members with the tier 'club-2' in store.toml",
        "     1  need a coupon, whose code is the promotion's number",
        "     1  open when the tender is the store's own card",
    ]


def deposited(tmp_path, deposits):
    path = tmp_path / "promo.xml"
    each = promotion(PRICE | {"MinQty": "3", "DiscountedPrice": "22.90", "DiscountedPricePerMida": "7.33"})
    path.write_text(f"<Root>{each}</Root>")
    return import_feed(path, deposits).offers[0]["price"]


def test_a_deposit_comes_off_only_where_the_receipt_adds_it(tmp_path):
    assert deposited(tmp_path, {}) == 2290
    assert deposited(tmp_path, {"07290116511924": 30}) == 2200
    assert deposited(tmp_path, {"other": 30}) == 2290


GROUPED = """<root><ChainID>729</ChainID><Promotions><Promotion><PromotionID>11</PromotionID>
<PromotionDescription>two</PromotionDescription><PromotionStartDateTime>2026-01-01T06:00:00.000</PromotionStartDateTime>
<PromotionEndDateTime>2026-02-01T23:59:00.000</PromotionEndDateTime><ClubID>0</ClubID><Groups><Group><GroupID>1</GroupID>
<MinPurchaseAmount>0</MinPurchaseAmount><PromotionItems>
<PromotionItem><ItemCode>7290116511924</ItemCode><RewardType>1</RewardType><MinQty>2</MinQty><DiscountedPrice>10.00</DiscountedPrice></PromotionItem>
<PromotionItem><ItemCode>417</ItemCode><RewardType>1</RewardType><MinQty>2</MinQty><DiscountedPrice>10.00</DiscountedPrice></PromotionItem>
<PromotionItem><ItemCode>418</ItemCode><RewardType>1</RewardType><MinQty>1</MinQty><bIsWeighted>1</bIsWeighted><DiscountedPrice>9.90</DiscountedPrice></PromotionItem>
</PromotionItems></Group></Groups></Promotion></Promotions></root>"""
SALES = """<Promos><ChainID>729</ChainID><Sales>
<Sale><ItemCode>7290116511924</ItemCode><PromotionID>5</PromotionID><PromotionDescription>pair</PromotionDescription>
<PromotionStartDate>01/01/2026</PromotionStartDate><PromotionEndDate>31/12/2026</PromotionEndDate><RewardType>1</RewardType>
<MinQty>2</MinQty><DiscountedPrice>12.00</DiscountedPrice><PriceUpdateDate>1</PriceUpdateDate></Sale>
<Sale><ItemCode>417</ItemCode><PromotionID>5</PromotionID><PromotionDescription>pair</PromotionDescription>
<PromotionStartDate>01/01/2026</PromotionStartDate><PromotionEndDate>31/12/2026</PromotionEndDate><RewardType>1</RewardType>
<MinQty>2</MinQty><DiscountedPrice>12.00</DiscountedPrice><PriceUpdateDate>2</PriceUpdateDate></Sale></Sales></Promos>"""
LINES = SALES.replace("Promos>", "OrderXml>").replace("Sales>", "Details>").replace("Sale>", "Line>")


def from_text(tmp_path, text, encoding="utf-8"):
    path = tmp_path / "p.xml"
    path.write_bytes(text.encode(encoding))
    return import_feed(path)


def test_rewards_at_the_items_of_a_group(tmp_path):
    offers = from_text(tmp_path, GROUPED).offers
    assert [(t["id"], t["kind"], t["price"], t["match"]["products"]) for t in offers] == [
        ("11", "n_for_price", 1000, ["07290116511924", "PLU417"]), ("11-2", "fixed_price", 990, ["PLU418"])
    ]  # fmt: skip
    assert offers[0]["valid"] == {"from": "2026-01-01T06:00", "to": "2026-02-01"}
    assert offers[1]["per"] == "kg"


def test_several_groups_are_named(tmp_path):
    two = GROUPED.replace("</Group>", "</Group><Group><GroupID>2</GroupID></Group>")
    assert {reason for _, _, reason in from_text(tmp_path, two).left_out} == {
        "several groups of goods: how they belong together is not shown by the file"
    }


@pytest.mark.parametrize("text", [SALES, LINES], ids=["Sale", "Line"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-8-sig"])
def test_one_row_an_item(tmp_path, text, encoding):
    (table,) = from_text(tmp_path, text, encoding).offers
    assert table["match"] == {"products": ["07290116511924", "PLU417"]}
    assert (table["n"], table["price"], table["valid"]) == (2, 1200, {"from": "2026-01-01", "to": "2026-12-31"})


NOTHING = [
    '<Root><ChainId>7290700100008</ChainId><StoreId>001</StoreId><Promotions Count="0"/></Root>',
    "<Root><ChainID>7290058249350</ChainID><Promotions/></Root>",
    '<?xml version="1.0" encoding="ISO-8859-8"?><OrderXml><Envelope><ChainId>729</ChainId></Envelope></OrderXml>',
]


@pytest.mark.parametrize("text", NOTHING)
def test_a_feed_without_promotions_is_a_feed(tmp_path, text, capsys):
    assert from_text(tmp_path, text).offers == ()
    assert main(["--promos", str(tmp_path / "p.xml")]) == 0
    assert capsys.readouterr().out == "The feed holds no promotions.\n"


def test_words_from_strangers_hold_nothing_hidden(tmp_path):
    fields = PRICE | {"PromotionDescription": "milk\u202e\u0085 3  for 10" + "x" * 300}
    words = read(tmp_path, promotion(fields)).offers[0]["words"]
    assert words.startswith("milk 3 for 10x") and len(words) == 200
