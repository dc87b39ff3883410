"""What is open, movement by movement: what a hand did at one time is one question. Sums of other weights are none."""

from cart.trip import verify
from cart.trip.state import Change, Trip

ASK_AFTER_S = 1.0
ASK_UNSCANNED_AFTER_S = 2.0
ASK_UNSURE_AFTER_S = 3.0
ASK_HAND_AFTER_S = 5.0
ASK_WORD_AFTER_S = 4.0
"""What follows from a word alone: a cart that rolls tells late what went in."""
SURE_MG = 30_000
WORTH_ASKING_MG = 50_000
SMALL_MG = 12_000
LEAST_MG = 1_000
ONE_MOVEMENT_S = 2.5

Movement = tuple[Change, ...]


def movements(trip: Trip) -> list[Movement]:
    """The open changes, those of one movement together: the same way, one soon after the other, or in one gap."""
    found: list[Movement] = []
    for change in trip.open_changes:
        if found and _go_together(found[-1][-1], change):
            found[-1] = (*found[-1], change)
        else:
            found.append((change,))
    return found


def _go_together(one: Change, other: Change) -> bool:
    if one.gap and other.gap:
        return True
    near = abs(other.at - one.at) <= ONE_MOVEMENT_S and one.word == other.word
    return near and one.mg * other.mg > 0 and one.source != other.source


def in_question(trip: Trip) -> Movement:
    """The movement to ask about: the first that has lasted and is worth a question; () where none is."""
    ripe = (one for one in movements(trip) if all(trip.now - change.at >= patience_s(trip, change) for change in one))
    return next((one for one in ripe if _worth(trip, one)), ())


def answered(trip: Trip) -> Movement:
    """What a person's word is about: what is asked, else the oldest that is open."""
    return in_question(trip) or next(iter(movements(trip)), ())


def _worth(trip: Trip, movement: Movement) -> bool:
    """Nothing below the smallest share that what is waiting could have of it, unless it went in for something else."""
    mg, sigma_mg = verify.balance(movement)
    return abs(mg) >= least_mg(trip) or (bool(mg) and verify.may_be_exchanged(trip.pending, trip.placed, mg, sigma_mg))


def least_mg(trip: Trip) -> int:
    """The least weight that is a question: of what waits, the lightest's half, where that is little."""
    waiting = [verify.expected(line) for line in trip.pending]
    known = [round(one.mean_mg / 2) for one in waiting if one.sd_mg < verify.UNKNOWN_SD_MG]
    return max(LEAST_MG, min((SMALL_MG, *known))) if waiting else LEAST_MG


def patience_s(trip: Trip, change: Change) -> float:
    """How long a weight must last before it is asked about: what may well be a resting hand, longest.

    With nothing scanned, a hand that leans on the basket for a moment is likelier than an item.
    """
    if change.word:
        return ASK_WORD_AFTER_S
    if not trip.pending and _like_a_hand(trip, change):
        return ASK_HAND_AFTER_S
    if change.sigma_mg > SURE_MG:
        return ASK_UNSURE_AFTER_S
    return ASK_UNSCANNED_AFTER_S if change.mg > 0 and not trip.pending else ASK_AFTER_S


def _like_a_hand(trip: Trip, change: Change) -> bool:
    """A loss that nothing on the list weighs, or a gain too small to be worth a question. What a touch left is none."""
    if change.id < 0:
        return False
    if change.mg > 0:
        return change.mg < WORTH_ASKING_MG
    return not (verify.may_have_left(trip.placed, -change.mg, change.sigma_mg) or _is_all(trip, change))


def _is_all(trip: Trip, loss: Change) -> bool:
    """Whether a loss is all that is in."""
    total = verify.together(verify.expected(line) for line in trip.placed if not line.unseen)
    return verify.distance(total, -loss.mg, loss.sigma_mg) <= verify.FIT if total.lines else False
