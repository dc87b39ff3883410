"""Coupons by their own data and used once; the shelf says less, and staff say so."""

from dataclasses import replace

import pytest

from cart import facts
from cart.catalog.printed import goods_of, offer_of
from cart.catalog.product import Product
from cart.catalog.snapshot import Snapshot
from cart.codes.code import Code
from cart.codes.coupons import printed
from cart.facts import Terms, decode, encode
from cart.trip.till import Till
from tests.support.trips import Shopper, product

TERMS = Terms("1", "USD", {"printed_coupons": True}, {"A": 0})
BEANS = Product("00614141000012", "Beans", 199, "pantry", gtin="00614141000012", mass_mg=500_000)
PEAS = Product(
    "00614141000029", "Peas", 149, "pantry", gtin="00614141000029", mass_mg=400_000, categories=("family-0614141-120",)
)
RICE = Product("00999999000015", "Rice", 299, "pantry", gtin="00999999000015", mass_mg=900_000)
# 1.50 off three pieces of family 120 of company 0614141, offer 654321 (the guideline's own example), and of any family.
OF_FAMILY = "106141416543213150130120"
ANY = "106141416543213150110000"


def shop(rules=TERMS.rules):
    return Snapshot.of_products([BEANS, PEAS, RICE], replace(TERMS, rules=rules))


def scanned(key, serial=""):
    return Code("coupon", key, f"8110{key}", "DATABAR", serial=serial or None)


def test_what_a_coupon_says_of_itself():
    found = printed(OF_FAMILY)
    assert (found.prefix, found.saves, found.save_code) == ("0614141", 150, "0")
    assert (found.requirement, found.requirement_code, found.family, found.more_purchases) == (3, "0", "120", False)


def test_it_is_for_its_makers_goods_of_its_family():
    assert goods_of(scanned(ANY), shop()) == (BEANS.id, PEAS.id)
    assert goods_of(scanned(OF_FAMILY), shop()) == (PEAS.id,)


@pytest.mark.parametrize(
    ("code", "rules"),
    [
        (scanned(ANY), {}),
        (Code("coupon", ANY, f"8112{ANY}", "DATABAR"), TERMS.rules),
        (scanned("junk"), TERMS.rules),
        (scanned(ANY[:-4] + "1000"), TERMS.rules),
        (scanned(ANY + "1011100010"), TERMS.rules),
        (scanned("1099999965432131501100009" + "5000"), TERMS.rules),
    ],
    ids=["not taken here", "8112", "junk", "a sum to spend", "a second purchase", "a rate"],
)
def test_what_is_for_a_person_has_no_goods(code, rules):
    assert goods_of(code, shop(rules)) == ()


def test_its_value_comes_from_its_own_digits():
    offer = offer_of(ANY, (BEANS.id,))
    assert (offer["kind"], offer["n"], offer["amount"], offer["coupon"]) == ("mfr_coupon", 1, 150, ANY)
    assert offer_of("junk", (BEANS.id,)) is None
    assert offer_of(ANY, ()) is None


def paid(shopper):
    receipt = Till().price(shopper.trip).receipt
    return receipt.due, receipt.mfr_savings


def test_a_printed_coupon_pays():
    shopper = Shopper(TERMS).put(BEANS).do(facts.CouponScanned, coupon=ANY, goods=(BEANS.id, PEAS.id))
    assert paid(shopper) == (49, 150)


def test_a_trip_where_none_are_taken_ignores_its_data():
    shopper = Shopper().put(BEANS).do(facts.CouponScanned, coupon=ANY, goods=(BEANS.id,))
    assert paid(shopper) == (199, 0)


def test_the_stores_own_offer_for_a_coupon_goes_before_its_data():
    own = {"id": "own", "kind": "mfr_coupon", "match": {"all": True}, "n": 1, "amount": 20, "coupon": ANY}
    shopper = Shopper(replace(TERMS, offers=(own,))).put(BEANS).do(facts.CouponScanned, coupon=ANY, goods=(BEANS.id,))
    assert paid(shopper) == (179, 20)


def test_a_copy_counts_once_and_another_copy_again():
    shopper = Shopper(TERMS).put(BEANS).put(PEAS)
    for serial in ("a", "a", "b"):
        shopper.do(facts.CouponScanned, coupon=ANY, serial=serial, goods=(BEANS.id, PEAS.id))
    assert shopper.trip.coupons == {ANY: 2}
    assert shopper.trip.notice is None


def test_a_second_reading_of_a_copy_is_said():
    shopper = Shopper().do(facts.CouponScanned, coupon="C", serial="1").do(facts.CouponScanned, coupon="C", serial="1")
    assert shopper.trip.notice.why == "coupon_again"
    assert shopper.trip.coupons == {"C": 1}


def test_old_coupons_read_as_ever():
    fact = facts.CouponScanned(at=1.0, trip=1, coupon="C")
    assert decode(encode(fact)) == fact
    assert decode(b'{"at":1.0,"coupon":"C","fact":"CouponScanned","trip":1}') == fact


MILK = product("Milk", 500, 199)


def with_staff(terms=None, staff="77"):
    return (Shopper(terms) if terms else Shopper()).put(MILK).do(facts.StaffCame, staff=staff)


def said(shopper, cents=149, staff="77"):
    line = shopper.trip.placed[0].id
    return shopper.do(facts.PriceOverridden, lines=(line,), price_cents=cents, staff=staff)


def test_the_shelf_says_less():
    shopper = said(with_staff())
    receipt = Till().price(shopper.trip).receipt
    assert (receipt.due, receipt.lines[0].savings[0].offer) == (149, "seen")


def test_offers_still_meet_it():
    pair = {"id": "p", "kind": "percent_off", "match": {"all": True}, "bp": 1000}
    assert Till().price(said(with_staff(Terms("1", "USD", {}, {"A": 0}, (pair,)))).trip).receipt.due == 134


@pytest.mark.parametrize(("cents", "staff"), [(199, "77"), (250, "77"), (149, "78"), (149, ""), (-1, "77")])
def test_only_less_and_only_by_who_is_here(cents, staff):
    assert Till().price(said(with_staff(), cents, staff).trip).receipt.due == 199


def test_without_staff_nothing_changes():
    shopper = Shopper().put(MILK)
    assert said(shopper, 149, "77").trip.placed[0].shelf_cents is None


def test_what_is_weighed_is_asked_by_the_kilogram():
    ham = replace(product("Ham", 1000, 1990), unit="kg")
    shopper = Shopper(certified=True).do(facts.ProducePicked, product=ham).weigh(1000)
    shopper.do(facts.ProduceAdded, product=ham, gross_g=1000, tare_g=0, quantity=1).do(facts.StaffCame, staff="77")
    assert Till().price(said(shopper, 1490).trip).receipt.due == 1490
