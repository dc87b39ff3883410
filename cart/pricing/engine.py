"""The price engine: a basket in, its lowest total out, explained and proven."""

from cart.pricing.model import Basket, Context, Receipt, Rules
from cart.pricing.offers import Offer
from cart.pricing.problem import pose
from cart.pricing.receipt import receipt_of
from cart.pricing.search import Search


class Pricer:
    """Prices baskets under one store's offers and rules, and remembers solved parts."""

    def __init__(self, offers: tuple[Offer, ...], rules: Rules) -> None:
        self.offers, self.rules = tuple(offers), rules

    def price(self, basket: Basket, context: Context) -> Receipt:
        """The receipt with the smallest (due, net total, tax vector) that the offers allow."""
        problem = pose(basket, self.offers, self.rules, context)
        return receipt_of(basket, problem, context, Search(problem).run())


def price(basket: Basket, offers: tuple[Offer, ...], rules: Rules, context: Context) -> Receipt:
    """Prices one basket once."""
    return Pricer(offers, rules).price(basket, context)
