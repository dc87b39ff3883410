"""Integer rounding: the store's three ways, as exact quotients. No floats."""

from cart.pricing.model import Rounding

BP = 10_000
GRAMS_PER_KG = 1_000
# One pound is 0.45359237 kg exactly (international yard and pound agreement, 1959): grams x 100000 / 45359237.
POUND = (100_000, 45_359_237)


def quotient(top: int, bottom: int, way: Rounding) -> int:
    """`top` / `bottom` (bottom > 0) rounded `way`; half_up rounds a half towards plus infinity, down towards minus."""
    if way == "down":
        return top // bottom
    whole, rest = divmod(2 * top + bottom, 2 * bottom)
    return whole - (way == "half_even" and rest == 0 and whole % 2 == 1)


def share(cents: int, bp: int, way: Rounding) -> int:
    """`bp` basis points of `cents`."""
    return quotient(cents * bp, BP, way)


def running_split(total: int, weights: list[int]) -> list[int]:
    """`total` split in proportion to `weights` by running floors, so that the parts add up exactly."""
    whole = sum(weights)
    if whole == 0:
        return [0] * len(weights)
    parts, seen, given = [], 0, 0
    for weight in weights:
        seen += weight
        upto = total * seen // whole
        parts.append(upto - given)
        given = upto
    return parts
