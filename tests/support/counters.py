"""A lane that looks: wine, beer, loose produce and bread, priced by the real engine, with the store or without."""

from pathlib import Path

from cart.catalog.product import Product
from cart.facts import CheckoutAsked, Fact, HandedOver, ProduceAdded, ProducePicked, Terms
from cart.handover.basket import Signer, lane_code
from cart.handover.book import Book
from cart.handover.lane import Lane, Till
from cart.handover.serving import Serving
from cart.sync import wire
from cart.trip.replay import replay
from tests.support.exits import CART, KEYS, LANE, NOW, ListStore
from tests.support.trips import Shopper, product

TERMS = Terms(
    "1", "USD", {}, {"A": 800},
    ({"id": "b", "kind": "n_for_price", "match": {"categories": ["drinks"]}, "n": 2, "price": 1500,
      "words": "2 for $15.00"},),
)  # fmt: skip
BREAD = product("Rye bread", 750, 425)
WINE = product("Red wine", 1200, 1149, min_age=21, categories=("drinks",))
BEER = product("Light beer", 550, 649, min_age=18, categories=("drinks",))
BANANAS = Product("PLU4011", "Bananas", 199, "produce", plu="4011", unit="kg", tare_g=5)
SID = "s" * 32


def trip(*goods: Product, produce_g: tuple[int, ...] = (), certified: bool = False) -> Shopper:
    """A trip to lane 4: goods, then loose bananas of these gross weights."""
    shopper = Shopper(TERMS, certified=certified)
    for one in goods:
        shopper.put(one)
    for grams in produce_g:
        shopper.do(ProducePicked, product=BANANAS).weigh(grams)
        shopper.do(ProduceAdded, product=BANANAS, gross_g=grams, tare_g=5)
    return shopper.do(CheckoutAsked).do(HandedOver, lane="4")


class Counter:
    """Lane 4 with its book, and a store that has what carts delivered."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.store, self.now = folder, ListStore(), NOW
        self.open()

    def open(self) -> None:
        """The lane's program starts."""
        self.book = Book(self.folder / "lane.db")
        self.serving = self.served(self.store)

    def served(self, store: ListStore | None) -> Serving:
        till = Till("4", LANE, self.book, lambda: KEYS, lambda: self.now)
        return Serving(Lane(till, store, replay), who="Maria")

    def handed(self, facts: list[Fact], *, known: bool = True, whole: bool = True) -> str:
        """The cart's code; `known`: the store has the session."""
        document = wire.document(SID, "cart-1", facts)
        if known:
            self.store.bodies[SID] = wire.pack(document)
        return lane_code(
            replay(facts), bytes.fromhex(document.head), Signer("cart-1", CART), self.now + 600, whole=whole
        )

    def again(self) -> None:
        """The lane's program ends and starts again."""
        self.book.close()
        self.open()

    def close(self) -> None:
        self.book.close()
