"""An honest shopper: knows what lies in the basket, reads each question, and answers it as it is.

It knows no more than a person does: what it has put in, and what the screen shows. It presses a wrong button now and
then, sees that, and takes it back.
"""

import random
from collections import Counter
from dataclasses import dataclass, field

from cart import facts
from cart.catalog.product import Product
from cart.codes.code import Code
from cart.trip.prompts import PlaceItem, ScanNext, WeighProduce
from tests.support.driven import DrivenCart

WRONG = 0.01
MOST_TOUCHES = 3
READS_S, AFTER_S = 1.0, 0.6
FEW_G, FEW_PART = 12, 0.04


@dataclass
class Thing:
    """What lies in the basket: a product, or something of one's own. `grams`: what it weighs now."""

    grams: float
    product: Product | None = None

    @property
    def name(self) -> str:
        return self.product.name if self.product else ""


@dataclass
class Answered:
    """How a question went: the touches that it took, whether one was wrong, and whether a person was called."""

    touches: int = 0
    slipped: bool = False
    person: bool = False
    said: list[str] = field(default_factory=list)

    @property
    def asked(self) -> bool:
        return self.touches > 0


@dataclass
class Person:
    """One shopper at one cart. `inside`: what lies in the basket, by the world's key."""

    cart: DrivenCart
    chance: random.Random
    wrong: float = WRONG
    inside: dict[str, Thing] = field(default_factory=dict)
    told_own: int = 0
    slipped: bool = False

    # --- hands

    def scan(self, product: Product) -> None:
        self.cart.touch(facts.ItemScanned, product=product, code=Code("gtin", product.id, product.id, "EAN13"))

    def put(self, product: Product | None, grams: float, gently: bool = False) -> str:
        key = self.cart.world.put(grams, gently=gently)
        self.inside[key] = Thing(grams, product)
        return key

    def take(self, key: str) -> Thing:
        self.cart.world.take(key)
        return self.inside.pop(key)

    # --- what it knows

    @property
    def wanted(self) -> Counter[str]:
        return Counter(thing.name for thing in self.inside.values() if thing.product)

    @property
    def listed(self) -> Counter[str]:
        return Counter(name for row in self.cart.view.lines for name in [row.name] * row.quantity)

    @property
    def missing(self) -> Counter[str]:
        """What lies in the basket and is not on the list."""
        return self.wanted - self.listed

    @property
    def extra(self) -> Counter[str]:
        """What is on the list and not in the basket."""
        return self.listed - self.wanted

    @property
    def own(self) -> int:
        """How many things of its own lie in the basket and have not been told."""
        return sum(thing.product is None for thing in self.inside.values()) - self.told_own

    def misweighed(self) -> str:
        """The line of produce whose weight on the list is not what lies in the basket, or ""."""
        inside: dict[str, list[float]] = {}
        for thing in sorted(self.inside.values(), key=lambda thing: thing.grams):
            inside.setdefault(thing.name, []).append(thing.grams)
        rows = [row for row in self.cart.view.lines if row.net_g is not None]
        for row in sorted(rows, key=lambda row: row.net_g):
            grams = inside[row.name].pop(0) if inside.get(row.name) else None
            if grams is not None and abs(row.net_g + row.tare_g - grams) > max(FEW_G, FEW_PART * grams):
                return row.lines[-1]
        return ""

    @property
    def right(self) -> bool:
        """Whether the list is what lies in the basket."""
        return not self.missing and not self.extra and not self.misweighed()

    def wrongs(self) -> int:
        """How many items of the list are wrong."""
        return sum(self.missing.values()) + sum(self.extra.values()) + bool(self.misweighed())

    # --- eyes and fingers

    def asks(self) -> bool:
        """Whether the screen asks something that it does not answer by itself."""
        prompt = self.cart.view.prompt
        if isinstance(prompt, PlaceItem):
            return prompt.slow
        return not isinstance(prompt, ScanNext | WeighProduce)

    def answers(self, calm_s: float = 3.0) -> Answered:
        """Lets time pass until nothing has been asked for so long; whatever is asked is answered."""
        done, calm_at = Answered(), self.cart.clock.now()
        while self.cart.clock.now() - calm_at < calm_s:
            self.cart.run(0.2)
            if not self.asks() and not (self.slipped and self.cart.view.undo):
                continue
            self.cart.run(READS_S)
            if self.asks() or self.slipped:
                self._touch(done)
                if done.person:
                    return done
            self.cart.run(AFTER_S)
            calm_at = self.cart.clock.now()
        return done

    def _touch(self, done: Answered) -> None:
        slips = self.chance.random() < self.wrong
        act = self._slip() if slips else self._undo() or self._answer()
        self.slipped = slips
        if act is None or done.touches >= MOST_TOUCHES:
            done.person = True
            return
        kind, given = act
        done.touches += 1
        done.slipped |= slips
        done.said.append(f"{type(self.cart.view.prompt).__name__}>{kind.__name__}{'!' if slips else ''}")
        self.cart.touch(kind, **given)

    def _undo(self):
        """A wrong button is taken back at once, where the screen offers that."""
        undone = vars(facts).get("TouchUndone")
        return (undone, {}) if self.slipped and undone else None

    def _slip(self):
        """A button beside the right one."""
        acts = [(facts.PutBack, {}), (facts.BagDeclared, {})]
        acts += [(facts.LineRemoved, {"line": one.line}) for one in vars(self.cart.view.prompt).get("candidates", ())]
        return self.chance.choice(acts)

    def _answer(self):
        """The honest answer to what is asked, as a fact and its fields; None where there is none."""
        prompt = self.cart.view.prompt
        return self._guess(prompt) or ANSWERS.get(type(prompt).__name__, lambda *_: None)(self, prompt)

    def _guess(self, prompt):
        """The guess on the screen that is what happened."""
        for guess in vars(prompt).get("guesses", ()):
            if self._told(guess.into) == self.missing and self._told(guess.out) == self._out():
                into, out, part = guess.keys
                return vars(facts)["Explained"], {"into": into, "out": out, "part": part}
        return None

    @staticmethod
    def _told(pieces) -> Counter[str]:
        return Counter({piece.name: piece.count for piece in pieces})

    def _out(self) -> Counter[str]:
        line = self.misweighed()
        parts = Counter(row.name for row in self.cart.view.lines if line in row.lines) if line else Counter()
        return self.extra + parts

    def row_of(self, name: str) -> str:
        """The line to touch for a product on the list, or ""."""
        return next((row.lines[-1] for row in self.cart.view.lines if row.name == name), "")

    def product(self, name: str) -> Product:
        return next(thing.product for thing in self.inside.values() if thing.name == name)


def _placed(person: Person, prompt):
    """It is in, or not wanted after all."""
    return (facts.ItemIsIn if prompt.name in person.missing else facts.LineRemoved), {"line": prompt.line}


def _unknown(person: Person, prompt):
    """Something went in: mine, or not scanned yet, or out again."""
    if person.own > 0:
        person.told_own += 1
        return facts.BagDeclared, {}
    if person.missing:
        product = person.product(next(iter(person.missing)))
        if product.sold_by_weight:
            return facts.ProducePicked, {"product": product}
        return facts.ItemScanned, {"product": product, "code": Code("gtin", product.id, product.id, "EAN13")}
    return facts.PutBack, {}


def _left(person: Person, prompt):
    """Something left: the line that did, my own thing, or nothing."""
    for one in prompt.candidates:
        if one.name in person.extra:
            return facts.LineRemoved, {"line": one.line}
    if person.extra:
        return facts.LineRemoved, {"line": person.row_of(next(iter(person.extra)))}
    if person.misweighed():
        return facts.LineRemoved, {"line": person.misweighed()}
    if person.own < 0:
        person.told_own += person.own
        return facts.BagDeclared, {}
    return facts.PutBack, {}


def _differs(person: Person, prompt):
    """So many went in, or another thing did."""
    count = person.missing[prompt.name]
    if count > 1:
        return facts.QuantitySaid, {"line": prompt.line, "quantity": count}
    return (facts.ItemIsIn if count else facts.LineRemoved), {"line": prompt.line}


def _swapped(person: Person, prompt):
    """None of the guesses was it: what waits went in, or not at all; what was not scanned is, what left is named."""
    if prompt.line:
        return (facts.ItemIsIn if prompt.name in person.missing else facts.LineRemoved), {"line": prompt.line}
    if person.extra:
        return facts.LineRemoved, {"line": person.row_of(next(iter(person.extra)))}
    return _unknown(person, prompt)


def _part(person: Person, prompt):
    """All of it, or a part."""
    if prompt.name in person.extra:
        return facts.LineRemoved, {"line": prompt.line, "whole": True}
    return vars(facts)["PartLeft"], {"line": prompt.line, "gross_g": prompt.left_g or 0}


def _out(person: Person, prompt):
    """It is taken out now, if it is still in."""
    key = next((key for key, thing in person.inside.items() if thing.name == prompt.name), None)
    if key is not None and person.extra[prompt.name] < 1:
        person.take(key)
        return facts.Ticked, {}
    return facts.LineRemoved, {"line": prompt.line}


ANSWERS = {
    "PlaceItem": _placed,
    "UnknownWeight": _unknown,
    "WhichLeft": _left,
    "WeightDiffers": _differs,
    "Swapped": _swapped,
    "PartOrAll": _part,
    "TakeOut": _out,
    "PutBagIn": lambda person, prompt: (facts.BagDone, {}),
    "NotSold": lambda person, prompt: (facts.NoticeSeen, {}),
}
