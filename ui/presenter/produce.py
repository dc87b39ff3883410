"""Loose produce: pick it by picture, name or number; the weight and the price; then add it."""

from collections.abc import Sequence
from dataclasses import dataclass

from cart.catalog.product import Product
from cart.facts import ProduceAdded, ProduceDropped, ProducePicked
from cart.trip.prompts import WeighProduce
from ui.intents import Act, Go, Key, Keyboard, post
from ui.presenter.figures import unit_name
from ui.presenter.frame import Frame, bar
from ui.presenter.keyboards import letters
from ui.presenter.models import ProduceModel, ScaleSide, Tile, Way
from ui.presenter.pictures import picture_of
from ui.shop import Reading


@dataclass(frozen=True)
class Picking:
    """What the screen knows beside the view: what was typed, pieces counted, the keyboard, and the scale's reading."""

    typed: str = ""
    count: int = 1
    keys: str = ""
    live: Reading | None = None


def produce(frame: Frame, found: Sequence[Product], picking: Picking) -> ProduceModel:
    """The produce screen. `found` are the products to choose from."""
    words = frame.words
    picked = _picked(frame)
    chosen = picked.id if picked else ""
    field = Way(picking.typed or words("produce.search"), "magnify", Keyboard("letters"), "edged")
    other = "" if picking.keys == "digits" else "digits"
    return ProduceModel(
        bar=bar(frame),
        field=field,
        plu=Way(words("produce.plu"), "dialpad", Keyboard(other), "chosen" if picking.keys == "digits" else "edged"),
        tiles=tuple(_tile(frame, product, chosen) for product in found),
        none="" if found else words("find.none", words=picking.typed),
        side=side(frame, picking.count, picking.live),
        keys=letters(frame) if picking.keys == "letters" else None,
        digits=picking.keys == "digits",
    )


def _picked(frame: Frame) -> Product | None:
    prompt = frame.view.prompt
    return prompt.product if isinstance(prompt, WeighProduce) else None


def _tile(frame: Frame, product: Product, chosen: str) -> Tile:
    act: Act = post(ProducePicked, product=product)
    return Tile(
        act,
        product.name_in(frame.language),
        price_words(frame, product),
        picture_of(product.department, product.icon),
        chosen=product.id == chosen,
        key=product.id,
    )


def price_words(frame: Frame, product: Product) -> str:
    """A product's price with what it is for: "$3.49 /kg", "$0.45 each"."""
    money = frame.figures.money(product.price_cents)
    if product.sold_by_weight:
        return f"{money} /{unit_name(product.unit)}"
    return frame.words("produce.each", money=money)


def side(frame: Frame, count: int, live: Reading | None) -> ScaleSide:
    """The right side: what to do, the weight, and the price."""
    prompt = frame.view.prompt
    if not isinstance(prompt, WeighProduce):
        return _nothing_picked(frame)
    return _weighing(frame, prompt, live) if prompt.product.sold_by_weight else _counting(frame, prompt, count)


def _nothing_picked(frame: Frame) -> ScaleSide:
    words = frame.words
    back = Way(words("way.back"), "arrow-left", Go(""))
    return ScaleSide(
        words("produce.pick"), "", "", ("gesture-tap", words("produce.touch"), "soft"), (), "", "", (back,)
    )


def _weighing(frame: Frame, prompt: WeighProduce, live: Reading | None) -> ScaleSide:
    words, figures, product = frame.words, frame.figures, prompt.product
    name, gross, ready = product.name_in(frame.language), prompt.gross_g or 0, bool(prompt.price_cents)
    rows = [(price_words(frame, product), "")]
    if gross:
        net = words("produce.net", mass=figures.mass(prompt.net_g or 0, product.unit))
        tare = (words("produce.tare"), figures.mass(product.tare_g, product.unit))
        rows = [tare, (rows[0][0], net)] if product.tare_g else [(rows[0][0], net)]
    if not frame.settings.certified and gross:
        rows.append((words("produce.checked"), ""))
    add = Way(
        words("produce.add", name=name),
        "check",
        post(ProduceAdded, product=product, gross_g=gross, tare_g=product.tare_g),
        "go",
    )
    ways = (add, _drop(frame)) if ready else (_drop(frame),)
    return ScaleSide(
        title=words("next.place", name=name) if not gross else name,
        figure=figures.mass_figure(gross, product.unit),
        unit=unit_name(product.unit),
        steady=_steady(frame, bool(gross), live),
        rows=tuple(rows),
        label=words("produce.price") if ready else "",
        price=figures.money(prompt.price_cents) if prompt.price_cents else "",
        ways=ways,
    )


def _steady(frame: Frame, gross: bool, live: Reading | None) -> tuple[str, str, str]:
    words = frame.words
    if live is not None and not live.settled:
        return "timer-sand", words("produce.moving"), "soft"
    if not gross:
        return "arrow-down", words("produce.waiting"), "soft"
    return "check-circle", words("produce.steady"), "leaf_ink"


def _counting(frame: Frame, prompt: WeighProduce, count: int) -> ScaleSide:
    words, product = frame.words, prompt.product
    name = product.name_in(frame.language)
    act = post(ProduceAdded, product=product, quantity=count)
    fewer, more = Way("−", "", Key("less"), "edged"), Way("+", "", Key("more"), "edged")
    return ScaleSide(
        title=words("produce.how_many", name=name),
        figure=str(count),
        unit="",
        steady=("basket-outline", words("produce.put_them"), "soft"),
        rows=((price_words(frame, product), ""),),
        label=words("produce.price"),
        price=frame.figures.money(product.price_cents * count),
        ways=(Way(words("produce.add", name=name), "check", act, "go"), _drop(frame)),
        count=(fewer, more),
    )


def _drop(frame: Frame) -> Way:
    return Way(frame.words("way.back"), "arrow-left", post(ProduceDropped))
