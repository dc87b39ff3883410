"""The session: the only place where a fact changes a trip."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from cart import facts
from cart.facts import Fact
from cart.trip import course, shopping, weights
from cart.trip.state import Trip

BETWEEN_TRIPS = (facts.TripStarted, facts.DeviceFailed, facts.DeviceBack, facts.StoreSeen, facts.LanguageChosen,
                 facts.StaffCame, facts.StaffLeft, facts.HelpAsked, facts.HelpEnded)  # fmt: skip
SHOPPING = (facts.ItemScanned, facts.CodeRefused, facts.CouponScanned, facts.ProduceAdded, facts.ProducePicked)
TO_THE_LANE = (facts.WeightChanged, facts.LineRemoved, facts.QuantitySaid, facts.ItemIsIn, facts.PutBack,
               facts.BagDeclared, facts.MemberKnown, facts.ProduceDropped)  # fmt: skip

HANDLERS: Mapping[type[Fact], Callable[[Trip, Any], Trip]] = {
    facts.TripStarted: course.trip_started,
    facts.LanguageChosen: course.language_chosen,
    facts.MemberKnown: course.member_known,
    facts.BudgetSet: course.budget_set,
    facts.ItemScanned: shopping.item_scanned,
    facts.CodeRefused: shopping.code_refused,
    facts.CouponScanned: shopping.coupon_scanned,
    facts.WeightChanged: weights.weight_changed,
    facts.ProducePicked: shopping.produce_picked,
    facts.ProduceAdded: shopping.produce_added,
    facts.ProduceDropped: shopping.produce_dropped,
    facts.BagDeclared: shopping.bag_declared,
    facts.BagDone: shopping.bag_done,
    facts.LineRemoved: shopping.line_removed,
    facts.QuantitySaid: shopping.quantity_said,
    facts.ItemIsIn: shopping.item_is_in,
    facts.PutBack: shopping.put_back,
    facts.NoticeSeen: shopping.notice_seen,
    facts.HelpAsked: course.help_asked,
    facts.HelpEnded: course.help_ended,
    facts.StaffCame: course.staff_came,
    facts.StaffLeft: course.staff_left,
    facts.WeightTrusted: course.weight_trusted,
    facts.CheckoutAsked: course.checkout_asked,
    facts.ShoppingResumed: course.shopping_resumed,
    facts.HandedOver: course.handed_over,
    facts.LaneAnswered: course.lane_answered,
    facts.Paid: course.paid,
    facts.TripEnded: course.trip_ended,
    facts.DeviceFailed: course.device_failed,
    facts.DeviceBack: course.device_back,
    facts.CartRestarted: course.cart_restarted,
    facts.StoreSeen: course.store_seen,
    facts.Ticked: course.ticked,
}


def apply(trip: Trip, fact: Fact) -> Trip:
    """The trip after a fact. Pure: no clock, no file, no chance. Stale facts and those out of place change nothing.

    Who scans on the way to the lane goes on shopping.
    """
    if not _belongs(trip, fact):
        return trip
    moved = replace(trip, now=fact.at) if fact.trip else trip
    if trip.phase == "find_lane" and isinstance(fact, SHOPPING):
        moved = replace(moved, phase="shopping")
    return HANDLERS[type(fact)](moved, fact)


def _belongs(trip: Trip, fact: Fact) -> bool:
    if trip.number == 0 or isinstance(fact, facts.TripStarted):
        return isinstance(fact, BETWEEN_TRIPS)
    if fact.trip != trip.number:
        return fact.trip == 0 and isinstance(fact, facts.DeviceFailed | facts.DeviceBack | facts.StoreSeen)
    return trip.phase in ("shopping", "find_lane") or not isinstance(fact, SHOPPING + TO_THE_LANE)
