"""The staff screen: what the basket holds, how the devices are, and what only staff may do."""

from cart.facts import LineRemoved, StaffLeft, TouchUndone, TripEnded, WeightTrusted
from cart.faultwords import HEALTH
from cart.trip.view import LineView
from cart.weighing.audit import Entry
from ui.intents import Go, post
from ui.presenter.basket import row
from ui.presenter.faults import device_name, fault
from ui.presenter.frame import Frame, bar
from ui.presenter.models import AskModel, StaffLine, StaffModel, Way
from ui.presenter.shelfprice import less_way
from ui.shop import Reading, ScaleHealth

WELL = ScaleHealth()
# cart.trip.trust's reasons, and their words: what holds or not, and what is counted
TRUST_HOLDS = {
    "not_weighed": "trust.not_weighed", "own_things": "trust.own_things", "own_over": "trust.own_over",
    "not_at_rest": "trust.not_at_rest", "after_code": "trust.after_code", "small": "trust.small",
}  # fmt: skip
TRUST = {
    "weight_open": "trust.weight_open",
    "settled_by_shopper": "trust.settled_by_shopper",
    "weight_differs": "trust.weight_differs",
    "weight_unsure": "trust.weight_unsure",
    "told_apart_by_shopper": "trust.told_apart",
    "taken_on_word": "trust.taken_on_word",
    "waiting": "trust.waiting",
    "exchanged": "trust.exchanged",
    "came_back": "trust.came_back",
    "removed_by_staff": "trust.removed_by_staff",
    "taken_off_on_word": "trust.taken_off_on_word",
    "unknown_weight": "trust.unknown_weight",
    "named_not_scanned": "trust.named",
    "opened": "trust.opened",
    "staff_came": "trust.staff_came",
    "settled_by_staff": "trust.settled_by_staff",
    "repriced_by_staff": "trust.repriced_by_staff",
    "badge_wrong": "trust.badge_wrong",
}
WATCHED = {"camera": "camera-outline", "scale": "scale-balance", "journal": "database-outline"}


def staff(frame: Frame, live: Reading | None, scale: ScaleHealth = WELL, last: Entry | None = None) -> StaffModel:
    """The whole staff screen. `scale`: how it does; `last`: its last calibration on record."""
    words, view = frame.words, frame.view
    return StaffModel(
        bar=bar(frame, total=bool(view.trip)),
        title=words("staff.title", staff=view.staff),
        lines=tuple(_line(frame, line) for line in view.lines),
        none="" if view.lines else words("staff.empty" if view.trip else "staff.free"),
        health=health(frame, scale),
        figures=figures(frame, live, scale, last),
        ways=(
            *_trips_ways(frame),
            Way(words("staff.calibrate"), "weight-kilogram", Go("calibrate"), "edged"),
            Way(words("staff.leave"), "exit-to-app", post(StaffLeft), "strong"),
        ),
    )


def _trips_ways(frame: Frame) -> tuple[Way, ...]:
    """What staff may do with the trip that is open. One that a lane has is the lane's to end."""
    words, view = frame.words, frame.view
    settle = Way(words("staff.settle"), "scale-balance", Go("settle"), "edged")
    end = Way(words("staff.end"), "cart-remove", Go("end_trip"), "edged")
    if not view.trip:
        return ()
    if view.undo:  # what was just done takes the place of what might be done next
        return (Way(words("way.undo"), "undo", post(TouchUndone), "go"), end)
    return (settle,) if view.lane else (settle, end)


def settle(frame: Frame) -> AskModel:
    """Says what it means to accept the weight, and asks once more."""
    words, view = frame.words, frame.view
    told = [reason(frame, one) for one in view.trust_reasons]
    text = "\n".join((words("staff.settle_text"), ", ".join(told))) if told else words("staff.settle_text")
    ways = (
        Way(words("staff.settle"), "scale-balance", post(WeightTrusted, staff=view.staff), "edged"),
        Way(words("way.back"), "arrow-left", Go(""), "go"),
    )
    return AskModel(bar(frame), "ask", "scale-balance", words("staff.settle_ask"), text, ways)


def end_trip(frame: Frame) -> AskModel:
    """Asks once more: a trip that was left is forgotten, and nothing of it is sold."""
    words, view = frame.words, frame.view
    text = words.count("staff.end_text", view.totals.items, total=frame.figures.money(view.totals.due_cents))
    ways = (
        Way(words("staff.end_now"), "cart-remove", post(TripEnded, how="abandoned"), "edged"),
        Way(words("way.back"), "arrow-left", Go(""), "go"),
    )
    return AskModel(bar(frame), "ask", "cart-remove", words("staff.end_ask"), text, ways)


def _line(frame: Frame, line: LineView) -> StaffLine:
    shown = row(frame, line)
    act = post(LineRemoved, line=line.lines[-1], staff=frame.view.staff)
    remove = Way("", "trash-can-outline", act, "edged")
    return StaffLine(shown.key, shown.name, shown.detail, shown.price, remove, less_way(line))


def health(frame: Frame, scale: ScaleHealth = WELL) -> tuple[tuple[str, str, str, bool], ...]:
    """Every device: icon, name, words, and whether it does its work; also of a scale that may still be believed."""
    words = frame.words
    told = {device.device: device for device in frame.view.devices}
    names = [*WATCHED, *(name for name in told if name not in WATCHED)]
    rows = []
    for name in names:
        device = told.get(name)
        ok = device is None or device.ok
        said = words("staff.ok") if device is None or ok else fault(frame, device)
        if name == "scale" and scale.why in HEALTH:
            ok, said = False, words(HEALTH[scale.why])
        rows.append((WATCHED.get(name, "power-plug-outline"), device_name(frame, name), said, ok))
    net = words("staff.online") if frame.view.online else words("staff.offline")
    rows.append(("wifi" if frame.view.online else "wifi-off", words("device.store"), net, frame.view.online))
    return tuple(rows)


def pace(frame: Frame, scale: ScaleHealth) -> str:
    """How many samples a second the scale gives, and what that means for how it weighs."""
    how = "staff.samples_plain" if scale.plain else "staff.samples_ringing"
    return frame.words(how, n=str(scale.rate_hz))


def figures(
    frame: Frame, live: Reading | None, scale: ScaleHealth = WELL, last: Entry | None = None
) -> tuple[tuple[str, str], ...]:
    """Figures for staff: the scale's, the trip's trust and what lowered it."""
    words, view, grams = frame.words, frame.view, frame.figures.grams
    weight = words("staff.no_weight")
    if live is not None:
        state = words("produce.steady") if live.settled else words("produce.moving")
        weight = f"{frame.figures.number(live.grams)} g · {state}"
    rows = [
        (words("staff.weight"), weight),
        (words("staff.noise"), f"{grams(scale.noise_g)} · {grams(scale.drift_g, True)}"),
        (words("staff.missing"), f"{scale.missing_percent} %"),
        (words("staff.samples"), pace(frame, scale)),
        (words("staff.calibrated"), calibrated(frame, last)),
    ]
    if view.trip:
        rows.append((words("staff.trust"), words("staff.trust_of", n=str(view.trust))))
    if view.trust_reasons:
        rows.append((words("staff.why"), ", ".join(reason(frame, told) for told in view.trust_reasons)))
    rows.append((words("staff.trip"), f"{view.trip} · {view.sid[:8]}" if view.sid else words("staff.no_trip")))
    return tuple(rows)


def reason(frame: Frame, told: str) -> str:
    """What lowered the trust, in words: "taken_on_word:2" as "2 not seen by the scale"."""
    key, _, times = told.partition(":")
    if key in TRUST_HOLDS:
        return frame.words(TRUST_HOLDS[key])
    return frame.words.count(TRUST[key], int(times)) if key in TRUST and times.isdecimal() else told


def calibrated(frame: Frame, last: Entry | None) -> str:
    """The last calibration: its number, by whom and when."""
    if last is None:
        return frame.words("staff.never")
    return frame.words("staff.event", event=last.event, who=last.who, when=frame.figures.date(last.wall))
