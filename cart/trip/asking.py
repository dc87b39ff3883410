"""Which one thing the shopper is asked to do next."""

from collections.abc import Callable

from cart.config import Config
from cart.trip import verify
from cart.trip.prompts import (
    Candidate,
    PlaceItem,
    Prompt,
    PutBagIn,
    ScanNext,
    UnknownWeight,
    WeighProduce,
    WeightDiffers,
    WhichLeft,
)
from cart.trip.state import Change, Line, Trip
from cart.trip.till import produce_price
from cart.trip.weights import light
from cart.weighing.conformity import displayed_g

ASK_AFTER_S = 1.0
ASK_UNSCANNED_AFTER_S = 2.0
ASK_UNSURE_AFTER_S = 3.0
ASK_HAND_AFTER_S = 5.0
SURE_MG = 30_000
WORTH_ASKING_MG = 50_000
CANDIDATES = 6

PriceOf = Callable[[Line], int]


def waits(trip: Trip, config: Config) -> bool:
    """Whether anything on screen still depends on time passing."""
    if trip.phase not in ("shopping", "find_lane"):
        return False
    young = any(trip.now - change.at < ASK_HAND_AFTER_S for change in trip.open_changes)
    return young or any(trip.now - line.at < config.trip.place_within_s for line in trip.pending)


def prompt(trip: Trip, config: Config, price_of: PriceOf) -> Prompt:
    """One prompt; the most urgent wins, and each has a way out."""
    for ask in (_called, _weigh, _own, _odd):
        found = ask(trip, config, price_of)
        if found is not None:
            return found
    return _place(trip, config) or ScanNext()


def _called(trip: Trip, _: Config, __: PriceOf) -> Prompt | None:
    return trip.help or trip.notice


def _weigh(trip: Trip, config: Config, _: PriceOf) -> Prompt | None:
    if trip.produce is None:
        return None
    product, e = trip.produce, config.weighing.interval_g
    mg, _sigma = verify.balance(trip.open_changes)
    gross_g = displayed_g(mg / 1000, e)
    if gross_g <= 0:
        return WeighProduce(product)
    net_g = max(0, gross_g - product.tare_g)
    return WeighProduce(product, gross_g, net_g, produce_price(trip, product, gross_g))


def _own(trip: Trip, _: Config, __: PriceOf) -> Prompt | None:
    if not trip.bagging:
        return None
    return PutBagIn(sum(change.mg for change in trip.changes if change.why == "own") // 1000)


def _odd(trip: Trip, _: Config, price_of: PriceOf) -> Prompt | None:
    """A weight that nothing explains, once it is certain or has lasted."""
    ripe = [change for change in trip.open_changes if trip.now - change.at >= _patience_s(trip, change)]
    mg, sigma_mg = verify.balance(ripe)
    if not ripe or abs(mg) < 1000:
        return None
    if mg < 0:
        return WhichLeft(-mg // 1000, _candidates(trip, -mg, sigma_mg, price_of))
    if trip.pending:
        return _differs(trip, mg, sigma_mg)
    return UnknownWeight(mg // 1000)


def _patience_s(trip: Trip, change: Change) -> float:
    """How long a weight must last before it is asked about: what may well be a resting hand, longest.

    With nothing scanned, a hand that leans on the basket for a moment is likelier than an item.
    """
    if not trip.pending and _like_a_hand(trip, change):
        return ASK_HAND_AFTER_S
    if change.sigma_mg > SURE_MG:
        return ASK_UNSURE_AFTER_S
    return ASK_UNSCANNED_AFTER_S if change.mg > 0 and not trip.pending else ASK_AFTER_S


def _like_a_hand(trip: Trip, change: Change) -> bool:
    """A loss that nothing on the list weighs, or a gain too small to be worth a question."""
    if change.mg > 0:
        return change.mg < WORTH_ASKING_MG
    return not verify.may_have_left(trip.placed, -change.mg, change.sigma_mg)


def _differs(trip: Trip, mg: int, sigma_mg: int) -> WeightDiffers:
    line = next((one for one in reversed(trip.pending) if verify.how_many(one, mg, sigma_mg)), trip.pending[-1])
    name = line.product.name_in(trip.language)
    wanted = round(verify.expected(line).mean_mg / 1000)
    return WeightDiffers(line.id, name, mg // 1000, wanted, verify.how_many(line, mg, sigma_mg))


def _candidates(trip: Trip, mg: int, sigma_mg: int, price_of: PriceOf) -> tuple[Candidate, ...]:
    """The likely lines first; when none fits, the nearest."""
    fit = verify.may_have_left(trip.placed, mg, sigma_mg)
    keys = list(dict.fromkeys(key for one in fit for key in one.lines)) or _nearest(trip, mg, sigma_mg)
    likely = [line for key in keys if (line := trip.line(key))]
    lines = [kind[0] for kind in verify.kinds_of(likely)][:CANDIDATES]
    return tuple(_candidate(line, trip.language, price_of(line)) for line in lines)


def _nearest(trip: Trip, mg: int, sigma_mg: int) -> list[str]:
    kinds = verify.one_of_each(trip.placed, mg, sigma_mg)
    parts = sorted(map(verify.expected, kinds), key=lambda part: verify.distance(part, mg, sigma_mg))
    return [part.lines[0] for part in parts]


def _candidate(line: Line, language: str, price_cents: int) -> Candidate:
    product = line.product
    return Candidate(line.id, product.name_in(language), product.department, product.icon, price_cents, line.gross_g)


def _place(trip: Trip, config: Config) -> Prompt | None:
    if not trip.pending:
        return None
    line = trip.pending[-1]
    slow = light(line) or trip.now - line.at >= config.trip.place_within_s
    product = line.product
    price = line.price_cents if line.price_cents is not None else product.price_cents
    name = product.name_in(trip.language)
    return PlaceItem(line.id, name, product.department, product.icon, price, waiting=len(trip.pending), slow=slow)
