"""Goods of 50 g and more that are not paid for, and what the thief says. The lane is to be told of each.

Not among them: one thing for another of the same weight, and a label from another thing. No scale can tell those.
"""

from collections import Counter
from collections.abc import Callable

from cart import facts
from cart.trip.view import View
from tests.support.behaviours import Ways


def reasons(view: View) -> Counter[str]:
    """The lane's reasons with what they count: times, or grams where there are any."""
    found: Counter[str] = Counter()
    for told in view.trust_reasons:
        key, *counts = told.split(":")
        found[key] += int(counts[-1])
    return found


def _dear(ways: Ways):
    return ways.chance.choice([p for p in ways.goods if (p.mass_mg or 0) >= 60_000])


def hidden_and_taken_out_again(ways: Ways) -> None:
    """Put in unscanned; "I took it out"."""
    ways.lay(_dear(ways))
    ways.cart.run(4.0)
    ways.cart.touch(facts.PutBack)


def hidden_and_mine(ways: Ways) -> None:
    """Put in unscanned; "it is mine"."""
    for _ in range(2):
        ways.lay(_dear(ways))
        ways.cart.run(4.0)
        ways.cart.touch(facts.BagDeclared)
        ways.cart.run(1.0)


def hidden_and_nothing_said(ways: Ways) -> None:
    ways.lay(_dear(ways))


def many_small_ones(ways: Ways) -> None:
    for _ in range(8):
        ways.person.put(None, ways.chance.uniform(9.0, 11.5))
        ways.cart.run(4.0)
        ways.cart.touch(facts.PutBack)


def two_for_one(ways: Ways) -> None:
    """One scanned, two put in; "one"."""
    product = _dear(ways)
    ways.person.scan(product)
    ways.cart.run(1.0)
    ways.person.put(product, 2.0 * ways.grams(product))
    ways.cart.run(4.0)
    line = vars(ways.cart.view.prompt).get("line")
    if line:
        ways.cart.touch(facts.ItemIsIn, line=line)


def rim_lifted(ways: Ways) -> None:
    """The rim is held up by what a thing weighs; "that one left"."""
    rows = ways.cart.view.lines
    if not rows:
        return hidden_and_nothing_said(ways)
    row = ways.chance.choice(rows)
    grams = next((t.grams for t in ways.person.inside.values() if t.name == row.name), 600.0)
    ways.world.rest_hand(-grams)
    ways.cart.run(6.0)
    ways.cart.touch(facts.LineRemoved, line=row.lines[-1])
    ways.cart.run(1.0)
    ways.world.lift_hand()
    ways.cart.run(6.0)
    ways.cart.touch(facts.PutBack)
    return None


def behind_an_unknown_weight(ways: Ways) -> None:
    """A cheap thing of unknown weight is scanned, and a heavy one goes in with it."""
    held = dict(ways.person.inside)
    ways.of_unknown_weight()
    ways.lay(_dear(ways))
    ways.person.inside = held


def for_a_cheaper_one(ways: Ways) -> None:
    """One out and another, not scanned, in: 50 g more than before."""
    for key in ways.of_list()[:1]:
        out = ways.person.take(key)
        ways.cart.run(0.2)
        ways.person.put(None, out.grams + 60.0)
        ways.cart.run(4.0)
        ways.cart.touch(facts.PutBack)
        return
    hidden_and_nothing_said(ways)


def while_it_rolls(ways: Ways) -> None:
    ways.world.roll(True)
    ways.cart.run(2.0)
    ways.lay(_dear(ways))
    ways.cart.run(4.0)
    ways.world.roll(False)


THEFTS: tuple[Callable[[Ways], None], ...] = (
    hidden_and_taken_out_again,
    hidden_and_mine,
    hidden_and_nothing_said,
    many_small_ones,
    two_for_one,
    rim_lifted,
    behind_an_unknown_weight,
    for_a_cheaper_one,
    while_it_rolls,
)
# nothing is stolen where the cart sees the weight again and keeps the line
FAILS_IF_LISTED = (rim_lifted,)
