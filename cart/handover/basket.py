"""From a trip's picture to the code on the cart's screen: the whole basket where it fits, else a reference to it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Protocol

from nacl.signing import SigningKey

from cart.errors import TokenError
from cart.handover import token as tokens
from cart.handover.token import LaneToken, Sums, TokenLine, Watch
from cart.pricing.model import Receipt
from cart.trip.prompts import HelpComing
from cart.trip.view import Check, LineView, View


class Outcome(Protocol):
    """What a replayed trip comes to: the screens' picture, and the priced receipt."""

    @property
    def view(self) -> View:
        """The picture."""
        ...

    @property
    def receipt(self) -> Receipt:
        """The prices."""
        ...


@dataclass(frozen=True)
class Signer:
    """Who signs: the cart's id and its private key."""

    cart: str
    key: SigningKey


def lane_code(outcome: Outcome, head: bytes, signer: Signer, expires: int, *, whole: bool = True) -> str:
    """The text of the code for the lane that the trip was handed to. `head` is the session's hash chain's.

    With `whole` the lines go in too, where they fit (about 60); a lane without the store then needs nothing else.
    """
    view, receipt = outcome.view, outcome.receipt
    watch = Watch(receipt.age_required, view.trust, reasons(view), grams=view.grams)
    plain = LaneToken(view.sid, signer.cart, view.lane, head, receipt.due, view.currency, expires, watch)
    if whole:
        try:
            return tokens.make(with_lines(plain, outcome), signer.key)
        except TokenError:
            pass
    return tokens.make(plain, signer.key)


def reasons(view: View) -> tuple[str, ...]:
    """Why the lane should look: what weight could not tell, and a call for a person that nobody came to."""
    called = isinstance(view.prompt, HelpComing) and view.prompt.answer != "coming"
    return (*view.trust_reasons, "call_open:1") if called else view.trust_reasons


def with_lines(token: LaneToken, outcome: Outcome) -> LaneToken:
    """The whole form of a token."""
    receipt, rows = outcome.receipt, tuple(reversed(outcome.view.lines))
    sums = Sums(receipt.tax, receipt.deposit, receipt.cash_due, receipt.open_cents)
    watch = replace(token.watch, checks=tuple(_by_key(check, rows) for check in outcome.view.checks))
    return replace(token, lines=tuple(map(_line, rows)), sums=sums, watch=watch)


def _by_key(check: Check, rows: Iterable[LineView]) -> Check:
    """The check with the lines' keys in place of names: the code holds numbers."""
    if check.kind == "age":
        return replace(check, names=tuple(row.product for row in rows if row.min_age == check.age))
    return replace(check, names=tuple(row.product for row in rows if check.key == f"weight:{row.lines[0]}"))


def _line(row: LineView) -> TokenLine:
    if row.net_g is not None:
        return TokenLine(row.product, grams=row.net_g, net=row.net_cents)
    return TokenLine(row.product, quantity=row.quantity, net=row.net_cents)
