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


YES = {True: "yes", False: "no"}
# name: its icon, its words, and what may be chosen: value, words, icon
OPTIONS: dict[str, tuple[str, str, tuple[tuple[str, str, str], ...]]] = {
    "mode": (
        "theme-light-dark",
        "settings.mode",
        (("light", "settings.light", "weather-sunny"), ("dark", "settings.dark", "weather-night")),
    ),
    "large": (
        "format-size",
        "settings.text",
        (("no", "settings.usual", "format-letter-case"), ("yes", "settings.larger", "format-size")),
    ),
    "sound": (
        "volume-high",
        "settings.sound",
        (
            ("on", "settings.on", "volume-high"),
            ("off", "settings.off", "volume-off"),
            ("aloud", "settings.aloud", "account-voice"),
        ),
    ),
    "calm": (
        "motion-outline",
        "settings.motion",
        (("no", "settings.moves", "motion-play-outline"), ("yes", "settings.still", "motion-pause-outline")),
    ),
}


def settings(frame: Frame, look: Look, sound: str) -> SettingsModel:
    """Language, light or dark, the size of words, sound (read aloud where there is a voice), and movement."""
    words = frame.words
    chosen = {"mode": look.mode, "large": YES[look.large], "sound": sound, "calm": YES[look.calm]}
    return SettingsModel(
        bar=bar(frame),
        title=words("settings.title"),
        choices=(
            Choice("translate", words("settings.language"), languages(frame)),
            *(_choice(frame, name, value) for name, value in chosen.items()),
        ),
        back=Way(words("way.done"), "check", Go(""), "go"),
    )


def _choice(frame: Frame, name: str, chosen: str) -> Choice:
    icon, title, options = OPTIONS[name]
    ways = tuple(
        Way(frame.words(label), icon, Prefer(name, value), "chosen" if value == chosen else "quiet")
        for value, label, icon in options
        if value != "aloud" or frame.settings.voice
    )
    return Choice(icon, frame.words(title), ways)
