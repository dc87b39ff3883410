"""Coupons in a trip: copies count, a copy with a number of its own counts once."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from cart.catalog.printed import offer_of
from cart.codes.code import Code
from cart.facts import CouponScanned
from cart.trip.prompts import NotSold
from cart.trip.state import Trip


def coupon_scanned(trip: Trip, fact: CouponScanned) -> Trip:
    """One more copy of a coupon, unless this very copy was read before, which is said."""
    copy = f"{fact.coupon}/{fact.serial}" if fact.serial else ""
    if copy in trip.serials:
        return replace(trip, notice=NotSold(Code("coupon", fact.coupon, fact.coupon), "coupon_again"))
    counts = {**trip.coupons, fact.coupon: trip.coupons.get(fact.coupon, 0) + 1}
    counted = replace(trip, coupons=counts, notice=None)
    if copy:
        counted = replace(counted, serials=trip.serials | {copy})
    return replace(counted, printed={**trip.printed, fact.coupon: fact.goods}) if fact.goods else counted


def offers_of(trip: Trip) -> list[Mapping[str, Any]]:
    """The store's offers, and what printed coupons give by their own data where the store has no offer for them."""
    if trip.terms is None:
        return []
    own = list(trip.terms.offers)
    if not trip.terms.rules.get("printed_coupons"):
        return own
    named = {offer.get("coupon") for offer in own}
    made = [offer_of(key, goods) for key, goods in trip.printed.items() if key not in named]
    return own + [offer for offer in made if offer]
