"""Start, people, devices and the exit: the facts that do not touch lines."""

from dataclasses import replace
from functools import reduce

from cart.facts import (
    BudgetSet,
    CheckoutAsked,
    HandedOver,
    LaneAnswered,
    LanguageChosen,
    MemberKnown,
    Paid,
    ShoppingResumed,
    StaffCame,
    StaffLeft,
    StoreSeen,
    Ticked,
    TripEnded,
    TripStarted,
    WeightTrusted,
)
from cart.trip.calls import called, ended
from cart.trip.checks import answered
from cart.trip.moves import settle
from cart.trip.shopping import accept_light
from cart.trip.state import Trip
from cart.trip.weights import explain

TO_THE_LANE = ("shopping", "find_lane")


def trip_started(trip: Trip, fact: TripStarted) -> Trip:
    """A new trip; only what is known of the devices and the store stays."""
    return Trip(
        number=fact.trip, sid=fact.sid, wall=fact.wall, cart=fact.cart, language=fact.language, terms=fact.terms,
        phase="shopping", devices=trip.devices, whys=trip.whys, online=trip.online, now=fact.at,
        unweighed=not trip.weighing, certified=fact.certified,
        own_most=fact.own_most, own_g=fact.own_g,
    )  # fmt: skip


def language_chosen(trip: Trip, fact: LanguageChosen) -> Trip:
    """All words from now on."""
    return replace(trip, language=fact.language)


def member_known(trip: Trip, fact: MemberKnown) -> Trip:
    """Member prices and offers from now on, for earlier lines too; a second card takes no tier away."""
    return replace(trip, member=fact.member, tiers=tuple(dict.fromkeys((*trip.tiers, *fact.tiers))))


def budget_set(trip: Trip, fact: BudgetSet) -> Trip:
    """0 takes the budget away."""
    return replace(trip, budget_cents=max(0, fact.cents))


def staff_came(trip: Trip, fact: StaffCame) -> Trip:
    """The staff screen opens and the call ends; the lane is told that somebody was there."""
    return replace(ended(trip), staff=fact.staff).noting("staff_came", 0)


def staff_left(trip: Trip, _: StaffLeft) -> Trip:
    """Back to where the shopper was."""
    return replace(trip, staff="")


def weight_trusted(trip: Trip, _: WeightTrusted) -> Trip:
    """Staff looked: the difference is settled."""
    trip = reduce(lambda now, change: now.noting("settled_by_staff", change.mg), trip.open_changes, trip)
    return settle(trip, "settled")


def checkout_asked(trip: Trip, _: CheckoutAsked) -> Trip:
    """To the lane, from shopping only; an empty basket stays where it is."""
    if trip.phase != "shopping":
        return trip
    ready = _ready(trip)
    return replace(ready, phase="find_lane", asked_at=trip.now) if ready.placed else accept_light(trip)


def _ready(trip: Trip) -> Trip:
    """Who goes to the lane weighs no produce and puts no own things in: what is open then is looked at, and asked."""
    return explain(replace(accept_light(trip), produce=None, bagging=False))


def shopping_resumed(trip: Trip, _: ShoppingResumed) -> Trip:
    """Back to shopping; a lane once named stays the only one that may sell the trip, and looks at the age again."""
    if trip.phase not in ("find_lane", "at_lane"):
        return trip
    return explain(replace(trip, phase="shopping", age_seen=0, asked_at=0.0))


def handed_over(trip: Trip, fact: HandedOver) -> Trip:
    """Bound to this lane; another one may take over only while staff is there. Nothing to pay is not handed over."""
    trip = _ready(trip) if trip.phase in TO_THE_LANE else trip
    if trip.phase == "thanks" or not trip.placed or (trip.lane not in ("", fact.lane) and not trip.staff):
        return trip
    return replace(trip, phase="at_lane", lane=fact.lane, handed_at=fact.at, asked_at=trip.asked_at or fact.at)


def paid(trip: Trip, fact: Paid) -> Trip:
    """Thank you, where the basket is what was paid for: who has gone on shopping since needs a person."""
    if trip.phase == "thanks":
        return trip
    if trip.phase != "at_lane":
        return called(trip, fact, "paid")
    return replace(answered(trip, fact.answers), phase="thanks", paid=fact.receipt)


def lane_answered(trip: Trip, fact: LaneAnswered) -> Trip:
    """What the lane's people saw counts where the trip is theirs."""
    return answered(trip, fact.answers) if (trip.phase, trip.lane) == ("at_lane", fact.lane) else trip


def trip_ended(trip: Trip, _: TripEnded) -> Trip:
    """Everything of the trip is forgotten."""
    return Trip(devices=trip.devices, whys=trip.whys, online=trip.online, language=trip.language)


def store_seen(trip: Trip, fact: StoreSeen) -> Trip:
    """For the little sign at the top."""
    return replace(trip, online=fact.online)


def ticked(trip: Trip, _: Ticked) -> Trip:
    """Only `now` moves."""
    return trip
