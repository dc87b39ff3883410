"""Loose produce: pick it by picture, name or number; the weight and the price; then add it."""

from collections.abc import Sequence
from dataclasses import dataclass

from cart.catalog.product import Product
from cart.facts import ProduceAdded, ProduceDropped, ProducePicked
from cart.trip.prompts import WeighProduce
from ui.intents import Act, Go, Key, Keyboard, post
from ui.presenter.asks import help_way
from ui.presenter.figures import unit_name
from ui.presenter.frame import Frame, bar
from ui.presenter.keyboards import letters
from ui.presenter.models import ProduceModel, ScaleSide, Tile, Way
from ui.presenter.pictures import product_picture
from ui.shop import Reading

# why a weight sets no price (cart.weighing.conformity's refusals, and a scale that is off): icon and words
REFUSED: dict[str, tuple[str, str]] = {
    "no_scale": ("power-plug-off-outline", "bar.no_scale"),
    "moving": ("timer-sand", "produce.moving"),
    "tilted": ("angle-acute", "produce.tilted"),
    "over_max": ("weight", "produce.over_max"),
    "negative": ("basket-minus-outline", "produce.negative"),
    "waiting": ("arrow-down", "produce.waiting"),
    "under_min": ("feather", "produce.under_min"),
}
PASSING = ("moving", "waiting")
SURE = ("moving", "tilted", "over_max", "negative")


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
        product_picture(product),
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
    name, gross, refused = product.name_in(frame.language), prompt.gross_g or 0, refusal(frame, prompt, live)
    price = "" if refused else figures.money(prompt.price_cents or 0)
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
    first = (help_way(frame, "produce"),) if refused and refused not in PASSING else ()
    return ScaleSide(
        title=_what_to_do(frame, name, gross, refused),
        figure="" if refused == "no_scale" else figures.mass_figure(gross, product.unit),
        unit=unit_name(product.unit),
        steady=_steady(frame, refused),
        rows=tuple(rows),
        label=words("produce.price") if price else "",
        price=price,
        ways=(*(first if refused else (add,)), _drop(frame)),
    )


def _what_to_do(frame: Frame, name: str, gross_g: int, refused: str) -> str:
    """Nothing is to be put on a scale that is off: what lies there is taken out again, or a person weighs it."""
    if refused == "no_scale":
        return frame.words("produce.take_out", name=name)
    return name if gross_g else frame.words("next.place", name=name)


def refusal(frame: Frame, prompt: WeighProduce, live: Reading | None) -> str:
    """Why what lies on the scale has no price now, as a key of REFUSED; "" when it has one."""
    broken = any(device.device == "scale" and not device.ok for device in frame.view.devices)
    said = "moving" if live and not live.settled else live.why if live else ""
    refusals = (
        (broken, "no_scale"),
        (said in SURE, said),
        (live is None or not prompt.gross_g, "waiting"),
        (bool(said) or (prompt.gross_g or 0) < frame.settings.least_g or not prompt.price_cents, "under_min"),
    )
    return next((why for holds, why in refusals if holds), "")


def _steady(frame: Frame, refused: str) -> tuple[str, str, str]:
    if not refused:
        return "check-circle", frame.words("produce.steady"), "leaf_ink"
    icon, words = REFUSED[refused]
    return icon, frame.words(words), "soft"


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
