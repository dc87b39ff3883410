"""Deals near a place: which of today's offers are on something that stands near the shopper."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any

from cart.catalog.plan import distance_cm
from cart.catalog.product import Place, Product
from cart.catalog.snapshot import Snapshot
from cart.errors import OfferError
from cart.pricing.gates import runs_at
from cart.pricing.offers import parse_offer
from cart.pricing.selectors import Valid
from cart.pricing.words import Speech, offer_words

Offer = Mapping[str, Any]


@dataclass(frozen=True)
class Deal:
    """A product near, and the offers (ids) that are on it. `distance_cm` is as the crow flies; None: place unknown."""

    product: Product
    offers: tuple[str, ...]
    words: str
    distance_cm: int | None = None


@dataclass(frozen=True)
class Audience:
    """Whom deals are for: a language (ISO 639-1), customer tiers, and the time "YYYY-MM-DDTHH:MM" ("": any time)."""

    language: str = "en"
    tiers: tuple[str, ...] = ()
    now: str = ""


EVERYONE = Audience()


def deals_near(snapshot: Snapshot, place: Place | None, limit: int, audience: Audience = EVERYONE) -> tuple[Deal, ...]:
    """At most `limit` deals, the nearest first. With no place, in the order of the offers.

    Each offer is told at the nearest product that it is on, and each product once, with all that is told there. Left
    out: offers for a coupon, for customers of other tiers, not running now, and offers on everything, which are nowhere
    in particular.
    """
    shelves = _Shelves(snapshot)
    found = [
        (min(products, key=lambda product: _far(product, place)), offer)
        for offer in snapshot.terms.offers
        if _is_open(offer, audience) and (products := shelves.on_offer(offer))
    ]
    found.sort(key=lambda deal: _far(deal[0], place))
    told: dict[str, tuple[Product, list[Offer]]] = {}
    for product, offer in found:
        told.setdefault(product.id, (product, []))[1].append(offer)
    speech = Speech(audience.language, snapshot.terms.currency)
    return tuple(_deal(product, offers, place, speech) for product, offers in islice(told.values(), limit))


def _far(product: Product, place: Place | None) -> float:
    return distance_cm(place, product.place) if place and product.place else math.inf


def _deal(product: Product, offers: Iterable[Offer], place: Place | None, speech: Speech) -> Deal:
    away = distance_cm(place, product.place) if place and product.place else None
    words = " · ".join(filter(None, (_words(offer, speech) for offer in offers)))
    return Deal(product, tuple(str(offer["id"]) for offer in offers), words, away)


def _words(offer: Offer, speech: Speech) -> str:
    """The offer's own words, else those that its figures make."""
    if own := offer.get("words"):
        return str(own)
    try:
        return offer_words(parse_offer(offer), speech)
    except OfferError:
        return ""


class _Shelves:
    """The products by category, so that each offer finds its own quickly; the department counts, as at the till."""

    def __init__(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._by_category: dict[str, list[Product]] = {}
        for product in snapshot.products:
            for category in _groups(product):
                self._by_category.setdefault(category, []).append(product)

    def on_offer(self, offer: Offer) -> list[Product]:
        """The products that the offer may make cheaper."""
        return [product for match in _selectors(offer) for product in self._matching(match) if not product.no_discount]

    def _matching(self, match: Mapping[str, Any]) -> Iterator[Product]:
        named = (self._snapshot.by_id(id) for id in match.get("products", ()))
        grouped = (product for name in match.get("categories", ()) for product in self._by_category.get(name, ()))
        for product in (*filter(None, named), *grouped):
            if product.id in match.get("exclude_products", ()):
                continue
            if not _groups(product) & set(match.get("exclude_categories", ())):
                yield product


def _groups(product: Product) -> set[str]:
    return {*product.categories, product.department}


def _selectors(offer: Offer) -> list[Mapping[str, Any]]:
    """What the offer makes cheaper: of "buy x get y" that is y."""
    slots = [slot.get("match", {}) for slot in offer.get("slots", ())]
    return [offer[name] for name in ("match", "get_match") if name in offer] + slots


def _is_open(offer: Offer, audience: Audience) -> bool:
    wanted = offer.get("customer_tiers")
    if offer.get("coupon") or (wanted is not None and not set(wanted) & set(audience.tiers)):
        return False
    return not audience.now or runs_at(_valid(offer.get("valid", {})), audience.now)


def _valid(table: Mapping[str, Any]) -> Valid:
    days = tuple(table["days"]) if "days" in table else None
    return Valid(table.get("from"), table.get("to"), days, table.get("start"), table.get("end"))
