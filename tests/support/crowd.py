"""Shoppers in numbers, over the simulated world's counts: how often the list is right, and who had to be asked."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field, fields
from pathlib import Path

from cart import facts
from tests.support.behaviours import INNOCENT, RATES, Ways, tolerant
from tests.support.driven import DrivenCart
from tests.support.person import Answered, Person
from tests.support.thefts import FAILS_IF_LISTED, THEFTS, reasons

LOOKS = 0.5


@dataclass
class Figures:
    """Counts over trips. `alarms`: questions that nothing in the basket explains. `wrong`: items of the list that
    were wrong once all was answered. `mended`: those that the shopper saw on the list and set right. `notes` tell what
    went wrong: the trip's seed, what was done, what the list has too little and too much, and the last question.
    """

    trips: int = 0
    items: int = 0
    questions: int = 0
    alone: int = 0
    people: int = 0
    alarms: int = 0
    wrong: int = 0
    mended: int = 0
    thefts: int = 0
    told: int = 0
    seconds: float = 0.0
    notes: list[str] = field(default_factory=list)

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def line(self) -> str:
        """What `scripts/bench trips` ends with."""
        return (
            f"trips: {self.items} items, right {_part(self.items - self.wrong, self.items)} %, "
            f"alone {_part(self.alone, self.questions)} %, person {_part(self.people, self.trips)} %, "
            f"false {self.alarms}, theft {_part(self.told, self.thefts)} %"
        )


def _part(some: int, of: int) -> str:
    return f"{100 * some / of:.2f}" if of else "-"


class Shopping:
    """One trip of one shopper, and one theft at its end where `steals`."""

    def __init__(self, data: Path, seed: int) -> None:
        data.mkdir(parents=True, exist_ok=True)
        self.cart = DrivenCart(data, seed)
        tolerant(self.cart)
        self.seed, self.chance = seed, random.Random(seed)
        self.person = Person(self.cart, self.chance)
        products = self.cart.catalog.snapshot().products
        goods = [p for p in products if p.mass_mg and 10_000 <= p.mass_mg <= 2_500_000]
        produce = [p for p in products if p.sold_by_weight and p.plu]
        self.ways = Ways(self.person, [p for p in goods if p.unit == "ea"], produce)
        self.figures = Figures(trips=1)

    def trip(self, items: int, steals: bool = False) -> Figures:
        self.cart.until("starts", self.cart.begin, lambda v: v.phase == "shopping")
        for _ in range(items):
            self.one(self._way())
        if steals:
            self.steal()
        self.figures.people = min(1, self.figures.people)
        self.figures.seconds = self.cart.clock.now() - 100.0
        self.cart.close()
        return self.figures

    def _way(self) -> Callable[[Ways], None]:
        kind = self.chance.uniform(0.0, 100.0)
        for way, rate in RATES.items():
            kind -= rate
            if kind < 0.0:
                return way
        return Ways.one_by_one

    def one(self, way: Callable[[Ways], None]) -> None:
        """One thing done, answered, and judged."""
        way(self.ways)
        answered = self.person.answers(2.5 if way in INNOCENT else 6.0)
        self.figures.items += 1
        if answered.asked and way in INNOCENT and not answered.slipped:
            self.figures.alarms += 1
            self.note(f"asked without a reason after {way.__name__}", answered)
        self.judge(way.__name__, answered)

    def judge(self, name: str, answered: Answered) -> None:
        right, wrong = self.person.right, self.person.wrongs()
        self.figures.questions += answered.asked
        self.figures.alone += answered.asked and right and not answered.person
        self.figures.people += answered.person
        if not answered.person:
            self.figures.wrong += wrong
        if not right or answered.person:
            self.note(name, answered)
            self.figures.mended += wrong if self.chance.random() < LOOKS else 0
            self.staff()

    def note(self, name: str, answered: Answered) -> None:
        lacks, has = dict(self.person.missing), dict(self.person.extra)
        self.figures.notes.append(f"{self.seed} {name}: lacks {lacks}, has {has}; {' '.join(answered.said)}")

    def staff(self) -> None:
        """A person sets the list right, so that each thing that is done is judged by itself."""
        for kind in (facts.HelpEnded, facts.ProduceDropped, facts.BagDone, facts.NoticeSeen):
            self.cart.touch(kind)
        self.cart.touch(facts.WeightTrusted, staff="1")
        self.cart.run(0.3)
        rows = {row.name: list(row.lines) for row in self.cart.view.lines}
        again = self.person.misweighed()
        for name in (*self.person.extra.elements(), *(n for n, ids in rows.items() if again in ids)):
            self.cart.touch(facts.LineRemoved, line=rows[name].pop(), staff="1")
        self.cart.run(0.3)
        for name in list(self.person.missing.elements()):
            self._add(name)
        self.cart.touch(facts.WeightTrusted, staff="1")
        self.cart.run(0.5)

    def _add(self, name: str) -> None:
        thing = next(thing for thing in self.person.inside.values() if thing.name == name)
        if thing.product and thing.product.sold_by_weight:
            gross_g = round(thing.grams)
            self.cart.touch(facts.ProduceAdded, product=thing.product, gross_g=gross_g, tare_g=thing.product.tare_g)
            self.cart.run(0.3)
            return
        self.person.scan(thing.product)
        self.cart.run(0.3)
        line = vars(self.cart.view.prompt).get("line")
        if line:
            self.cart.touch(facts.ItemIsIn, line=line)
            self.cart.run(0.3)

    def steal(self) -> None:
        """Something of 50 g and more that is not paid for: is the lane told?"""
        before = reasons(self.cart.view)
        theft = self.chance.choice(THEFTS)
        theft(self.ways)
        self.cart.run(6.0)
        told = bool(reasons(self.cart.view) - before) or (theft in FAILS_IF_LISTED and self.person.right)
        self.figures.thefts += 1
        self.figures.told += told
        if not told:
            self.note(f"not told: {theft.__name__}", Answered())


def crowd(folder: Path, trips: int, items: int, first_seed: int = 1) -> Figures:
    """Many trips, one after the other; every third shopper steals at the end."""
    total = Figures()
    for seed in range(first_seed, first_seed + trips):
        total += Shopping(folder / str(seed), seed).trip(items, steals=seed % 3 == 0)
    return total
