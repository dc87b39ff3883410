"""The checker's second half: basket offers, coupons, taxes and deposits worked out anew from the item applications.

Applications name units by product and base price. Where a threshold is on shelf prices and weighings of one base have
several, the dearest are taken to be left: the checker then lets a cent through rather than refuse what is right.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from cart.pricing.offers import Offer
from cart.pricing.proof.reading import WHOLE, Case, goods_of, hits, is_open, most_uses, part, rounded, split, taxes_on
from cart.pricing.selectors import Match

Use = Mapping[str, Any]
Taxes = tuple[str, ...]
Taxed = tuple[str, Taxes]


@dataclass
class Left:
    """What basket offers meet after the item stage: net and shelf price (cents) of each product under the taxes that
    it bears, and what basket offers (`chosen`) have taken so far off what bears the same taxes and has the same of
    them on it.
    """

    case: Case
    net: Counter[Taxed]
    regular: Counter[Taxed]
    chosen: Sequence[Offer]
    lowered: Counter[tuple[Taxes, tuple[bool, ...]]] = field(default_factory=Counter)

    def take(self, offer: Offer, use: Use) -> Iterator[str]:
        """Applies one basket offer; tells what is wrong with its saving."""
        at = [one.id for one in self.chosen].index(offer.id)
        groups = {self._group(one): 0 for one in self.net}
        for one, cents in self.net.items():
            groups[self._group(one)] += cents
        met = {group: cents - self.lowered[group] for group, cents in sorted(groups.items()) if group[1][at]}
        borne = sorted({taxes for taxes, _ in met})
        bases = [sum(cents for group, cents in met.items() if group[0] == taxes) for taxes in borne]
        base = sum(bases)
        regular = sum(cents for one, cents in self.regular.items() if self._group(one) in met)
        right = saving_of(self.case, offer, base, base if self.case.rules.threshold_on == "net" else regular)
        if use["saving"] != right or right <= 0:
            yield f"{offer.id}: a saving of {use['saving']} on the basket, {right} is right"
        for taxes, cents in zip(borne, split(right, bases), strict=True):
            own = [group for group in met if group[0] == taxes]
            self.lowered.update(dict(zip(own, split(cents, [met[group] for group in own]), strict=True)))

    def _group(self, one: Taxed) -> tuple[Taxes, tuple[bool, ...]]:
        """The taxes that a product bears, and which of the basket offers used are on it."""
        name, taxes = one
        product = self.case.basket.products[name]
        return taxes, tuple(hits(offer.match, name, product) for offer in self.chosen)


def saving_of(case: Case, offer: Offer, base: int, spend: int) -> int:
    """What a basket offer saves (cents) on a base at a spend; 0 where the spend does not reach it."""
    if offer.kind == "spend_tiers":
        return min(base, max((tier.amount or 0 for tier in offer.tiers if spend >= tier.min_spend), default=0))
    if spend < offer.min_spend:
        return 0
    if offer.kind == "spend_percent":
        return part(base, offer.bp, case.rules.rounding)
    times = min(spend // offer.min_spend, most_uses(case, offer)) if offer.repeat else 1
    return min(base, offer.amount * times)


def left_after_items(case: Case, offers: Mapping[str, Offer], applied: Mapping[str, Sequence[Use]]) -> Left:
    """Units that may be discounted, less those that an offer took out of basket offers, less what items saved."""
    uses = applied["item"]
    chosen = [offers[name] for name in sorted({use["offer"] for use in applied["basket"]})]
    regulars: dict[tuple[str, int], list[int]] = {}
    for unit in goods_of(case):
        if unit.free:
            regulars.setdefault((unit.product, unit.base), []).extend([unit.regular] * unit.size)
    shut = Counter((name, base) for use in uses if offers[use["offer"]].no_basket for name, base, _ in use["units"])
    net: Counter[Taxed] = Counter()
    regular: Counter[Taxed] = Counter()
    for (name, base), prices in regulars.items():
        kept = sorted(prices)[shut[(name, base)] :]
        net[name, taxes_on(case, name, base)] += base * len(kept)
        regular[name, taxes_on(case, name, base)] += sum(kept)
    for use in uses:
        if not offers[use["offer"]].no_basket:
            net.subtract(_saved(case, [use]))
    return Left(case, net, regular, chosen)


def _saved(case: Case, uses: Sequence[Use]) -> Counter[Taxed]:
    saved: Counter[Taxed] = Counter()
    for use in uses:
        for name, base, cents in use["units"]:
            saved[name, taxes_on(case, name, base)] += cents
    return saved


def basket_problems(case: Case, offers: Mapping[str, Offer], uses: Mapping[str, Sequence[Use]]) -> list[str]:
    """What is wrong with the basket offers' savings and the coupons' payments."""
    left = left_after_items(case, offers, uses)
    ordered = sorted(uses["basket"], key=lambda use: str(use["offer"]))
    wrong = [words for use in ordered for words in left.take(offers[use["offer"]], use)]
    return wrong + _coupon_problems(case, offers, uses["mfr"])


def _coupon_problems(case: Case, offers: Mapping[str, Offer], uses: Sequence[Use]) -> list[str]:
    most = {use["offer"]: offers[use["offer"]].amount for use in uses}
    wrong = [
        f"{use['offer']}: a payment of {use['saving']}, {most[use['offer']]} is the most"
        for use in uses
        if not 0 < use["saving"] <= most[use["offer"]]
    ]
    needed = Counter(use["offer"] for use in uses)
    for name, times in needed.items():
        there = _count(case, offers[name].match)
        if times * offers[name].n > there:
            wrong.append(f"{name}: {times} times {offers[name].n} units are paid for, {there} are there")
    return wrong


def _count(case: Case, match: Match) -> int:
    hit = [u for u in goods_of(case) if u.free and hits(match, u.product, case.basket.products[u.product])]
    return sum(u.size for u in hit)


def taxes(case: Case, offers: Mapping[str, Offer], uses: Mapping[str, Sequence[Use]]) -> dict[str, int]:
    """Every tax, cents: what it is on is rounded once."""
    nets: Counter[Taxes] = Counter()
    for unit in goods_of(case):
        nets[unit.taxes] += unit.base * unit.size
    for (_, borne), cents in _saved(case, uses["item"]).items():
        nets[borne] -= cents
    left = left_after_items(case, offers, uses)
    for use in sorted(uses["basket"], key=lambda use: str(use["offer"])):
        list(left.take(offers[use["offer"]], use))
    for (borne, _), cents in left.lowered.items():
        nets[borne] -= cents
    added = case.rules.tax_mode == "exclusive"
    found = {}
    for tax, bp in case.rules.tax_rates.items():
        on = sum(cents for borne, cents in nets.items() if tax in borne)
        on += deposit(case) if tax == case.rules.deposit_tax else 0
        cents = rounded(abs(on) * bp, WHOLE if added else WHOLE + bp, case.rules.tax_rounding)
        found[tax] = -cents if on < 0 else cents
    return found


def afterwards_problems(case: Case, offers: Mapping[str, Offer], result: Mapping[str, Any], net: int) -> Iterator[str]:
    """What is wrong with the vouchers and with what tenders may pay, by the lines as the result prices them; together
    they come to `net`.
    """
    lines = {line["id"]: line for line in result["lines"]}
    if sum(line["net"] for line in lines.values()) != net:
        yield f"the lines come to {sum(line['net'] for line in lines.values())}"
    goods = goods_of(case)
    products = case.basket.products
    for offer in (one for one in case.offers if one.kind == "voucher"):
        met = [g.line.id for g in goods if g.free and hits(offer.match, g.product, products[g.product])]
        spend = sum(lines[id]["net"] for id in met)
        full = (spend // offer.min_spend if offer.repeat else int(spend >= offer.min_spend)) if met else 0
        right = offer.amount * min(full, most_uses(case, offer)) if is_open(case, offer) else 0
        if result["vouchers"].get(offer.id, 0) != right:
            yield f"{offer.id}: the voucher is worth {right}"
    for one in case.rules.eligible:
        own = [g for g in goods if hits(one.match, g.product, products[g.product])]
        worth = sum(lines[g.line.id]["net"] + lines[g.line.id]["deposit"] for g in own)
        for use in result["applications"]["mfr"]:
            selects = offers[use["offer"]].match
            worth -= use["saving"] if any(hits(selects, g.product, products[g.product]) for g in own) else 0
        right = max(0, min(result["due"], worth))
        if result["eligible"].get(one.tender) != right:
            yield f"{one.tender} may pay {right}"


def deposit(case: Case) -> int:
    """Deposits of what is bought, less those of refunds and of returned empties, cents."""
    bought = goods_of(case)
    each = [(case.basket.products[unit.product].deposit * unit.size, unit.line.refund) for unit in bought]
    back = sum(line.deposit_return or 0 for line in case.basket.lines if not line.void and line.product is None)
    return sum(-cents if refund else cents for cents, refund in each) - back
