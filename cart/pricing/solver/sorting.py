"""Parts where sorting is enough: one offer on several units, beside offers on single units without a limit.

For an offer whose gain is a sum over its units (n for a price, n with an amount off), the units that gain most
against being taken alone go first, in groups of n, as long as a group gains. For buy n get m with nothing beside it,
the dearest units go first: in groups of buy + get consecutive units every unit that is paid for is as dear as it can
be, and every reduced one as well. Both are best by exchange: swapping a unit for one further back never gains.
"""

from collections.abc import Mapping, Sequence

from cart.pricing.offers import Offer
from cart.pricing.rounding import share
from cart.pricing.solver.columns import Column, Field, cheapest, single_saving, together
from cart.pricing.solver.lean import Best
from cart.pricing.solver.parts import SINGLE
from cart.pricing.solver.problem import Use

Alone = tuple[int, Use | None]


def sorted_best(uses: Sequence[Use], fields: Mapping[int, Field], counts: Sequence[int]) -> Best | None:
    """The best of a part of one cell, in cents, or None where sorting does not settle it."""
    several = [use for use in uses if use.offer.kind not in SINGLE]
    singles = [use for use in uses if use.offer.kind in SINGLE]
    units = sum(counts)
    if len(several) > 1 or any(use.limit < units or use.offer.group is not None for use in singles):
        return None
    alone = _alone(singles, fields, counts)
    picks: list[tuple[Column, int]] = []
    rest = list(counts)
    if several:
        use = several[0]
        order = _order(use.offer, fields[use.number], [gain for gain, _ in alone], bool(singles))
        if order is None:
            return None
        picks = _groups(use, fields[use.number], (order, [gain for gain, _ in alone]), rest)
    for number, (_, single) in enumerate(alone):
        if single is not None and rest[number]:
            picks.append((_single(single, fields[single.number], number), rest[number]))
    return Best(sum(column.saving * times for column, times in picks), tuple(picks))


def _alone(singles: Sequence[Use], fields: Mapping[int, Field], counts: Sequence[int]) -> list[Alone]:
    best: list[Alone] = [(0, None)] * len(counts)
    for use in singles:
        field = fields[use.number]
        for number in field.hits[0]:
            gain = single_saving(use.offer, field.classes[number], field.rounding)
            if gain > best[number][0]:
                best[number] = (gain, use)
    return best


def _single(use: Use, field: Field, number: int) -> Column:
    saving = single_saving(use.offer, field.classes[number], field.rounding)
    return Column(use.number, ((number, saving),), use.offer.no_basket)


def _order(offer: Offer, field: Field, alone: Sequence[int], beside: bool) -> list[int] | None:
    """The classes in the order in which they are taken, or None where no order is right."""
    bases = {number: field.classes[number].base for number in field.hits[0]}
    if offer.kind == "n_for_price":
        return sorted(bases, key=lambda n: (alone[n] - bases[n], n))
    if offer.kind == "n_amount_off" and offer.amount <= offer.n * min(bases.values()):
        return sorted(bases, key=lambda n: (alone[n], n))
    if offer.kind == "buy_n_get_m" and not beside:
        return sorted(bases, key=lambda n: (-bases[n], -n))
    return None


def _groups(
    use: Use, field: Field, order_and_alone: tuple[Sequence[int], Sequence[int]], rest: list[int]
) -> list[tuple[Column, int]]:
    """The applications, in order, as long as they gain; `rest` is what they leave."""
    order, alone = order_and_alone
    offer, left = use.offer, use.limit
    size = offer.buy + offer.get if offer.kind == "buy_n_get_m" else offer.n
    picks: list[tuple[Column, int]] = []
    while left and (group := _first(order, rest, size)) is not None:
        gain = _gain(offer, field, group) - sum([alone[n] for n in group])
        if gain <= 0:
            break
        times = min(left, rest[group[0]] // size) if group[0] == group[-1] else 1
        picks.append((_column(use.number, offer, field, group), times))
        for number in group:
            rest[number] -= times
        left -= times
    return picks


def _column(number: int, offer: Offer, field: Field, units: Sequence[int]) -> Column:
    """The column of one application to these units."""
    takes = cheapest(offer, field, units) if offer.kind == "buy_n_get_m" else together(offer, field, units)
    return Column(number, tuple(sorted(takes)), offer.no_basket)


def _first(order: Sequence[int], rest: Sequence[int], size: int) -> list[int] | None:
    group: list[int] = []
    for number in order:
        group += [number] * min(rest[number], size - len(group))
        if len(group) == size:
            return group
    return None


def _gain(offer: Offer, field: Field, group: Sequence[int]) -> int:
    bases = [field.classes[n].base for n in group]
    if offer.kind == "n_for_price":
        return sum(bases) - offer.price
    if offer.kind == "n_amount_off":
        return offer.amount
    return sum([share(base, offer.bp, field.rounding) for base in sorted(bases)[: offer.get]])
