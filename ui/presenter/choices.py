"""The budget pad and the settings."""

from babel.numbers import get_currency_precision

from cart.facts import BudgetSet
from ui.intents import Go, Prefer, post
from ui.presenter.frame import Frame, bar, budget_words
from ui.presenter.models import Choice, PadModel, SettingsModel, Way
from ui.presenter.steps import back_way
from ui.presenter.welcome import languages
from ui.theme import Look

MOST_DIGITS = 5


def budget(frame: Frame, typed: str) -> PadModel:
    """Whole units of money; the pad's last key sets the budget."""
    words, figures = frame.words, frame.figures
    cents = cents_of(frame, typed)
    set_it = Way(words("budget.use", money=figures.short_money(cents)), "check", post(BudgetSet, cents=cents), "go")
    none = Way(words("budget.none"), "close", post(BudgetSet, cents=0))
    ways = [set_it] if cents else []
    if frame.view.budget_cents:
        ways.append(none)
    return PadModel(
        bar=bar(frame),
        title=words("budget.title"),
        text=budget_words(frame) or words("budget.text"),
        entered=figures.short_money(cents),
        ways=(*ways, back_way(frame)),
    )


def cents_of(frame: Frame, typed: str) -> int:
    """Typed whole units as minor units; nothing typed is 0."""
    digits = "".join(char for char in typed if char.isdecimal())[:MOST_DIGITS]
    return int(digits or "0") * 10 ** get_currency_precision(frame.view.currency)


def settings(frame: Frame, look: Look, sound: str) -> SettingsModel:
    """Language, budget, light or dark, sound, and movement."""
    words = frame.words
    chosen = {"mode": look.mode, "sound": sound, "calm": "yes" if look.calm else "no"}

    def way(name: str, value: str, label: str, icon: str) -> Way:
        return Way(label, icon, Prefer(name, value), "chosen" if chosen[name] == value else "quiet")

    return SettingsModel(
        bar=bar(frame),
        title=words("settings.title"),
        choices=(
            Choice("translate", words("settings.language"), languages(frame)),
            Choice(
                "theme-light-dark",
                words("settings.mode"),
                (
                    way("mode", "light", words("settings.light"), "weather-sunny"),
                    way("mode", "dark", words("settings.dark"), "weather-night"),
                ),
            ),
            Choice(
                "volume-high",
                words("settings.sound"),
                (
                    way("sound", "on", words("settings.on"), "volume-high"),
                    way("sound", "off", words("settings.off"), "volume-off"),
                ),
            ),
            Choice(
                "motion-outline",
                words("settings.motion"),
                (
                    way("calm", "no", words("settings.moves"), "motion-play-outline"),
                    way("calm", "yes", words("settings.still"), "motion-pause-outline"),
                ),
            ),
        ),
        back=Way(words("way.done"), "check", Go(""), "go"),
    )
