"""The session: the only place where a fact changes a trip."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import reduce
from typing import Any

from cart import facts
from cart.facts import Fact
from cart.trip import calls, coupons, course, gap, left, naming, shelfprices, shopping, word
from cart.trip.state import UNDO_S, LastTouch, Trip

BETWEEN_TRIPS = (facts.TripStarted, facts.DeviceFailed, facts.DeviceBack, facts.StoreSeen, facts.LanguageChosen,
                 facts.StaffCame, facts.StaffLeft, facts.HelpAsked, facts.HelpAnswered, facts.HelpEnded)  # fmt: skip
SHOPPING = (facts.ItemScanned, facts.CodeRefused, facts.CouponScanned, facts.ProduceAdded, facts.ProducePicked,
            facts.OneMore)  # fmt: skip
TO_THE_LANE = (facts.LineRemoved, facts.QuantitySaid, facts.ItemIsIn, facts.PutBack, facts.PartLeft, facts.Explained,
               facts.BagDeclared, facts.MemberKnown, facts.ProduceDropped, facts.Named)  # fmt: skip

UNDOABLE = (facts.LineRemoved, facts.QuantitySaid, facts.ItemIsIn, facts.PutBack, facts.BagDeclared, facts.PartLeft,
            facts.Explained, facts.OneMore, facts.ProduceAdded, facts.WeightTrusted, facts.Named)  # fmt: skip
SHOPS = ("shopping", "find_lane")
MOST_SINCE = 64


def _touched(trip: Trip) -> tuple[object, ...]:
    """What a touch may change."""
    return trip.lines, trip.changes, trip.leaving, trip.doubt, trip.produce, trip.bagging


def _undone(trip: Trip, fact: facts.TouchUndone) -> Trip:
    """As if the last touch had not been. A question that it raised goes at any time."""
    last = trip.touch
    if last is None or fact.at - last.at > UNDO_S:
        return replace(trip, now=fact.at, doubt=None, touch=None)
    return replace(reduce(apply, last.since, last.before), now=fact.at, doubt=None)


HANDLERS: Mapping[type[Fact], Callable[[Trip, Any], Trip]] = {
    facts.TripStarted: course.trip_started,
    facts.LanguageChosen: course.language_chosen,
    facts.MemberKnown: course.member_known,
    facts.BudgetSet: course.budget_set,
    facts.ItemScanned: shopping.item_scanned,
    facts.CodeRefused: shopping.code_refused,
    facts.CouponScanned: coupons.coupon_scanned,
    facts.PriceOverridden: shelfprices.price_overridden,
    facts.WeightChanged: naming.weight_changed,
    facts.ItemSeen: naming.item_seen,
    facts.Named: naming.named,
    facts.ProducePicked: shopping.produce_picked,
    facts.ProduceAdded: shopping.produce_added,
    facts.ProduceDropped: shopping.produce_dropped,
    facts.BagDeclared: shopping.bag_declared,
    facts.BagDone: shopping.bag_done,
    facts.LineRemoved: word.line_removed,
    facts.PartLeft: word.part_left,
    facts.Explained: word.explained,
    facts.OneMore: shopping.one_more_wanted,
    facts.QuantitySaid: shopping.quantity_said,
    facts.ItemIsIn: shopping.item_is_in,
    facts.PutBack: shopping.put_back,
    facts.NoticeSeen: shopping.notice_seen,
    facts.HelpAsked: calls.help_asked,
    facts.HelpAnswered: calls.help_answered,
    facts.HelpEnded: calls.help_ended,
    facts.LeftAsked: left.left_asked,
    facts.StillHere: left.still_here,
    facts.StaffCame: course.staff_came,
    facts.StaffLeft: course.staff_left,
    facts.WeightTrusted: course.weight_trusted,
    facts.CheckoutAsked: course.checkout_asked,
    facts.ShoppingResumed: course.shopping_resumed,
    facts.HandedOver: course.handed_over,
    facts.LaneAnswered: course.lane_answered,
    facts.Paid: course.paid,
    facts.TripEnded: course.trip_ended,
    facts.DeviceFailed: gap.device_failed,
    facts.DeviceBack: gap.device_back,
    facts.CartRestarted: gap.cart_restarted,
    facts.LevelSeen: gap.level_seen,
    facts.StoreSeen: course.store_seen,
    facts.TouchUndone: _undone,
    facts.Ticked: course.ticked,
}


def apply(trip: Trip, fact: Fact) -> Trip:
    """The trip after a fact. Pure: no clock, no file, no chance. Stale facts and those out of place change nothing.

    A touch can be taken back for a while: what came since is applied again to the trip before it.
    """
    if not _belongs(trip, fact):
        return trip
    after = _handled(trip, fact)
    if isinstance(fact, UNDOABLE) and _touched(after) != _touched(trip):
        return replace(after, touch=LastTouch(fact.at, replace(trip, touch=None)))
    return _since(after, fact) if trip.touch and after.touch else after


def _since(trip: Trip, fact: Fact) -> Trip:
    """One more fact since the last touch; after UNDO_S, or too many, that stays."""
    last = trip.touch
    if last is None or fact.at - last.at > UNDO_S or len(last.since) >= MOST_SINCE or trip.phase not in SHOPS:
        return replace(trip, touch=None)
    return trip if isinstance(fact, facts.Ticked) else replace(trip, touch=replace(last, since=(*last.since, fact)))


def _handled(trip: Trip, fact: Fact) -> Trip:
    """Who scans on the way to the lane goes on shopping."""
    moved = replace(trip, now=fact.at) if fact.trip else trip
    if trip.phase == "find_lane" and isinstance(fact, SHOPPING):
        moved = replace(moved, phase="shopping", asked_at=0.0)
    return left.stirred(HANDLERS[type(fact)](moved, fact), fact)


def _belongs(trip: Trip, fact: Fact) -> bool:
    if trip.number == 0 or isinstance(fact, facts.TripStarted):
        return isinstance(fact, BETWEEN_TRIPS)
    if fact.trip != trip.number:
        return fact.trip == 0 and isinstance(fact, facts.DeviceFailed | facts.DeviceBack | facts.StoreSeen)
    if trip.phase == "thanks" and isinstance(fact, facts.WeightChanged):
        return False
    return trip.phase in ("shopping", "find_lane") or not isinstance(fact, SHOPPING + TO_THE_LANE)
