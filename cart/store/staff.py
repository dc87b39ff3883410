"""What the staff page shows."""

from collections import Counter
from collections.abc import Iterable, Mapping

from cart.handover.money import money
from cart.store.calls import SILENT_S, Kept
from cart.store.html import moment
from cart.store.records import Device, Judged, LeftTrip, Session, Settlement
from cart.store.shop import Shop
from cart.store.weights import Row
from cart.trip.story import told


def values(shop: Shop, code: str = "", role: str = "") -> dict[str, object]:
    """Sessions with their state, devices, what was taken, and what went wrong."""
    sessions, paid = shop.records.sessions(), {item.sid: item for item in shop.records.settlements()}
    counts, judged = shop.records.counts(), shop.records.judged()
    taught = shop.weights.sessions()
    left = {one.sid for seen in (False, True) for one in shop.records.left(seen=seen)} - paid.keys()
    rows = [_session(shop, session, paid.get(session.sid), judged.get(session.sid)) for session in sessions]
    rows = [row | {"state": "left, nothing sold"} if row["sid"] in left else row for row in rows]
    rows += [_ahead(item) for item in shop.records.ahead(shop.kept_since())]
    rows = [row | {"taught": row["sid"] in taught} for row in rows]
    return {
        "now": shop.settings.now(), "title": f"{shop.settings.name}: staff",
        "store": shop.settings.name, "sessions": rows,
        "left": [_left(one) for one in shop.records.left()],
        "session_count": sum(counts.values()),
        "paid_count": len(paid), "takings": _takings(paid.values()), "conflicts": shop.records.conflicts(),
        "weights": [_weight(row) for row in shop.weights.listed()],
        "devices": [_device(device, counts) for device in shop.records.devices()], "code": code, "code_role": role,
    }  # fmt: skip


def _session(shop: Shop, session: Session, paid: Settlement | None, judged: Judged | None) -> dict[str, object]:
    wrong = _wrong(shop, session, paid, judged) if paid else ""
    state = "waiting" if paid is None else f"paid {money(paid.cents, paid.currency)} by {paid.tender}, {paid.receipt}"
    return {
        "sid": session.sid, "page": session.page, "cart": session.cart, "lane": session.lane, "wrong": bool(wrong),
        "looked": looked(paid),
        "received": moment(session.received), "due": money(session.due, session.currency), "state": state + wrong,
    }  # fmt: skip


def _wrong(shop: Shop, session: Session, paid: Settlement, judged: Judged | None) -> str:
    """What a person should look at. Cash is rounded by the store's rule; nothing else may differ from what is due."""
    if (paid.head, paid.currency) != (session.head, session.currency):
        return " for another basket: check"
    if judged and judged.unanswered:
        return ", sold with nobody's answer to " + judged.unanswered + ": check"
    if paid.cents == (judged.due if judged else session.due):
        return ""
    cash_due = judged.cash_due if judged else shop.cash_due(session)
    return "" if (paid.tender, paid.cents) == ("cash", cash_due) else ", not what was due: check"


REASONS = {
    "": "asks for a person", "left": "took something out that the cart cannot name",
    "weight": "a weight without a scan",
    "differs": "a weight that does not fit", "produce": "weighing produce", "member": "the member card",
    "lane": "at the checkout", "unknown": "an item that is not on the list", "sold": "an item that is not sold",
    "price": "a price", "left_alone": "nobody has used the cart for long",
    "paid": "was paid while the basket had changed", "out of service": "the cart does not work",
}  # fmt: skip


def calls(shop: Shop) -> list[dict[str, object]]:
    """The open calls, who waits longest first."""
    now = shop.settings.now()
    return [_call(one, now) for one in shop.calls.open()]


def _call(one: Kept, now: int) -> dict[str, object]:
    where = ", ".join(part for part in (f"aisle {one.aisle}" if one.aisle else "", one.near) if part)
    return {
        "call": one.call, "cart": one.cart, "reason": REASONS.get(one.reason, one.reason), "where": where,
        "since": one.since, "waits": clock(now - one.since), "said": one.said, "who": one.who,
        "silent": now - one.heard > SILENT_S,
    }  # fmt: skip


def _left(one: LeftTrip) -> dict[str, object]:
    return {"sid": one.sid, "cart": one.cart, "when": moment(one.at), "goods": one.goods.splitlines()}


def clock(seconds: int) -> str:
    """ "3:07"."""
    return f"{max(0, seconds) // 60}:{max(0, seconds) % 60:02d}"


def looked(paid: Settlement | None) -> list[str]:
    """What people at the lane said, as they said it: "age:21 seen (Maria)"."""
    said = paid.answers if paid else ()
    return [told(one.answer) + (f" ({one.who})" if one.who else "") for one in said]


def _ahead(paid: Settlement) -> dict[str, object]:
    """A lane without the store sold it, and the cart has not delivered it yet."""
    amount = money(paid.cents, paid.currency)
    return {
        "sid": paid.sid, "page": "", "cart": paid.cart, "lane": paid.lane, "wrong": False, "received": "from the lane",
        "due": amount, "state": f"paid {amount} by {paid.tender}, {paid.receipt}; the cart's session is on its way",
        "looked": looked(paid),
    }  # fmt: skip


def _weight(row: Row) -> dict[str, object]:
    """What a product was said to weigh, what trips made of it, and what it seems to weigh instead."""
    one, other = row.learnt, row.other
    return {
        "product": row.product, "name": row.name or row.product, "items": one.items,
        "old": _grams(one.base_mg) if one.base_mg else "not known", "new": _grams(one.mean_mg, one.sd_mg),
        "other": f"{_grams(other.mean_mg, other.sd_mg)}, from {other.items} of {other.carts} carts" if other else "",
    }  # fmt: skip


def _grams(mg: int, sd_mg: int = 0) -> str:
    return f"{mg / 1000:.1f} g" + (f" ± {sd_mg / 1000:.1f}" if sd_mg else "")


def _device(device: Device, counts: Mapping[str, int]) -> dict[str, object]:
    return {"id": device.id, "role": device.role, "enrolled": moment(device.enrolled), "revoked": device.revoked,
            "sessions": counts.get(device.id, 0)}  # fmt: skip


def _takings(paid: Iterable[Settlement]) -> list[str]:
    sums: Counter[str] = Counter()
    for item in paid:
        sums[item.currency] += item.cents
    return [money(cents, currency) for currency, cents in sorted(sums.items())]
