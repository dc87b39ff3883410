"""Which offers are open for this customer at this moment, and how often each may be used."""

from datetime import date

from cart.pricing.model import Basket, Context
from cart.pricing.offers import Offer, Valid

UNLIMITED = 1 << 40


def is_open(offer: Offer, basket: Basket, context: Context) -> bool:
    """Whether customer tier, time and coupon let the offer be used."""
    if offer.customer_tiers is not None and not set(offer.customer_tiers) & set(context.tiers):
        return False
    if offer.coupon is not None and basket.coupons.get(offer.coupon, 0) < 1:
        return False
    return offer.valid is None or runs_at(offer.valid, context.now)


def runs_at(valid: Valid, now: str) -> bool:
    """Whether `now` ("YYYY-MM-DDTHH:MM") lies in the offer's dates, days and hours."""
    day, time = now[:10], now[11:16]
    if (valid.from_ is not None and day < valid.from_) or (valid.to is not None and day > valid.to):
        return False
    if valid.days is not None and date.fromisoformat(day).weekday() not in valid.days:
        return False
    return (valid.start is None or valid.start <= time) and (valid.end is None or time < valid.end)


def uses_allowed(offer: Offer, basket: Basket) -> int:
    """The most applications: max_uses, uses per coupon times copies, one copy each for a manufacturer's coupon."""
    limit = UNLIMITED if offer.max_uses is None else offer.max_uses
    copies = basket.coupons.get(offer.coupon, 0) if offer.coupon is not None else 0
    if offer.kind == "mfr_coupon":
        return min(limit, copies)
    if offer.kind == "tiered_qty":
        limit = min(limit, 1)
    if offer.coupon is None or offer.uses_per_coupon is None:
        return limit
    return min(limit, offer.uses_per_coupon * copies)
