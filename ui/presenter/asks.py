"""Questions that take the screen, each with its ways out. The words say what to do, never what was done wrong."""

from collections.abc import Callable

from cart.facts import (
    BagDeclared,
    HelpAsked,
    HelpEnded,
    ItemIsIn,
    LineRemoved,
    NoticeSeen,
    PutBack,
    QuantitySaid,
    StillHere,
)
from cart.trip.prompts import Candidate, Guess, HelpComing, NotSold, StillThere, UnknownWeight, WeightDiffers, WhichLeft
from ui.intents import Go, post
from ui.presenter.frame import Frame, bar
from ui.presenter.models import AskModel, Tile, Way
from ui.presenter.moved import act, guesses, part_or_all, said, swapped
from ui.presenter.pictures import picture_of

MOST = 6

# why a code cannot be sold: icon, title, text
NOT_SOLD: dict[str, tuple[str, str, str]] = {
    "unknown": ("barcode-off", "ask.unknown", "ask.unknown_text"),
    "coupon": ("ticket-percent-outline", "ask.coupon", "ask.coupon_text"),
    "coupon_again": ("ticket-percent-outline", "ask.coupon_again", "ask.coupon_again_text"),
    "coupon_expired": ("ticket-percent-outline", "ask.coupon_expired", "ask.coupon_text"),
    "badge": ("shield-alert-outline", "ask.badge", "ask.badge_text"),
    "badge_wait": ("shield-alert-outline", "ask.badge_wait", "ask.badge_wait_text"),
    "expired": ("calendar-alert", "ask.expired", "ask.expired_text"),
    "recalled": ("shield-alert-outline", "ask.recalled", "ask.recalled_text"),
}


def help_way(frame: Frame, reason: str, words: str = "way.help_me") -> Way:
    """The button that calls a person."""
    return Way(frame.words(words), "hand-wave-outline", post(HelpAsked, reason=reason))


def not_sold(frame: Frame, prompt: NotSold) -> AskModel:
    """A code that this shop does not sell, or must not."""
    words = frame.words
    icon, title, text = NOT_SOLD.get(prompt.why, NOT_SOLD["unknown"])
    go_on = "way.go_on" if prompt.why.startswith("badge") else "way.put_aside"
    back = Way(words(go_on), "check", post(NoticeSeen), "strong")
    produce = Way(words("way.is_produce"), "fruit-cherries", Go("produce"))
    ways = (back, produce, help_way(frame, prompt.why)) if prompt.why == "unknown" else (back, help_way(frame, "sold"))
    name = prompt.name or words("ask.code", code=prompt.code.key[:24])
    return AskModel(bar(frame), "ask", icon, words(title), words(text, name=name), ways)


def which_left(frame: Frame, prompt: WhichLeft) -> AskModel:
    """Something left the basket: which line was it?"""
    words = frame.words
    grams = frame.figures.about(prompt.grams)
    sets = guesses(frame, prompt.guesses)
    return AskModel(
        bar(frame),
        "ask",
        "basket-minus-outline",
        words("ask.left"),
        words("ask.left_more" if prompt.more else "ask.left_text", grams=grams),
        (
            Way(words("way.put_back"), "arrow-u-left-top", post(PutBack)),
            Way(words("way.was_bag"), "bag-personal-outline", post(BagDeclared)),
            help_way(frame, "left", "way.none_help"),
        ),
        (*sets, *(_candidate(frame, one) for one in prompt.candidates))[:MOST],
    )


def _candidate(frame: Frame, one: Candidate) -> Tile:
    price = frame.figures.money(one.price_cents)
    detail = f"{frame.figures.mass(one.grams)} · {price}" if one.grams else price
    return Tile(post(LineRemoved, line=one.line), one.name, detail, picture_of(one.department, one.icon, one.picture))


def differs(frame: Frame, prompt: WeightDiffers) -> AskModel:
    """More or less went in than was scanned: how many are they, or is it another thing?"""
    words, figures = frame.words, frame.figures
    text = words("ask.differs_text", grams=figures.about(prompt.grams), expected=figures.about(prompt.expected_grams))
    most = max(MOST, prompt.could_be or 0)
    first = 1 if most <= MOST else most - MOST + 1
    return AskModel(
        bar(frame),
        "ask",
        "scale-unbalanced",
        words("ask.differs", name=prompt.name),
        text,
        (
            *(_guessed(frame, guess) for guess in prompt.guesses[:1]),
            Way(words("way.other_thing"), "swap-horizontal", post(LineRemoved, line=prompt.line)),
            Way(words("way.took_out"), "arrow-u-left-top", post(PutBack)),
            help_way(frame, "differs"),
        ),
        tuple(_how_many(prompt, number) for number in range(first, most + 1)),
    )


def _guessed(frame: Frame, guess: Guess) -> Way:
    return Way(" · ".join(said(frame, guess)), "swap-vertical", act(guess))


def _how_many(prompt: WeightDiffers, number: int) -> Tile:
    one = post(ItemIsIn, line=prompt.line)
    act = one if number == 1 else post(QuantitySaid, line=prompt.line, quantity=number)
    return Tile(act, figure=str(number), chosen=number == prompt.could_be)


def unknown_weight(frame: Frame, prompt: UnknownWeight) -> AskModel:
    """Something went in that no scan explains."""
    words = frame.words
    return AskModel(
        bar(frame),
        "ask",
        "barcode-scan",
        words("ask.weight"),
        words("ask.weight_more" if prompt.more else "ask.weight_text", grams=frame.figures.about(prompt.grams)),
        (
            Way(words("way.is_bag"), "bag-personal-outline", post(BagDeclared)),
            Way(words("way.is_produce"), "fruit-cherries", Go("produce")),
            Way(words("way.took_out"), "arrow-u-left-top", post(PutBack)),
            help_way(frame, "weight"),
        ),
        guesses(frame, prompt.guesses),
        preview=not prompt.guesses,
    )


def help_coming(frame: Frame, prompt: HelpComing) -> AskModel:
    """A person was called; the shopper may go on."""
    on = Way(frame.words("way.go_on"), "arrow-right", Go("on"), "go")
    end = Way(frame.words("way.no_help"), "check", post(HelpEnded))
    title, text = help_words(frame, prompt)
    return AskModel(bar(frame), "sky", "hand-wave-outline", title, text, (on, end))


# what the store, or a person there, said to a call
ANSWERED = {
    "told": ("help.told", "help.told_text"),
    "seen": ("help.seen", "help.seen_text"),
    "coming": ("help.coming", "help.coming_text"),
}


def help_words(frame: Frame, prompt: HelpComing) -> tuple[str, str]:
    """How the call stands: somebody is coming only where a person said so."""
    words, settings = frame.words, frame.settings
    if prompt.answer:
        title, text = ANSWERED[prompt.answer]
        fields = {"who": prompt.who, "cart": settings.cart_id}
        return words(title, **fields), words(text, **fields)
    if settings.store and frame.view.online:
        return words("help.calling"), words("help.calling_text")
    lit = settings.lamp and not any(device.device == "light" and not device.ok for device in frame.view.devices)
    return words("help.alone"), words("help.lamp_text" if lit else "help.alone_text")


def still_there(frame: Frame, prompt: StillThere) -> AskModel:
    """Nobody has used the cart for long: a touch is enough to go on."""
    words = frame.words
    here = Way(words("way.still"), "check", post(StillHere), "go")
    text = words("left.called_text") if prompt.called else words("left.text")
    return AskModel(bar(frame), "ask", "cart-outline", words("left.title"), text, (here, help_way(frame, "")))


ASKS: dict[str, Callable[..., AskModel]] = {
    "not_sold": not_sold,
    "which_left": which_left,
    "differs": differs,
    "unknown_weight": unknown_weight,
    "swapped": swapped,
    "part_or_all": part_or_all,
    "help": help_coming,
    "still_there": still_there,
}


def ask(frame: Frame, name: str) -> AskModel:
    """The model of the question `name` for the view's prompt."""
    return ASKS[name](frame, frame.view.prompt)
