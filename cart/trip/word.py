"""What a person's touch says of a weight. It explains its own weight and no more; the rest stays open, and is asked."""

from dataclasses import replace

from cart.facts import Explained, LineRemoved, PartLeft
from cart.trip import already, verify
from cart.trip.guessing import known
from cart.trip.movements import WORTH_ASKING_MG, Movement, answered, in_question, movements
from cart.trip.moves import leave, leave_own_weight, light, place, place_own_weight, restore, settle, share, take_part
from cart.trip.parts import divide, only
from cart.trip.state import Change, Doubt, Line, Trip
from cart.trip.weights import explain

PART = 0.75
LEAST_SHARE, MOST_SHARE = 0.8, 1.2


def line_removed(trip: Trip, fact: LineRemoved) -> Trip:
    """Off the list: it left the basket (its weight explains an open loss), is to leave it, or never went in."""
    line = trip.line(fact.line)
    trip = replace(trip, doubt=None)
    if line is None:
        return trip
    if not line.placed:
        return explain(leave(trip, (line.id,), None))
    loss = _loss_for(trip, line)
    if loss is not None:
        return explain(_left(trip, line, loss, fact))
    if fact.staff:
        return explain(_off_unweighed(trip, line, "removed_by_staff"))
    return explain(_taken_off(trip, _like(trip, line) if fact.every else [line]))


def _taken_off(trip: Trip, lines: list[Line]) -> Trip:
    """Lines that the shopper takes off: what no scale saw at once, the rest when it has left or is said to have."""
    for line in lines:
        if line.unseen or not trip.weighing or line.id in trip.leaving:
            trip = _off_unweighed(trip, line, "taken_off_on_word")
        else:
            trip = replace(trip, leaving={**trip.leaving, line.id: trip.now})
    return trip


def _like(trip: Trip, line: Line) -> list[Line]:
    """All pieces in the basket that make one row with this line."""
    return next(kind for kind in verify.kinds_of(trip.placed) if line in kind)


def _off_unweighed(trip: Trip, line: Line, what: str) -> Trip:
    """Off the list without a loss: the lane is told what it weighs."""
    weighs = 0 if line.unseen else round(verify.expected(line).mean_mg)
    return leave(trip.noting(what, weighs), (line.id,), None)


def _loss_for(trip: Trip, line: Line) -> Change | None:
    """The open loss that a touch on a line is about: the one that is asked, or the one that it fits best."""
    if not trip.weighing:
        return None
    losses = [change for change in trip.open_changes if change.mg < 0]
    asked = [change for change in answered(trip) if change.mg < 0]
    part = verify.expected(line)
    fit = [change for change in losses if verify.distance(part, -change.mg, change.sigma_mg) <= verify.FIT]
    return next(iter([*fit, *asked, *losses]), None)


def _left(trip: Trip, line: Line, loss: Change, fact: LineRemoved) -> Trip:
    part = verify.expected(line)
    equal = _equal_pieces(trip, line, loss)
    if equal or part.sd_mg >= verify.UNKNOWN_SD_MG:
        return leave(trip, equal or (line.id,), loss, said=True)
    if verify.distance(part, -loss.mg, loss.sigma_mg) <= verify.FIT:
        return leave(trip, (line.id,), loss, said=True)
    if fact.staff and -loss.mg < part.mean_mg:
        short = round(part.mean_mg) + loss.mg
        return leave(trip.noting("removed_by_staff", short), (line.id,), loss, said=True)
    if -loss.mg < PART * part.mean_mg:
        movement = next((one for one in movements(trip) if loss in one), (loss,))
        if -verify.balance(movement)[0] >= PART * part.mean_mg:
            return leave_own_weight(trip, (line.id,), movement)
        if not fact.whole:
            return replace(trip, doubt=Doubt(line.id, loss.id))
    return leave_own_weight(trip, (line.id,), (loss,))


def _equal_pieces(trip: Trip, line: Line, loss: Change) -> tuple[str, ...]:
    """Several pieces of the line's kind that alone make up the loss: one touch means them all."""
    sets = verify.may_have_left(trip.placed, -loss.mg, loss.sigma_mg)
    if len(sets) != 1 or line.id not in sets[0].lines:
        return ()
    ids = {one.product.id for key in sets[0].lines if (one := trip.line(key))}
    return sets[0].lines if len(ids) == 1 and len(sets[0].lines) > 1 else ()


def part_left(trip: Trip, fact: PartLeft) -> Trip:
    """A part of a line left; a weighed one is weighed again, any other stays charged as the pack that it is."""
    line = trip.line(fact.line)
    asked = trip.change(trip.doubt.change) if trip.doubt and trip.doubt.line == fact.line else None
    trip = replace(trip, doubt=None)
    loss = asked if asked and not asked.why else _loss_for(trip, line) if line and line.placed else None
    if line is None or loss is None or -loss.mg >= verify.expected(line).mean_mg:
        return trip
    return explain(take_part(trip, line, loss, _lighter_g(line, loss, fact.gross_g)))


def _lighter_g(line: Line, loss: Change, gross_g: int) -> int:
    """How many grams the list's weight of a line loses: none of a pack that was weighed and labelled elsewhere."""
    if line.gross_g is None or line.code is not None:
        return 0
    left_g = gross_g if line.tare_g <= gross_g < line.gross_g else line.gross_g + round(loss.mg / 1000)
    return line.gross_g - max(line.tare_g, left_g)


def said_in(trip: Trip, keys: tuple[str, ...]) -> Trip:
    """The shopper's word that these lines are in: what is open is their weight, as far as it may well be.

    Where a loss is asked about they went in with it, and so much more left.
    """
    gains = tuple(change for change in answered(trip) if change.mg > 0) or _gains(trip)
    lines = [line for line in trip.lines if line.id in keys]
    if gains and trip.weighing:
        whole = _may_be_all(trip, lines, gains)
        return explain(place(trip, keys, gains, said=True) if whole else place_own_weight(trip, keys, gains))
    losses = in_question(trip)
    if losses and trip.weighing and _known(lines):
        return explain(place_own_weight(trip, keys, losses))
    found = already.brought(trip, lines[0]) if len(lines) == 1 and trip.weighing else None
    if found is not None:
        return explain(already.taken_so(trip, found))
    settled = _settled_gain(trip, lines) if trip.weighing else None
    if settled is not None:
        trip = trip.with_changes((replace(settled, why="", said=False),))
        return explain(place(trip, keys, (replace(settled, why="", said=False),), said=True))
    for line in lines:
        trip = trip.with_line(replace(line, placed=True, unseen=True, gap=not trip.weighing))
    return _exchanged_for(trip, lines) if trip.weighing else trip


def _known(lines: list[Line]) -> bool:
    return bool(lines) and all(verify.expected(line).sd_mg < verify.UNKNOWN_SD_MG for line in lines)


def _settled_gain(trip: Trip, lines: list[Line]) -> Change | None:
    """What went in and was settled by a touch, where it weighs what is now said to be in: it was that."""
    total = verify.together(map(verify.expected, lines))
    if total.sd_mg >= verify.UNKNOWN_SD_MG:
        return None
    gains = (change for change in trip.changes[::-1] if change.why == "settled" and change.said and change.mg > 0)
    return next((one for one in gains if abs(one.mg / max(1.0, total.mean_mg) - 1) <= verify.REPACKED), None)


def _exchanged_for(trip: Trip, lines: list[Line]) -> Trip:
    """No weight came for what is said to be in, and something in the basket weighs as much: it may have left for it.

    The scale saw nothing, so what it must have lost is open on the person's word alone, and asked.
    """
    total = verify.together(verify.expected(line) for line in lines if not light(line))
    mg, sd_mg = round(total.mean_mg), round(total.sd_mg)
    others = [line for line in trip.placed if line not in lines]
    if total.sd_mg >= verify.UNKNOWN_SD_MG or mg < WORTH_ASKING_MG or not verify.may_have_left(others, mg, sd_mg):
        return trip
    came = Change(trip.next_part, mg, sd_mg, trip.now, "placed", tuple(x.id for x in lines), said=True, word=True)
    left = Change(trip.next_part - 1, -mg, sd_mg, trip.now, word=True)
    return replace(trip, changes=(*trip.changes, came, left))


def _gains(trip: Trip) -> Movement:
    """The first movement that brought something in."""
    return next((one for one in movements(trip) if one[0].mg > 0), ())


def _may_be_all(trip: Trip, lines: list[Line], gains: Movement) -> bool:
    """Whether some lines may be all of a gain: packs weigh otherwise, but not by so much that it is another thing."""
    total = verify.together(map(verify.expected, lines))
    mg, sigma_mg = verify.balance(gains)
    if total.sd_mg >= verify.UNKNOWN_SD_MG or verify.distance(total, mg, sigma_mg) <= verify.FIT:
        return True
    if mg > MOST_SHARE * total.mean_mg:
        return False
    short_mg = round(total.mean_mg) - mg
    return mg >= LEAST_SHARE * total.mean_mg or not verify.may_have_left(trip.placed, short_mg, round(total.sd_mg))


def explained(trip: Trip, fact: Explained) -> Trip:
    """What the shopper confirms to have moved: each line explains its weight; what is over or short stays open."""
    movement = answered(trip)
    if not movement or not trip.weighing:
        return trip
    if fact.part and fact.into == (fact.part,):
        return explain(_part_came_back(trip, movement, fact.part))
    trip, into = _coming(trip, fact.into)
    part = trip.line(fact.part) if fact.part else None
    gone = tuple(key for key in fact.out if (line := trip.line(key)) and line.placed)
    if not (into or gone or part):
        return trip
    return explain(_divided(trip, movement, into, gone, part))


def _part_came_back(trip: Trip, movement: Movement, key: str) -> Trip:
    """What had left is in again, lighter: it weighs so now; one that a scale prices is priced so."""
    line = next((one for one in trip.gone if one.id == key), None)
    mg, _ = verify.balance(movement)
    if line is None or mg <= 0:
        return trip
    gone_mg = round(verify.expected(line).mean_mg) - mg
    gross_g = line.gross_g
    if gross_g is not None and line.code is None:
        gross_g = max(line.tare_g, gross_g - round(gone_mg / 1000))
    trip = restore(trip, (key,)).with_line(replace(line, placed=True, measured_mg=mg, gross_g=gross_g))
    return settle(trip.noting("opened", gone_mg), "placed", movement, lines=(key,), said=True)


def _coming(trip: Trip, keys: tuple[str, ...]) -> tuple[Trip, tuple[str, ...]]:
    """The lines that go in: those that wait, those that had left, and new ones for one more of a line."""
    into: list[str] = []
    for key in keys:
        line = known(trip, key)
        if line is None:
            continue
        if key in (one.id for one in trip.gone):
            trip = restore(trip.noting("exchanged", line.measured_mg or 0), (key,))
        elif line.placed or key in into:
            trip, key = one_more(trip, line)
        into.append(key)
    return trip, tuple(into)


def one_more(trip: Trip, line: Line) -> tuple[Trip, str]:
    """One more line like this one, that waits; and its id."""
    key = str(trip.serial + 1)
    new = Line(key, line.product, line.code, trip.now)
    return replace(trip, lines=(*trip.lines, new), serial=trip.serial + 1), key


def _divided(trip: Trip, movement: Movement, into: tuple[str, ...], gone: tuple[str, ...], part: Line | None) -> Trip:
    """Each way's weight is a piece of the movement; what differs goes to the less sure of them."""
    coming = verify.together(verify.expected(line) for line in trip.lines if line.id in into)
    going = verify.together(verify.expected(line) for line in trip.lines if line.id in gone)
    mg, sigma_mg = verify.balance(movement)
    off = mg - (coming.mean_mg - going.mean_mg)
    sd_mg = (coming.sd_mg**2 + going.sd_mg**2) ** 0.5
    fits = part is not None or abs(off) <= verify.FIT * (sd_mg**2 + sigma_mg**2) ** 0.5
    in_mg = round(coming.mean_mg + (off if fits and into and not part else 0))
    left_mg = -round(going.mean_mg - (off if fits and gone and not into and not part else 0))
    if part is not None:
        trip = divide(trip, movement, _pieces_of(movement, (in_mg, into), (left_mg, gone)))
        rest = next((change for change in trip.open_changes if change.source == movement[-1].source), None)
        trip = take_part(trip, part, rest, _lighter_g(part, rest, 0)) if rest and rest.mg < 0 else trip
    else:
        trip = divide(trip, movement, _pieces_of(movement, (in_mg, into), (left_mg, gone)), round(sd_mg))
    known_mg = going.sd_mg if fits else coming.sd_mg
    return leave(share(trip, into, in_mg, known_mg) if into else trip, gone, None)


def _pieces_of(
    movement: Movement, coming: tuple[int, tuple[str, ...]], going: tuple[int, tuple[str, ...]]
) -> list[Change]:
    whole = movement[-1]
    pieces = (
        replace(only(whole, coming[0]), why="placed", lines=coming[1], said=True),
        replace(only(whole, going[0]), why="left", lines=going[1], said=True),
    )
    return [piece for piece in pieces if piece.lines]
