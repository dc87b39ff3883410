"""Price-transparency PromoFull feeds: each promotion becomes an offer of the schema, or is named with its reason.

The files do not say what a reward type means; cart/pricing/importers/README.md shows what was read from prices,
quantities and descriptions, and what stays unclear. What is unclear is not carried. Files come from strangers:
entities and document types are refused, and one promotion at a time is read.
"""

import gzip
import unicodedata
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import IO, Any
from xml.etree.ElementTree import Element, ParseError

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import iterparse

from cart.errors import OfferError
from cart.pricing.importers.conditions import conditions_of, refuse
from cart.pricing.importers.promotion import NotCarried, Promotion, name_of, promotions_of
from cart.pricing.importers.rewards import Deposits, reward_of
from cart.pricing.offers import parse_offer

LONGEST_WORDS = 200
PROMOTIONS, ROWS = ("promotion", "sale"), ("line", "item", "product")


@dataclass(frozen=True)
class Imported:
    """The offers as tables of the schema with their words, and (promotion id, description, reason) of the others."""

    offers: tuple[dict[str, Any], ...]
    left_out: tuple[tuple[str, str, str], ...]

    @property
    def share_bp(self) -> int:
        """The share carried, basis points; of no promotions all are carried."""
        whole = len(self.offers) + len(self.left_out)
        return len(self.offers) * 10_000 // whole if whole else 10_000

    def report(self) -> str:
        """The share, what the offers need, the reasons counted, and every promotion that was left out."""
        whole = len(self.offers) + len(self.left_out)
        if not whole:
            return "The feed holds no promotions."
        percent = Decimal(self.share_bp) / 100
        rows = [f"{len(self.offers)} of {whole} promotions are carried ({percent} %).", *needs_of(self.offers)]
        rows += [f"{count:6d}  {reason}" for reason, count in Counter(r for _, _, r in self.left_out).most_common()]
        return "\n".join([*rows, *(f"{number}\t{words}\t{reason}" for number, words, reason in self.left_out)])


def needs_of(offers: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """What the store must know for some of the offers to open: tiers of members, coupons, a means of payment."""
    offers = tuple(offers)
    tiers = Counter(tier for offer in offers for tier in offer.get("customer_tiers", ()))
    for tier, count in tiers.most_common():
        whose = "every member card" if tier == "member" else f"members with the tier {tier!r} in store.toml"
        yield f"{count:6d}  are for {whose}"
    if count := sum("coupon" in offer for offer in offers):
        yield f"{count:6d}  need a coupon, whose code is the promotion's number"
    if count := sum("tenders" in offer for offer in offers):
        yield f"{count:6d}  open when the tender is the store's own card"


def import_feed(path: Path, deposits: Deposits | None = None) -> Imported:
    """Reads a feed, gzip or plain; `deposits` are those that the catalog's products have, and receipts show apart.

    Raises OfferError where the file is no such feed.
    """
    offers: dict[str, dict[str, Any]] = {}
    left_out = []
    for promotion in _whole(_promotions(path)):
        number, words = promotion.number_of, promotion.text("PromotionDescription")
        try:
            table = offer_of(promotion, deposits or {})
            table["id"] = _free(table["id"], offers)
            offers[table["id"]] = table
        except NotCarried as reason:
            left_out.append((number, words, str(reason)))
        except OfferError as error:
            left_out.append((number, words, str(error).split(": ", 1)[-1]))
    return Imported(tuple(offers.values()), tuple(left_out))


def _whole(found: Iterable[Promotion]) -> Iterable[Promotion]:
    """The rows of one promotion as one; those of one number that say different things stay apart."""
    joined: dict[object, Promotion] = {}
    for promotion in found:
        known = joined.get(promotion.key)
        joined[promotion.key] = known.joined(promotion) if known else promotion
    return joined.values()


def _free(name: str, taken: dict[str, Any]) -> str:
    """The id, or the first of id-2, id-3 that no offer has."""
    return next(one for one in (name, *(f"{name}-{n}" for n in range(2, len(taken) + 3))) if one not in taken)


def offer_of(promotion: Promotion, deposits: Deposits) -> dict[str, Any]:
    """The promotion as a table of the schema. Raises NotCarried, or OfferError where the offer contradicts itself."""
    refuse(promotion)
    reward = reward_of(promotion, deposits)
    words = _shown(promotion.text("PromotionDescription"))
    table = {"id": promotion.number_of} | ({"words": words} if words else {})
    table |= reward | conditions_of(promotion, reward)
    parse_offer(table)
    return table


def _shown(text: str) -> str:
    """Text from a stranger, fit to be shown: no control or bidi characters, no end of the world."""
    plain = "".join(
        char for char in text if unicodedata.category(char) not in ("Cc", "Cf", "Cs", "Co") or char.isspace()
    )
    return " ".join(plain.split())[:LONGEST_WORDS]


def _promotions(path: Path) -> Iterator[Promotion]:
    try:
        with path.open("rb") as raw:
            start = raw.read(2)
            raw.seek(0)
            if not start:
                raise OfferError(f"{path} is empty: fetch it again.")
            packed = start == b"\x1f\x8b"
            yield from _read(gzip.GzipFile(fileobj=raw) if packed else raw, path)
    except (OSError, EOFError, zlib.error) as error:
        raise OfferError(f"{path} cannot be read ({error}). Give a PromoFull file, gzip or XML.") from error


def _read(stream: IO[bytes] | gzip.GzipFile, path: Path) -> Iterator[Promotion]:
    seen: Counter[str] = Counter()
    try:
        for _, element in iterparse(stream, forbid_dtd=True):
            name = name_of(element)
            seen[name] += 1
            if _is_promotion(element, name):
                yield from promotions_of(element)
                element.clear()
    except (ParseError, DefusedXmlException, ValueError, LookupError) as error:
        raise OfferError(f"{path} is no XML that can be trusted ({error}).") from error
    _check(path, seen)


def _is_promotion(element: Element, name: str) -> bool:
    return name in PROMOTIONS or (name in ROWS and any(name_of(child) == "promotionid" for child in element.iter()))


def _check(path: Path, seen: Counter[str]) -> None:
    """Raises OfferError for XML that is no feed of a store's promotions; one without any promotion is one."""
    if "itemprice" in seen:
        raise OfferError(f"{path} is a feed of prices: give it as the product file, and a PromoFull feed here.")
    if not any(seen[name] for name in ("chainid", *PROMOTIONS)):
        raise OfferError(f"{path} names neither a chain nor promotions: it is no PromoFull feed.")
