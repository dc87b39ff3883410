"""Which one thing the shopper is asked to do next."""

from collections.abc import Callable, Iterable, Sequence

from cart.config import Config
from cart.trip import already, naming, verify
from cart.trip.guessing import guesses, swaps
from cart.trip.movements import ASK_HAND_AFTER_S, Movement, in_question, patience_s
from cart.trip.moves import light
from cart.trip.prompts import (
    Candidate,
    Guess,
    PartOrAll,
    PlaceItem,
    Prompt,
    PutBagIn,
    ScanNext,
    Swapped,
    TakeOut,
    UnknownWeight,
    WeighProduce,
    WeightDiffers,
    WhichLeft,
)
from cart.trip.state import UNDO_S, Line, Trip
from cart.trip.till import produce_price
from cart.weighing.conformity import displayed_g

CANDIDATES = 6
LEAVING_AFTER_S = 6.0
MAY_BE_IN_AFTER_S = 2.0
AWAITED_S = 60.0
"""What was scanned longer ago is no longer thought of when something goes in."""
TELLING_KINDS = 24
"""Of more kinds than this, some make up any weight by chance: a swap is offered then, and not asked first."""

PriceOf = Callable[[Line], int]


def waits(trip: Trip, config: Config) -> bool:
    """Whether anything on screen still depends on time passing."""
    if trip.phase not in ("shopping", "find_lane"):
        return False
    young = any(trip.now - change.at < max(ASK_HAND_AFTER_S, patience_s(trip, change)) for change in trip.open_changes)
    leaving = any(trip.now - since < LEAVING_AFTER_S for since in trip.leaving.values())
    undo = trip.touch is not None and trip.now - trip.touch.at <= UNDO_S
    return young or leaving or undo or any(trip.now - line.at < config.trip.place_within_s for line in trip.pending)


def prompt(trip: Trip, config: Config, price_of: PriceOf) -> Prompt:
    """One prompt; the most urgent wins, and each has a way out. No weight is asked about that no scale is sure of."""
    for ask in (_called, _weigh, _own, _doubt, _odd, _leaving):
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


def _doubt(trip: Trip, config: Config, _: PriceOf) -> Prompt | None:
    """A line was touched that weighs far more than what left."""
    line = trip.line(trip.doubt.line) if trip.doubt else None
    loss = trip.change(trip.doubt.change) if trip.doubt else None
    if line is None or loss is None or loss.why or not trip.weighing:
        return None
    whole_mg = verify.expected(line).mean_mg
    left_g = None
    if line.gross_g is not None and line.code is None:
        left_g = displayed_g((whole_mg + loss.mg) / 1000, config.weighing.interval_g)
    product = line.product
    return PartOrAll(
        line.id, product.name_in(trip.language), product.department, product.icon,
        -loss.mg // 1000, round(whole_mg / 1000), left_g, verify.pieces_of(line, -loss.mg),
    )  # fmt: skip


def _odd(trip: Trip, _: Config, price_of: PriceOf) -> Prompt | None:
    """A weight that nothing explains, once it is certain or has lasted: one movement at a time, never a sum of two."""
    movement = in_question(trip) if trip.weighing else ()
    if not movement:
        return None
    mg, sigma_mg = verify.balance(movement)
    fell_mg = max(change.fell_mg for change in movement)
    known = guesses(trip, mg, sigma_mg, fell_mg)
    awaited = [line for line in trip.pending if trip.now - line.at <= AWAITED_S]
    plain = not fell_mg and (_otherwise_packed(trip, mg) or not _telling(trip))
    if awaited and swaps(known) and not plain:
        waiting = awaited[-1]
        return Swapped(_grams(mg), known, waiting.id, waiting.product.name_in(trip.language))
    if mg < 0:
        candidates = _candidates(trip, (-mg, sigma_mg), known, price_of)
        return WhichLeft(-mg // 1000, candidates, _sets(known), _left_over(movement))
    if awaited:
        return _differs(trip, awaited, (mg, sigma_mg), known)
    return naming.asked(trip, movement) or UnknownWeight(mg // 1000, known, _left_over(movement))


def _telling(trip: Trip) -> bool:
    return len(verify.kinds_of(trip.placed)) <= TELLING_KINDS


def _grams(mg: int) -> int:
    return mg // 1000 if mg >= 0 else -(-mg // 1000)


def _left_over(movement: Movement) -> bool:
    """Whether a touch has explained a part of it already."""
    return movement[0].id < 0 and not movement[0].word


def _otherwise_packed(trip: Trip, mg: int) -> bool:
    """Whether what waits may well weigh so by itself: packs change by a tenth or two."""
    whole = [verify.expected(line) for line in trip.pending]
    return any(one.mean_mg and abs(mg / one.mean_mg - 1) <= verify.REPACKED for one in whole)


def _differs(trip: Trip, awaited: Sequence[Line], gain: tuple[int, int], known: tuple[Guess, ...]) -> WeightDiffers:
    line = next((one for one in reversed(awaited) if verify.how_many(one, *gain)), awaited[-1])
    name = line.product.name_in(trip.language)
    wanted = round(verify.expected(line).mean_mg / 1000)
    count = verify.how_many(line, *gain)
    others = tuple(guess for guess in known if set(guess.keys[0]) != {line.id} or guess.keys[1])
    return WeightDiffers(line.id, name, gain[0] // 1000, wanted, count, others)


def _sets(known: tuple[Guess, ...]) -> tuple[Guess, ...]:
    """Those of several pieces: a single one is a candidate already."""
    return tuple(guess for guess in known if len(guess.keys[1]) > 1 or guess.keys[2])


def _candidates(trip: Trip, loss: tuple[int, int], known: Iterable[Guess], price_of: PriceOf) -> tuple[Candidate, ...]:
    """The likely lines first: those that fit, those of sets that do, then the nearest; own scans are no goods."""
    fit = verify.may_have_left(trip.placed, *loss)
    named = [key for guess in known for key in (*guess.keys[1], guess.keys[2]) if key]
    keys = dict.fromkeys([key for one in fit for key in one.lines] or named)
    likely = [line for key in keys or _nearest(trip, *loss) if (line := trip.line(key))]
    lines = [kind[0] for kind in verify.kinds_of(likely)][:CANDIDATES]
    return tuple(_candidate(line, trip.language, price_of(line)) for line in lines)


def _nearest(trip: Trip, mg: int, sigma_mg: int) -> list[str]:
    kinds = verify.one_of_each(trip.placed, mg, sigma_mg)
    parts = sorted(map(verify.expected, kinds), key=lambda part: verify.distance(part, mg, sigma_mg))
    return [part.lines[0] for part in parts]


def _candidate(line: Line, language: str, price_cents: int) -> Candidate:
    product = line.product
    name, own = product.name_in(language), product.picture
    return Candidate(line.id, name, product.department, product.icon, price_cents, line.gross_g, own)


def _leaving(trip: Trip, _: Config, price_of: PriceOf) -> Prompt | None:
    """What the shopper takes off, until it has left the basket."""
    line = next((line for line in trip.placed if line.id in trip.leaving), None)
    if line is None:
        return None
    slow = trip.now - trip.leaving[line.id] >= LEAVING_AFTER_S
    product = line.product
    name = product.name_in(trip.language)
    like = next(kind for kind in verify.kinds_of(trip.placed) if line in kind)
    leaving = [one for one in like if one.id in trip.leaving]
    price = sum(map(price_of, leaving))
    return TakeOut(line.id, name, product.department, product.icon, price, slow, len(leaving))


def _may_be_in(trip: Trip, line: Line) -> bool:
    """Whether a gain that has lasted may have brought what still waits."""
    found = already.brought(trip, line)
    return found is not None and trip.now - found[0].at >= MAY_BE_IN_AFTER_S


def _place(trip: Trip, config: Config) -> Prompt | None:
    if not trip.pending:
        return None
    line = trip.pending[-1]
    slow = light(line) or trip.now - line.at >= config.trip.place_within_s or _may_be_in(trip, line)
    product = line.product
    price = line.price_cents if line.price_cents is not None else product.price_cents
    name = product.name_in(trip.language)
    waiting, undated = len(trip.pending), line.code is not None and line.code.undated
    return PlaceItem(line.id, name, product.department, product.icon, price, waiting, slow, undated)
