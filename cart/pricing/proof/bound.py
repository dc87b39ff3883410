"""How low any receipt could get: a bound of the checker's own, from a model that follows the schema word by word.

One application after another, each with the units it takes and what it saves on each of them; basket offers, thresholds
and coupons in the same programme. The engine's model counts units an offer and a place, and knows no applications: the
two agree only if both are right. Savings are shared out freely over units, and roundings may go the shopper's way, so
the bound errs to the low side only; it is bounded by nodes, and what these do not settle is left open, never an error.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, inf, isfinite

import highspy
import numpy as np

from cart.pricing.offers import Offer, Tier
from cart.pricing.proof.reading import WHOLE, Case, Goods, by_weight, goods_of, hits, is_open, most_uses, part
from cart.pricing.selectors import Match

NODES = 300
# More counts than this for one application after another take too long: then an offer's applications count together.
MOST_COUNTS = 3_000
Terms = list[tuple[int, float]]


@dataclass(frozen=True)
class Certificate:
    """No total below `bound` cents exists; `slack` is how far the checked due lies above it.

    `settled`: each application had counts of its own, and the programme was solved to its end. Where prices hold their
    tax and all offers are on items, the bound then is the least total itself.
    """

    bound: int
    slack: int
    settled: bool


def certify(case: Case, due: int) -> Certificate:
    """The bound, against `due`."""
    whole = _Whole(case, apart=True)
    if len(whole.gains) > MOST_COUNTS:
        whole = _Whole(case, apart=False)
    relief, solved = whole.relief()
    bound = ceil(whole.dearest - relief - 1e-3)
    return Certificate(bound, due - bound, solved and whole.apart)


@dataclass
class _Whole:
    """What can come off the dearest total, at the most, cents (tax added included)."""

    case: Case
    apart: bool
    gains: list[float] = field(default_factory=list)
    most: list[float] = field(default_factory=list)
    whole: list[bool] = field(default_factory=list)
    rows: list[tuple[Terms, float, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        rules = self.case.rules
        self.added = rules.tax_rates if rules.tax_mode == "exclusive" else {}
        goods = goods_of(self.case)
        self.units = [unit for unit in goods if unit.free]
        back = sum(line.deposit_return or 0 for line in self.case.basket.lines if not line.void)
        paid = sum((-1 if u.line.refund else 1) * self.case.basket.products[u.product].deposit * u.size for u in goods)
        rounding = 0.5 * sum(1 for bp in self.added.values() if bp)
        on_deposits = (paid - back) * (1 + self.added.get(rules.deposit_tax or "", 0) / WHOLE)
        self.dearest = sum(u.base * u.size * self._worth(u) for u in goods) + on_deposits - rounding
        self.taken: list[Terms] = [[] for _ in self.units]
        self.lowered: list[Terms] = [[] for _ in self.units]
        self.groups: dict[str, dict[str, int]] = {}
        offers = [offer for offer in self.case.offers if is_open(self.case, offer)]
        for offer in offers:
            if offer.on_items:
                self._item(offer)
        for unit, terms in zip(self.units, self.taken, strict=True):
            self.row(terms, most=unit.size)
        for members in self.groups.values():
            self.row([(used, 1.0) for used in members.values()], most=1)
        self._basket([offer for offer in offers if offer.on_basket])
        for offer in offers:
            if offer.kind == "mfr_coupon":
                fitting = sum(self.units[i].size for i in self._fitting(offer.match))
                self.count(min(most_uses(self.case, offer), fitting // offer.n), offer.amount)

    def _worth(self, unit: Goods) -> float:
        return 1 + sum(self.added.get(tax, 0) for tax in unit.taxes) / WHOLE

    def _fitting(self, match: Match) -> list[int]:
        products = self.case.basket.products
        return [i for i, unit in enumerate(self.units) if hits(match, unit.product, products[unit.product])]

    def count(self, most: float, gain: float = 0, whole: bool = True) -> int:
        """A count (or, not `whole`, an amount) of which each one gains so much."""
        self.gains.append(gain)
        self.most.append(most)
        self.whole.append(whole)
        return len(self.gains) - 1

    def row(self, terms: Terms, least: float = -inf, most: float = inf) -> None:
        """A sum between limits."""
        self.rows.append((terms, least, most))

    def _item(self, offer: Offer) -> None:
        """The applications of one item offer."""
        places = [self._fitting(match) for match in offer.matches()]
        if offer.per is not None:
            places = [[i for i in own if self.units[i].grams] for own in places]
        sizes = _sizes(offer)
        rooms = [sum(self.units[i].size for i in own) for own in places]
        uses = min([most_uses(self.case, offer), *(room // size for room, size in zip(rooms, sizes, strict=False))])
        if offer.kind == "buy_n_get_m":
            uses = min(uses, rooms[0] // (offer.buy + offer.get))
        if uses < 1:
            return
        if offer.kind == "tiered_qty":
            for tier in offer.tiers:
                self._used(offer, places, 1, tier)
            return
        apart = self.apart and offer.kind not in ("percent_off", "amount_off", "fixed_price", "buy_x_get_y")
        for _ in range(uses if apart else 1):
            self._used(offer, places, 1 if apart else uses, None)

    def _used(self, offer: Offer, places: Sequence[Sequence[int]], times: int, tier: Tier | None) -> None:
        """An application (or all of them together): what it takes, place by place, and what it saves."""
        used = self.count(times)
        if offer.group is not None:
            member = self.groups.setdefault(offer.group, {})
            chosen = member[offer.id] if offer.id in member else member.setdefault(offer.id, self.count(1))
            self.row([(used, 1), (chosen, -times)], most=0)
        takes = [[(i, self._take(offer, i, times)) for i in own] for own in places]
        if offer.kind == "buy_n_get_m":
            takes.append([(i, self._take(offer, i, times)) for i in places[0]])
        for own, size in zip(takes, _sizes(offer, tier), strict=True):
            most = inf if tier else 0.0
            self.row([*((count, 1.0) for _, count in own), (used, -size)], 0, most)
        if offer.kind == "buy_n_get_m":
            self._cheapest(offer, takes[0], takes[1])
        if tier is not None:
            for i, count in takes[0]:
                self.row([(count, 1), (used, -self.units[i].size)], most=0)
            self._once(tier.n, takes[0], used, offer)
        self._saves(offer, takes, used, tier)

    def _once(self, quantity: int, own: Sequence[tuple[int, int]], used: int, offer: Offer) -> None:
        """One step a basket."""
        steps = self.groups.setdefault(f"steps of {offer.id}", {})
        steps[str(quantity)] = used
        self.row([*((count, 1.0) for _, count in own), (used, -quantity)], least=0)

    def _take(self, offer: Offer, i: int, times: int) -> int:
        unit = self.units[i]
        count = self.count(min(unit.size, unit.size if times > 1 else 1 << 20))
        self.taken[i].append((count, 1))
        if offer.no_basket:
            self.lowered[i].append((count, unit.base))
        return count

    def _cheapest(self, offer: Offer, buys: Sequence[tuple[int, int]], gets: Sequence[tuple[int, int]]) -> None:
        """An application that gives one of the dearest units has bought all of its own among them."""
        order = sorted(range(len(gets)), key=lambda k: -self.units[gets[k][0]].base)
        for upto in range(1, len(order)):
            if self.units[gets[order[upto - 1]][0]].base > self.units[gets[order[upto]][0]].base:
                begun = self.count(sum(self.units[i].size for i, _ in gets))
                self.row([*((buys[k][1], 1.0) for k in order[:upto]), (begun, -float(offer.buy))], least=0)
                self.row([(begun, float(offer.get)), *((gets[k][1], -1.0) for k in order[:upto])], least=0)

    def _saves(self, offer: Offer, takes: Sequence[Sequence[tuple[int, int]]], used: int, tier: Tier | None) -> None:
        """What is saved on every unit, and together."""
        saved: Terms = []
        reduced = takes[1:] if offer.kind in ("buy_n_get_m", "buy_x_get_y") else takes
        bases: Terms = []
        for i, count in (one for own in reduced for one in own):
            unit = self.units[i]
            each = _each(self.case, tier or offer, offer.kind, unit)
            amount = self.count(unit.base * unit.size, self._worth(unit), whole=False)
            self.row([(amount, 1), (count, -float(each))], most=0)
            saved.append((amount, 1.0))
            bases.append((count, -float(unit.base)))
            if not offer.no_basket:
                self.lowered[i].append((amount, 1.0))
        if offer.kind == "n_amount_off":
            self.row([*saved, (used, -float(offer.amount))], most=0)
        elif offer.kind in ("n_for_price", "bundle"):
            self.row([*saved, *bases, (used, float(offer.price))], most=0)

    def _basket(self, offers: Sequence[Offer]) -> None:
        """Basket offers: one alone, or any that stack."""
        chosen = [(offer, self.count(1)) for offer in offers]
        alone = [one for one in chosen if not one[0].stackable]
        self.row([(used, 1.0) for _, used in alone], most=1)
        for _, one in alone:
            for _, other in (pair for pair in chosen if pair[0].stackable):
                self.row([(one, 1), (other, 1)], most=1)
        for offer, used in chosen:
            self._spend(offer, used)

    def _spend(self, offer: Offer, used: int) -> None:
        """What one basket offer saves at what is spent."""
        met = self._fitting(offer.match)
        base = sum(self.units[i].base * self.units[i].size for i in met)
        spent = [(count, -factor) for i in met for count, factor in self.lowered[i]]
        regular = self.case.rules.threshold_on == "regular"
        most = sum(self.units[i].regular * self.units[i].size for i in met) if regular else base
        saved = self.count(max(0, base), max([self._worth(self.units[i]) for i in met], default=1.0), whole=False)
        self.row([(saved, 1), (used, -float(max(0, base)))], most=0)
        self.row([(saved, 1), *((count, -factor) for count, factor in spent)], most=base)
        steps = [(tier.min_spend, tier.amount or 0) for tier in offer.tiers] or [(offer.min_spend, offer.amount)]
        if offer.kind == "spend_percent":
            half, bp = 0.5, offer.bp / WHOLE
            self.row([(saved, 1), *((count, -factor * bp) for count, factor in spent)], most=base * bp + half)
            steps = [(offer.min_spend, base)]
        if offer.repeat:
            times = self.count(min(most_uses(self.case, offer), max(0, most) // max(1, offer.min_spend)))
            self.row([(saved, 1), (times, -float(offer.amount))], most=0)
            reached: Terms = [(times, -float(offer.min_spend))]
        else:
            taken = [(self.count(1), least, amount) for least, amount in steps if least <= most]
            self.row([(saved, 1), *((step, -float(amount)) for step, _, amount in taken)], most=0)
            self.row([*((step, 1.0) for step, _, _ in taken), (used, -1)], most=0)
            reached = [(step, -float(least)) for step, least, _ in taken]
        if regular:
            self.row(reached, least=-most)
        else:
            self.row([*spent, *reached], least=-base)

    def relief(self) -> tuple[float, bool]:
        """The most that the gains can come to, and whether the nodes sufficed."""
        if not self.gains:
            return 0.0, True
        solver: highspy.Highs = highspy.Highs()  # type: ignore[no-untyped-call]
        for option, setting in {"output_flag": False, "threads": 1, "mip_max_nodes": NODES, "mip_abs_gap": 0.5}.items():
            solver.setOptionValue(option, setting)
        solver.passModel(self._model())
        solver.run()
        bound = solver.getInfo().mip_dual_bound
        most = bound if isfinite(bound) else sum(g * m for g, m in zip(self.gains, self.most, strict=True))
        return most, solver.getModelStatus() == highspy.HighsModelStatus.kOptimal

    def _model(self) -> "highspy.HighsLp":
        lp, kinds = highspy.HighsLp(), highspy.HighsVarType
        sums = [_added(terms) for terms, _, _ in self.rows]
        lp.num_col_, lp.num_row_, lp.sense_ = len(self.gains), len(self.rows), highspy.ObjSense.kMaximize
        lp.col_cost_, lp.col_upper_ = np.array(self.gains, dtype=float), np.array(self.most, dtype=float)
        lp.col_lower_ = np.zeros(len(self.gains))
        lp.row_lower_ = np.array([least for _, least, _ in self.rows], dtype=float)
        lp.row_upper_ = np.array([most for _, _, most in self.rows], dtype=float)
        lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *(len(terms) for terms in sums)])
        lp.a_matrix_.index_ = np.array([number for terms in sums for number in terms])
        lp.a_matrix_.value_ = np.array([factor for terms in sums for factor in terms.values()], dtype=float)
        lp.integrality_ = [kinds.kInteger if whole else kinds.kContinuous for whole in self.whole]
        return lp


def _added(terms: Terms) -> dict[int, float]:
    factors: dict[int, float] = {}
    for number, factor in terms:
        factors[number] = factors.get(number, 0) + factor
    return factors


def _sizes(offer: Offer, tier: Tier | None = None) -> list[int]:
    """How many units each place of an application takes."""
    if offer.kind == "bundle":
        return [slot.n for slot in offer.slots]
    if offer.kind in ("buy_x_get_y", "buy_n_get_m"):
        return [offer.buy, offer.get]
    return [tier.n if tier else offer.tiers[0].n if offer.tiers else 1 if offer.per else offer.n]


def _each(case: Case, gives: Offer | Tier, kind: str, unit: Goods) -> int:
    """The most that one unit can save."""
    base = unit.base
    if isinstance(gives, Offer) and gives.per is not None:
        return max(0, base - by_weight(gives, unit.grams, case.rules.rounding))
    if kind in ("n_for_price", "n_amount_off", "bundle"):
        return base
    if gives.bp:
        return part(base, gives.bp, case.rules.rounding)
    return min(gives.amount, base) if gives.amount else max(0, base - (gives.price or 0))
