"""PromoFull feeds: each promotion is carried or named with its reason."""

import gzip

import pytest

from cart.commands.price import main
from cart.errors import OfferError
from cart.pricing.importers.promofull import import_feed
from cart.pricing.offers import parse_offers
from tests.unit.pricing.shared import SHARED

BASE = {
    "PromotionId": "7", "PromotionDescription": "3 for 50", "PromotionStartDate": "2026-01-01",
    "PromotionStartHour": "00:00:00",
    "PromotionEndDate": "2026-12-31", "PromotionEndHour": "23:59:00", "RewardType": "1", "AllowMultipleDiscounts": "1",
    "IsWeightedPromo": "0", "AdditionalIsCoupon": "0", "AdditionalGiftCount": "0", "AdditionalIsActive": "1",
    "MinQty": "3.00",
    "DiscountedPrice": "50.00", "DiscountedPricePerMida": "16.67",
}  # fmt: skip


def feed(tmp_path, *changes, gifts=(), club="0", pack=False):
    rows = []
    for change in changes:
        fields = "".join(f"<{k}>{v}</{k}>" for k, v in (BASE | change).items() if v is not None)
        items = "".join(
            f"<Item><ItemCode>{c}</ItemCode><IsGiftItem>0</IsGiftItem></Item>" for c in ("7290116511924", "417")
        )
        items += "".join(f"<Item><ItemCode>{c}</ItemCode><IsGiftItem>1</IsGiftItem></Item>" for c in gifts)
        rows.append(
            f"<Promotion>{fields}<PromotionItems>{items}</PromotionItems><Clubs><ClubId>{club}</ClubId></Clubs></Promotion>"
        )
    text = f"<Root><Promotions>{''.join(rows)}</Promotions></Root>".encode()
    path = tmp_path / "promo.xml"
    path.write_bytes(gzip.compress(text) if pack else text)
    return path


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({}, {"kind": "n_for_price", "n": 3, "price": 5000}),
        ({"MaxQty": "7.00"}, {"kind": "n_for_price", "max_uses": 2}),
        ({"MinQty": "1.00", "DiscountedPricePerMida": "50.00"}, {"kind": "fixed_price", "price": 5000}),
        ({"MinQty": "2.00", "DiscountedPricePerMida": "24.70"}, {"kind": "n_for_price", "price": 5000}),
        (
            {"RewardType": "2", "MinQty": "1.00", "DiscountRate": "2000", "DiscountType": "0"},
            {"kind": "percent_off", "bp": 2000},
        ),
        (
            {"RewardType": "2", "DiscountRate": "10000", "DiscountType": "0"},
            {"kind": "n_for_price", "n": 3, "price": 0},
        ),
        ({"RewardType": "7", "AdditionalGiftCount": "1"}, {"kind": "buy_n_get_m", "buy": 2, "get": 1, "bp": 10000}),
        (
            {"RewardType": "9", "MinQty": "2.00", "DiscountRate": "5000", "DiscountType": "0"},
            {"kind": "buy_n_get_m", "buy": 1, "bp": 5000},
        ),
        ({"AdditionalIsCoupon": "1"}, {"coupon": "7", "uses_per_coupon": 1}),
    ],
)
def test_what_is_clear_is_carried(tmp_path, change, fields):
    imported = import_feed(feed(tmp_path, change, pack=True))
    assert imported.left_out == ()
    table = imported.offers[0]
    assert {key: table[key] for key in fields} == fields
    assert table["match"] == {"products": ["07290116511924", "PLU417"]}
    assert table["valid"] == {"from": "2026-01-01", "to": "2026-12-31"}
    assert table["words"] == "3 for 50"


def test_a_gift_of_other_goods_is_a_free_second_product(tmp_path):
    change = {"RewardType": "6", "AdditionalGiftCount": "1", "GiftItemPrice": "0.00"}
    table = import_feed(feed(tmp_path, change, gifts=("7290116511962",))).offers[0]
    assert (table["kind"], table["buy"], table["get"], table["bp"]) == ("buy_x_get_y", 3, 1, 10000)
    assert table["get_match"] == {"products": ["07290116511962"]}


def test_a_club_becomes_a_customer_tier(tmp_path):
    assert import_feed(feed(tmp_path, {}, club="5")).offers[0]["customer_tiers"] == ["club-5"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"RewardType": "8"}, "reward type 8: what it means is not shown"),
        ({"RewardType": "3", "MinAmount": "0.01"}, "reward type 3: MinAmount 0.01"),
        ({"AdditionalIsActive": "0"}, "not active"),
        ({"IsWeightedPromo": "1"}, "not the price of a kilogram"),
        ({"PromotionStartHour": "16:00:00"}, "hours"),
        ({"MinQty": "0.50"}, "MinQty is not a whole number"),
        ({"MinQty": "many"}, "MinQty is no number"),
        ({"DiscountedPrice": "5.005"}, "DiscountedPrice is no amount"),
        ({"DiscountedPricePerMida": "9.99"}, "differ by more than deposits"),
        ({"MaxQty": "2.00"}, "MaxQty lies below MinQty"),
        ({"RewardType": "2", "DiscountRate": "2000", "DiscountType": "0"}, "which of them it lowers"),
        ({"RewardType": "2", "DiscountRate": "2000", "DiscountType": "1"}, "no rate"),
        ({"RewardType": "6", "AdditionalGiftCount": "1"}, "a gift that the file does not name"),
        ({"RewardType": "7", "AdditionalGiftCount": "3"}, "leaves nothing to buy"),
        ({"PromotionStartDate": "2027-01-01"}, "it ends"),
    ],
)
def test_what_is_not_clear_is_named_with_its_reason(tmp_path, change, reason):
    imported = import_feed(feed(tmp_path, change))
    assert imported.offers == ()
    assert imported.left_out[0][:2] == ("7", "3 for 50")
    assert reason in imported.left_out[0][2]


def test_the_report_counts_and_names(tmp_path, capsys):
    path = feed(tmp_path, {}, {"PromotionId": "8", "RewardType": "8"}, {})
    assert main(["--promos", str(path)]) == 0
    report = capsys.readouterr().out
    assert "1 of 2 promotions are carried (50 %)" in report
    assert "8\t3 for 50\treward type 8" in report


@pytest.mark.parametrize(
    "content", [b"", b"<Root></Root>", b"no xml", b"\x1f\x8bbroken", b'<!DOCTYPE r [<!ENTITY a "b">]><r>&a;</r>']
)
def test_what_is_no_feed_is_refused(tmp_path, content):
    path = tmp_path / "x.xml"
    path.write_bytes(content)
    with pytest.raises(OfferError):
        import_feed(path)


@pytest.mark.skipif(SHARED is None, reason="the public price feeds are not beside this repository")
def test_the_real_feed_is_carried_or_named_to_the_last_promotion():
    imported = import_feed(next((SHARED / "feeds").glob("PromoFull*-001-*.xml.gz")))
    assert (len(imported.offers), len(imported.offers) + len(imported.left_out)) == (2200, 2206)
    assert len(parse_offers(imported.offers)) == 2200
