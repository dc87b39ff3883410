"""Which totals can still win: what lets a search drop outcomes without settling them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from operator import le

from cart.pricing.solver.bounds import FINE, Bound
from cart.pricing.solver.outcomes import Nets, Outcome
from cart.pricing.solver.problem import Problem
from cart.pricing.solver.stage import Choice

States = dict[tuple[tuple[int, ...], Nets], tuple[int, tuple[Outcome, ...]]]
MOST_RISES = 400


def rises(weights: dict[int, int], window: int) -> list[tuple[tuple[int, int], ...]] | None:
    """Every way in which cells of these weights can lie some cents above their least within `window`, the least itself
    left out: ((cell, cents), ...). None where they are too many to try.
    """
    found: list[tuple[tuple[int, int], ...]] = []
    for rise in _rises(sorted(weights.items()), window):
        if rise:
            found.append(rise)
        if len(found) > MOST_RISES:
            return None
    return found


def _rises(cells: Sequence[tuple[int, int]], window: int) -> Iterator[tuple[tuple[int, int], ...]]:
    if not cells:
        yield ()
        return
    (cell, weight), *others = cells
    for cents in range(window // weight + 1 if weight else 1):
        for rest in _rises(others, window - cents * weight):
            yield ((cell, cents), *rest) if cents else rest


def settles_alone(problem: Problem, choice: Choice, lowest: Sequence[int]) -> bool:
    """Whether a part of one cell only needs its best outcome, because a lower net in a cell is never worse.

    So it is without basket offers: due, net and taxes rise with every rate's net. So it is with one basket offer that
    gives the same amount whatever the outcome: of what one cent less in a rate moves between rates, with up to three
    taxed rates, at most one tax can rise by a cent, and the net total falls by one (so goods bear one tax each).
    `lowest`: the least cell totals.
    """
    if not choice:
        return True
    basis, taxed = choice[0], [bp for bp in problem.rules.tax_rates.values() if bp]
    offer = basis.offer
    if len(choice) > 1 or len(taxed) > 3 or problem.rules.taxes or offer.kind == "spend_percent" or offer.repeat:
        return False
    amount, step = (offer.amount, offer.min_spend)
    if offer.tiers:
        amount, step = offer.tiers[-1].amount or 0, offer.tiers[-1].min_spend
    base, spend = (sum(lowest[cell] for cell in cells) for cells in (basis.cells, basis.spend))
    return spend >= step and base >= amount


@dataclass(frozen=True)
class Thrift:
    """What one basket offer of an amount from a net spend on needs, to tell that a total cannot win any more.

    Two totals that go on in the same way: if the one that spends no less lies lower by more than `noise` and what the
    mix of rates can do to the offer's share of tax (`mix` for each cent that their cells differ), it wins.
    """

    cells: tuple[int, ...]
    noise: int
    mix: int

    def margin(self, one: Sequence[int], other: Sequence[int]) -> int:
        """By more than this the lower one wins."""
        return self.noise + self.mix * sum([abs(one[cell] - other[cell]) for cell in self.cells])


def thrift_of(problem: Problem, choice: Choice, bound: Bound, mfr_most: int) -> Thrift | None:
    """The choice's thrift; None where the argument does not hold: several offers, repeats, regular spends, and coupons
    that could pay for all that is left.
    """
    if len(choice) != 1 or problem.rules.threshold_on != "net" or choice[0].offer.repeat:
        return None
    offer = choice[0].offer
    amount = max([offer.amount, *(tier.amount or 0 for tier in offer.tiers)])
    least = offer.tiers[0].min_spend if offer.tiers else offer.min_spend
    refunds = -sum([unit.key.base * unit.size for unit in problem.units if unit.key.base < 0])
    if least < 1 or least - amount - refunds < mfr_most:
        return None
    return Thrift(choice[0].cells, 2 * bound.noise, 2 * amount * bound.highest * FINE // least + 1)


def outspent(states: States, thrift: Thrift) -> States:
    """The states without those that one with no smaller spend beats, whatever is added to both."""
    spend = {state: sum([state[0][cell] for cell in thrift.cells]) for state in states}
    order = sorted(states, key=lambda state: (-spend[state], -states[state][0]))
    kept: States = {}
    best = order[0] if order else None
    for state in order:
        assert best is not None
        if states[state][0] > states[best][0]:
            best = state
        if states[best][0] - states[state][0] <= thrift.margin(best[0], state[0]):
            kept[state] = states[state]
    return kept


def undominated(states: States) -> States:
    """The states that no other with the same units for coupons beats in every cell."""
    kept: dict[Nets, list[tuple[int, ...]]] = {}
    for totals, nets in sorted(states, key=lambda state: sum(state[0])):
        rivals = kept.setdefault(nets, [])
        if not any(all(map(le, rival, totals)) for rival in rivals):
            rivals.append(totals)
    return {(totals, nets): states[totals, nets] for nets, all_totals in kept.items() for totals in all_totals}
