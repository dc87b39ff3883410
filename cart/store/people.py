"""What the staff page shows of people: badges, wrong badges, and what staff did on carts."""

import segno

from cart.identity.badge import Badge
from cart.store.html import moment
from cart.store.shop import Shop
from cart.sync.alarms import Alarm

ALARMS = {"badges": "three wrong badges in a row were shown to it"}


def values(shop: Shop) -> dict[str, object]:
    """The badges that open carts now, and the alarms that nobody has seen."""
    book, now = shop.records.badges, shop.settings.now()
    return {
        "badges": [_given(one.badge, one.by) for one in book.valid(now)],
        "alarms": [_alarm(device, alarm) for device, alarm in book.alarms()],
    }  # fmt: skip


def shown(text: str, person: str, hours: int) -> dict[str, object]:
    """A new badge for the page: its picture, whose it is, and for how long."""
    picture = segno.make_qr(text, error="l").svg_inline(scale=5, border=4, dark="#000", light="#fff")
    return {"picture": picture, "person": person, "hours": hours}


def _given(badge: Badge, by: str) -> dict[str, object]:
    return {"id": badge.id, "person": badge.person, "role": badge.role, "until": moment(badge.until), "by": by}


def _alarm(device: str, alarm: Alarm) -> dict[str, object]:
    times = f" ({alarm.times} times)" if alarm.times > 1 else ""
    return {"device": device, "when": moment(alarm.at), "words": ALARMS.get(alarm.kind, alarm.kind) + times}
