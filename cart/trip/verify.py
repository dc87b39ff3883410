"""Weights against scans, by likelihood: what explains a weight change?

Every explanation is a set of lines with a mean and a spread; it fits when the difference lies within `FIT` standard
deviations of product spread, scale noise and a floor for what packaging does. Among those that fit, fewer lines win,
then the likelier. What weight cannot tell apart is asked, never guessed against the shopper.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product

from cart.trip.state import Change, Line

FIT = 3.5
FLOOR_MG = 2_000
SPREAD_OF_MEAN = 0.015
UNKNOWN_SD_MG = 10_000_000
SETS = 1024
KINDS = 12
TOGETHER = 4
SETS_NAMED = 3
REPACKED = 0.2
NEAR_PART = 0.25
ONE_MORE, STALE, STALE_S = 2.0, 2.0, 10.0
AGAIN_MG, AGAIN_PART = 1_200, 0.6


@dataclass(frozen=True)
class Expected:
    """What a set of lines should weigh together, in milligrams."""

    lines: tuple[str, ...]
    mean_mg: float
    sd_mg: float


def expected(line: Line) -> Expected:
    """What one line should weigh: as measured when it went in, else as is usual."""
    if line.measured_mg is not None:
        return Expected((line.id,), line.measured_mg, math.hypot(FLOOR_MG, line.measured_sd_mg))
    return usual(line)


def usual(line: Line) -> Expected:
    """What a line's product should weigh, whatever this piece did: as labelled, else as the catalog knows it."""
    if line.code is not None and line.code.weight_g is not None:
        return Expected((line.id,), (line.code.weight_g + line.product.tare_g) * 1000, FLOOR_MG + 3_000)
    if line.product.mass_mg is None:
        return Expected((line.id,), 0.0, UNKNOWN_SD_MG)
    spread = line.product.mass_sd_mg or line.product.mass_mg * SPREAD_OF_MEAN
    return Expected((line.id,), line.product.mass_mg, math.hypot(spread, FLOOR_MG))


def several(line: Line) -> bool:
    """Whether there may be more pieces like this line's: it has no weight and no price of its own."""
    alone = line.gross_g is not None or line.price_cents is not None
    return not alone and line.product.mass_mg is not None and line.product.mass_mg > 0


def again(line: Line, mg: float, sigma_mg: float, near_mg: float = AGAIN_MG) -> bool:
    """Whether a weight is so much what a line weighed when it went in that nothing has to be asked."""
    near_mg += AGAIN_PART * line.measured_sd_mg + min(2 * sigma_mg, AGAIN_MG)
    return line.measured_mg is not None and abs(mg - line.measured_mg) <= near_mg


def pieces_of(line: Line, mg: float) -> int | None:
    """How many pieces of a pack that comes apart a loss is, where it is about so many."""
    pieces = line.product.pieces
    one_mg = expected(line).mean_mg / max(1, pieces)
    count = round(mg / one_mg) if pieces > 1 and one_mg > 0 else 0
    return count if 0 < count < pieces and abs(mg - count * one_mg) <= NEAR_PART * one_mg else None


def together(parts: Iterable[Expected]) -> Expected:
    """The sum of independent parts."""
    some = tuple(parts)
    lines = tuple(line for part in some for line in part.lines)
    return Expected(lines, sum(p.mean_mg for p in some), math.sqrt(sum(p.sd_mg**2 for p in some)))


def distance(guess: Expected, mg: float, sigma_mg: float) -> float:
    """How many standard deviations `mg` lies from the guess."""
    return abs(mg - guess.mean_mg) / math.hypot(guess.sd_mg, sigma_mg)


def fitting(sets: Iterable[Expected], mg: float, sigma_mg: float) -> list[Expected]:
    """Those of some sets that fit a weight, fewest lines first, then the nearest."""
    fit = [(len(one.lines), distance(one, mg, sigma_mg), one) for one in sets]
    return [one for _, _, one in sorted((f for f in fit if f[1] <= FIT), key=lambda f: f[:2])]


def kinds_of(lines: Sequence[Line]) -> list[list[Line]]:
    """The lines by product. Packs with a weight or a price of their own are each a kind."""
    kinds: dict[str, list[Line]] = {}
    for line in lines:
        alone = line.gross_g is not None or line.price_cents is not None
        kinds.setdefault(f"line {line.id}" if alone else line.product.id, []).append(line)
    return list(kinds.values())


def sets_of(kinds: Iterable[Sequence[Line]]) -> list[Expected]:
    """All that may go in together: any number of each kind's pieces, the first ones. Of many kinds only the first."""
    sets = [together(())]
    for kind in kinds:
        if len(sets) * (len(kind) + 1) > SETS:
            break
        pieces = [together(map(expected, kind[:n])) for n in range(1, len(kind) + 1)]
        sets += [together(both) for both in product(sets, pieces)]
    return sets[1:]


def went_in(pending: Sequence[Line], mg: int, sigma_mg: int) -> tuple[str, ...]:
    """Which scanned lines a weight gain brought in; () when none fits. The last ones scanned are looked at first.

    One more line must make it clearly likelier: what was scanned is as often put in one by one as together. What has
    waited for long is less likely than what was just scanned.
    """
    stale = {line.id for line in pending if _stale(line, pending)}

    def score(one: Expected) -> float:
        return (
            distance(one, mg, sigma_mg) ** 2 / 2
            + ONE_MORE * len(one.lines)
            + STALE * len(stale.intersection(one.lines))
        )

    newest_first = sorted(kinds_of(pending), key=lambda kind: -int(kind[-1].id))
    fit = fitting(sets_of(newest_first), mg, sigma_mg)
    known = [one for one in fit if one.sd_mg < UNKNOWN_SD_MG]
    found = (sorted(known, key=score) or fit)[0].lines if fit else ()
    return () if found and _may_be_newest(pending, found, mg, sigma_mg) else found


def _stale(line: Line, pending: Sequence[Line]) -> bool:
    return max(one.at for one in pending) - line.at > STALE_S


def _may_be_newest(pending: Sequence[Line], found: tuple[str, ...], mg: int, sigma_mg: int) -> bool:
    """Whether it may be several of the last one scanned, where that or nothing old (a left over one?) was not found."""
    newest = max(pending, key=lambda line: int(line.id))
    some = [line for line in pending if line.id in found]
    fresh = any(line.product.id == newest.product.id for line in some) and not any(_stale(x, pending) for x in some)
    return not fresh and how_many(newest, mg, sigma_mg) is not None


def how_many(line: Line, mg: int, sigma_mg: int) -> int | None:
    """How many pieces of a line's product a weight gain could be (2 to 24), or None when no number fits."""
    one = expected(line)
    if one.sd_mg >= UNKNOWN_SD_MG or one.mean_mg <= 0:
        return None
    n = round(mg / one.mean_mg)
    several = Expected(one.lines, n * one.mean_mg, n * one.sd_mg)
    return n if 2 <= n <= 24 and distance(several, mg, sigma_mg) <= FIT else None


def may_have_left(placed: Sequence[Line], mg: int, sigma_mg: int) -> list[Expected]:
    """What may have left the basket for a loss of `mg` (positive): one piece; else two kinds, or some of one kind."""
    seen = [line for line in placed if not line.unseen]
    one = fitting_single(one_of_each(seen, mg, sigma_mg), mg, sigma_mg)
    return one or fitting(_several_of(kinds_of(seen)[-KINDS:]), mg, sigma_mg)[:SETS_NAMED]


def _several_of(kinds: Sequence[Sequence[Line]]) -> Iterable[Expected]:
    """Two kinds' newest pieces, and two to four pieces of a kind, the newest."""
    pieces = [list(map(expected, reversed(kind))) for kind in kinds]
    yield from (together((one[0], other[0])) for one, other in combinations(pieces, 2))
    yield from (together(kind[:n]) for kind in pieces for n in range(2, min(TOGETHER, len(kind)) + 1))


def one_of_each(lines: Sequence[Line], mg: int, sigma_mg: int) -> list[Line]:
    """Equal pieces are one choice: the one whose weight is nearest to `mg` stands for them, of equals the newest."""
    return [min(reversed(some), key=lambda one: distance(expected(one), mg, sigma_mg)) for some in kinds_of(lines)]


def fitting_single(lines: Sequence[Line], mg: int, sigma_mg: int) -> list[Expected]:
    """The single lines that fit a weight, nearest first."""
    parts = [(distance(part, mg, sigma_mg), part) for part in map(expected, lines)]
    return [part for d, part in sorted(parts, key=lambda p: p[0]) if d <= FIT]


def may_be_exchanged(pending: Sequence[Line], placed: Sequence[Line], mg: int, sigma_mg: int) -> bool:
    """Whether a change may be the difference of something that waits and something that is in."""
    return any(
        distance(_differ(expected(new), expected(old)), mg, sigma_mg) <= FIT
        for new in pending
        for old in placed
        if expected(new).sd_mg < UNKNOWN_SD_MG
    )


def _differ(new: Expected, old: Expected) -> Expected:
    return replace(together((new, old)), mean_mg=new.mean_mg - old.mean_mg)


def balance(changes: Sequence[Change]) -> tuple[int, int]:
    """The sum of some changes and its standard deviation, in milligrams."""
    return sum(c.mg for c in changes), round(math.sqrt(sum(c.sigma_mg**2 for c in changes)))
