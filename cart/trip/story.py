"""A trip told in plain English: one sentence a fact, and the receipt in 42 columns. For staff and bug reports."""

from collections.abc import Callable, Mapping
from typing import Any

from cart import facts
from cart.facts import Fact, LaneAnswer
from cart.trip.view import LineView, View

WIDTH = 42
_UNDATED = ", its date could not be read"


def money(cents: int) -> str:
    """Cents as "12.34"."""
    sign, whole = "-" if cents < 0 else "", abs(cents)
    return f"{sign}{whole // 100}.{whole % 100:02d}"


def told(answer: LaneAnswer) -> str:
    """An answer of the lane: "age:21 seen", "weight:7 weighed 1250 g"."""
    return f"{answer.check} {answer.said}" + (f" {answer.gross_g} g" if answer.gross_g else "")


def _moved(way: str, lines: tuple[str, ...]) -> str:
    return f"{way} {', '.join(lines)}" if lines else ""


SENTENCES: Mapping[type[Fact], Callable[[Any], str]] = {
    facts.TripStarted: lambda f: f"Trip {f.trip} starts on cart {f.cart} at {f.wall}.",
    facts.LanguageChosen: lambda f: f"Language: {f.language}.",
    facts.MemberKnown: lambda f: f"Member {f.member}.",
    facts.BudgetSet: lambda f: f"Budget {money(f.cents)}.",
    facts.ItemScanned: lambda f: f"Scanned {f.product.name} ({f.code.key}){_UNDATED * f.code.undated}.",
    facts.CodeRefused: lambda f: f"A code that cannot be sold ({f.why}): {f.code.text}.",
    facts.CouponScanned: lambda f: f"Coupon {f.coupon}" + (f", copy {f.serial}." if f.serial else "."),
    facts.PriceOverridden: lambda f: f"Lines {', '.join(f.lines)}: the shelf says {money(f.price_cents)}"
    + f", staff {f.staff}.",
    facts.WeightChanged: lambda f: f"{f.mg / 1000:+.1f} g (± {f.sigma_mg / 1000:.1f})"
    + (f", instead of change {f.revises}" if f.revises is not None else "") + ".",
    facts.ItemSeen: lambda f: f"Seen with change {f.change}: "
    + (", ".join(f"{one.product.name} {one.decibans:+.0f} dB" for one in f.candidates) or "nothing known")
    + (", sure." if f.sure else "."),
    facts.Named: lambda f: f"Change {f.change} is {f.quantity} of {f.product}, by a touch.",
    facts.ProducePicked: lambda f: f"Produce: {f.product.name}.",
    facts.ProduceAdded: lambda f: f"Added {f.product.name}: "
    + (f"{f.gross_g} g gross, {f.tare_g} g tare." if f.product.sold_by_weight else f"{f.quantity} pieces."),
    facts.ProduceDropped: lambda _: "Left the produce screen.",
    facts.BagDeclared: lambda _: "Own bag or things.",
    facts.BagDone: lambda _: "Own things are in.",
    facts.LineRemoved: lambda f: f"Line {f.line} taken off" + (f" by staff {f.staff}." if f.staff else "."),
    facts.QuantitySaid: lambda f: f"Line {f.line}: {f.quantity} pieces.",
    facts.ItemIsIn: lambda f: f"Line {f.line} is in the basket.",
    facts.PutBack: lambda _: "All is put back.",
    facts.PartLeft: lambda f: f"A part of line {f.line} left"
    + (f": {f.gross_g} g gross stay." if f.gross_g else "."),
    facts.Explained: lambda f: "Moved, as confirmed:" + _moved(" in", f.into) + _moved(" out", f.out)
    + (f" a part of {f.part}" if f.part else "") + ".",
    facts.OneMore: lambda f: f"One more of line {f.line}.",
    facts.TouchUndone: lambda _: "The last touch is taken back.",
    facts.LevelSeen: lambda f: f"The basket weighs {f.mg / 1000:.1f} g in all.",
    facts.NoticeSeen: lambda _: "Notice read.",
    facts.HelpAsked: lambda f: f"Help asked for{': ' + f.reason if f.reason else ''}.",
    facts.HelpAnswered: lambda f: f"The store on the call: {f.said}{' by ' + f.who if f.who else ''}.",
    facts.HelpEnded: lambda _: "Help ended.",
    facts.LeftAsked: lambda _: "Nobody has used the cart for long: it asks.",
    facts.StillHere: lambda _: "The shopper is still here.",
    facts.StaffCame: lambda f: f"Staff {f.staff} came.",
    facts.StaffLeft: lambda _: "Staff left.",
    facts.WeightTrusted: lambda f: f"Staff {f.staff} looked: the basket is as listed.",
    facts.CheckoutAsked: lambda _: "To the checkout.",
    facts.ShoppingResumed: lambda _: "Back to shopping.",
    facts.HandedOver: lambda f: f"Handed over to lane {f.lane}.",
    facts.LaneAnswered: lambda f: f"Lane {f.lane} looked: " + ", ".join(map(told, f.answers)) + ".",
    facts.Paid: lambda f: f"Paid {money(f.cents)} by {f.tender}, receipt {f.receipt}.",
    facts.TripEnded: lambda f: f"Trip ended: {f.how}.",
    facts.DeviceFailed: lambda f: f"{f.device} failed: {f.words}",
    facts.DeviceBack: lambda f: f"{f.device} is back.",
    facts.CartRestarted: lambda _: "The cart was off and is on again.",
    facts.StoreSeen: lambda f: f"Store {'reached' if f.online else 'not reached'}.",
}  # fmt: skip


def tell(fact: Fact, start: float) -> list[str]:
    """The sentence of a fact with its seconds since `start`; nothing for a tick."""
    sentence = SENTENCES.get(type(fact))
    return [f"{fact.at - start:8.2f} s  {sentence(fact)}"] if sentence else []


def receipt_lines(view: View) -> list[str]:
    """The receipt as plain text."""
    rows = [row for line in reversed(view.lines) for row in _line(line)]
    totals = view.totals
    sums = [("Tax", totals.tax_cents), ("Deposit", totals.deposit_cents)]
    shown = [_row(name, cents) for name, cents in sums if cents]
    saved = [_row("You saved", totals.saved_cents)] if totals.saved_cents else []
    return ["-" * WIDTH, *rows, "-" * WIDTH, *shown, _row(f"TOTAL {view.currency}", totals.due_cents), *saved]


def _row(name: str, cents: int) -> str:
    return f"{name[: WIDTH - 11]:<{WIDTH - 10}}{money(cents):>10}"


def _line(line: LineView) -> list[str]:
    detail = []
    if line.net_g is not None:
        detail = [f"  {line.net_g} g net x {money(line.unit_price_cents)} /{line.unit}"]
    elif line.quantity > 1:
        detail = [f"  {line.quantity} x {money(line.unit_price_cents)}"]
    savings = [f"  {saving.words}: -{money(saving.cents)}" for saving in line.savings]
    return [_row(line.name, line.net_cents), *detail, *savings]
