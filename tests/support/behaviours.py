"""What shoppers do, and how often: each a few seconds with the basket, with its physics, before the screen is read."""

from collections.abc import Callable
from dataclasses import replace

from cart import facts
from cart.catalog.product import Product
from cart.errors import DeviceError
from tests.support.person import Person

PHONE_G, BAG_G = 190.0, 60.0


class Ways:
    """One person's ways, over the goods of a catalog."""

    def __init__(self, person: Person, goods: list[Product], produce: list[Product]) -> None:
        self.person, self.goods, self.produce = person, goods, produce
        self.chance, self.cart, self.world = person.chance, person.cart, person.cart.world

    def some(self) -> Product:
        return self.chance.choice(self.goods)

    def grams(self, product: Product, part: float = 1.0) -> float:
        mass, spread = (product.mass_mg or 0) / 1000, (product.mass_sd_mg or 0) / 1000
        return max(3.0, part * self.chance.gauss(mass, spread))

    def wait(self, least: float, most: float) -> None:
        self.cart.run(self.chance.uniform(least, most))

    def scanned(self, product: Product | None = None) -> Product:
        product = product or self.some()
        self.person.scan(product)
        self.wait(0.4, 1.5)
        return product

    def lay(self, product: Product, part: float = 1.0) -> str:
        return self.person.put(product, self.grams(product, part), gently=self.chance.random() < 0.5)

    def of_list(self) -> list[str]:
        """What lies in the basket and may be taken out again, the order left to chance."""
        keys = [key for key, thing in self.person.inside.items() if thing.product and not thing.product.sold_by_weight]
        self.chance.shuffle(keys)
        return keys

    # --- in

    def one_by_one(self) -> None:
        self.lay(self.scanned())

    def rolls_on(self) -> None:
        self.lay(self.scanned())
        self.cart.run(2.5)
        self.world.roll(True)
        self.wait(2.0, 6.0)
        self.world.roll(False)

    def two_together(self) -> None:
        for product in (self.scanned(), self.scanned()):
            self.lay(product)

    def two_at_a_distance(self) -> None:
        first, second = self.scanned(), self.scanned()
        self.lay(first)
        self.wait(0.7, 1.8)
        self.lay(second)

    def one_scanned_two_put(self) -> None:
        product = self.scanned()
        self.lay(product)
        self.lay(product)

    def forgotten(self) -> None:
        self.lay(self.some())

    def scanned_twice(self) -> None:
        self.lay(self.scanned(self.scanned()))

    def another_than_scanned(self) -> None:
        self.scanned()
        self.lay(self.some())

    def changed_mind(self) -> None:
        self.scanned()
        line = vars(self.cart.view.prompt).get("line")
        if line:
            self.cart.touch(facts.LineRemoved, line=line)

    def repacked(self) -> None:
        self.lay(self.scanned(), 0.9)

    def of_unknown_weight(self) -> None:
        like = self.some()
        product = replace(like, id=f"9{like.id[1:]}", name=f"{like.name} (new)", mass_mg=None, mass_sd_mg=None)
        self.person.scan(product)
        self.wait(0.4, 1.5)
        self.person.put(product, self.grams(like))

    def unplugged(self) -> None:
        product = self.scanned()
        self.world.unplug("scale")
        self.cart.run(1.0)
        self.lay(product)
        self.cart.run(1.0)
        self.world.plug("scale")
        self.cart.run(2.0)

    def weighed(self) -> None:
        """Produce: picked on the screen, put in, added as shown."""
        product = self.chance.choice(self.produce)
        self.cart.touch(facts.ProducePicked, product=product)
        self.cart.run(0.5)
        self.person.put(product, self.chance.uniform(200, 1_500))
        self.cart.run(3.0)
        gross_g = vars(self.cart.view.prompt).get("gross_g") or 0
        self.cart.touch(facts.ProduceAdded, product=product, gross_g=gross_g, tare_g=product.tare_g)

    # --- out

    def one_out(self) -> None:
        for key in self.of_list()[:1]:
            self.person.take(key)

    def three_out_at_once(self) -> None:
        for key in self.of_list()[:3]:
            self.person.take(key)

    def back_later(self) -> None:
        for key in self.of_list()[:1]:
            thing = self.person.take(key)
            self.person.answers(5.0)
            self.cart.run(65.0)
            self.person.put(thing.product, thing.grams)

    def exchanged_in_one(self) -> None:
        product = self.scanned()
        for key in self.of_list()[:1]:
            self.person.take(key)
            self.cart.run(0.15)
        self.lay(product)

    def two_out_for_one_in(self) -> None:
        product = self.scanned()
        for key in self.of_list()[:2]:
            self.person.take(key)
            self.cart.run(0.15)
        self.lay(product)

    def exchanged_in_two(self) -> None:
        for key in self.of_list()[:1]:
            self.person.take(key)
        self.wait(1.5, 3.0)
        self.lay(self.scanned())

    def part_out(self) -> None:
        """A third of the produce is put back."""
        for key, thing in list(self.person.inside.items()):
            if thing.product and thing.product.sold_by_weight and thing.grams > 300:
                self.person.take(key)
                self.person.inside[self.world.put(thing.grams * 0.67)] = replace(thing, grams=thing.grams * 0.67)
                return

    # --- own things, and what is none

    def phone(self) -> None:
        key = self.person.put(None, PHONE_G)
        self.person.answers(5.0)
        self.person.take(key)

    def bag(self) -> None:
        self.cart.touch(facts.BagDeclared)
        self.cart.run(0.5)
        self.person.put(None, BAG_G)
        self.person.told_own += 1
        self.cart.run(2.0)
        self.cart.touch(facts.BagDone)

    def leans_on_the_rim(self) -> None:
        self.world.rest_hand(self.chance.uniform(-600, 2_500))
        self.wait(0.8, 4.0)
        self.world.lift_hand()

    def a_child_rides(self) -> None:
        """It holds on to the rim and lets go again and again."""
        for _ in range(5):
            self.world.rest_hand(self.chance.uniform(300, 6_000))
            self.wait(0.5, 2.5)
            self.world.lift_hand()
            self.wait(0.3, 1.0)

    def a_ramp(self) -> None:
        """A ramp of a few degrees, on wheels, and level ground again."""
        for degrees in (self.chance.uniform(1.0, 4.0), 0.0):
            self.world.roll(True)
            self.cart.run(1.0)
            self.world.lean(degrees)
            self.wait(2.0, 4.0)
        self.world.roll(False)


def tolerant(cart) -> None:
    """The scale's poller as it works on its thread: trouble is told, and tried again."""
    read, bad = cart.parts.feel.step, []

    def step() -> None:
        try:
            read()
        except DeviceError as error:
            bad.append(error)
            cart.parts.patience.trouble("scale", error)
            cart.clock.advance(0.1)
            cart.parts.feel.at = cart.clock.now()
            return
        if bad:
            bad.clear()
            cart.parts.patience.well("scale")

    cart.parts.feel.step = step


# what is done instead of an item put in by itself, and how often, of a hundred
RATES: dict[Callable[[Ways], None], float] = {
    Ways.rolls_on: 20.0,
    Ways.two_together: 4.0,
    Ways.two_at_a_distance: 2.0,
    Ways.one_scanned_two_put: 2.0,
    Ways.forgotten: 2.0,
    Ways.scanned_twice: 1.0,
    Ways.another_than_scanned: 0.5,
    Ways.changed_mind: 0.5,
    Ways.repacked: 1.5,
    Ways.of_unknown_weight: 0.5,
    Ways.unplugged: 0.2,
    Ways.weighed: 3.0,
    Ways.one_out: 3.0,
    Ways.three_out_at_once: 0.3,
    Ways.back_later: 1.0,
    Ways.exchanged_in_one: 1.0,
    Ways.exchanged_in_two: 1.0,
    Ways.part_out: 0.5,
    Ways.phone: 1.0,
    Ways.bag: 0.5,
    Ways.leans_on_the_rim: 5.0,
    Ways.a_child_rides: 0.5,
    Ways.a_ramp: 0.5,
    Ways.two_out_for_one_in: 0.5,
}
# after which any question is a false alarm: nothing went in or out that the cart was not told of
INNOCENT = (Ways.one_by_one, Ways.rolls_on, Ways.leans_on_the_rim, Ways.a_child_rides, Ways.a_ramp)
