"""The slow truth: tries every set of applications on single units. Shares only data classes with the engine."""

from fractions import Fraction
from itertools import combinations, product
from math import floor


def rounded(value: Fraction, way):
    if way == "down":
        return floor(value)
    whole = floor(value)
    rest = value - whole
    if rest == Fraction(1, 2):
        return whole if way == "half_even" and whole % 2 == 0 else whole + 1
    return whole + (rest > Fraction(1, 2))


def hits(match, name, prod):
    inside = match.all or name in match.products or set(prod.categories) & set(match.categories)
    return inside and name not in match.exclude_products and not set(prod.categories) & set(match.exclude_categories)


def unit_price(line, prod, price, rules):
    if prod.unit == "ea":
        return price
    net = line.grams - line.tare
    per = Fraction(net, 1000) if prod.unit == "kg" else Fraction(net * 100000, 45359237)
    return rounded(price * per, rules.rounding)


def units_of(basket, rules, context):
    """(product id, regular, base, discountable, taxes) of every unit."""
    for line in basket.lines:
        if line.void or line.product is None:
            continue
        prod = basket.products[line.product]
        low = prod.price
        if prod.member_price is not None and "member" in context.tiers:
            low = min(low, prod.member_price)
        if rules.price_lock == "lowest_seen":
            low = min([low, *line.seen_prices])
        regular, base = unit_price(line, prod, prod.price, rules), unit_price(line, prod, low, rules)
        if line.embedded_price is not None:
            regular = base = line.embedded_price
        if line.override_price is not None:
            regular = base = line.override_price
        sign = -1 if line.refund else 1
        free = not (line.refund or prod.no_discount or line.override_price is not None)
        for _ in range(line.qty or 1):
            yield line.product, sign * regular, sign * base, free, taxes_on(line.product, prod, base, rules, context)


def taxes_on(name, prod, base, rules, context):
    taxes = set(rules.taxes.get(prod.tax, [prod.tax]))
    for free in rules.tax_free:
        tiers = free.customer_tiers is None or set(free.customer_tiers) & set(context.tiers)
        if tiers and hits(free.match, name, prod) and (free.up_to is None or base <= free.up_to):
            taxes -= set(free.taxes or taxes)
    return tuple(sorted(taxes))


def spread(saving, picked, units):
    order = sorted(picked, key=lambda u: (units[u][0], units[u][2]))
    whole = sum(units[u][2] for u in picked)
    result, run, given = {}, 0, 0
    for u in order:
        run += units[u][2]
        upto = saving * run // whole if whole else 0
        result[u] = upto - given
        given = upto
    return result


def each_saving(tier, base, way):
    if tier.bp:
        return rounded(Fraction(base * tier.bp, 10000), way)
    return min(tier.amount, base) if tier.amount else max(0, base - tier.price)


def applications(offer, units, products, way):
    """Every legal single application: {unit: saving}."""

    def fits(match):
        return [i for i, u in enumerate(units) if u[3] and hits(match, u[0], products[u[0]])]

    def percent(u):
        return rounded(Fraction(units[u][2] * offer.bp, 10000), way)

    found = WAYS[offer.kind](offer, units, fits, percent, way)
    return [use for use in found if sum(use.values()) > 0]


def singles(offer, units, fits, percent, way):
    for u in fits(offer.match):
        base = units[u][2]
        saved = {"percent_off": percent(u), "amount_off": min(offer.amount, base), "fixed_price": base - offer.price}
        yield {u: saved[offer.kind]}


def several(offer, units, fits, percent, way):
    for picked in combinations(fits(offer.match), offer.n):
        whole = sum(units[u][2] for u in picked)
        yield spread(whole - offer.price if offer.kind == "n_for_price" else min(offer.amount, whole), picked, units)


def buy_get(offer, units, fits, percent, way):
    for picked in combinations(fits(offer.match), offer.buy + offer.get):
        order = sorted(picked, key=lambda u: (units[u][2], units[u][0]))
        yield {u: percent(u) if k < offer.get else 0 for k, u in enumerate(order)}


def buy_x_get_y(offer, units, fits, percent, way):
    for gets in combinations(fits(offer.get_match), offer.get):
        for buys in combinations(fits(offer.buy_match), offer.buy):
            if not set(gets) & set(buys):
                yield {u: 0 for u in buys} | {u: percent(u) for u in gets}


def bundle(offer, units, fits, percent, way):
    for chosen in product(*(combinations(fits(s.match), s.n) for s in offer.slots)):
        picked = [u for slot in chosen for u in slot]
        if len(set(picked)) == len(picked):
            yield spread(sum(units[u][2] for u in picked) - offer.price, picked, units)


def tiered(offer, units, fits, percent, way):
    able = fits(offer.match)
    for size in range(offer.tiers[0].n, len(able) + 1):
        tier = [t for t in offer.tiers if t.n <= size][-1]
        for picked in combinations(able, size):
            yield {u: each_saving(tier, units[u][2], way) for u in picked}


WAYS = {
    **dict.fromkeys(("percent_off", "amount_off", "fixed_price"), singles),
    **dict.fromkeys(("n_for_price", "n_amount_off"), several),
    "buy_n_get_m": buy_get,
    "buy_x_get_y": buy_x_get_y,
    "bundle": bundle,
    "tiered_qty": tiered,
}


def limit_of(offer, coupons):
    limits = [10**6 if offer.max_uses is None else offer.max_uses]
    if offer.kind == "tiered_qty":
        limits.append(1)
    if offer.coupon and offer.uses_per_coupon is not None:
        limits.append(offer.uses_per_coupon * coupons.get(offer.coupon, 0))
    if offer.kind == "mfr_coupon":
        limits.append(coupons.get(offer.coupon, 0))
    return min(limits)


def item_stage(offers, basket, units, rules):
    """Every reachable (nets of the units, units shut out of basket offers)."""
    states = {(tuple(u[2] for u in units), frozenset(), frozenset(), frozenset())}
    for offer in offers:
        uses = applications(offer, units, basket.products, rules.rounding)
        grown = set(states)
        level = {(s[0], s[1], s[2], s[3]) for s in states if offer.group is None or offer.group not in s[3]}
        for _ in range(min(limit_of(offer, basket.coupons), len(units))):
            nxt = set()
            for nets, used, shut, groups in level:
                for use in uses:
                    if used & use.keys():
                        continue
                    new = tuple(net - use.get(u, 0) for u, net in enumerate(nets))
                    group = groups | ({offer.group} if offer.group else set())
                    closed = shut | (use.keys() if offer.no_basket else set())
                    nxt.add((new, used | frozenset(use), frozenset(closed), frozenset(group)))
            if not nxt:
                break
            grown |= nxt
            level = nxt
        states = grown
    return {(nets, shut) for nets, _, shut, _ in states}


def mfr_best(nets, coupons, basket, units):
    """The most that all coupons pay, by trying everything."""
    ways = []
    for offer in coupons:
        able = [i for i, u in enumerate(units) if u[3] and hits(offer.match, u[0], basket.products[u[0]])]
        uses = [(frozenset(p), min(offer.amount, sum(nets[u] for u in p))) for p in combinations(able, offer.n)]
        ways += [uses] * min(limit_of(offer, basket.coupons), len(units))

    def best(k, used):
        if k == len(ways):
            return 0
        return max([best(k + 1, used), *(c + best(k + 1, used | p) for p, c in ways[k] if not used & p)])

    return best(0, frozenset())


def basket_stage(choice, nets, shut, basket, units, rules):
    """Nets by the taxes on them after the basket offers, or None where one of them is not reached."""
    by_rate = {unit[4]: 0 for unit in units}
    running, regular = {}, {}
    for i, (net, unit) in enumerate(zip(nets, units, strict=True)):
        by_rate[unit[4]] += net
        free = unit[3] and i not in shut
        meets = tuple(bool(free and hits(o.match, unit[0], basket.products[unit[0]])) for o in choice)
        running[unit[4], meets] = running.get((unit[4], meets), 0) + net
        regular[unit[4], meets] = regular.get((unit[4], meets), 0) + unit[1]
    for at, offer in enumerate(choice):
        own = sorted(group for group in running if group[1][at])
        whole = sum(running[group] for group in own)
        spend = whole if rules.threshold_on == "net" else sum(regular[group] for group in own)
        saving = basket_saving(offer, whole, spend, basket, rules)
        if saving <= 0:
            return None
        rates = sorted({rate for rate, _ in own})
        bases = [sum(running[group] for group in own if group[0] == rate) for rate in rates]
        for rate, cents in zip(rates, floors(saving, bases), strict=True):
            by_rate[rate] -= cents
            groups = [group for group in own if group[0] == rate]
            for group, part in zip(groups, floors(cents, [running[group] for group in groups]), strict=True):
                running[group] -= part
    return by_rate


def floors(saving, weights):
    """The saving in parts, by running floors."""
    run, given, parts = 0, 0, []
    for weight in weights:
        run += weight
        parts.append(saving * run // sum(weights) - given if sum(weights) else 0)
        given += parts[-1]
    return parts


def basket_saving(offer, whole, spend, basket, rules):
    if offer.kind == "spend_tiers":
        return min(max([t.amount for t in offer.tiers if t.min_spend <= spend], default=0), whole)
    if spend < offer.min_spend:
        return 0
    if offer.kind == "spend_percent":
        return rounded(Fraction(whole * offer.bp, 10000), rules.rounding)
    times = min(spend // offer.min_spend, limit_of(offer, basket.coupons)) if offer.repeat else 1
    return min(offer.amount * times, whole)


def best_objective(basket, offers, rules, context):
    """The smallest (due, net total, tax vector) of all (deposits left out; gates taken as open)."""
    units = list(units_of(basket, rules, context))
    items = [o for o in offers if o.on_items]
    coupons = [o for o in offers if o.kind == "mfr_coupon"]
    spends = sorted((o for o in offers if o.on_basket), key=lambda o: o.id)
    stack = [o for o in spends if o.stackable]
    choices = [c for size in range(len(stack) + 1) for c in combinations(stack, size)]
    choices += [(o,) for o in spends if not o.stackable]
    best = None
    for nets, shut in item_stage(items, basket, units, rules):
        paid = mfr_best(nets, coupons, basket, units) if coupons else 0
        for choice in choices:
            by_rate = basket_stage(choice, nets, shut, basket, units, rules)
            if by_rate is None:
                continue
            net = sum(by_rate.values())
            on = {rate: sum(c for taxes, c in by_rate.items() if rate in taxes) for rate in sorted(rules.tax_rates)}
            tax = tuple(tax_of(cents, rules.tax_rates[rate], rules) for rate, cents in on.items())
            due = net + (sum(tax) if rules.tax_mode == "exclusive" else 0) - min(paid, max(0, net))
            best = min(best or (due, net, tax), (due, net, tax))
    return best


def tax_of(net, bp, rules):
    bottom = 10000 if rules.tax_mode == "exclusive" else 10000 + bp
    return rounded(Fraction(abs(net) * bp, bottom), rules.tax_rounding) * (-1 if net < 0 else 1)
