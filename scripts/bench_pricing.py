"""The price engine's speed: medians in one run, beside a naive exact model (scipy's HiGHS on all applications).

A full solve is a Pricer that knows the offers (index and words, made when offers are loaded) and has solved nothing;
a change is one piece more on a basket that it has just priced. Stores are seeded: products stand in departments of
eight, offers touch products of one department, so that each line meets 1 or 5 offers on the average.
"""

import argparse
import platform
import random
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
import numpy as np

from cart.catalog import demo
from cart.pricing import Pricer, offerfile
from cart.pricing.importers.promofull import import_feed
from cart.pricing.model import Basket, BasketLine, Context, PricedProduct, Rules
from cart.pricing.offers import Offer, parse_offers
from cart.pricing.rules import parse_rules
from cart.pricing.solver.columns import Field, columns
from cart.pricing.solver.problem import pose
from cart.trip.till import priced_product

RULES = Rules({"A": 825, "B": 200}, tax_mode="inclusive")
NOW = Context("2026-02-16T10:00", ("member",))
SIZES = [(20, 40), (50, 100), (200, 100), (200, 500)]
PRICES = [79, 99, 129, 149, 199, 249, 299, 349, 399, 499, 599]
DEPARTMENT = 8
# More applications of one offer than this are not listed by the naive model.
MOST = 20_000
DEMO = Path(__file__).parents[1] / "assets" / "demo"


def shop(lines: int, offers: int, overlap: int, seed: int) -> tuple[Basket, tuple[Offer, ...]]:
    """A basket of `lines` products and `offers` offers, of which each line meets `overlap` on the average."""
    rng = random.Random(seed)
    count = max(1, lines // DEPARTMENT)
    names = [f"p{i:03d}" for i in range(lines)]
    products = {n: PricedProduct(rng.choice(PRICES), tax="AB"[i % count % 4 > 0]) for i, n in enumerate(names)}
    per = max(1, round(overlap * lines / offers))
    touching = min(offers, overlap * lines // per)
    tables = []
    for number in range(offers):
        own = names[rng.randrange(count) :: count]
        picked = rng.sample(own, min(per, len(own))) if number < touching else [f"elsewhere{number}"]
        tables.append(offer(f"o{number:03d}", picked, own, products, rng))
    basket = Basket(tuple(BasketLine(f"L{n}", n, qty=rng.choice([1, 1, 2, 3])) for n in names), products)
    return basket, parse_offers(tables)


def offer(name: str, picked: list[str], own: list[str], products: dict[str, PricedProduct], rng: random.Random) -> dict:
    known = [products[p].price for p in picked if p in products] or [200]
    mean, match = sum(known) // len(known), {"products": picked}
    n, half = rng.choice([2, 3, 4]), len(picked) // 2
    kinds = [
        {"kind": "percent_off", "match": match, "bp": rng.choice([500, 1000, 1500, 2000])},
        {"kind": "amount_off", "match": match, "amount": rng.choice([10, 20, 50])},
        {"kind": "fixed_price", "match": match, "price": mean * 9 // 10},
        {"kind": "n_for_price", "match": match, "n": n, "price": mean * n * 85 // 100},
        {"kind": "n_amount_off", "match": match, "n": n, "amount": rng.choice([50, 100])},
        {"kind": "buy_n_get_m", "match": match, "buy": n - 1, "get": 1, "bp": rng.choice([5000, 10000])},
        {"kind": "buy_x_get_y", "buy_match": match, "buy": 1, "get_match": {"products": own[:2]}, "get": 1, "bp": 5000},
        {"kind": "bundle", "slots": [{"match": {"products": p}, "n": 1} for p in (picked[: half + 1], picked[half:])]},
        {"kind": "tiered_qty", "match": match, "tiers": [{"n": 2, "bp": 500}, {"n": 4, "bp": 1000}]},
    ]
    table = {"id": name} | rng.choice(kinds)
    if table["kind"] == "bundle":
        table["price"] = mean * 16 // 10
    return table | ({"max_uses": rng.choice([1, 2])} if rng.random() < 0.15 else {})


def milliseconds(work: Callable[[], object], times: int) -> float:
    taken = []
    for _ in range(times):
        start = time.process_time()
        work()
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken)


def measure(basket: Basket, offers: tuple[Offer, ...], times: int) -> tuple[float, float, bool]:
    """(full solve, change, proven): medians in ms."""
    pricer = Pricer(offers, RULES)
    receipt = pricer.price(basket, NOW)

    def full() -> None:
        pricer.forget()
        pricer.price(basket, NOW)

    rng = random.Random(1)
    changes = iter([rng.choice(basket.lines) for _ in range(times)])

    def change() -> None:
        line = next(changes)
        pricer.price(replace(basket, lines=(*basket.lines, BasketLine("more", line.product, qty=1))), NOW)

    solved = milliseconds(full, times)
    return solved, milliseconds(change, times), receipt.proven


def naive(basket: Basket, offers: tuple[Offer, ...]) -> float | None:
    """One integer programme over every application there is, on scipy; None where they are too many to list."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    start = time.process_time()
    problem = pose(basket, Pricer(offers, RULES).shop, NOW)
    gains, rows, upper = [], [], [c.size for c in problem.classes]
    for use in problem.uses:
        found = columns(use.number, use.offer, Field(dict(enumerate(problem.classes)), use.hits, RULES.rounding), MOST)
        if found is None:
            return None
        for column in found:
            rows.append([*column.need, (len(upper), 1)])
            gains.append(-column.saving)
        upper.append(min(use.limit, 10**6))
    matrix = np.zeros((len(upper), len(gains)))
    for column, entries in enumerate(rows):
        for row, value in entries:
            matrix[row, column] = value
    milp(
        np.array(gains),
        constraints=LinearConstraint(matrix, ub=upper),
        integrality=np.ones(len(gains)),
        bounds=Bounds(0),
    )
    return (time.process_time() - start) * 1000


def feed_rows(path: Path, times: int) -> list[str]:
    """Baskets drawn from the items of a real feed; its shelf prices are not in it: a quarter above the offer's."""
    imported = import_feed(path)
    offers, products = parse_offers(imported.offers), {}
    for one in offers:
        price = (one.price or 1000) // max(1, one.n) * 5 // 4 + 1
        products |= {name: PricedProduct(price) for name in one.match.products}
    rows = []
    for lines in (20, 50, 200):
        names = random.Random(lines).sample(sorted(products), lines)
        basket = Basket(tuple(BasketLine(n, n, qty=1 + i % 3) for i, n in enumerate(names)), products)
        full, change, proven = measure(basket, offers, times)
        rows.append(
            f"| the feed: {lines} × {len(offers)} | | {full:.1f} | {change:.1f} | | {'yes' if proven else 'no'} |"
        )
    return [*rows, f"\nPeak of what reading the feed allocates: {peak_mb(path):.0f} MB."]


def demo_rows() -> list[str]:
    """Baskets of the demo store for a member who is staff: all its offers, and hints, which come one try a frame."""
    table = demo.load(DEMO, offerfile.load_all(DEMO)[0])
    terms, goods = table.terms, [product for product in table.products() if product.unit == "ea"]
    offers, rules = parse_offers(terms.offers), parse_rules(terms.rules, terms.tax_rates)
    context, rows = Context("2026-11-22T10:00", ("member", "staff")), []
    for lines in (30, 60, 100, 200):
        rng = random.Random(lines)
        names = rng.sample(goods, lines)
        pieces = tuple(BasketLine(one.id, one.id, qty=rng.choice([1, 1, 2, 3])) for one in names)
        basket = Basket(pieces, {one.id: priced_product(one) for one in names})
        more = replace(basket, lines=(*pieces, BasketLine("more", names[0].id, qty=1)))
        pricer = Pricer(offers, rules)
        full = milliseconds(lambda p=pricer, b=basket: p.price(b, context), 1)
        change = milliseconds(lambda p=pricer, b=more: p.price(b, context), 1)
        trying = pricer.hinting(more, context)
        tries = [milliseconds(lambda t=trying: next(t, None), 1) for _ in range(20)]
        proven = "yes" if pricer.price(more, context).proven else "no"
        rows.append(f"| {lines} | {full:.0f} | {change:.0f} | {sum(tries):.0f} | {max(tries):.0f} | {proven} |")
    return rows


def peak_mb(path: Path) -> float:
    """The most that Python holds at once while it reads the feed."""
    tracemalloc.start()
    import_feed(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak / 1024 / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--times", type=int, default=15)
    parser.add_argument("--feed", type=Path, help="a PromoFull file")
    args = parser.parse_args()
    rows = feed_rows(args.feed, args.times) if args.feed else []
    print(f"{platform.machine()}, Python {platform.python_version()}, medians of {args.times}, processor time\n")
    print("| lines × offers | offers a line | full solve, ms | a change, ms | naive model, ms | proven |")
    print("|---|--:|--:|--:|--:|---|")
    for lines, count in SIZES:
        for overlap in (1, 5):
            basket, offers = shop(lines, count, overlap, seed=7)
            full, change, proven = measure(basket, offers, args.times)
            other = naive(basket, offers)
            shown = "too many" if other is None else f"{other:.0f}"
            print(
                f"| {lines} × {count} | {overlap} | {full:.1f} | {change:.1f} | {shown} | {'yes' if proven else 'no'} |"
            )
    many = Basket((BasketLine("L", "p", qty=5000),), {"p": PricedProduct(199)})
    tables = [{"id": f"n{n}", "kind": "n_for_price", "match": {"all": True}, "n": n, "price": 150 * n} for n in (2, 3)]
    full, change, proven = measure(many, parse_offers(tables), args.times)
    print(f"| 5,000 of one | 2 | {full:.1f} | {change:.1f} | | {'yes' if proven else 'no'} |")
    print("\n".join(rows))
    print("\n| demo store, lines | first price, ms | a change, ms | all hints, ms | longest try, ms | proven |")
    print("|--:|--:|--:|--:|--:|---|")
    print("\n".join(demo_rows()))


if __name__ == "__main__":
    main()
