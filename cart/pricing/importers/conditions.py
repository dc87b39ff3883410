"""A promotion's conditions: when it runs, for whom, with which coupon, how often, after what spend, how it is paid."""

import re
from typing import Any

from cart.pricing.importers.promotion import NotCarried, Promotion
from cart.pricing.importers.rewards import is_weighed

CLUB_TIERS = {"1": "member"}
"""Club 1 is the chain's own customers' club (every member card); others need the tier club-N in store.toml."""

STORE_CARD = "store_card"
"""The tender of promotions that the file limits to a means of payment: the chain's own card."""

_ISO = re.compile(r"(\d{4}-\d\d-\d\d)(?:[T ](\d\d:\d\d).*)?")
_DAY_FIRST = re.compile(r"(\d\d)[/.](\d\d)[/.](\d{4})(?:[T ](\d\d:\d\d).*)?")


def refuse(promotion: Promotion) -> None:
    """Raises NotCarried for a promotion that has no number, does not run, or runs on days that cannot be read."""
    if not promotion.text("PromotionId"):
        raise NotCarried("it has no number")
    if promotion.text("AdditionalIsActive") == "0":
        raise NotCarried("not active")
    if promotion.text("PromotionDays") not in ("", "0"):
        raise NotCarried("PromotionDays: how the file counts the days of the week is not shown by it")


def conditions_of(promotion: Promotion, taken: dict[str, Any]) -> dict[str, Any]:
    """The gates of the offer that the reward made (`taken`). Raises NotCarried for what is not clear."""
    gates: dict[str, Any] = {"valid": _run(promotion)} | _clubs(promotion) | _coupon(promotion)
    if promotion.number("MinPurchaseAmnt"):
        gates["min_spend"] = promotion.cents("MinPurchaseAmnt")
    if "אמצעי תשלום" in promotion.text("Remark"):
        gates["tenders"] = [STORE_CARD]
    if promotion.text("AllowMultipleDiscounts") == "0":
        gates["no_basket"] = True
    return gates | _limit(promotion, taken)


def tier_of(club: str) -> str:
    """The customer tier of a club's number."""
    return CLUB_TIERS.get(club, f"club-{club}")


def _clubs(promotion: Promotion) -> dict[str, Any]:
    clubs = [club for club in promotion.clubs if club]
    return {} if "0" in clubs or not clubs else {"customer_tiers": [tier_of(club) for club in clubs]}


def _coupon(promotion: Promotion) -> dict[str, Any]:
    if promotion.text("AdditionalIsCoupon") not in ("1", "true"):
        return {}
    return {"coupon": promotion.number_of, "uses_per_coupon": 1}


def _limit(promotion: Promotion, taken: dict[str, Any]) -> dict[str, Any]:
    """MaxQty pieces, in applications; a limit by weight is the reward's own."""
    if "max_uses" in taken or "per" in taken or is_weighed(promotion):
        return {}
    if promotion.number("RedemptionLimit"):
        return {"max_uses": promotion.whole("RedemptionLimit")}
    if not promotion.number("MaxQty"):
        return {}
    per_use = promotion.whole("MinQty")
    if promotion.whole("MaxQty") < per_use:
        raise NotCarried("MaxQty lies below MinQty")
    return {"max_uses": promotion.whole("MaxQty") // per_use}


def _run(promotion: Promotion) -> dict[str, str]:
    """From when until when. Hours beside plain dates are carried only where they make whole days."""
    if promotion.text("PromotionStartDateTime") or promotion.text("PromotionEndDateTime"):
        start, end = (_moment(promotion.text(f"Promotion{which}DateTime")) for which in ("Start", "End"))
    else:
        first, last = (promotion.text(f"Promotion{which}Hour")[:5] for which in ("Start", "End"))
        if first not in ("", "00:00") or last not in ("", "23:59"):
            raise NotCarried("hours: whether they hold daily or bound the whole run is not shown by the file")
        start, end = (_moment(promotion.text(f"Promotion{which}Date"))[:10] for which in ("Start", "End"))
    return {"from": start.removesuffix("T00:00"), "to": end.removesuffix("T23:59")}


def _moment(text: str) -> str:
    """ "2026-02-01", or "2026-02-01T06:00", of a date as chains write it. Raises NotCarried."""
    if found := _ISO.fullmatch(text):
        day, time = found.groups()
    elif found := _DAY_FIRST.fullmatch(text):
        day, time = "-".join(reversed(found.groups()[:3])), found.group(4)
    else:
        raise NotCarried(f"{text[:30]!r} is no date")
    return f"{day}T{time}" if time else day
