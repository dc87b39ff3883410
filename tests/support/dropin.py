"""A shopper who scans nothing: drops things in, and touches what the cart offers."""

from dataclasses import dataclass, field

from cart.catalog.product import Product
from cart.facts import Named, ProduceAdded, ProducePicked
from cart.naming.goods import goods_of
from cart.trip.naming import nameable
from cart.trip.prompts import IsThisIt, ScanNext, UnknownWeight, WeighProduce, WhichIsIt
from cart.trip.view import View
from drivers.naming import taughtfile
from drivers.naming.eyes import Eyes, Given
from drivers.naming.inline import InlineNamer
from tests.support.driven import DemoCatalog, DrivenCart
from ui.places import DEMO_STORE
from ui.shopper.hand import barcode

ASKS = (IsThisIt, WhichIsIt, UnknownWeight)
PRODUCE_G = 640.0


def demo_eyes(catalog: DemoCatalog) -> InlineNamer:
    """Eyes that were taught the demo store's pictures."""
    return InlineNamer(Eyes(given(catalog)))


def given(catalog: DemoCatalog) -> Given:
    """What they are given."""
    return Given(goods_of(catalog.snapshot().products), str(DEMO_STORE / taughtfile.NAME))


@dataclass
class DropIn:
    """Drops into a cart that has eyes. Counted: `touches`, `scans`, `sure` (one was offered alone, and right)."""

    cart: DrivenCart
    touches: int = 0
    scans: int = 0
    sure: int = 0
    wrong: list[str] = field(default_factory=list)

    def start(self) -> None:
        """Starts a trip; the camera has looked for a while."""
        self.cart.until("starts", self.cart.begin, lambda v: v.phase == "shopping")
        self.cart.run(3.0)

    def drop(self, product: Product, grams: float | None = None) -> View:
        """Drops it in and waits for the question."""
        hand = self.cart.hand
        return self.cart.until("drops", lambda: hand.put(product, grams), lambda v: isinstance(v.prompt, ASKS))

    def buy(self, product: Product, grams: float | None = None) -> None:
        """Drops it in and says what it is: by a touch where it is offered, else by a scan."""
        asked = self.drop(product, grams).prompt
        offers = {} if isinstance(asked, UnknownWeight) else {one.product.id: one for one in asked.offers}
        if product.id not in offers:
            self.wrong.append(f"{product.name}: {', '.join(one.product.name for one in offers.values()) or 'nothing'}")
            self.scan(product)
            return
        self.sure += isinstance(asked, IsThisIt)
        one = offers[product.id]
        self.touches += 1
        if product.sold_by_weight:
            self._weigh(product)
        else:
            self._say(Named, change=asked.change, product=product.id, quantity=one.quantity)

    def scan(self, product: Product) -> None:
        """Holds its code to the camera after all: loose produce is chosen on its screen."""
        cart = self.cart
        self.scans += 1
        if product.gtin is None:
            self.touches += 1
            self._weigh(product)
            return
        cart.until("scans", lambda: cart.world.show(*barcode(product)), lambda v: isinstance(v.prompt, ScanNext))
        cart.world.hide()

    def _weigh(self, product: Product) -> None:
        cart = self.cart
        weighed = cart.until(
            "weighs", lambda: cart.touch(ProducePicked, product=product),
            lambda v: isinstance(v.prompt, WeighProduce) and bool(v.prompt.gross_g),
        ).prompt  # fmt: skip
        self.touches += 1
        self._say(ProduceAdded, product=product, gross_g=weighed.gross_g, tare_g=product.tare_g)

    def _say(self, kind: type, **fields: object) -> None:
        self.cart.until("touches", lambda: self.cart.touch(kind, **fields), lambda v: isinstance(v.prompt, ScanNext))


def droppable(catalog: DemoCatalog) -> list[Product]:
    """What may be named: it has a picture, goes into the basket, and wants no age and no label."""
    return [one for one in catalog.snapshot().products if one.picture and one.weighed_in_basket and nameable(one)]
