"""One cart being served at a lane, free of any screen: questions out, answers in, money last.

The terminal (`dashcart lane`) and the demo's lane panel drive this. Whatever the order of their calls, no money is
taken while a question is open. Every method may raise TokenError (what to do, in words) or StoreError; nothing has then
changed. Not for several threads at once.
"""

from dataclasses import dataclass, field
from typing import Literal

from cart.errors import TokenError
from cart.facts import LaneAnswer
from cart.handover import sale
from cart.handover.book import PAID
from cart.handover.lane import Lane, Tender
from cart.handover.money import money
from cart.handover.sale import Sale, SaleLine
from cart.trip.view import Check

Step = Literal["waiting", "asking", "stopped", "ready", "paid"]


@dataclass
class Serving:
    """`names` are products' names by key, for codes that hold only numbers; `who` answers ("": not told).

    `sale` is what would be sold now, `changes` what became of it through the answers, in words; `paid_code` is the text
    for the cart to read once it is paid (and `again`: it had been paid here before: take no money).
    """

    lane: Lane
    names: dict[str, str] = field(default_factory=dict)
    who: str = ""
    sale: Sale | None = None
    changes: tuple[str, ...] = ()
    paid_code: str = ""
    again: bool = False
    _first: Sale | None = None

    @property
    def step(self) -> Step:
        """Where it stands: "asking" while a check is open, "stopped" where the sale cannot go on as it is."""
        if self.paid_code:
            return "paid"
        if self.sale is None:
            return "waiting"
        if self.sale.stop:
            return "stopped"
        return "asking" if self.sale.open else "ready"

    @property
    def open(self) -> tuple[Check, ...]:
        """The questions to answer now, in order."""
        return self.sale.open if self.sale and not self.paid_code else ()

    def read(self, text: str, *, late: bool = False) -> Step:
        """A cart's code. A trip that is paid here already gives its paid code again."""
        self.leave()
        word = self.lane.again(text)
        if word:
            self.paid_code, self.again = word, True
        else:
            found = self.lane.read(text, late=late)
            self._first = sale.named(self.lane.handed_over(found.sid), self.names)
            self._shows(found)
        return self.step

    def seen(self, check: str) -> Step:
        """A person looked: old enough."""
        return self._answer(LaneAnswer(check, "seen"))

    def refused(self, check: str) -> Step:
        """Not old enough, or no proof of it: what needs this age is taken off the sale."""
        return self._answer(LaneAnswer(check, "refused"))

    def weighed(self, check: str, gross_g: int) -> Step:
        """The lane's certified scale says so, bag and all, in grams: weight and price follow."""
        return self._answer(LaneAnswer(check, "weighed", gross_g))

    def waived(self, check: str) -> Step:
        """The lane does not weigh it: the cart's weight stands."""
        return self._answer(LaneAnswer(check, "waived"))

    def pay(self, tender: Tender) -> str:
        """Takes the money; the paid code for the cart. Raises TokenError while a question is open."""
        if self.paid_code:
            raise TokenError(PAID)
        if self.sale is None:
            raise TokenError("Read the cart's code first.")
        self.paid_code = self.lane.pay(self.sale.sid, tender)
        return self.paid_code

    def leave(self) -> None:
        """The next cart. What was answered stays in the lane's book, for when this one comes back."""
        self.sale = self._first = None
        self.changes, self.paid_code, self.again = (), "", False

    def _answer(self, answer: LaneAnswer) -> Step:
        if self.sale is None or self.paid_code:
            raise TokenError("There is no question open. Read the cart's code first.")
        self._shows(self.lane.answer(self.sale.sid, answer, self.who))
        return self.step

    def _shows(self, found: Sale) -> None:
        self.sale = sale.named(found, self.names)
        self.changes = changed(self._first, self.sale) if self._first else ()


def changed(first: Sale, now: Sale) -> tuple[str, ...]:
    """What the answers did to the sale, said aloud: no sum rises in silence."""
    left = {line.key: line for line in now.lines}
    pairs = [(line, left.get(line.key) if line.key else line) for line in first.lines]
    words = [_change(before, after, now.currency) for before, after in pairs if before != after]
    if not words:
        return ()
    return (*words, f"The total was {money(first.due, first.currency)} and is {money(now.due, now.currency)}.")


def _change(before: SaleLine, after: SaleLine | None, currency: str) -> str:
    was = money(before.net, currency)
    if after is None:
        return f"{before.name} is not sold: {was} off. Keep it here."
    kilos = f"{before.grams / 1000:.3f} kg is {after.grams / 1000:.3f} kg, " if after.grams != before.grams else ""
    return f"{before.name}: {kilos}{was} is {money(after.net, currency)}."
