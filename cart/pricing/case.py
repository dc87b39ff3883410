"""Pricing cases (schema "cart-pricing-case/1"): a table to a basket (results.py: back again)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cart.errors import BadInput
from cart.pricing.byweight import by_weight
from cart.pricing.model import Basket, BasketLine, Context, PricedProduct, Rules
from cart.pricing.offers import Offer, sift_offers
from cart.pricing.rules import parse_rules
from cart.tables import parse

SCHEMA = "cart-pricing-case/1"


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
