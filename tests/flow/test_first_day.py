"""A grocer's first day: a chain's two feeds, published at the desk, sold on a cart's screen."""

from dataclasses import replace
from pathlib import Path

import pytest

from cart.catalog.product import Product
from cart.store.desk.reading import How
from tests.support.driven import DemoCatalog, DrivenCart
from tests.support.stores import Desk
from tests.unit.catalog.test_publish import PRICES, PROMOS
from ui.catalogs import keep
from ui.presenter.basket import rows
from ui.presenter.frame import Frame
from ui.shopper.trips import buy

FEEDS = Path(__file__).parents[2].parent / "shared" / "data" / "feeds"


class Store:
    """A store that has published these files, and what a cart's catalog holds after it fetched them."""

    def __init__(self, folder: Path, *files: Path) -> None:
        self.desk = Desk(folder / "store")
        part = self.desk.shop.releases.desk.draft(files, How(), "Maria", 1)
        self.report = self.desk.shop.releases.desk.report(part)
        self.desk.shop.releases.desk.publish(part, "Maria", 2)
        self.table, _ = keep(folder / "cart", self.desk.at_cart().catalog(""))


@pytest.fixture
def sold(tmp_path):
    made = []

    def sell(*files: Path) -> tuple[Store, DrivenCart]:
        store = Store(tmp_path, *files)
        cart = DrivenCart(tmp_path / "data", catalog=DemoCatalog(store.table), reads=False)
        made.extend((store.desk, cart))
        cart.until("starts", cart.begin, lambda view: view.phase == "shopping")
        return store, cart

    (tmp_path / "data").mkdir()
    yield sell
    for one in reversed(made):
        one.close()


def heavy(product: Product) -> Product:
    """What lies in the hand weighs something; the feed does not say what."""
    return replace(product, mass_mg=250_000)


def shown(cart: DrivenCart) -> list[str]:
    """The rows on the screen."""
    return [str(row) for row in rows(Frame(cart.view))]


def test_two_feeds_are_sold_with_their_promotion(sold, tmp_path):
    prices, promos = tmp_path / "prices.xml", tmp_path / "promos.xml"
    prices.write_text(PRICES)
    promos.write_text(PROMOS)
    store, cart = sold(prices, promos)
    assert (store.report.products, store.report.offers, store.report.currency) == (2, 2, "ILS")
    tea = heavy(cart.hand.product('Tea; green, "fine"'))
    cart.play(buy(cart.hand, tea))
    assert cart.view.totals.due_cents == 590 and "5.90" in shown(cart)[0]
    cart.play(buy(cart.hand, tea))
    assert cart.view.totals.due_cents == 1000, "two for ten, as the chain promised"


@pytest.mark.nightly
@pytest.mark.skipif(not FEEDS.is_dir(), reason="no real price feeds beside this repository")
def test_a_real_chains_feeds_are_sold(sold):
    store, cart = sold(*sorted(FEEDS.glob("PriceFull*")), *sorted(FEEDS.glob("PromoFull*-001-*")))
    assert (store.report.products, store.report.offers > 200) == (5119, True)
    product = heavy(next(one for one in store.table.products() if one.gtin and not one.sold_by_weight))
    cart.play(buy(cart.hand, product))
    assert (cart.view.totals.due_cents, product.name in shown(cart)[0]) == (product.price_cents, True)
