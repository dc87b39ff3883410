"""The receipt: every figure of the schema, traceable to the lines."""

from collections import Counter

from cart.pricing.model import Basket, BasketLine, Context, PricedLine, PricedProduct, Receipt, Rules, Saving
from cart.pricing.offers import Offer
from cart.pricing.solver.assign import Ledger, assign
from cart.pricing.solver.problem import Problem, deposit_of
from cart.pricing.solver.search import Answer
from cart.pricing.taxes import taxes_of
from cart.pricing.units import LineUnits
from cart.pricing.words import WordBook


def receipt_of(basket: Basket, problem: Problem, context: Context, answer: Answer, book: WordBook) -> Receipt:
    """The receipt of the answer, its savings in the words of `book`."""
    ledger = assign(problem, answer)
    exact, net, _ = answer.objective
    due = exact + rounding(exact, problem.rules)
    regular = sum(unit.key.regular * unit.size for unit in problem.units)
    return Receipt(
        lines=_lines(basket, ledger, context, book),
        regular_total=regular,
        net_total=net,
        offer_savings=regular - net,
        mfr_savings=answer.mfr,
        total_savings=regular - net + answer.mfr,
        tax=answer.settled.tax,
        deposit=problem.deposit,
        due=due,
        cash_due=cash(due, problem.rules) if context.cash else due,
        points=points(net, problem.rules, context),
        age_required=max((basket.products[unit.key.product].min_age for unit in problem.units), default=0),
        applications=tuple(ledger.applications),
        proven=answer.proven,
        open_cents=answer.gap,
        nets=answer.settled.nets,
        coupons=_coupons(basket, ledger, book),
        rounding=due - exact,
    )


def cash(due: int, rules: Rules) -> int:
    """What is paid in coins: the nearest multiple of the smallest coin. What is given back rounds as its sale did."""
    coin = rules.cash_rounding
    if not coin:
        return due
    whole, rest = divmod(abs(due), coin)
    up = 2 * rest > coin or (2 * rest == coin and rules.cash_halves == "up")
    return (whole + up) * coin * (-1 if due < 0 else 1)


def rounding(due: int, rules: Rules) -> int:
    """What a store that rounds for all tenders adds to what is due, cents."""
    return cash(due, rules) - due if rules.rounds == "all" else 0


def points(net_total: int, rules: Rules, context: Context) -> int:
    """Loyalty points: some for every full step of the net total."""
    rule = rules.points
    if rule is None or (rule.tier is not None and rule.tier not in context.tiers):
        return 0
    return max(net_total, 0) // rule.per_cents * rule.points


def _coupons(basket: Basket, ledger: Ledger, book: WordBook) -> tuple[Saving, ...]:
    offers = {offer.id: offer for offer, _ in ledger.problem.coupons}
    found = []
    for use in ledger.applications:
        if use.stage == "mfr":
            words, short = book.of_use(offers[use.offer], 0, use.saving)
            goods = _met(offers[use.offer], basket, ledger.problem) if short else ()
            found.append(Saving(use.offer, words, use.saving, goods, whole=True))
    return tuple(found)


def _met(offer: Offer, basket: Basket, problem: Problem) -> tuple[str, ...]:
    """The products of the basket that an offer is for, in scan order."""
    named = dict.fromkeys(unit.key.product for unit in problem.units if unit.open)
    return tuple(name for name in named if offer.match.hits(name, basket.products[name]))


def _lines(basket: Basket, ledger: Ledger, context: Context, book: WordBook) -> tuple[PricedLine, ...]:
    problem, uses = ledger.problem, Uses(ledger, book)
    priced = {}
    for number, unit in enumerate(problem.units):
        savings = [uses.saving(unit, name, cents) for name, cents in ledger.savings[number].items() if cents]
        regular = unit.key.regular * unit.size
        if lower := regular - unit.key.base * unit.size:
            why = _why_lower(basket.products[unit.key.product], unit.line, problem.rules, context)
            savings.insert(0, Saving(why, book.lower_price(why), lower))
        priced[id(unit.line)] = _line(unit, basket, savings)
    return tuple([priced.get(id(line)) or _bare(line) for line in basket.lines])


class Uses:
    """The offers as they were used: how many units, what they saved in all, and on which lines together."""

    def __init__(self, ledger: Ledger, book: WordBook) -> None:
        problem = ledger.problem
        offers = {offer.id: offer for offer, _ in problem.on_basket} | {use.offer.id: use.offer for use in problem.uses}
        units: Counter[str] = Counter()
        cents: Counter[str] = Counter()
        self._with: dict[tuple[str, str], dict[str, None]] = {}
        for use in ledger.applications:
            units[use.offer] += sum([count for _, count in use.units])
            cents[use.offer] += use.saving
            if use.stage == "item":
                taken = dict.fromkeys([name for name, _, _ in use.takes])
                for line, _ in use.units:
                    self._with.setdefault((use.offer, line), {}).update(taken)
        self._words = {name: book.of_use(offers[name], units[name], cents[name]) for name in units if name in offers}

    def saving(self, unit: LineUnits, name: str, cents: int) -> Saving:
        """What an offer saves on a line, in the words of its use."""
        words, short = self._words[name]
        others = self._with.get((name, unit.line.id), ()) if short else ()
        return Saving(name, words, cents, tuple([one for one in others if one != unit.key.product]))


def _line(unit: LineUnits, basket: Basket, savings: list[Saving]) -> PricedLine:
    product = basket.products[unit.key.product]
    regular = unit.key.regular * unit.size
    net = regular - sum(saving.cents for saving in savings)
    shelf = unit.line.override_price if unit.line.override_price is not None else product.price
    return PricedLine(
        unit.line.id,
        unit.key.product,
        regular,
        net,
        tuple(savings),
        deposit_of(unit, basket),
        shelf,
        unit.size,
        unit.line.grams,
        unit.line.tare,
        product.unit,
        product.tax if taxes_of(unit.tax) else "",
        unit.line.refund,
    )


def _why_lower(product: PricedProduct, line: BasketLine, rules: Rules, context: Context) -> str:
    """Which lower price the base price comes from: "member", or the "seen" price of earlier in the trip."""
    seen = min(line.seen_prices, default=product.price) if rules.price_lock == "lowest_seen" else product.price
    by_member = product.member_price is not None and "member" in context.tiers
    return "member" if by_member and product.member_price is not None and product.member_price <= seen else "seen"


def _bare(line: BasketLine) -> PricedLine:
    """A void line, or returned empties."""
    back = 0 if line.void else -(line.deposit_return or 0)
    return PricedLine(line.id, line.product, 0, 0, (), back, 0, line.qty or 1, void=line.void)
