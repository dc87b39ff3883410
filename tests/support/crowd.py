"""Shoppers in numbers: seeded trips over the simulated world's counts, and how often the cart was wrong about them."""

import random
from dataclasses import dataclass, fields
from pathlib import Path

from cart.catalog.product import Product
from cart.codes.code import Code
from cart.facts import ItemScanned, PutBack
from cart.trip.prompts import UnknownWeight, WeightDiffers, WhichLeft
from tests.support.driven import DemoCatalog, DrivenCart

QUESTIONS = (UnknownWeight, WeightDiffers, WhichLeft)


@dataclass
class Figures:
    """Counts over trips. An alarm is a question that nothing in the basket explains, while a hand leans on it too."""

    items: int = 0
    alarms: int = 0
    removed: int = 0
    unscanned: int = 0
    noticed: int = 0
    seconds: float = 0.0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))


class Shopping:
    """One trip of one shopper who scans, puts in, rolls on, leans on the basket, and now and then forgets to scan."""

    def __init__(self, data: Path, seed: int, catalog: DemoCatalog) -> None:
        self.cart = DrivenCart(data, seed, catalog)
        self.chance = random.Random(seed)
        self.goods = [p for p in catalog.snapshot().products if p.mass_mg and 10_000 <= p.mass_mg <= 2_500_000]
        self.figures = Figures()
        self.asked: object = None

    def trip(self, items: int) -> Figures:
        self.cart.until("starts", self.cart.begin, lambda v: v.phase == "shopping")
        for _ in range(items):
            self.one()
        self.figures.seconds = self.cart.clock.now() - 100.0
        self.cart.close()
        return self.figures

    def one(self) -> None:
        kind = self.chance.random()
        if kind < 0.05:
            self.forgotten(self.chance.choice(self.goods))
        else:
            self.bought(self.chance.choice(self.goods))
        if kind > 0.6:
            self.unrest()

    def bought(self, product: Product) -> None:
        before = self.cart.view.totals.items
        self.cart.touch(ItemScanned, product=product, code=Code("gtin", product.id, product.id, "EAN13"))
        self.calm(self.chance.uniform(0.5, 2.0))
        self.cart.world.put(self.grams(product), gently=self.chance.random() < 0.5)
        self.figures.items += 1
        self.calm(self.chance.uniform(2.0, 3.5))
        if self.cart.view.totals.items < before + 1 and self.asked is None:
            self.figures.alarms += 1
            self.settle()

    def forgotten(self, product: Product) -> None:
        """An item of 50 g or more goes in unscanned, is noticed or not, and comes out again."""
        key = self.cart.world.put(self.grams(product))
        self.cart.run(3.5)
        if (product.mass_mg or 0) >= 50_000:
            self.figures.unscanned += 1
            self.figures.noticed += isinstance(self.cart.view.prompt, UnknownWeight)
        self.cart.world.take(key)
        self.cart.run(3.0)
        self.settle()

    def unrest(self) -> None:
        """The cart rolls, or a hand rests on it: nothing is to be asked, nothing is to leave the list."""
        before = self.cart.view.totals.items
        if self.chance.random() < 0.5:
            self.cart.world.roll(True)
            self.calm(self.chance.uniform(2.0, 6.0))
            self.cart.world.roll(False)
        else:
            self.cart.world.rest_hand(self.chance.uniform(-600, 2500))
            self.calm(self.chance.uniform(0.8, 4.0))
            self.cart.world.lift_hand()
        self.calm(2.0)
        self.figures.removed += self.cart.view.totals.items < before
        self.settle()

    def calm(self, seconds: float) -> None:
        """Lets time pass in which any question is a false alarm, counted once."""
        end = self.cart.clock.now() + seconds
        while self.cart.clock.now() < end:
            prompt = self.cart.step().prompt
            wrong = isinstance(prompt, QUESTIONS)
            if wrong and self.asked is None:
                self.figures.alarms += 1
            self.asked = prompt if wrong else None

    def settle(self) -> None:
        """Whatever is still asked, the shopper says that all is as the list shows."""
        self.cart.touch(PutBack)
        self.cart.run(0.2)
        self.asked = None

    def grams(self, product: Product) -> float:
        mass, spread = (product.mass_mg or 0) / 1000, (product.mass_sd_mg or 0) / 1000
        return max(1.0, self.chance.gauss(mass, spread))


def crowd(folder: Path, trips: int, items: int, first_seed: int = 1) -> Figures:
    """Many trips, one after the other."""
    catalog, total = DemoCatalog(), Figures()
    for seed in range(first_seed, first_seed + trips):
        total += Shopping(folder / str(seed), seed, catalog).trip(items)
    return total
