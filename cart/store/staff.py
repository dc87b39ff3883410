"""What the staff page shows."""

from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

import segno

from cart.handover.money import money
from cart.store import evidence, people
from cart.store.badges import ENDED
from cart.store.calls import SILENT_S, Kept
from cart.store.html import moment
from cart.store.records import Device, LeftTrip, Session
from cart.store.releasebook import OddTrip
from cart.store.salebook import Settlement
from cart.store.shop import Shop, Shown
from cart.store.waitbook import Stuck
from cart.store.weights import Row
from cart.trip.story import told


def values(shop: Shop, code: str = "", invited: Shown | None = None) -> dict[str, object]:
    """Sessions with their state, devices, what was taken, and what went wrong."""
    records = shop.records
    taken, told = records.sales.taken(), records.sales.told()
    return {
        "now": shop.settings.now(), "title": f"{shop.settings.name}: staff",
        "store": shop.settings.name, "sessions": _rows(shop),
        "left": [_left(one) for one in records.left()],
        "lag": lag(shop), "stuck": [_stuck(one) for one in records.waits.stuck(MOST_STUCK)],
        "session_count": sum(records.counts().values()), "paid_count": _count(taken), "takings": _amounts(taken),
        "told_count": _count(told), "told": _amounts(told), "conflicts": records.sales.conflicts(),
        "trouble": shop.releases.trouble,
        "odd": [_odd(one) for one in records.releases.unseen()],
        "weights": [_weight(row) for row in shop.weights.listed()],
        "devices": devices(shop), "code": code,
        "shown": shown(invited, shop.settings.now()) if invited else None, "badge": None, **people.values(shop),
    }  # fmt: skip


MOST_STUCK, MOST_ROWS = 50, 200
Sums = Mapping[str, tuple[int, int]]
Trips = Mapping[tuple[str, str], list[Settlement]]


def _by_trip(sales: Iterable[Settlement]) -> Trips:
    found: dict[tuple[str, str], list[Settlement]] = {}
    for sale in sales:
        found.setdefault((sale.sid, sale.cart), []).append(sale)
    return found


def _rows(shop: Shop) -> list[dict[str, object]]:
    """The newest sessions, and after them what lanes sold of which no cart has brought a session."""
    records, taught = shop.records, shop.weights.sessions()
    sales = _by_trip(records.sales.of_newest(MOST_ROWS))
    left, acts, rows = records.left_of_newest(MOST_ROWS), records.badges.acts(MOST_ROWS), []
    for session in records.sessions(MOST_ROWS):
        key = (session.sid, session.cart)
        paid = next((sale for sale in sales.get(key, ()) if sale.paid), None)
        row = _session(session, paid, [sale for sale in sales.get(key, ()) if not sale.paid])
        did = acts.get(key, [])
        over = "left, nothing sold" if key in left and not paid else ENDED if ENDED in did else row["state"]
        rows.append(row | {"state": over, "looked": [*looked(paid), *did]})
    ahead = records.sales.ahead(shop.kept_since(), MOST_ROWS)
    return [row | {"taught": row["sid"] in taught} for row in [*rows, *map(_ahead, ahead)]]


def _session(session: Session, paid: Settlement | None, told: Iterable[Settlement]) -> dict[str, object]:
    then = "if it took money, give it back" if paid else "check"
    odd = [f"; lane {one.lane} says that it sold it{_how(one)}, {_why(session, one)}: {then}" for one in told]
    wrong = [*filter(None, [_wrong(paid) if paid else ""]), *odd]
    return {
        "sid": session.sid, "page": session.page, "cart": session.cart, "lane": session.lane,
        "wrong": bool(wrong or session.trouble), "looked": looked(paid), "received": moment(session.received),
        "due": money(session.due, session.currency) if session.currency else "",
        "state": (f"paid{_how(paid)}" if paid else _state(session)) + "".join(wrong),
    }  # fmt: skip


def _state(session: Session) -> str:
    if session.trouble:
        return "cannot be worked out"
    return "being worked out" if session.waiting else "waiting"


def lag(shop: Shop) -> str:
    """How far the working out of trips is behind, in words; "" where nothing waits."""
    waiting, since = shop.records.waits.lag()
    late = clock(shop.settings.now() - since)
    return f"{waiting} trips are still to be worked out, the oldest for {late} minutes." if waiting else ""


def _stuck(one: Stuck) -> dict[str, object]:
    return {"cart": one.cart, "sid": one.sid, "when": moment(one.received), "words": one.words}


def _how(sale: Settlement) -> str:
    return f" {money(sale.cents, sale.currency)} by {sale.tender}, {sale.receipt}"


def _why(session: Session, sale: Settlement) -> str:
    return evidence.words(session, sale, sale.verdict) if sale.verdict else "the trip is still looked at"


def _wrong(paid: Settlement) -> str:
    """What a person should look at in a sale that the trip bears out."""
    verdict = paid.verdict
    if verdict is None:
        return ""
    if verdict.unanswered:
        return ", sold with nobody's answer to " + verdict.unanswered + ": check"
    return "" if paid.cents == verdict.due else ", not what was due: check"


LOOPBACK = ("localhost", "127.0.0.1", "::1")
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


def _ahead(sale: Settlement) -> dict[str, object]:
    """A lane without the store sold it, so it says, and the cart has not delivered it yet."""
    return {
        "sid": sale.sid, "page": "", "cart": sale.cart, "lane": sale.lane, "wrong": False, "received": "from the lane",
        "due": money(sale.cents, sale.currency), "looked": looked(sale),
        "state": f"the lane says: paid{_how(sale)}; the cart's session is on its way",
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


def _odd(one: OddTrip) -> dict[str, object]:
    """A trip that the store's releases do not bear out."""
    said, due = (money(cents, one.currency) for cents in (one.said, one.due))
    return {"cart": one.cart, "sid": one.sid, "when": moment(one.at), "said": said, "due": due,
            "words": one.words.splitlines()}  # fmt: skip


def _device(device: Device, counts: Mapping[str, int]) -> dict[str, object]:
    return {"id": device.id, "role": device.role, "enrolled": moment(device.enrolled), "revoked": device.revoked,
            "sessions": counts.get(device.id, 0), "suspect": bool(device.suspect)}  # fmt: skip


def devices(shop: Shop) -> list[dict[str, object]]:
    """Carts and lanes, the newest first: who just arrived stands on top."""
    counts = shop.records.counts()
    return [_device(device, counts) for device in reversed(shop.records.devices())]


def shown(one: Shown, now: int) -> dict[str, object]:
    """An invitation for the page: its picture, what to type instead, and for how long and how many it is."""
    picture = segno.make_qr(str(one.read)).svg_inline(scale=7, border=4, dark="#000", light="#fff")
    here = urlsplit(one.read.url).hostname in LOOPBACK
    return {"picture": picture, "typed": one.typed, "address": one.read.url.partition("://")[2],
            "uses": one.uses, "minutes": max(1, (one.until - now) // 60), "loopback": here}  # fmt: skip


def _count(sums: Sums) -> int:
    return sum(count for count, _ in sums.values())


def _amounts(sums: Sums) -> list[str]:
    return [money(cents, currency) for currency, (_, cents) in sorted(sums.items())]
