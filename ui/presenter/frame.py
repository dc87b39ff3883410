"""What every presenter needs beside the view, and the bar that every screen carries."""

from dataclasses import dataclass, field, replace
from functools import cached_property

from cart.trip.view import View
from cart.words import Words, words_in
from ui.presenter.figures import Figures
from ui.presenter.models import Bar
from ui.shop import Settings


@dataclass(frozen=True)
class Frame:
    """The view, the settings and the language to speak. `drops`: the shopper chose to drop in without scanning."""

    view: View
    settings: Settings = field(default_factory=Settings)
    language: str = "en"
    drops: bool = False

    @cached_property
    def words(self) -> Words:
        """The words of the language."""
        return words_in(self.language)

    @cached_property
    def figures(self) -> Figures:
        """The figures in the view's currency, in the language of the words: a screen mixes no two."""
        return Figures(self.words.language, self.view.currency)


def bar(frame: Frame, total: bool = True) -> Bar:
    """The line on top; `total` where the screen shows the sum nowhere else."""
    words, view = frame.words, frame.view
    shown = Bar(
        store=frame.settings.store_name,
        cart=words("bar.cart", cart=frame.settings.cart_id),
        simulated=words("bar.simulated") if frame.settings.simulated else "",
        total=words("bar.total", total=frame.figures.money(view.totals.due_cents)) if total else "",
        signs=_signs(frame),
    )
    return shown if not view.budget_cents else replace(shown, budget=budget_words(frame))


SPENT = {"low": "bar.battery_low", "empty": "bar.battery_empty"}


def _signs(frame: Frame) -> tuple[tuple[str, str], ...]:
    view, words = frame.view, frame.words
    net = ("wifi", "") if view.online else ("wifi-off", words("bar.offline"))
    broken = {device.device for device in view.devices if not device.ok}
    scale = ("scale-balance", words("bar.no_scale") if "scale" in broken else "")
    charge = {device.why: words(SPENT[device.why]) for device in view.devices if device.why in SPENT}
    return net, scale, *(("battery-alert", low) for low in charge.values())


def budget_words(frame: Frame) -> str:
    """ "Budget $60 · $22.41 left", or by how much the total is over it; "" without a budget."""
    view, figures = frame.view, frame.figures
    if not view.budget_cents:
        return ""
    left = view.budget_cents - view.totals.due_cents
    key = "budget.left" if left >= 0 else "budget.over"
    return frame.words(key, budget=figures.short_money(view.budget_cents), left=figures.money(abs(left)))
