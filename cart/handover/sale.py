"""What a lane is about to sell: the same lines and the same total as on the cart, from either form of its code."""

from dataclasses import dataclass, replace

from cart.errors import TokenError
from cart.handover.basket import Outcome
from cart.handover.token import LaneToken, Watch
from cart.trip.view import LineView


@dataclass(frozen=True)
class SaleLine:
    """One row: pieces (`quantity`), or net `grams` of a weighed piece; `net` in cents."""

    name: str
    quantity: int
    grams: int
    net: int


@dataclass(frozen=True)
class Sale:
    """A verified session at this lane, not yet paid. Money in cents; `known`: the store has it and agrees.

    `watch` is what a person at the lane looks at: an age, and what weight could not tell.
    """

    sid: str
    cart: str
    head: bytes
    currency: str
    lines: tuple[SaleLine, ...]
    tax: int
    deposit: int
    saved: int
    watch: Watch
    due: int
    cash_due: int
    known: bool


def from_facts(token: LaneToken, outcome: Outcome) -> Sale:
    """The sale of a session that the store gave. Raises TokenError where the cart's code says another total."""
    view, receipt = outcome.view, outcome.receipt
    if (view.sid, view.lane, receipt.due) != (token.sid, token.lane, token.due):
        raise TokenError("The cart's code and its session do not agree. Call staff: count the basket at the till.")
    rows = tuple(map(_row, reversed(view.lines)))
    tax = sum(cents for _, cents in receipt.tax)
    return Sale(
        token.sid, token.cart, token.head, view.currency, rows, tax, receipt.deposit, receipt.total_savings,
        Watch(receipt.age_required, view.trust, view.trust_reasons), receipt.due, receipt.cash_due, known=True,
    )  # fmt: skip


def from_code(token: LaneToken) -> Sale:
    """The sale that the code itself carries. Raises TokenError for a reference form."""
    if token.lines is None or token.sums is None:
        raise TokenError("The store does not answer and this code holds no lines. Let the cart show the whole basket.")
    rows = tuple(SaleLine(line.key, line.quantity, line.grams, line.net) for line in token.lines)
    tax = sum(cents for _, cents in token.sums.tax)
    return Sale(
        token.sid, token.cart, token.head, token.currency, rows, tax, token.sums.deposit, 0, token.watch, token.due,
        token.sums.cash_due, known=False,
    )  # fmt: skip


def named(sale: Sale, names: dict[str, str]) -> Sale:
    """The sale with product names where `names` has them, by GTIN-14 or "PLU" + number."""
    return replace(sale, lines=tuple(replace(line, name=names.get(line.name, line.name)) for line in sale.lines))


def _row(row: LineView) -> SaleLine:
    return SaleLine(row.name, 0 if row.net_g is not None else row.quantity, row.net_g or 0, row.net_cents)
