"""The welcome screen. The privacy notice says only what the settings say."""

from babel import Locale

from cart.words import words_in
from ui.intents import Begin, Prefer, Say
from ui.presenter.frame import Frame
from ui.presenter.models import Promise, RestingModel, Way, WelcomeModel

# fact of the settings: icon, title, text
PROMISES: dict[str, tuple[str, str, str]] = {
    "no_pictures": ("camera-off-outline", "promise.no_pictures", "promise.no_pictures_text"),
    "names": ("eye-outline", "promise.names", "promise.names_text"),
    "no_account": ("account-off-outline", "promise.no_account", "promise.no_account_text"),
    "lowest_price": ("tag-check-outline", "promise.lowest_price", "promise.lowest_price_text"),
    "offline": ("wifi-off", "promise.offline", "promise.offline_text"),
    "forgets": ("eraser-variant", "promise.forgets", "promise.forgets_text"),
    "person": ("hand-wave-outline", "promise.person", "promise.person_text"),
}
ALWAYS = ("lowest_price", "offline", "person")


def welcome(frame: Frame) -> WelcomeModel:
    """The first thing that a shopper sees."""
    words, settings = frame.words, frame.settings
    return WelcomeModel(
        place=f"{settings.store_name} · {words('bar.cart', cart=settings.cart_id)}",
        simulated=words("bar.simulated") if settings.simulated else "",
        title=words("welcome.title"),
        text=words("welcome.text_drop") if frame.drops else words("welcome.text"),
        ways=(
            Way(words("welcome.start"), "", Begin(frame.language), "go"),
            Way(words("welcome.member"), "card-account-details-outline", Begin(frame.language, "member"), "edged"),
        ),
        languages=languages(frame),
        promises=promises(frame),
        manners=manners(frame) if settings.names else (),
    )


def resting(frame: Frame) -> RestingModel:
    """A free cart at rest. Nobody has chosen a language yet, so all are spoken."""
    words, settings = frame.words, frame.settings
    return RestingModel(
        place=f"{settings.store_name} · {words('bar.cart', cart=settings.cart_id)}",
        simulated=words("bar.simulated") if settings.simulated else "",
        invitations=tuple(words_in(code)("rest.touch") for code in settings.languages),
    )


def languages(frame: Frame) -> tuple[Way, ...]:
    """One button a language, in its own words; the one in use stands out."""
    return tuple(
        Way(own_name(code), "check" if code == frame.language else "", Say(code), _kind(code == frame.language))
        for code in frame.settings.languages
    )


def manners(frame: Frame) -> tuple[Way, ...]:
    """How to shop: scan each item, or just drop it in and say yes to what the cart makes of it."""
    words = frame.words
    return (
        Way(words("welcome.scan"), "barcode-scan", Prefer("manner", "scan"), _kind(not frame.drops)),
        Way(words("welcome.drop"), "basket-fill", Prefer("manner", "drop"), _kind(frame.drops)),
    )


def _kind(chosen: bool) -> str:
    return "chosen" if chosen else "quiet"


def own_name(code: str) -> str:
    """A language's name in itself: "Español"."""
    return str(Locale.parse(code).get_display_name(code)).capitalize()


def promises(frame: Frame) -> tuple[Promise, ...]:
    """What the cart promises: privacy as the settings have it, then what always holds; four at most."""
    facts = [fact for fact in frame.settings.privacy if fact in PROMISES]
    named = [PROMISES[fact] for fact in dict.fromkeys([*facts, *ALWAYS])][:4]
    return tuple(Promise(icon, frame.words(title), frame.words(text)) for icon, title, text in named)
