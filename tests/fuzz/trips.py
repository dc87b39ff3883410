"""Target: a whole trip as an enrolled cart sends it, with any of its values changed, priced again by store and lane."""

import json
from collections.abc import Iterator
from typing import Any

from cart import facts
from cart.errors import BadInput
from cart.facts import Terms, encode
from cart.sync import wire
from cart.trip.replay import replay
from tests.fuzz.target import Target, refusing
from tests.support.trips import Shopper, product

MILK, SOUP = product("Whole milk", 1030, 189), product("Soup", 200, 129, tax="B", deposit_cents=25)
LEMON = product("Lemons", 120, 45, plu="4053")
OFFER = {"id": "two", "kind": "n_for_price", "match": {"products": [MILK.id]}, "n": 2, "price": 300, "max_uses": 1}
TERMS = Terms("1", "USD", {"rounding": "half_up"}, {"A": 825, "B": 0}, (OFFER,))
ODD: dict[type, list[Any]] = {
    int: [-1, 0, 1 << 63, 10**30, -(10**30)],
    float: [-1.0, 0.0, 1e300, float("nan"), float("inf")],
    str: ["", "x", "A" * 300, "-1", "2026-99-99T99:99", "B"],
    bool: [True, False],
    list: [[]],
    type(None): [0, "x", []],
}
"""Of each type, values that it has and a trip has not."""
Place = tuple[int, tuple[str | int, ...]]


def story() -> list[dict[str, Any]]:
    """The facts of a trip in which much happens, as JSON tables."""
    trip = Shopper(TERMS).put(MILK).put(MILK).put(SOUP).weigh(-200).wait(2).do(facts.ProducePicked, product=LEMON)
    trip.weigh(300).do(facts.CouponScanned, coupon="two").do(facts.MemberKnown, member="1", tiers=("member",))
    trip.do(facts.HelpAsked, reason="lane").do(facts.StaffCame, staff="77").do(facts.WeightTrusted, staff="77")
    trip.do(facts.StaffLeft).do(facts.DeviceFailed, device="scale", words="x").do(facts.DeviceBack, device="scale")
    trip.do(facts.CheckoutAsked).do(facts.HandedOver, lane="4").do(facts.Paid, tender="card", cents=1, receipt="4-1")
    return [json.loads(encode(fact)) for fact in trip.do(facts.TripEnded, how="paid").facts]


def places(value: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Where a value stands in a table that can be changed; the fact's name stays."""
    if isinstance(value, dict):
        for key in value.keys() - {"fact"}:
            yield from places(value[key], (*path, key))
    else:
        yield path
        for number, item in enumerate(value if isinstance(value, list) else ()):
            yield from places(item, (*path, number))


STORY = json.dumps(story())
PLACES = sorted(((n, path) for n, table in enumerate(json.loads(STORY)) for path in places(table)), key=str)


def changed(tables: list[dict[str, Any]], raw: bytes) -> None:
    """Three bytes an edit: two for the place, one for the value. A place that an earlier edit took away is left out."""
    for at in range(0, len(raw) - 2, 3):
        fact, path = PLACES[int.from_bytes(raw[at : at + 2], "big") % len(PLACES)]
        inner: Any = tables[fact]
        try:
            for key in path[:-1]:
                inner = inner[key]
            values = ODD[type(inner[path[-1]])]
        except (IndexError, TypeError, KeyError):
            continue
        inner[path[-1]] = values[raw[at + 2] % len(values)]


def as_trip(raw: bytes) -> None:
    tables = json.loads(STORY)
    changed(tables, raw)
    bodies = [json.dumps(table, sort_keys=True, ensure_ascii=False).encode() for table in tables]
    with refusing(BadInput):
        outcome = replay(wire.facts_of(wire.unpack(wire.pack(wire.from_bodies("s" * 32, "cart-1", bodies)))))
        assert type(outcome.receipt.due) is int


TARGETS = {"trip": Target(as_trip, (b"", b"\0\1\0", b"\0\x40\3\0\x41\2"))}
