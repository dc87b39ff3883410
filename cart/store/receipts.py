"""The receipt page of a session: the lines, savings and total that the cart showed, computed again from its facts."""

from decimal import Decimal

from cart.handover.basket import Outcome
from cart.handover.money import money
from cart.store.records import Session
from cart.store.salebook import Settlement
from cart.trip.view import LineView

G_PER_LB = Decimal("453.59237")
"""The international pound (1959), exactly."""

WORDS = {
    "en": {
        "receipt": "Receipt", "lane": "Lane", "total": "Total", "tax": "Tax", "tax_in": "Tax (included)",
        "deposit": "Deposit", "coupons": "Coupons", "rounding": "Rounding", "saved": "You saved", "paid": "Paid",
        "card": "card", "cash": "cash", "unpaid": "Not paid yet.", "each": "a piece",
    },
    "es": {
        "receipt": "Recibo", "lane": "Caja", "total": "Total", "tax": "Impuestos", "tax_in": "Impuestos (incluidos)",
        "deposit": "Depósito", "coupons": "Cupones", "rounding": "Redondeo", "saved": "Ha ahorrado", "paid": "Pagado",
        "card": "tarjeta", "cash": "efectivo", "unpaid": "Aún no está pagado.", "each": "por pieza",
    },
}  # fmt: skip


def values(session: Session, outcome: Outcome, paid: Settlement | None) -> dict[str, object]:
    """What the template shows."""
    view, receipt = outcome.view, outcome.receipt
    language = view.language if view.language in WORDS else "en"
    speak = Speaker(session.currency, language)
    return {
        "language": language, "words": speak.words, "paid": paid, "sums": speak.sums(outcome),
        "lines": [speak.line(row) for row in reversed(view.lines)], "due": speak.money(receipt.due),
        "saved": speak.money(receipt.total_savings) if receipt.total_savings else "",
        "paid_amount": speak.money(paid.cents) if paid else "",
    }  # fmt: skip


class Speaker:
    """Amounts and words in one language."""

    def __init__(self, currency: str, language: str) -> None:
        self._currency, self._language = currency, language
        self.words = WORDS[language]

    def money(self, cents: int) -> str:
        """An amount."""
        return money(cents, self._currency, self._language)

    def line(self, row: LineView) -> dict[str, object]:
        """A row of the receipt."""
        savings = [{"words": saving.words, "amount": self.money(saving.cents)} for saving in row.savings]
        was = self.money(row.regular_cents) if row.regular_cents != row.net_cents else ""
        return {"name": row.name, "amount": self.amount(row), "savings": savings, "was": was,
                "net": self.money(row.net_cents)}  # fmt: skip

    def amount(self, row: LineView) -> str:
        """How many at which price, or how much: "3 × $1.99", "0.742 kg × $2.99/kg", "1.64 lb × $1.36/lb"."""
        price = self.money(row.unit_price_cents)
        each = f" {self.words['each']}" if row.per == "ea" else f"/{row.per}"
        per = f"{self.money(row.per_cents)}{each}" if row.per_cents else ""
        if row.net_g is not None:
            return f"{mass(row.net_g, row.unit)} × {price}/{row.unit}"
        return " · ".join(filter(None, (f"{row.quantity} × {price}" if row.quantity > 1 else "", per)))

    def sums(self, outcome: Outcome) -> list[tuple[str, str]]:
        """The rows above the total."""
        receipt, tax = outcome.receipt, "tax_in" if outcome.view.totals.tax_included else "tax"
        rows = [(one.words, -one.cents) for one in outcome.view.totals.across]
        rows += [(f"{self.words[tax]} {rate}", cents) for rate, cents in receipt.tax]
        rows += [(self.words["deposit"], receipt.deposit), (self.words["coupons"], -receipt.mfr_savings)]
        rows += [(self.words["rounding"], receipt.rounding)]
        return [(name, self.money(cents)) for name, cents in rows if cents]


def mass(grams: int, unit: str) -> str:
    """A weight in the unit that prices it: "0.742 kg", "1.64 lb"."""
    if unit == "lb":
        return f"{Decimal(grams) / G_PER_LB:.2f} lb"
    return f"{Decimal(grams) / 1000:.3f} kg"
