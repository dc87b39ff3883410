"""What a number or a text in a fact may be.

Facts come from other machines too: a quantity without end would keep whoever replays the trip busy for ever.
"""

import dataclasses
import math
from collections.abc import Iterator, Mapping
from typing import Any

from cart.errors import FactError

LONGEST_TEXT = 10_000
MOST = {
    "quantity": 999,  # pieces said at once
    "gross_g": 1_000_000,  # a tonne
    "tare_g": 1_000_000,
    "cents": 1_000_000_000,  # ten million
    "price_cents": 1_000_000_000,
}
MOST_ELSEWHERE = 1 << 53
"""Where nothing narrower is named: what every JSON reader keeps whole."""


def check(fact: Any) -> None:
    """Raises FactError where a number of `fact`, or of a record in it, is out of bounds, or a text is too long."""
    for name, value in _leaves(fact, ""):
        if isinstance(value, str) and len(value) > LONGEST_TEXT:
            raise FactError(f"{type(fact).__name__}.{name}: a text of {len(value)} characters; {LONGEST_TEXT} at most.")
        most = MOST.get(name, MOST_ELSEWHERE)
        if isinstance(value, int | float) and not (math.isfinite(value) and abs(value) <= most):
            raise FactError(f"{type(fact).__name__}.{name}: {most} at most. Was the cart updated?")


def _leaves(value: Any, name: str) -> Iterator[tuple[str, Any]]:
    """Each text and number in `value` with the name of the field that holds it."""
    if dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _leaves(getattr(value, field.name), field.name)
    elif isinstance(value, Mapping):
        for key, held in value.items():
            yield from ((name, key), *_leaves(held, str(key)))
    elif isinstance(value, list | tuple):
        for held in value:
            yield from _leaves(held, name)
    elif isinstance(value, str | int | float):
        yield name, value
