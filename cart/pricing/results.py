"""Pricing cases answered: a receipt to the fields of `expected`, with every application explained."""

from dataclasses import replace
from typing import Any

from cart.pricing.case import Case
from cart.pricing.engine import Pricer
from cart.pricing.model import Basket, PricedLine, Receipt
from cart.pricing.words import Speech

FIELDS = (
    "regular_total",
    "net_total",
    "offer_savings",
    "mfr_savings",
    "total_savings",
    "deposit",
    "due",
    "cash_due",
    "points",
    "age_required",
)


def answer(case: Case, speech: Speech | None = None) -> dict[str, Any]:
    """The case's results: every field of `expected`, `prefix_due`, the applications and whether they are proven."""
    pricer = Pricer(case.offers, case.rules, speech)
    receipt = pricer.price(case.basket, case.context)
    dues = [pricer.due(_prefix(case.basket, k), case.context) for k in range(1, len(case.basket.lines))]
    prefixes = [*dues, receipt.due] if case.basket.lines else []
    return {"id": case.id} | result_of(receipt) | {"prefix_due": prefixes, "refused_offers": list(case.problems)}


def _prefix(basket: Basket, count: int) -> Basket:
    return replace(basket, lines=basket.lines[:count])


def result_of(receipt: Receipt) -> dict[str, Any]:
    """The receipt's figures under the names of `expected`."""
    figures = {field: getattr(receipt, field) for field in FIELDS}
    figures |= {"vouchers": {one.offer: one.cents for one in receipt.vouchers}, "eligible": dict(receipt.eligible)}
    explained = {"applications": applications(receipt), "lines": [line_of(line) for line in receipt.lines]}
    return figures | {"tax": dict(receipt.tax), "proven": receipt.proven, "open_cents": receipt.open_cents} | explained


def line_of(line: PricedLine) -> dict[str, Any]:
    """A line explained: what it costs by the shelf, what it comes to, and each saving with its words."""
    savings = [{"offer": s.offer, "words": s.words, "cents": s.cents} for s in line.savings]
    figures = {"regular": line.regular, "net": line.net, "deposit": line.deposit, "tax": line.tax, "qty": line.qty}
    return {"id": line.id, "product": line.product} | figures | {"unit_price": line.unit_price, "savings": savings}


def applications(receipt: Receipt) -> dict[str, list[dict[str, Any]]]:
    """The applications by stage, in the form of the cases' `witness`."""
    staged: dict[str, list[dict[str, Any]]] = {"item": [], "basket": [], "mfr": []}
    for use in receipt.applications:
        row: dict[str, Any] = {"offer": use.offer, "saving": use.saving}
        if use.stage == "item":
            row["units"] = [list(unit) for unit in use.takes]
        staged[use.stage].append(row)
    return staged
