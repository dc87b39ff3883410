"""Finding a product, and the deals near: a list and the map."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from cart.catalog.plan import StorePlan
from cart.catalog.product import Place, Product
from ui.intents import Keyboard, Pick
from ui.presenter.basket import per_words
from ui.presenter.floor import floor, place_words
from ui.presenter.frame import Frame, bar
from ui.presenter.keyboards import letters
from ui.presenter.models import Floor, Found, ListModel, Way
from ui.presenter.pictures import product_picture
from ui.presenter.produce import price_words
from ui.presenter.steps import back_way

MOST = 12


@dataclass(frozen=True)
class Seeking:
    """What a list screen knows beside the view: the plan, where you are, what was typed, and which row is chosen."""

    plan: StorePlan | None = None
    here: Place | None = None
    typed: str = ""
    keys: str = ""
    chosen: str = ""


def find(frame: Frame, products: Sequence[Product], seeking: Seeking) -> ListModel:
    """The find screen: what was found for what is typed."""
    words = frame.words
    shown = tuple(products[:MOST])
    sought = _chosen(shown, seeking.chosen)
    return ListModel(
        bar=bar(frame),
        title="",
        rows=tuple(_found(frame, product, seeking, sought) for product in shown),
        none=words("find.none", words=seeking.typed) if seeking.typed else words("find.start"),
        back=back_way(frame),
        legend=words("find.legend"),
        floor=_floor(frame, seeking, sought),
        field=Way(seeking.typed or words("find.search"), "magnify", Keyboard("letters"), "edged"),
        keys=letters(frame) if seeking.keys else None,
    )


def deals(frame: Frame, near: Sequence[Any], seeking: Seeking) -> ListModel:
    """Deals, nearest first. `near` are cart.catalog.deals' deals: `words`, `product`, `distance_cm`."""
    words = frame.words
    shown = tuple(near[:MOST])
    sought = _chosen([deal.product for deal in shown], seeking.chosen)
    return ListModel(
        bar=bar(frame),
        title=words("deals.title"),
        rows=tuple(_deal(frame, deal, seeking, sought) for deal in shown),
        none=words("deals.none"),
        back=back_way(frame),
        legend=words("find.legend"),
        floor=_floor(frame, seeking, sought),
    )


def _chosen(products: Sequence[Product], chosen: str) -> Product | None:
    return next((one for one in products if one.id == chosen), products[0] if products else None)


def _floor(frame: Frame, seeking: Seeking, sought: Product | None) -> Floor | None:
    if seeking.plan is None:
        return None
    return floor(seeking.plan, frame.language, sought.place if sought else None, seeking.here)


def _found(frame: Frame, product: Product, seeking: Seeking, sought: Product | None) -> Found:
    place = place_words(seeking.plan, product.place, frame.language)
    return Found(
        key=product.id,
        picture=product_picture(product),
        name=product.name_in(frame.language),
        place=" · ".join(filter(None, (_per(frame, product), place or frame.words("find.ask")))),
        price=price_words(frame, product),
        act=Pick(product.id),
        chosen=sought is not None and product.id == sought.id,
    )


def _per(frame: Frame, product: Product) -> str:
    """The price of a kilogram, a litre or a piece of a package."""
    return per_words(frame, *product.unit_price) if product.unit_price else ""


def _deal(frame: Frame, deal: Any, seeking: Seeking, sought: Product | None) -> Found:
    plain = _found(frame, deal.product, seeking, sought)
    near = "" if deal.distance_cm is None else frame.words("deals.metres", metres=round(deal.distance_cm / 100))
    place = " · ".join(part for part in (near, plain.place) if part)
    return Found(
        plain.key, plain.picture, plain.name, place, plain.price, plain.act, offer=deal.words, chosen=plain.chosen
    )
