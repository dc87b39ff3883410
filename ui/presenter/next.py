"""The next step in words: one card for every prompt."""

from collections.abc import Callable
from typing import Any

from cart.facts import BagDone, HelpAsked, HelpEnded, ItemIsIn, LineRemoved
from cart.trip.prompts import HelpComing, PlaceItem, Prompt, PutBagIn, ScanNext, TakeOut, WeighProduce
from ui.intents import Go, post
from ui.presenter.asks import help_words
from ui.presenter.frame import Frame
from ui.presenter.models import Next, Way
from ui.presenter.moved import take_out


def next_step(frame: Frame) -> Next:
    """The card for the view's prompt. A prompt with a screen of its own gets a short card with the way there."""
    prompt = frame.view.prompt
    card = CARDS.get(type(prompt), _question)
    return card(frame, prompt)


def _scan(frame: Frame, _: ScanNext) -> Next:
    words, broken = frame.words, {device.device for device in frame.view.devices if not device.ok}
    if "camera" in broken:
        return Next("ask", "camera-off-outline", words("next.no_camera"), words("next.no_camera_text"), _help(frame))
    if frame.drops:
        return Next("go", "basket-fill", words("next.drop"), words("next.drop_text"))
    title = words("next.scan") if frame.view.lines else words("next.scan_first")
    return Next("go", "barcode-scan", title, words("next.scan_text"))


def _place(frame: Frame, prompt: PlaceItem) -> Next:
    words = frame.words
    title = words("next.place", name=prompt.name)
    price = frame.figures.money(prompt.price_cents)
    more = words.count("next.waiting", prompt.waiting - 1) if prompt.waiting > 1 else ""
    date = words("next.undated") if prompt.undated else ""
    text = " · ".join(part for part in (price, more, date) if part)
    drop = Way(words("way.drop"), "close", post(LineRemoved, line=prompt.line), "sky")
    if not prompt.slow:
        return Next("sky", "basket-fill", title, text, (drop,))
    is_in = Way(words("way.is_in"), "check", post(ItemIsIn, line=prompt.line), "sky")
    return Next("sky", "basket-fill", title, text, (is_in, drop))


def _bag(frame: Frame, prompt: PutBagIn) -> Next:
    words = frame.words
    text = words("next.bag_grams", grams=frame.figures.about(prompt.grams)) if prompt.grams else words("next.bag_text")
    done = Way(words("way.bag_done"), "check", post(BagDone), "sky")
    return Next("sky", "bag-personal-outline", words("next.bag"), text, (done,))


def _produce(frame: Frame, prompt: WeighProduce) -> Next:
    words = frame.words
    name = prompt.product.name_in(frame.language)
    return Next("sky", "scale", words("next.weigh", name=name), words("next.weigh_text"))


def _helped(frame: Frame, prompt: HelpComing) -> Next:
    words = frame.words
    end = Way(words("way.no_help"), "check", post(HelpEnded), "sky")
    return Next("sky", "hand-wave-outline", help_words(frame, prompt)[0], words("next.help_text"), (end,))


def _question(frame: Frame, _: Prompt) -> Next:
    words = frame.words
    look = Way(words("way.look"), "arrow-right", Go(""), "ask")
    return Next("ask", "help-circle-outline", words("next.question"), words("next.question_text"), (look,))


def _help(frame: Frame) -> tuple[Way, ...]:
    return (Way(frame.words("way.help"), "hand-wave-outline", post(HelpAsked), "ask"),)


CARDS: dict[type[Any], Callable[[Frame, Any], Next]] = {
    ScanNext: _scan,
    PlaceItem: _place,
    PutBagIn: _bag,
    HelpComing: _helped,
    WeighProduce: _produce,
    TakeOut: take_out,
}
