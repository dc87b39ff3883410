"""Pricing cases (schema "cart-pricing-case/1"): a table to a basket, a receipt to the fields of `expected`."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from cart.errors import BadInput
from cart.pricing.byweight import by_weight
from cart.pricing.engine import Pricer
from cart.pricing.model import Basket, BasketLine, Context, PricedLine, PricedProduct, Receipt, Rules
from cart.pricing.offers import Offer, sift_offers
from cart.pricing.rules import parse_rules
from cart.pricing.words import Speech
from cart.tables import parse

SCHEMA = "cart-pricing-case/1"
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


@dataclass(frozen=True)
class Case:
    """One basket at one moment, with the offers that could be used; `problems` name offers that were refused."""

    id: str
    basket: Basket
    offers: tuple[Offer, ...]
    rules: Rules
    context: Context
    names: Mapping[str, str]
    problems: tuple[str, ...]


def read_case(table: Mapping[str, Any]) -> Case:
    """A case from its JSON object. Raises BadInput naming the field."""
    where = f"case {table.get('id', '?')}"
    if table.get("schema", SCHEMA) != SCHEMA:
        raise BadInput(f"{where}: schema {table['schema']!r} is not {SCHEMA!r}.")
    for field in ("context", "rules", "tax_rates", "products", "lines", "offers"):
        if field not in table:
            raise BadInput(f"{where}: the field {field!r} is missing.")
    products = {name: _product(row, f"{where}, product {name}") for name, row in table["products"].items()}
    lines = tuple(_line(row, products, where) for row in table["lines"])
    units = {name: product.unit for name, product in products.items()}
    offers, problems = sift_offers(by_weight(table["offers"], units))
    basket = Basket(lines, products, dict(table.get("coupons", {})), dict(table.get("used", {})))
    rules = parse_rules(table["rules"], table["tax_rates"])
    context = parse(Context, table["context"], f"{where}, context")
    names = {name: str(row.get("name") or name) for name, row in table["products"].items()}
    return Case(str(table.get("id", "?")), basket, offers, rules, context, names, problems)


def _product(row: Mapping[str, Any], where: str) -> PricedProduct:
    return parse(PricedProduct, {key: value for key, value in row.items() if key != "name"}, where)


def _line(row: Mapping[str, Any], products: Mapping[str, PricedProduct], where: str) -> BasketLine:
    line = parse(BasketLine, row, f"{where}, line {row.get('id', '?')}")
    if line.product is not None and line.product not in products:
        raise BadInput(f"{where}, line {line.id}: product {line.product!r} is not among the case's products.")
    return line


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
