"""What went in unscanned, as the eyes have it: "Is this it?", "Which one is it?", and the way to anything else."""

from cart.facts import BagDeclared, Named, ProducePicked, PutBack
from cart.trip.prompts import IsThisIt, Offered, UnknownWeight, WhichIsIt
from ui.intents import Act, Go, post
from ui.presenter.asks import help_way, unknown_weight
from ui.presenter.figures import unit_name
from ui.presenter.frame import Frame, bar
from ui.presenter.models import AskModel, Tile, Way
from ui.presenter.named_models import NamedModel
from ui.presenter.pictures import product_picture

SOMETHING_ELSE = "something_else"


def is_this_it(frame: Frame, prompt: IsThisIt) -> NamedModel:
    """One product is sure: one green touch adds it; the next likeliest stand smaller beside it."""
    words, first = frame.words, prompt.offers[0]
    price, was = _price(frame, first)
    add = Way(words("way.weigh_it" if first.product.sold_by_weight else "way.yes"), "check", _act(prompt, first), "go")
    return NamedModel(
        bar(frame),
        words("ask.is_this"),
        words("ask.is_this_text", grams=frame.figures.about(prompt.grams)),
        product_picture(first.product),
        _name(frame, first),
        price,
        was,
        add,
        tuple(_tile(frame, prompt, one) for one in prompt.offers[1:]),
        _ways(frame),
    )


def which_is_it(frame: Frame, prompt: WhichIsIt) -> AskModel:
    """A few are close: their pictures, one touch each."""
    words = frame.words
    text = words("ask.is_this_text", grams=frame.figures.about(prompt.grams))
    tiles = tuple(_tile(frame, prompt, one) for one in prompt.offers)
    return AskModel(bar(frame), "ask", "eye-outline", words("ask.which_is"), text, _ways(frame), tiles)


def something_else(frame: Frame) -> AskModel:
    """It is none of them: today's question, whatever the eyes say."""
    prompt = frame.view.prompt
    grams = prompt.grams if isinstance(prompt, IsThisIt | WhichIsIt) else 0
    return unknown_weight(frame, UnknownWeight(grams))


def _ways(frame: Frame) -> tuple[Way, ...]:
    words = frame.words
    return (
        Way(words("way.something_else"), "barcode-scan", Go(SOMETHING_ELSE)),
        Way(words("way.is_bag"), "bag-personal-outline", post(BagDeclared)),
        Way(words("way.took_out"), "arrow-u-left-top", post(PutBack)),
        help_way(frame, "named"),
    )


def _act(prompt: IsThisIt | WhichIsIt, one: Offered) -> Act:
    """What a scale prices goes by the produce screen, which shows its weight and price before it is added."""
    if one.product.sold_by_weight:
        return post(ProducePicked, product=one.product)
    return post(Named, change=prompt.change, product=one.product.id, quantity=one.quantity)


def _tile(frame: Frame, prompt: IsThisIt | WhichIsIt, one: Offered) -> Tile:
    price, _ = _price(frame, one)
    return Tile(_act(prompt, one), _name(frame, one), price, product_picture(one.product), key=one.product.id)


def _name(frame: Frame, one: Offered) -> str:
    name = one.product.name_in(frame.language)
    return name if one.quantity == 1 else f"{frame.figures.number(one.quantity)} × {name}"


def _price(frame: Frame, one: Offered) -> tuple[str, str]:
    """What it costs by the list, and "" or what it costs without the card. Offers are told when it is on the list."""
    product, money = one.product, frame.figures.money
    member = product.member_price_cents if frame.view.member else None
    if product.sold_by_weight:
        unit = unit_name(product.unit)
        was = f"{money(product.price_cents)} /{unit}" if member is not None else ""
        return f"{money(product.price_cents if member is None else member)} /{unit}", was
    usual = money(product.price_cents * one.quantity)
    return (usual, "") if member is None else (money(member * one.quantity), usual)
