"""Manufacturer coupons: which units each copy pays for, so that the copies pay the most."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from cart.pricing.offers import Offer
from cart.pricing.solver.outcomes import Keep, Nets


@dataclass(frozen=True)
class Payment:
    """One copy's use: coupon number, the (mask, net) units it pays for, and cents."""

    coupon: int
    units: Nets
    cents: int


def keeper(coupons: Sequence[tuple[Offer, int]], masks: Sequence[int]) -> Keep:
    """How many of the dearest units of each coupon mask can matter, and up to what net."""
    most = {mask: sum(o.n * uses for bit, (o, uses) in enumerate(coupons) if mask >> bit & 1) for mask in masks if mask}
    cap = {mask: max(o.amount for bit, (o, _) in enumerate(coupons) if mask >> bit & 1) for mask in masks if mask}
    return Keep(most, cap)


class Payer:
    """Solves the assignment exactly, remembering answers."""

    def __init__(self, coupons: Sequence[tuple[Offer, int]]) -> None:
        self.coupons = tuple(coupons)
        self.pay = cache(self._pay)

    def most(self, nets: Nets) -> int:
        """The most that all copies pay for units of these (mask, net)."""
        return sum(payment.cents for payment in self.pay(nets, 0, self.coupons[0][1])) if self.coupons else 0

    def payments(self, nets: Nets) -> tuple[Payment, ...]:
        """One best way to use the copies."""
        return self.pay(nets, 0, self.coupons[0][1]) if self.coupons else ()

    def _pay(self, nets: Nets, bit: int, copies: int) -> tuple[Payment, ...]:
        if copies == 0 or bit == len(self.coupons):
            if bit + 1 >= len(self.coupons):
                return ()
            return self.pay(nets, bit + 1, self.coupons[bit + 1][1])
        offer = self.coupons[bit][0]
        best = self.pay(nets, bit, 0)
        worth = sum(payment.cents for payment in best)
        for units in _picks(tuple(unit for unit in nets if unit[0] >> bit & 1), offer.n):
            payment = Payment(bit, units, min(offer.amount, sum(net for _, net in units)))
            rest = self.pay(_without(nets, units), bit, copies - 1)
            if (reached := payment.cents + sum(p.cents for p in rest)) > worth:
                best, worth = (payment, *rest), reached
        return best


def _picks(units: Nets, size: int) -> Iterator[Nets]:
    """Every multiset of `size` units, once."""
    if size == 0:
        yield ()
        return
    for index, unit in enumerate(units):
        if index and units[index - 1] == unit:
            continue
        for rest in _picks(units[index + 1 :], size - 1):
            yield (unit, *rest)


def _without(nets: Nets, units: Nets) -> Nets:
    rest = list(nets)
    for unit in units:
        rest.remove(unit)
    return tuple(rest)
