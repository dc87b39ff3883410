"""What a number or a text in a fact may be.

Facts come from other machines too: a quantity without end would keep whoever replays the trip busy for ever.
"""

import math
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


def check(value: Any, where: str, key: str = "") -> None:
    """Raises FactError for a number out of bounds or a text too long in a fact's table; `where` names the fact."""
    if isinstance(value, str):
        if len(value) > LONGEST_TEXT:
            raise FactError(f"{where}.{key}: a text of {len(value)} characters; {LONGEST_TEXT} at most.")
    elif isinstance(value, int | float):
        most = MOST.get(key, MOST_ELSEWHERE)
        if not (math.isfinite(value) and abs(value) <= most):
            raise FactError(f"{where}.{key}: {most} at most. Was the cart updated?")
    elif isinstance(value, dict):
        for name, held in value.items():
            check(name, where, key)
            check(held, where, name)
    elif isinstance(value, list):
        for held in value:
            check(held, where, key)
