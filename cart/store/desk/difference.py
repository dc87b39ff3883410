"""What changes for shoppers when one catalog takes another's place."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from cart.catalog.product import Product
from cart.facts import Terms
from cart.store.desk.assortment import Opened
from cart.store.desk.report import Change, Difference

JUMP_PERCENT = 30
"""A price that moves by more than this is likelier a slip than a decision: it is shown first."""


def difference(was: Opened | None, now: Opened) -> Difference:
    """From what is in force (None: nothing yet) to what would be."""
    old = {one.id: one for one in was.products} if was else {}
    new = {one.id: one for one in now.products}
    both = [(old[id], one) for id, one in new.items() if id in old]
    moved = [_moved(before, after) for before, after in both if before.price_cents != after.price_cents]
    old_offers, new_offers = _offers(was.terms if was else None), _offers(now.terms)
    return Difference(
        new=_sorted(Change(id, one.name, None, one.price_cents) for id, one in new.items() if id not in old),
        gone=_sorted(Change(id, one.name, one.price_cents, None) for id, one in old.items() if id not in new),
        dearer=_sorted(one for one in moved if _cents(one.now) > _cents(one.was)),
        cheaper=_sorted(one for one in moved if _cents(one.now) < _cents(one.was)),
        other=_sorted(_same(after) for before, after in both if _changed_otherwise(before, after)),
        offers_new=tuple(id for id in new_offers if id not in old_offers),
        offers_gone=tuple(id for id in old_offers if id not in new_offers),
        offers_changed=tuple(id for id in new_offers if id in old_offers and new_offers[id] != old_offers[id]),
        terms=was is not None and _rules(was.terms) != _rules(now.terms),
        plan=was is not None and was.plan != now.plan,
    )


def _moved(before: Product, after: Product) -> Change:
    was, now = before.price_cents, after.price_cents
    return Change(after.id, after.name, was, now, jump=100 * abs(now - was) > JUMP_PERCENT * was)


def _same(product: Product) -> Change:
    return Change(product.id, product.name, product.price_cents, product.price_cents)


def _changed_otherwise(before: Product, after: Product) -> bool:
    return before.price_cents == after.price_cents and before != after


def _cents(value: int | None) -> int:
    return value or 0


def _sorted(changes: Iterable[Change]) -> tuple[Change, ...]:
    """What a person should look at first, then by name."""
    return tuple(sorted(changes, key=lambda one: (not one.jump, one.name, one.id)))


def _offers(terms: Terms | None) -> Mapping[str, object]:
    return {str(offer["id"]): offer for offer in terms.offers} if terms else {}


def _rules(terms: Terms) -> Terms:
    return replace(terms, version="", offers=(), release="")
