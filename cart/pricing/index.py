"""Which offers a product meets, found through its id and categories instead of asking every offer."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from cart.pricing.model import PricedProduct
from cart.pricing.offers import Offer
from cart.pricing.selectors import Match


class Met(NamedTuple):
    """What a product meets: (item offer number, selector number) pairs, basket offers and coupons by number."""

    items: tuple[tuple[int, int], ...]
    basket: tuple[int, ...]
    coupons: tuple[int, ...]


class OfferIndex:
    """The store's offers, numbered; basket offers in the order of their ids, in which they are applied."""

    def __init__(self, offers: Iterable[Offer]) -> None:
        kept = list(offers)
        self.items = tuple(offer for offer in kept if offer.on_items)
        self.basket = tuple(sorted((offer for offer in kept if offer.on_basket), key=lambda offer: offer.id))
        self.coupons = tuple(offer for offer in kept if offer.kind == "mfr_coupon")
        self.vouchers = tuple(offer for offer in kept if offer.kind == "voucher")
        self._items = _Selectors((n, k, m) for n, offer in enumerate(self.items) for k, m in enumerate(offer.matches()))
        self._basket = _Selectors((n, 0, offer.match) for n, offer in enumerate(self.basket))
        self._coupons = _Selectors((n, 0, offer.match) for n, offer in enumerate(self.coupons))
        self._known: dict[str, tuple[tuple[str, ...], Met]] = {}

    def met_by(self, name: str, product: PricedProduct) -> Met:
        """The offers that the product meets, remembered until its categories change."""
        known = self._known.get(name)
        if known is None or known[0] != product.categories:
            basket = tuple(number for number, _ in self._basket.hit(name, product))
            coupons = tuple(number for number, _ in self._coupons.hit(name, product))
            known = self._known[name] = (product.categories, Met(self._items.hit(name, product), basket, coupons))
        return known[1]


class _Selectors:
    """Selectors by the product ids and categories that they name."""

    def __init__(self, matches: Iterable[tuple[int, int, Match]]) -> None:
        self.by_word: dict[tuple[str, str], list[tuple[int, int, Match]]] = defaultdict(list)
        for entry in matches:
            match = entry[2]
            words = [("", "")] if match.all else [("p", name) for name in match.products]
            words += [] if match.all else [("c", name) for name in match.categories]
            for word in words:
                self.by_word[word].append(entry)

    def hit(self, name: str, product: PricedProduct) -> tuple[tuple[int, int], ...]:
        """(offer number, selector number) of every selector that hits the product."""
        words = [("", ""), ("p", name), *(("c", category) for category in product.categories)]
        found = [entry for word in words for entry in self.by_word.get(word, ())]
        return tuple(sorted({(number, k) for number, k, match in found if match.hits(name, product)}))
