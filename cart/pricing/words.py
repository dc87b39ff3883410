"""Offers in words ("2 for $3.00"), in the shopper's language and the store's currency; figures by Babel."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from babel.core import Locale
from babel.numbers import format_currency, format_decimal, format_percent, get_currency_precision

from cart.locales import locale_of
from cart.pricing.model import Saving
from cart.pricing.offers import Offer, Tier

PHRASES: Mapping[str, Mapping[str, str]] = {
    "en": {
        "percent_off": "{percent} off",
        "amount_off": "{amount} off",
        "fixed_price": "now {price}",
        "per_weight": "now {price}/{per}",
        "per_weights": "{n} {per} for {price}",
        "n_for_price": "{n} for {price}",
        "n_amount_off": "buy {n}, save {amount}",
        "free": "buy {buy}, get {get} free",
        "all_free": "free",
        "with_goods": "{words} with {goods}",
        "for_goods": "{words}: {goods}",
        "and_more": "{goods} and {more} more",
        "reduced": "buy {buy}, get {get} at {percent} off",
        "bundle": "{n} together for {price}",
        "tier": "{n} or more: {gives}",
        "spend_amount": "spend {spend}, save {amount}",
        "spend_repeat": "{amount} off every {spend}",
        "spend_percent": "{percent} off from {spend}",
        "spend_all": "{percent} off everything",
        "mfr_coupon": "coupon {amount}",
        "voucher": "spend {spend}, get {amount} off your next trip",
        "voucher_repeat": "{amount} off your next trip for each {spend}",
        "mfr_free": "coupon: free",
        "member": "member price",
        "seen": "price you saw first",
        "each": "{price} each",
        "more_free": "add {more} more, free",
        "more_pays": "add {more} more and pay {extra} more",
        "more_less": "add {more} more and pay {extra} less",
    },
    "es": {
        "percent_off": "{percent} menos",
        "amount_off": "{amount} menos",
        "fixed_price": "ahora {price}",
        "per_weight": "a {price}/{per}",
        "per_weights": "{n} {per} por {price}",
        "n_for_price": "{n} por {price}",
        "n_amount_off": "lleve {n}, ahorre {amount}",
        "free": "lleve {buy} y {get} gratis",
        "all_free": "gratis",
        "with_goods": "{words} con {goods}",
        "for_goods": "{words}: {goods}",
        "and_more": "{goods} y {more} más",
        "reduced": "lleve {buy} y {get} con {percent} menos",
        "bundle": "{n} juntos por {price}",
        "tier": "{n} o más: {gives}",
        "spend_amount": "gaste {spend}, ahorre {amount}",
        "spend_repeat": "{amount} menos por cada {spend}",
        "spend_percent": "{percent} menos desde {spend}",
        "spend_all": "{percent} menos en todo",
        "mfr_coupon": "cupón de {amount}",
        "voucher": "gaste {spend} y ahorre {amount} en su próxima compra",
        "voucher_repeat": "{amount} menos en su próxima compra por cada {spend}",
        "mfr_free": "cupón: gratis",
        "member": "precio de socio",
        "seen": "el precio que vio primero",
        "each": "{price} cada uno",
        "more_free": "añada {more} más, gratis",
        "more_pays": "añada {more} más y pague {extra} más",
        "more_less": "añada {more} más y pague {extra} menos",
    },
}
# A manufacturer's coupon this large means "free": cases write it as 100000 cents.
FREE_FROM = 100_000
FULL = 10_000
MOST_NAMED = 2


@dataclass(frozen=True)
class Speech:
    """A language (BCP 47, such as "en" or "es-MX") and a currency (ISO 4217)."""

    language: str = "en"
    currency: str = "USD"

    @property
    def locale(self) -> Locale:
        """Babel's locale of the language."""
        return locale_of(self.language, self.currency)

    def money(self, cents: int) -> str:
        """Minor units as the language writes them."""
        digits = get_currency_precision(self.currency)
        return str(format_currency(Decimal(cents).scaleb(-digits), self.currency, locale=self.locale))

    def percent(self, bp: int) -> str:
        """Basis points as a percentage, as many digits as it needs."""
        return str(format_percent(Decimal(bp) / 10_000, locale=self.locale, decimal_quantization=False))

    def number(self, count: int) -> str:
        """A whole number."""
        return str(format_decimal(count, locale=self.locale))

    def say(self, phrase: str, **values: str) -> str:
        """A phrase with its figures; English where the language is not known."""
        known = PHRASES.get(self.language.split("-")[0].split("_")[0], PHRASES["en"])
        return known[phrase].format(**values)


class WordBook:
    """The words of offers in one language and currency, made when first asked for."""

    def __init__(self, speech: Speech) -> None:
        self.speech = speech
        self._known: dict[str, str] = {}

    def of(self, offer: Offer) -> str:
        """The words of an offer of the store."""
        if offer.id not in self._known:
            self._known[offer.id] = offer_words(offer, self.speech)
        return self._known[offer.id]

    def of_use(self, offer: Offer, units: int, cents: int) -> tuple[str, bool]:
        """The words of an offer as it was used: of its steps the one reached by `units`, or that saves `cents`.

        Whether they leave out the goods that it is used with, or that it is for.
        """
        if own_words(offer, self.speech):
            return self.of(offer), False
        if offer.kind == "buy_x_get_y":
            name = "all_free" if offer.bp == FULL else "percent_off"
            return self.speech.say(name, percent=self.speech.percent(offer.bp)), True
        return self.of(_reached(offer, units, cents)), offer.kind in ("bundle", "mfr_coupon")

    def lower_price(self, why: str) -> str:
        """The words for a lower base price: "member" or "seen"."""
        if why not in self._known:
            self._known[why] = self.speech.say(why)
        return self._known[why]


def _reached(offer: Offer, units: int, cents: int) -> Offer:
    """The offer with the one step that was reached, under an id of its own; as it is where it has no steps."""
    if offer.kind == "tiered_qty":
        reached = [tier for tier in offer.tiers if tier.n <= units][-1:]
    elif offer.kind == "spend_tiers":
        reached = [tier for tier in offer.tiers if (tier.amount or 0) >= cents][:1]
    else:
        return offer
    step = reached or list(offer.tiers[-1:])
    return replace(offer, id=f"{offer.id}#{offer.tiers.index(step[0])}", tiers=tuple(step))


def told(saving: Saving, names: Mapping[str, str], speech: Speech) -> str:
    """A saving's words with the names of the goods that they leave out: "50% off with tortilla chips"."""
    if not saving.goods:
        return saving.words
    named = [names.get(product, product) for product in saving.goods]
    goods = ", ".join(named[:MOST_NAMED])
    if len(named) > MOST_NAMED:
        goods = speech.say("and_more", goods=goods, more=speech.number(len(named) - MOST_NAMED))
    return speech.say("for_goods" if saving.whole else "with_goods", words=saving.words, goods=goods)


def own_words(offer: Offer, speech: Speech) -> str:
    """The store's own words in the language, else in any, else ""."""
    return offer.words_in.get(speech.language) or offer.words_in.get(speech.language[:2]) or offer.words


def offer_words(offer: Offer, speech: Speech) -> str:
    """The store's own words, else words made from the offer's figures."""
    return own_words(offer, speech) or MADE.get(offer.kind, _plain)(offer, speech)


def _plain(offer: Offer, speech: Speech) -> str:
    return speech.say(
        offer.kind,
        percent=speech.percent(offer.bp),
        amount=speech.money(offer.amount),
        price=speech.money(offer.price),
        n=speech.number(offer.n),
        spend=speech.money(offer.min_spend),
    )


def _special(offer: Offer, speech: Speech) -> str:
    if offer.per is None:
        return _plain(offer, speech)
    phrase = "per_weight" if offer.n == 1 else "per_weights"
    return speech.say(phrase, price=speech.money(offer.price), n=speech.number(offer.n), per=offer.per)


def _get(offer: Offer, speech: Speech) -> str:
    figures = {"buy": speech.number(offer.buy), "get": speech.number(offer.get)}
    if offer.bp == FULL:
        return speech.say("free", **figures)
    return speech.say("reduced", percent=speech.percent(offer.bp), **figures)


def _bundle(offer: Offer, speech: Speech) -> str:
    pieces = speech.number(sum(slot.n for slot in offer.slots))
    return speech.say("bundle", n=pieces, price=speech.money(offer.price))


def _tiers(offer: Offer, speech: Speech) -> str:
    return ", ".join(speech.say("tier", n=speech.number(tier.n), gives=_gives(tier, speech)) for tier in offer.tiers)


def _gives(tier: Tier, speech: Speech) -> str:
    if tier.bp:
        return speech.say("percent_off", percent=speech.percent(tier.bp))
    if tier.amount:
        return speech.say("amount_off", amount=speech.money(tier.amount))
    return speech.say("each", price=speech.money(tier.price or 0))


def _voucher(offer: Offer, speech: Speech) -> str:
    phrase = "voucher_repeat" if offer.repeat else "voucher"
    return speech.say(phrase, spend=speech.money(offer.min_spend), amount=speech.money(offer.amount))


def _spend(offer: Offer, speech: Speech) -> str:
    phrase = "spend_repeat" if offer.repeat else "spend_amount"
    return speech.say(phrase, spend=speech.money(offer.min_spend), amount=speech.money(offer.amount))


def _spend_percent(offer: Offer, speech: Speech) -> str:
    phrase = "spend_percent" if offer.min_spend else "spend_all"
    return speech.say(phrase, percent=speech.percent(offer.bp), spend=speech.money(offer.min_spend))


def _spend_tiers(offer: Offer, speech: Speech) -> str:
    return ", ".join(
        speech.say("spend_amount", spend=speech.money(tier.min_spend), amount=speech.money(tier.amount or 0))
        for tier in offer.tiers
    )


def _coupon(offer: Offer, speech: Speech) -> str:
    return speech.say("mfr_free") if offer.amount >= FREE_FROM else _plain(offer, speech)


MADE: Mapping[str, Callable[[Offer, Speech], str]] = {
    "fixed_price": _special,
    "buy_n_get_m": _get,
    "buy_x_get_y": _get,
    "bundle": _bundle,
    "tiered_qty": _tiers,
    "spend_amount": _spend,
    "spend_percent": _spend_percent,
    "spend_tiers": _spend_tiers,
    "mfr_coupon": _coupon,
    "voucher": _voucher,
}
