"""Which totals can still win: what lets a search drop outcomes without settling them."""

from collections.abc import Sequence
from operator import le

from cart.pricing.solver.outcomes import Nets, Outcome
from cart.pricing.solver.problem import Problem
from cart.pricing.solver.stage import Choice

States = dict[tuple[tuple[int, ...], Nets], tuple[int, tuple[Outcome, ...]]]


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


def undominated(states: States) -> States:
    """The states that no other with the same units for coupons beats in every cell."""
    kept: dict[Nets, list[tuple[int, ...]]] = {}
    for totals, nets in sorted(states, key=lambda state: sum(state[0])):
        rivals = kept.setdefault(nets, [])
        if not any(all(map(le, rival, totals)) for rival in rivals):
            rivals.append(totals)
    return {(totals, nets): states[totals, nets] for nets, all_totals in kept.items() for totals in all_totals}
