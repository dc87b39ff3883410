"""The price engine: a basket in, its lowest total out, explained and proven."""

from collections.abc import Generator, Hashable

from cart.pricing.afterwards import with_afterwards
from cart.pricing.gates import runs_at
from cart.pricing.hints import candidates, ranked, with_more
from cart.pricing.index import OfferIndex
from cart.pricing.model import Basket, Context, Hint, Receipt, Rules
from cart.pricing.offers import Offer
from cart.pricing.receipt import receipt_of
from cart.pricing.solver.outcomes import Keep
from cart.pricing.solver.parts import Part
from cart.pricing.solver.problem import Cells, Problem, Shop, pose
from cart.pricing.solver.search import Answer, Search
from cart.pricing.solver.solved import NORMAL, Effort, PartSolver
from cart.pricing.words import Speech, WordBook

# Solved parts that are remembered; a trip touches a few hundred.
MOST_PARTS = 2_000
# Hints are tried one by one between two frames, and told only where they are proven.
HINTED = Effort(steps=100_000)


class Pricer:
    """Prices baskets under one store's offers and rules, and remembers solved parts from one change to the next.

    `effort` bounds what is listed before integer programmes are solved (`most_states`: its outcomes alone); a receipt
    that is not proven says so.
    """

    def __init__(
        self,
        offers: tuple[Offer, ...],
        rules: Rules,
        speech: Speech | None = None,
        most_states: int = NORMAL.states,
        effort: Effort | None = None,
    ) -> None:
        self.effort = effort or NORMAL._replace(states=most_states)
        self.book = WordBook(speech or Speech())
        self.shop = Shop(OfferIndex(offers), rules, Cells())
        valid = [*(offer.valid for offer in offers), *(free.valid for free in rules.tax_free)]
        self._timed = tuple([one for one in valid if one is not None])
        self._solvers: dict[Hashable, PartSolver] = {}

    def price(self, basket: Basket, context: Context) -> Receipt:
        """The receipt with the smallest (due, net total, tax vector) that the offers allow."""
        problem = pose(basket, self.shop, context)
        receipt = receipt_of(basket, problem, context, self._answer(problem), self.book)
        return with_afterwards(receipt, basket, context, (self.shop.index, self.shop.rules, self.book))

    def open_at(self, now: str) -> tuple[bool, ...]:
        """Which of the offers and tax holidays that have dates or hours run at a moment: while it is the same, so is
        every price.
        """
        return tuple([runs_at(valid, now) for valid in self._timed])

    def due(self, basket: Basket, context: Context) -> int:
        """Only what is due, cents: cheaper than the whole receipt."""
        return self._answer(pose(basket, self.shop, context)).objective[0]

    def hints(self, basket: Basket, context: Context) -> tuple[Hint, ...]:
        """What a few more of a product in the basket would make of the total, the best for the shopper first; proven
        totals only.
        """
        trying = self.hinting(basket, context)
        while True:
            try:
                next(trying)
            except StopIteration as found:
                hints: tuple[Hint, ...] = found.value
                return hints

    def hinting(self, basket: Basket, context: Context) -> Generator[None, None, tuple[Hint, ...]]:
        """As `hints`, for who cannot wait: it gives way before each try, and returns the hints in the end."""
        now = self._hinted(basket, context)
        if now is None:
            return ()
        found = []
        for one in candidates(basket, self.shop, context):
            yield
            due = self._hinted(with_more(basket, one), context)
            found += [(one, due)] if due is not None else []
        return ranked(found, now, self.book.speech)

    def _hinted(self, basket: Basket, context: Context) -> int | None:
        """The due, or None where it is not proven within the little that a hint may cost."""
        answer = Search(pose(basket, self.shop, context), self._solver, HINTED).run()
        return answer.objective[0] if answer.proven else None

    def forget(self) -> None:
        """Forgets every solved part; the offers stay known."""
        self._solvers.clear()

    def _answer(self, problem: Problem) -> Answer:
        return Search(problem, self._solver, self.effort).run()

    def _solver(self, part: Part, keep: Keep) -> PartSolver:
        """The part's solver: the same part met again, in whatever basket, is not solved again."""
        masks = {c.mfr for c in part.classes if c.mfr}
        coupons = tuple(sorted((mask, keep.most[mask], keep.cap[mask]) for mask in masks))
        key = (part.classes, tuple([(use.number, use.limit) for use in part.uses]), coupons)
        solver = self._solvers.get(key)
        if solver is None:
            if len(self._solvers) >= MOST_PARTS:
                self._solvers.clear()
            solver = self._solvers[key] = PartSolver(part, keep, self.shop.rules.rounding, self.effort)
        return solver


def price(basket: Basket, offers: tuple[Offer, ...], rules: Rules, context: Context) -> Receipt:
    """Prices one basket once; its words are English, its money US dollars."""
    return Pricer(offers, rules).price(basket, context)
