"""The certificate's checker: small, and no part of it is the solver's.

A result carries its applications; they and the case are all that is needed. The checker works out the price of every
unit anew, replays each application by the schema's words, adds everything up, and has HiGHS, another method than the
solver's, bound how low any receipt could get (bound.py). The lane and the shopper's phone can run it.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from cart.pricing.offers import Offer
from cart.pricing.proof.reading import Case, by_weight, goods_of, hits, is_open, most_uses, part, split
from cart.pricing.proof.sums import afterwards_problems, basket_problems, deposit, taxes
from cart.pricing.selectors import Match

Unit = tuple[str, int, int]


@dataclass
class Findings:
    """What is wrong with a result; empty: nothing."""

    wrong: list[str] = field(default_factory=list)

    def expect(self, right: bool, words: str) -> None:
        """Notes `words` unless `right`."""
        if not right:
            self.wrong.append(words)


def check(case: Case, result: Mapping[str, Any]) -> list[str]:
    """Everything that is illegal or adds up wrongly in the result's applications; an empty list: it is legal."""
    findings = Findings()
    offers = {offer.id: offer for offer in case.offers}
    uses = result["applications"]
    for stage in ("item", "basket", "mfr"):
        for use in uses[stage]:
            known = offers.get(use["offer"])
            findings.expect(known is not None and is_open(case, known), f"{use['offer']}: not open")
    _elsewhere(case, offers, uses["item"], findings)
    _weights(case, offers, uses["item"], findings)
    if findings.wrong:
        return findings.wrong
    _units(case, uses["item"], findings)
    _limits(case, offers, uses, findings)
    for use in uses["item"]:
        _replay(case, offers[use["offer"]], use, findings)
    _totals(case, uses, result, findings)
    return findings.wrong


def _elsewhere(case: Case, offers: Mapping[str, Offer], uses: Sequence[Mapping[str, Any]], findings: Findings) -> None:
    """Who needs a spend elsewhere has it, on goods that no open item offer is on."""
    open_here = [o for o in case.offers if o.on_items and is_open(case, o)]
    for offer in {use["offer"]: offers[use["offer"]] for use in uses if use["offer"] in offers}.values():
        spent = 0
        for unit in goods_of(case):
            name, product = unit.product, case.basket.products[unit.product]
            promoted = any(hits(match, name, product) for one in open_here for match in one.matches())
            if unit.free and not promoted and hits(offer.spend_match, name, product):
                spent += unit.base * unit.size
        findings.expect(spent >= offer.min_spend, f"{offer.id}: {spent} is spent elsewhere of {offer.min_spend}")


def _weights(case: Case, offers: Mapping[str, Offer], uses: Sequence[Mapping[str, Any]], findings: Findings) -> None:
    """Offers from or up to a weight: enough is in the basket, and no more is taken."""
    units = [unit for unit in goods_of(case) if unit.free and unit.grams]
    for offer in {use["offer"]: offers[use["offer"]] for use in uses if use["offer"] in offers}.values():
        there = [u for u in units if hits(offer.match, u.product, case.basket.products[u.product])]
        weight = sum(unit.grams * unit.size for unit in there)
        findings.expect(weight >= offer.min_grams, f"{offer.id}: {weight} g are there of {offer.min_grams}")
        if offer.max_grams is not None:
            taken = [unit[:2] for use in uses if use["offer"] == offer.id for unit in use["units"]]
            least = sum(min(u.grams for u in there if [u.product, u.base] == list(one)) for one in taken)
            findings.expect(least <= offer.max_grams, f"{offer.id}: {least} g are taken, {offer.max_grams} at most")


def _units(case: Case, uses: Sequence[Mapping[str, Any]], findings: Findings) -> None:
    """No unit is used twice, none that is not there or not to be discounted."""
    there: Counter[tuple[str, int]] = Counter()
    for unit in goods_of(case):
        if unit.free:
            there[(unit.product, unit.base)] += unit.size
    used = Counter((name, base) for use in uses for name, base, _ in use["units"])
    for key, count in used.items():
        findings.expect(count <= there[key], f"{count} units of {key[0]} at {key[1]} are used, {there[key]} are there")


def _limits(case: Case, offers: Mapping[str, Offer], uses: Mapping[str, Any], findings: Findings) -> None:
    for name, count in Counter(use["offer"] for stage in ("item", "mfr") for use in uses[stage]).items():
        most = most_uses(case, offers[name])
        findings.expect(count <= most, f"{name}: used {count} times, {most} are allowed")
    groups = {(offers[use["offer"]].group, use["offer"]) for use in uses["item"] if offers[use["offer"]].group}
    for group, count in Counter(group for group, _ in groups).items():
        findings.expect(count == 1, f"group {group}: {count} of its offers are used")
    on_basket = [offers[use["offer"]] for use in uses["basket"]]
    findings.expect(len(on_basket) < 2 or all(o.stackable for o in on_basket), "basket offers that cannot be stacked")


def _replay(case: Case, offer: Offer, use: Mapping[str, Any], findings: Findings) -> None:
    """The application takes what the offer says and saves what the offer says."""
    units: list[Unit] = [(name, base, saving) for name, base, saving in use["units"]]
    saving = sum(cents for _, _, cents in units)
    findings.expect(saving == use["saving"] and saving > 0, f"{offer.id}: a saving of {use['saving']} over {saving}")
    legal = LEGAL[offer.kind](case, offer, units)
    findings.expect(legal, f"{offer.id}: {units} is no application of it")


def _fits(case: Case, match: Match, units: Sequence[Unit]) -> bool:
    return all(hits(match, name, case.basket.products[name]) for name, _, _ in units)


def _one(case: Case, offer: Offer, units: Sequence[Unit]) -> bool:
    name, base, saving = units[0]
    if offer.per is not None:
        return len(units) == 1 and _fits(case, offer.match, units) and saving in _by_weight(case, offer, name, base)
    right = {
        "percent_off": part(base, offer.bp, case.rules.rounding),
        "amount_off": min(offer.amount, base),
        "fixed_price": base - offer.price,
    }[offer.kind]
    return len(units) == 1 and _fits(case, offer.match, units) and saving == right


def _by_weight(case: Case, offer: Offer, name: str, base: int) -> set[int]:
    """What a price of a kg or lb saves on the weighed units of this product and price."""
    weights = {unit.grams for unit in goods_of(case) if (unit.product, unit.base) == (name, base) and unit.grams}
    return {base - by_weight(offer, net, case.rules.rounding) for net in weights}


def _split(units: Sequence[Unit], saving: int) -> bool:
    """Whether the saving is split over the units by running floors in the order (product id, base)."""
    ordered = sorted(units, key=lambda unit: unit[:2])
    parts = split(saving, [base for _, base, _ in ordered])
    given = Counter(ordered)
    return given == Counter((name, base, cents) for (name, base, _), cents in zip(ordered, parts, strict=True))


def _together(case: Case, offer: Offer, units: Sequence[Unit]) -> bool:
    whole = sum(base for _, base, _ in units)
    saving = whole - offer.price if offer.kind == "n_for_price" else min(offer.amount, whole)
    return len(units) == offer.n and _fits(case, offer.match, units) and _split(units, saving)


def _bundle(case: Case, offer: Offer, units: Sequence[Unit]) -> bool:
    places = [slot.match for slot in offer.slots for _ in range(slot.n)]
    whole = sum(base for _, base, _ in units)
    filled = len(places) == len(units) and _seated(case, places, list(units))
    return filled and _split(units, whole - offer.price)


def _seated(case: Case, places: list[Match], units: list[Unit]) -> bool:
    """Whether every place can have a unit of its own."""
    if not places:
        return True
    fitting = [u for u in dict.fromkeys(units) if hits(places[0], u[0], case.basket.products[u[0]])]
    for unit in fitting:
        rest = list(units)
        rest.remove(unit)
        if _seated(case, places[1:], rest):
            return True
    return False


def _buy_get(case: Case, offer: Offer, units: Sequence[Unit]) -> bool:
    ordered = sorted(units, key=lambda u: (u[1], u[0], -u[2]))
    rights = [part(base, offer.bp, case.rules.rounding) for _, base, _ in ordered[: offer.get]] + [0] * offer.buy
    right = len(units) == offer.buy + offer.get and [cents for _, _, cents in ordered] == rights
    return right and _fits(case, offer.match, units)


def _buy_x_get_y(case: Case, offer: Offer, units: Sequence[Unit]) -> bool:
    """Whether some `get` of the units are the reduced ones and the others the bought ones."""
    places = range(len(units))
    return len(units) == offer.buy + offer.get and any(
        _halves(case, offer, [units[i] for i in gets], [units[i] for i in places if i not in gets])
        for gets in combinations(places, offer.get)
    )


def _halves(case: Case, offer: Offer, gets: Sequence[Unit], buys: Sequence[Unit]) -> bool:
    reduced = all(cents == part(base, offer.bp, case.rules.rounding) for _, base, cents in gets)
    whole = all(cents == 0 for _, _, cents in buys)
    return reduced and whole and _fits(case, offer.get_match, gets) and _fits(case, offer.buy_match, buys)


def _tiered(case: Case, offer: Offer, units: Sequence[Unit]) -> bool:
    reached = [tier for tier in offer.tiers if tier.n <= len(units)]
    if not reached or not _fits(case, offer.match, units):
        return False
    tier = reached[-1]
    way = case.rules.rounding
    for _, base, saving in units:
        right = part(base, tier.bp, way) if tier.bp else max(0, base - (tier.price or 0))
        if saving != (min(tier.amount, base) if tier.amount else right):
            return False
    return True


LEGAL = {
    "percent_off": _one,
    "amount_off": _one,
    "fixed_price": _one,
    "n_for_price": _together,
    "n_amount_off": _together,
    "bundle": _bundle,
    "buy_n_get_m": _buy_get,
    "buy_x_get_y": _buy_x_get_y,
    "tiered_qty": _tiered,
}


def _totals(case: Case, uses: Mapping[str, Any], result: Mapping[str, Any], findings: Findings) -> None:
    """The figures add up from units and applications."""
    offers = {offer.id: offer for offer in case.offers}
    findings.wrong += basket_problems(case, offers, uses)
    units = goods_of(case)
    regular = sum(unit.regular * unit.size for unit in units)
    base = sum(unit.base * unit.size for unit in units)
    net = base - sum(use["saving"] for stage in ("item", "basket") for use in uses[stage])
    paid = sum(use["saving"] for use in uses["mfr"])
    tax = taxes(case, offers, uses)
    findings.expect(regular == result["regular_total"], f"the regular total is {regular}")
    findings.expect(net == result["net_total"], f"the net total is {net}")
    findings.expect(0 <= paid <= max(0, net) and paid == result["mfr_savings"], f"coupons pay {paid}")
    findings.expect(tax == result["tax"], f"the tax is {tax}")
    findings.expect(deposit(case) == result["deposit"], f"the deposit is {deposit(case)}")
    added = sum(tax.values()) if case.rules.tax_mode == "exclusive" else 0
    due = net + added + deposit(case) - paid
    findings.expect(due == result["due"], f"the due is {due}")
    findings.wrong += afterwards_problems(case, offers, result, net)
