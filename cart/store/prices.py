"""Whether a trip was sold from what this store published; and the trip as the store's own records have it.

Prices that were published stand, however old: the shopper has seen them. What no release has is told, in words.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import cache, lru_cache
from typing import Any, Protocol, get_args, get_type_hints

from cart.catalog.product import Product
from cart.catalog.record import canonical, to_product, to_table, to_terms
from cart.codes.code import Code
from cart.facts import Fact, ItemScanned, MemberKnown, ProduceAdded, Terms, TripStarted
from cart.handover.money import money
from cart.trip.till import priced_product

TERMS, MEMBERS, PRODUCT = "terms", "members", "product:"
LENGTHS = (8, 12, 13, 14)


class Published(Protocol):
    """What a store has published (cart.store.releasebook), as it is asked."""

    @property
    def newest(self) -> int:
        """The newest release's number, 0 where nothing was published."""
        ...

    def serial(self, name: str) -> int | None:
        """The number of the release of this name, or None."""
        ...

    def records(self, what: str, since: int = 0) -> list[str]:
        """All records of one thing that stood in the release `since`, or in a later one; the newest first."""
        ...


@dataclass(frozen=True)
class Looked:
    """`odd`: what no release has, a line each; `facts`: the trip with the store's own records in its place."""

    odd: tuple[str, ...]
    facts: tuple[Fact, ...]


def look(facts: Iterable[Fact], book: Published) -> Looked:
    """Holds a trip against the releases from the one that it names on; all of them where it names none."""
    told = tuple(facts)
    if not book.newest:
        return Looked((), told)
    looking = _Looking(book, next((fact.terms for fact in told if isinstance(fact, TripStarted)), None))
    restored = tuple(map(looking.fact, told))
    return Looked(tuple(dict.fromkeys(looking.odd)), restored)


class _Looking:
    """One trip being looked at."""

    def __init__(self, book: Published, terms: Terms | None) -> None:
        self._book, self.odd, self._known = book, list[str](), dict[str, list[Product]]()
        self._currency = terms.currency if terms else "USD"
        named = terms.release if terms else ""
        since = book.serial(named) if named else 0
        if since is None:
            self.odd.append(f"the cart names a catalog that this store never gave: {named[:40]}")
        self._since = since or 0

    def fact(self, fact: Fact) -> Fact:
        """The fact as the store's own records have it."""
        if isinstance(fact, TripStarted):
            return replace(fact, terms=self._terms(fact.terms))
        if isinstance(fact, MemberKnown):
            return self._member(fact)
        if isinstance(fact, ItemScanned) and _invented(fact.code):
            self.odd.append(f"{fact.product.name}: a price or weight that its code cannot carry")
            fact = replace(fact, code=replace(fact.code, price_cents=None, weight_g=None))
        fact = self._own(fact) if _holds_product(type(fact)) else fact  # type: ignore[arg-type]
        if isinstance(fact, ProduceAdded) and fact.tare_g > fact.product.tare_g:
            self.odd.append(f"{fact.product.name}: {fact.tare_g} g taken off for its bag, not {fact.product.tare_g} g")
            fact = replace(fact, tare_g=fact.product.tare_g)
        return fact

    def _own(self, value: Any) -> Any:
        """The same with the store's own product records, wherever a fact of any kind holds one."""
        if isinstance(value, Product):
            return self._product(value)
        if isinstance(value, tuple):
            return tuple(map(self._own, value))
        if not is_dataclass(value) or isinstance(value, type):
            return value
        held = {field.name: getattr(value, field.name) for field in fields(value)}
        own = {name: self._own(one) for name, one in held.items()}
        return replace(value, **own) if any(own[name] is not held[name] for name in held) else value

    def _terms(self, terms: Terms) -> Terms:
        published = self._book.records(TERMS, self._since)
        if not published or _plain(terms) in published:
            return terms
        self.odd.append("offers, taxes or rules that this store never published")
        return replace(to_terms(json.loads(published[0])), version=terms.version, release=terms.release)

    def _member(self, fact: MemberKnown) -> MemberKnown:
        records = [json.loads(record) for record in self._book.records(MEMBERS, self._since)]
        tiers = [tuple(known.get(fact.member, ())) if known else ("member",) for known in records]
        if not records or fact.tiers in tiers:
            return fact
        self.odd.append(f"member {fact.member[:20]}: not entitled to {', '.join(fact.tiers)[:60]}")
        return replace(fact, tiers=tiers[0])

    def _product(self, said: Product) -> Product:
        if said.id not in self._known:
            found = self._book.records(PRODUCT + said.id, self._since)
            self._known[said.id] = list(map(_record, found))
        records = self._known[said.id]
        if not records:
            self.odd.append(f"{said.name[:60]} ({said.id[:20]}): not in this store's catalog")
            return said
        if any(_asked(said) == _asked(one) for one in records):
            return said
        self.odd.append(self._differs(said, records[0]))
        return records[0]

    def _differs(self, said: Product, own: Product) -> str:
        cents, asked = (money(one.price_cents, self._currency) for one in (said, own))
        if cents != asked:
            return f"{own.name}: {cents} in the cart, {asked} in the store"
        return f"{own.name}: another record than the store's (tax, age, deposit, offers or weight)"


@lru_cache(maxsize=4096)
def _record(text: str) -> Product:
    """A published record; trips of one day have the same goods."""
    return to_product(json.loads(text))


@cache
def _holds_product(kind: Any) -> bool:
    """Whether a value of this type may have a product in it, at any depth."""
    if kind is Product or kind is Any:
        return True
    inner = get_type_hints(kind).values() if is_dataclass(kind) else get_args(kind)
    return any(_holds_product(one) for one in inner if one is not Ellipsis)


def _asked(product: Product) -> tuple[object, ...]:
    """What of a product decides what is asked for it, and what its weight is held against."""
    weight = (product.mass_mg, product.mass_sd_mg, product.tare_g, product.pieces, product.weighed_in_basket)
    return priced_product(product), weight


def _invented(code: Code) -> bool:
    """Whether a maker's own number is said to carry a price or a weight: only a store's labels and GS1 data do."""
    if code.price_cents is None and code.weight_g is None:
        return False
    digits = code.text if code.text.isascii() and code.text.isdigit() else ""
    number = digits.zfill(14)
    restricted = number[0] == "0" and (number[1] == "2" or number[1:3] == "02")
    return len(digits) in LENGTHS and not restricted


def _plain(terms: Terms) -> str:
    """What is compared: all but the names that a cart or a store gives it."""
    said = {field.name: getattr(terms, field.name) for field in fields(terms)}
    return canonical(said | {"version": "", "release": ""})


def records_of(products: Iterable[Product], terms: Terms, members: dict[str, tuple[str, ...]]) -> dict[str, str]:
    """A catalog as a release keeps it."""
    found = {PRODUCT + one.id: canonical(to_table(one)) for one in products}
    return found | {TERMS: _plain(terms), MEMBERS: canonical(members)}
