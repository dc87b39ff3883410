"""What a lane is about to sell: the same lines and the same total as on the cart, from either form of its code."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from cart.errors import TokenError
from cart.facts import Fact, LaneAnswer, LaneAnswered
from cart.handover.basket import Outcome, reasons
from cart.handover.token import LaneToken, Watch
from cart.trip.checks import in_force, settled
from cart.trip.view import Check, LineView


@dataclass(frozen=True)
class SaleLine:
    """One row: pieces (`quantity`), or net `grams` of a weighed piece; `net` in cents. `key`: the cart's line."""

    name: str
    quantity: int
    grams: int
    net: int
    key: str = ""


@dataclass(frozen=True)
class Sale:
    """A verified session at this lane, not yet paid. Money in cents; `known`: the store has it and agrees.

    `watch` is what a person at the lane looks at. `questions` are all that must be answered before money, `open` those
    that are not; `answers` those in force. `stop`: why it cannot be sold as it is ("" when it can). `open_cents`: how
    much less could be due at the most, where the lowest total is not proven (and a store says so).
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
    questions: tuple[Check, ...] = ()
    open: tuple[Check, ...] = ()
    answers: tuple[LaneAnswer, ...] = ()
    stop: str = ""
    open_cents: int = 0


@dataclass(frozen=True)
class Doubts:
    """What the store says of a session before money. `stop`: why it is not to be sold as the cart has it, in words (""
    where it may); `suspect`: the cart has had other prices than the store's before, and nobody looked at it yet.
    """

    stop: str = ""
    suspect: bool = False


NO_DOUBTS = Doubts()
NOT_PROVEN = "Might be less, by at most"
SUSPECT, SUSPECT_TRUST = "cart_suspect:1", 70
NOTHING_LEFT = "Nothing is left to sell. Keep what was refused here; on the cart touch Keep shopping, or end the trip."
REFUSED_ALONE = (
    "The store does not answer, and the new total is the cart's to work out. On the cart touch Keep shopping, \
take it out of the basket, and come back with the new code."
)
DIFFERS_ALONE = (
    "The store does not answer, and the new total is the cart's to work out. On the cart touch Keep shopping, \
take the produce out and come back with the new code; sell it on this till, or waive the weighing."
)


def said_at(facts: Iterable[Fact], lane: str, answers: Iterable[LaneAnswer]) -> tuple[Fact, ...]:
    """A session's facts, and after them what was said at the lane: one function replays both."""
    told, given = tuple(facts), tuple(answers)
    if not told or not given:
        return told
    return (*told, LaneAnswered(at=told[-1].at, trip=told[-1].trip, lane=lane, answers=given))


def agreeing(token: LaneToken, outcome: Outcome) -> Outcome:
    """The session as the cart handed it over. Raises TokenError where the cart's code says another total."""
    view, receipt = outcome.view, outcome.receipt
    if (view.sid, view.lane, receipt.due) != (token.sid, token.lane, token.due):
        raise TokenError("The cart's code and its session do not agree. Call staff: count the basket at the till.")
    return outcome


def from_facts(token: LaneToken, handed: Outcome, looked: Outcome, answers: tuple[LaneAnswer, ...]) -> Sale:
    """The sale of a session that the store gave: as it was `handed` over, and as it is after the `answers`."""
    view, receipt, first = looked.view, looked.receipt, handed.view
    rows = tuple(map(_row, reversed(view.lines)))
    tax = sum(cents for _, cents in receipt.tax)
    return Sale(
        token.sid, token.cart, token.head, view.currency, rows, tax, receipt.deposit, receipt.total_savings,
        _watch(token.watch, handed), receipt.due, receipt.cash_due, True,
        first.checks, view.checks, in_force(answers), "" if rows else NOTHING_LEFT, receipt.open_cents,
    )  # fmt: skip


def doubted(found: Sale, doubts: Doubts) -> Sale:
    """The sale with what the store says of it."""
    watch = found.watch
    if doubts.suspect:
        watch = replace(watch, trust=min(watch.trust, SUSPECT_TRUST), reasons=(*watch.reasons, SUSPECT))
    return replace(found, watch=watch, stop=doubts.stop or found.stop)


def _watch(code: Watch, handed: Outcome) -> Watch:
    """As the session says; the cart's code may know of something that went in after it was handed over."""
    view = handed.view
    if code.trust < view.trust:
        return Watch(handed.receipt.age_required, code.trust, code.reasons, grams=code.grams)
    return Watch(handed.receipt.age_required, view.trust, reasons(view), grams=view.grams)


def from_code(token: LaneToken, answers: tuple[LaneAnswer, ...] = ()) -> Sale:
    """The sale that the code itself carries. Raises TokenError for a reference form.

    An answer that changes nothing is enough here; one that changes the total needs who can work it out: the store's
    copy of the session, or the cart.
    """
    if token.lines is None or token.sums is None:
        raise TokenError("The store does not answer and this code holds no lines. Let the cart show the whole basket.")
    rows = tuple(SaleLine(line.key, line.quantity, line.grams, line.net) for line in token.lines)
    tax, given, questions = sum(cents for _, cents in token.sums.tax), in_force(answers), _questions(token.watch)
    return Sale(
        token.sid, token.cart, token.head, token.currency, rows, tax, token.sums.deposit, 0, token.watch, token.due,
        token.sums.cash_due, False, questions, tuple(one for one in questions if not settled(one, given)), given,
        next((words for one in given if (words := _beyond(one, questions))), ""), token.sums.open_cents,
    )  # fmt: skip


def _questions(watch: Watch) -> tuple[Check, ...]:
    """An older cart's code names an age and no checks: then the age is the one."""
    return watch.checks or ((Check(f"age:{watch.age}", (), watch.age),) if watch.age else ())


def _beyond(answer: LaneAnswer, checks: Iterable[Check]) -> str:
    """Why a lane alone cannot sell after this answer; "" where it changes no line."""
    if answer.said == "refused":
        return REFUSED_ALONE
    asked = next((check for check in checks if check.key == answer.check), None)
    if answer.said == "weighed" and asked and answer.gross_g != asked.net_g + asked.tare_g:
        return DIFFERS_ALONE
    return ""


def named(sale: Sale, names: dict[str, str]) -> Sale:
    """The sale with product names where `names` has them, by GTIN-14 or "PLU" + number."""

    def told(checks: tuple[Check, ...]) -> tuple[Check, ...]:
        return tuple(replace(one, names=tuple(names.get(key, key) for key in one.names)) for one in checks)

    lines = tuple(replace(line, name=names.get(line.name, line.name)) for line in sale.lines)
    return replace(sale, lines=lines, questions=told(sale.questions), open=told(sale.open))


def _row(row: LineView) -> SaleLine:
    return SaleLine(row.name, 0 if row.net_g is not None else row.quantity, row.net_g or 0, row.net_cents, row.lines[0])
