"""The catalog's products as naming knows them: what they weigh, and whether they are loose."""

from collections.abc import Iterable

from cart.catalog.product import Product
from cart.naming.evidence import Good
from cart.naming.weight import Mass

TAUGHT = "taught.npz"
"""The file of what was taught, beside a store's catalog (drivers.naming.taughtfile)."""
SPREAD = 0.015
"""Of the mean, where nobody has counted: as the trip takes it (cart.trip.verify.SPREAD_OF_MEAN)."""
LEAST_G = 1.0
ANY_PIECE = Mass(160.0, 60.0, loose=True)
"""Loose produce whose piece nobody weighed: a handful of grapes to a melon, by one to eight such pieces. Assumed."""


def goods_of(products: Iterable[Product]) -> tuple[Good, ...]:
    """Each product with the weight of a piece; what rides outside the basket goes into no basket."""
    return tuple(Good(one.id, one.name, mass_of(one)) for one in products if one.weighed_in_basket)


def mass_of(product: Product) -> Mass:
    """What one piece weighs and its spread, grams."""
    loose = product.plu is not None
    if product.mass_mg is None:
        return ANY_PIECE if loose else Mass(None)
    spread = (product.mass_sd_mg or product.mass_mg * SPREAD) / 1000
    return Mass(product.mass_mg / 1000, max(LEAST_G, spread), loose)
