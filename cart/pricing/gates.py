"""Which offers are open for this customer at this moment, and how often each may be used."""

from datetime import date, timedelta

from cart.pricing.model import Basket, Context
from cart.pricing.offers import Offer
from cart.pricing.selectors import Valid

UNLIMITED = 1 << 40


def is_open(offer: Offer, basket: Basket, context: Context) -> bool:
    """Whether customer tier, time, coupon and means of payment let the offer be used."""
    if offer.tenders is not None and context.tender not in offer.tenders:
        return False
    if offer.customer_tiers is not None and not set(offer.customer_tiers) & set(context.tiers):
        return False
    if offer.coupon is not None and basket.coupons.get(offer.coupon, 0) < 1:
        return False
    if offer.household_uses is not None and basket.used.get(offer.id, 0) >= offer.household_uses:
        return False
    return offer.valid is None or runs_at(offer.valid, context.now)


def runs_at(valid: Valid, now: str) -> bool:
    """Whether `now` ("YYYY-MM-DDTHH:MM") lies in the offer's dates, days and hours.

    Hours that end before they begin run over midnight: what is after it belongs to the day on which they began.
    """
    time = now[11:16]
    if valid.start is not None and valid.end is not None and valid.end < valid.start:
        if valid.end <= time < valid.start:
            return False
        return _on_day(valid, _day_before(now) if time < valid.end else now)
    within = (valid.start is None or valid.start <= time) and (valid.end is None or time < valid.end)
    return within and _on_day(valid, now)


def _on_day(valid: Valid, now: str) -> bool:
    """Dates may have a time of day ("YYYY-MM-DDTHH:MM"); without one they are whole days."""
    if valid.from_ is not None and now[: len(valid.from_)] < valid.from_:
        return False
    if valid.to is not None and now[: len(valid.to)] > valid.to:
        return False
    return valid.days is None or date.fromisoformat(now[:10]).weekday() in valid.days


def _day_before(now: str) -> str:
    return (date.fromisoformat(now[:10]) - timedelta(days=1)).isoformat() + now[10:]


def uses_allowed(offer: Offer, basket: Basket) -> int:
    """The most applications: max_uses, what is left to the household, uses per coupon times copies, one copy each for a
    manufacturer's coupon.
    """
    limit = UNLIMITED if offer.max_uses is None else offer.max_uses
    if offer.household_uses is not None:
        limit = min(limit, max(0, offer.household_uses - basket.used.get(offer.id, 0)))
    copies = basket.coupons.get(offer.coupon, 0) if offer.coupon is not None else 0
    if offer.kind == "mfr_coupon":
        return min(limit, copies)
    if offer.kind == "tiered_qty":
        limit = min(limit, 1)
    if offer.coupon is None or offer.uses_per_coupon is None:
        return limit
    return min(limit, offer.uses_per_coupon * copies)
