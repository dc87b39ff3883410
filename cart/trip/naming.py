"""What went in unscanned and was named by the eyes: offered, never assumed. Only a touch makes it a line.

What needs an age is never offered: it wants a scan. What a counter's label prices is not either, for no eye reads its
price. Loose produce that a scale prices goes by the produce screen, which shows weight and price before it is added.
"""

from dataclasses import replace

from cart.catalog.product import Product
from cart.catalog.snapshot import Snapshot
from cart.facts import ItemSeen, Named, WeightChanged
from cart.naming.evidence import Gain
from cart.trip import verify, weights
from cart.trip.movements import SMALL_MG, Movement, answered
from cart.trip.prompts import IsThisIt, Offered, WhichIsIt
from cart.trip.state import Line, Trip
from cart.trip.word import said_in

FIRST_DB = -3.0
"""Where the likeliest is less likely than one in three, nothing earns a question of its own."""
OTHERS_DB = -13.0
"""What is less likely than one in twenty is not shown beside it."""
SHOWN = 3
NEARBY_LINES = 2
LEAST_SIGMA_G = 1.0
MOST_PIECES = 24


def wondered(trip: Trip, fact: WeightChanged, catalog: Snapshot) -> Gain | None:
    """What is known of a gain that only eyes could explain; None where it is explained, or waits for something else."""
    change = trip.change(fact.change)
    busy = trip.pending or trip.bagging or trip.produce or trip.phase != "shopping" or not trip.weighing
    if change is None or change.why or change.mg <= SMALL_MG or busy:
        return None
    basket = tuple(dict.fromkeys(line.product.id for line in trip.placed))
    places = [line.product.place for line in trip.placed[-NEARBY_LINES:]]
    aisles = {place.aisle for place in places if place}
    nearby = frozenset(one.id for one in catalog.products if one.place and one.place.aisle in aisles)
    return Gain(change.mg / 1000, max(LEAST_SIGMA_G, change.sigma_mg / 1000), basket, nearby)


def item_seen(trip: Trip, fact: ItemSeen) -> Trip:
    """Keeps what was seen of a gain that is still open; of any other it says nothing any more."""
    open_ = {change.source for change in trip.open_changes if change.mg > 0}
    kept = {key: seen for key, seen in trip.seen.items() if key in open_}
    return replace(trip, seen=kept | ({fact.change: fact} if fact.change in open_ else {}))


def weight_changed(trip: Trip, fact: WeightChanged) -> Trip:
    """A revised weight is still that of what was seen."""
    seen = trip.seen.get(fact.revises) if fact.revises is not None else None
    trip = replace(trip, seen={**trip.seen, fact.change: seen}) if seen else trip
    return weights.weight_changed(trip, fact)


def nameable(product: Product) -> bool:
    """Whether a touch on its picture may sell it: no age to look at, and its price is no label's."""
    return not product.min_age and (not product.sold_by_weight or product.plu is not None)


def asked(trip: Trip, movement: Movement) -> IsThisIt | WhichIsIt | None:
    """The question about a gain that was seen, where the candidates earn it."""
    seen = trip.seen.get(movement[0].source) if len(movement) == 1 else None
    if seen is None or not seen.candidates or seen.candidates[0].decibans < FIRST_DB:
        return None
    mg, sigma_mg = verify.balance(movement)
    likely = [one.product for one in seen.candidates if one.decibans >= OTHERS_DB][:SHOWN]
    offers = tuple(Offered(one, pieces(one, mg, sigma_mg)) for one in likely if nameable(one))
    if not offers or not nameable(likely[0]):
        return None
    kind = IsThisIt if seen.sure else WhichIsIt
    return kind(movement[0].source, mg // 1000, offers)


def pieces(product: Product, mg: int, sigma_mg: int) -> int:
    """How many pieces a gain is: one, or as many of a product sold by the piece as alone fit."""
    line = Line("", product, None, 0.0)
    if product.sold_by_weight or verify.distance(verify.expected(line), mg, sigma_mg) <= verify.FIT:
        return 1
    return verify.how_many(line, mg, sigma_mg) or 1


def named(trip: Trip, fact: Named) -> Trip:
    """The shopper's word for what went in: new lines, in the basket, explained by its weight as any word is."""
    seen, movement = trip.seen.get(fact.change), answered(trip)
    product = next((one.product for one in seen.candidates if one.product.id == fact.product), None) if seen else None
    about = [change.source for change in movement] == [fact.change]
    if product is None or not about or not nameable(product) or product.sold_by_weight:
        return trip
    if not 1 <= fact.quantity <= MOST_PIECES:
        return trip
    keys = tuple(str(trip.serial + 1 + n) for n in range(fact.quantity))
    lines = tuple(Line(key, product, None, fact.at, named=True) for key in keys)
    trip = replace(trip, lines=(*trip.lines, *lines), serial=trip.serial + fact.quantity, notice=None)
    return said_in(trip, keys)
