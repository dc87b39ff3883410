"""Whether a trip bears out what a lane says of it. Pure: signed facts on one side, a lane's word on the other.

A lane's word alone is never "paid": the trip must be this lane's (handed over to it by the cart, or claimed by it), end
where the lane sold it, and come to no more than the lane took.
"""

from cart.handover.basket import Outcome
from cart.handover.money import money
from cart.store.records import Session
from cart.store.salebook import Settlement, Verdict

LANE, BASKET, CURRENCY, LESS, TWICE = "lane", "basket", "currency", "less", "twice"


def judged(session: Session, sale: Settlement, sold: Outcome) -> Verdict:
    """What the trip says to the sale. `sold`: what it comes to after the lane's answers."""
    receipt = sold.receipt
    due = receipt.cash_due if sale.tender == "cash" else receipt.due
    unanswered = " ".join(check.key for check in sold.view.checks)
    return Verdict(due, unanswered, _lacking(session, sale, due))


def _lacking(session: Session, sale: Settlement, due: int) -> str:
    if sale.head != session.head:
        return BASKET
    if sale.lane != (session.lane or session.claimed_by):
        return LANE
    if sale.currency != session.currency:
        return CURRENCY
    return LESS if sale.cents < due else ""


def words(session: Session, sale: Settlement, verdict: Verdict) -> str:
    """What is lacking, for people at the lane and for staff."""
    due = money(verdict.due, session.currency)
    return {
        "": "",
        LANE: f"the cart was handed to {_lane(session)}, not to lane {sale.lane}",
        BASKET: "for another basket than the cart has brought",
        CURRENCY: f"in {sale.currency}, and {due} were due",
        LESS: f"not what was due: {due}",
        TWICE: "it was paid before",
    }[verdict.lacking]


def _lane(session: Session) -> str:
    lane = session.lane or session.claimed_by
    return f"lane {lane}" if lane else "no lane"
