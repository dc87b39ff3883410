"""From the trip and its receipt to the frozen picture that screens show. Pure."""

from collections.abc import Iterable, Sequence

from cart.catalog.product import Product
from cart.config import Config
from cart.pricing.across import across, of_line
from cart.pricing.model import PricedLine, Receipt
from cart.pricing.words import Speech, told
from cart.trip.asking import prompt
from cart.trip.checks import checks
from cart.trip.prompts import (
    IsThisIt,
    PartOrAll,
    Prompt,
    ScanNext,
    StillThere,
    Swapped,
    UnknownWeight,
    WeightDiffers,
    WhichIsIt,
    WhichLeft,
)
from cart.trip.state import UNDO_S, Line, Trip
from cart.trip.till import Priced
from cart.trip.trust import trust
from cart.trip.verify import several
from cart.trip.view import AcrossView, DeviceView, HintView, LineView, Phase, SavingView, Totals, View

NEEDED = ("camera", "scale", "journal")
SPENT = ("low", "empty")
"""A cart whose battery is one of these is not lent."""


QUESTIONS = (UnknownWeight, IsThisIt, WhichIsIt, WeightDiffers, Swapped, WhichLeft, PartOrAll)


def look(trip: Trip, priced: Priced, config: Config) -> View:
    """The view of a trip."""
    receipt, seen = priced.receipt, trust(trip)
    asked = _prompt(trip, receipt, config)
    return View(
        phase=phase(trip, asked), trip=trip.number, sid=trip.sid, language=trip.language,
        currency=trip.terms.currency if trip.terms else "USD", member=trip.member,
        prompt=asked, lines=rows(trip, priced), totals=totals(trip, receipt),
        budget_cents=trip.budget_cents, devices=_devices(trip),
        online=trip.online, lane=trip.lane, receipt=trip.paid, staff=trip.staff, trust=seen.score,
        trust_reasons=seen.reasons, grams=tuple(seen.grams.items()),
        weight_checked=trip.weighing, last_place=_last_place(trip),
        undo=trip.touch is not None and trip.now - trip.touch.at <= UNDO_S,
        checks=checks(trip),
    )  # fmt: skip


def phase(trip: Trip, asked: Prompt) -> Phase:
    """Which family of screens: staff before all, a question before the lane, no welcome on a cart that cannot work."""
    if trip.staff:
        return "staff"
    if trip.phase == "welcome" and (any(name in trip.devices for name in NEEDED) or trip.whys.get("battery") in SPENT):
        return "out_of_service"
    return "shopping" if trip.phase == "find_lane" and isinstance(asked, QUESTIONS) else trip.phase


def _prompt(trip: Trip, receipt: Receipt, config: Config) -> Prompt:
    if trip.left:
        return StillThere(trip.left == "called")
    if trip.phase not in ("shopping", "find_lane"):
        return trip.help or ScanNext()
    net = {line.id: line.net for line in receipt.lines}
    return prompt(trip, config, lambda line: net.get(line.id, line.product.price_cents))


def _devices(trip: Trip) -> tuple[DeviceView, ...]:
    return tuple(DeviceView(name, False, words, trip.whys.get(name, "")) for name, words in trip.devices.items())


def _last_place(trip: Trip) -> str:
    places = [line.product.id for line in trip.lines if line.product.place]
    return places[-1] if places else ""


def totals(trip: Trip, receipt: Receipt) -> Totals:
    """The sums under the list."""
    return Totals(
        items=len(trip.placed), tax_cents=sum(cents for _, cents in receipt.tax), deposit_cents=receipt.deposit,
        due_cents=receipt.due, cash_cents=receipt.cash_due, saved_cents=receipt.total_savings, points=receipt.points,
        age_required=receipt.age_required,
        tax_included=bool(trip.terms and trip.terms.rules.get("tax_mode") == "inclusive"),
        open_cents=receipt.open_cents,
        across=tuple(AcrossView(one.offer, one.words, one.cents, one.parts) for one in across(receipt)),
    )  # fmt: skip


def rows(trip: Trip, priced: Priced) -> tuple[LineView, ...]:
    """The receipt's rows, newest first: equal pieces of one product together."""
    by_id = {line.id: line for line in priced.receipt.lines}
    groups: dict[str, list[Line]] = {}
    for line in trip.placed:
        alone = line.gross_g is not None or line.price_cents is not None
        groups.setdefault(line.id if alone else line.product.id, []).append(line)
    ordered = sorted(groups.values(), key=lambda lines: -int(lines[-1].id))
    told = _Told(trip, priced)
    return tuple(_row(lines, [by_id[line.id] for line in lines], trip, told) for lines in ordered)


class _Told:
    """What rows say of savings: the names of goods, the hints, and what is told at the foot of the list instead."""

    def __init__(self, trip: Trip, priced: Priced) -> None:
        self.hints = {hint.product: hint for hint in priced.hints}
        self._over_all = across(priced.receipt)
        self._names = {line.product.id: line.product.name_in(trip.language) for line in trip.placed}
        self._speech = Speech(trip.language, trip.terms.currency if trip.terms else "USD")

    def net(self, lines: Iterable[PricedLine]) -> int:
        """What lines cost before savings over the whole basket."""
        return sum(of_line(line, self._over_all)[0] for line in lines)

    def savings(self, lines: Iterable[PricedLine]) -> tuple[SavingView, ...]:
        """Equal savings of a row's pieces, summed."""
        sums: dict[str, int] = {}
        for saving in (saving for line in lines for saving in of_line(line, self._over_all)[1]):
            words = told(saving, self._names, self._speech)
            sums[words] = sums.get(words, 0) + saving.cents
        return tuple(SavingView(words, cents) for words, cents in sums.items())


def _row(lines: Sequence[Line], priced: Sequence[PricedLine], trip: Trip, told: _Told) -> LineView:
    last, product = lines[-1], lines[-1].product
    weighed = last.gross_g is not None and product.sold_by_weight
    hint = told.hints.get(product.id)
    per_cents, per = product.unit_price or (0, "kg")
    return LineView(
        lines=tuple(line.id for line in lines), product=product.id, name=product.name_in(trip.language),
        department=product.department, icon=product.icon, quantity=len(lines), unit=product.unit,
        unit_price_cents=product.price_cents,
        regular_cents=sum(line.regular for line in priced), net_cents=told.net(priced),
        savings=told.savings(priced), hint=HintView(hint.more, hint.extra_cents, hint.words) if hint else None,
        net_g=(last.gross_g or 0) - last.tare_g if weighed else None, tare_g=last.tare_g,
        newest=trip.placed[-1] in lines, price_kept=_kept(priced), min_age=product.min_age,
        per_cents=per_cents, per=per, lowest_30_cents=_lowest(product, priced),
        several=several(last), picture=product.picture,
    )  # fmt: skip


def _lowest(product: Product, priced: Sequence[PricedLine]) -> int:
    """The lowest price of the last 30 days, told beside a price that is announced as lower (EU 98/6, article 6a)."""
    return product.lowest_30_cents or 0 if any(line.savings for line in priced) else 0


def _kept(priced: Sequence[PricedLine]) -> bool:
    return any(saving.offer == "seen" for line in priced for saving in line.savings)
