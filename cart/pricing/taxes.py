"""Which taxes a unit bears: those of its product's tax class, less what the rules leave free of tax.

Units that bear the same taxes are one group for the basket offers' shares, named by its taxes in ascending order.
"""

from cart.pricing.gates import runs_at
from cart.pricing.model import Context, PricedProduct, Rules, TaxFree

BETWEEN = "\x1f"
NONE = BETWEEN
"""The group that bears no tax at all: no tax is named like this, and no group is named ""."""


def group_of(name: str, product: PricedProduct, base: int, rules: Rules, context: Context) -> str:
    """The name of the group of units of `base` cents each."""
    if not rules.taxes and not rules.tax_free:
        return product.tax
    taxes = set(rules.taxes.get(product.tax, (product.tax,)))
    for free in rules.tax_free:
        if _applies(free, name, product, base, context):
            taxes -= set(free.taxes or taxes)
    return BETWEEN.join(sorted(taxes)) or NONE


def taxes_of(group: str) -> tuple[str, ...]:
    """The taxes of a group."""
    return tuple([tax for tax in group.split(BETWEEN) if tax])


def added(group: str, rules: Rules) -> int:
    """The basis points that are added to a group's prices."""
    return sum([rules.tax_rates[tax] for tax in taxes_of(group)]) if rules.tax_mode == "exclusive" else 0


def _applies(free: TaxFree, name: str, product: PricedProduct, base: int, context: Context) -> bool:
    return (
        (free.up_to is None or base <= free.up_to)
        and (free.customer_tiers is None or not set(free.customer_tiers).isdisjoint(context.tiers))
        and (free.tenders is None or context.tender in free.tenders)
        and (free.valid is None or runs_at(free.valid, context.now))
        and free.match.hits(name, product)
    )
