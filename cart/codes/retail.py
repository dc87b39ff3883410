"""Retail numbers: EAN-13, EAN-8, UPC-A, UPC-E and their one common form, GTIN-14."""

from cart.errors import CodeError

RETAIL = ("EAN13", "EAN8", "UPCA", "UPCE")


def check_digit(payload: str) -> str:
    """The last digit of a GTIN whose other digits are `payload` (GS1 General Specifications, 7.9.1)."""
    weighted = sum(int(digit) * (3 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(payload)))
    return str(-weighted % 10)


def is_digits(text: str) -> bool:
    """Whether `text` is one or more ASCII digits: `str.isdigit` takes other scripts' digits too."""
    return text.isascii() and text.isdigit()


def checks(number: str) -> bool:
    """Whether the last of these digits is the check digit of those before it."""
    return len(number) > 1 and is_digits(number) and check_digit(number[:-1]) == number[-1]


def gtin14(number: str) -> str:
    """The GTIN-14 of 8, 12, 13 or 14 digits. Raises CodeError where they are no GTIN."""
    if len(number) not in (8, 12, 13, 14) or not checks(number):
        raise CodeError(f"{number[:20]!r} is no GTIN: scan it again, or key the number below the bars.")
    return number.zfill(14)


def without_add_on(digits: str) -> str:
    """A number without the add-on of 2 or 5 digits that magazines and books carry beside it, as a wand may type it."""
    if len(digits) == 14 and checks(digits):
        return digits
    sizes = (size for size in (13, 12) if len(digits) - size in (2, 5) and checks(digits[:size]))
    return digits[: next(sizes, None)]


def expand_upce(number: str) -> str:
    """The 12 digits that 8 digits of a UPC-E stand for (GS1 General Specifications, 5.2.2.4.2: zero suppression)."""
    if len(number) != 8 or not is_digits(number):
        raise CodeError(f"{number[:20]!r} is no UPC-E: it has 8 digits. Scan it again.")
    system, body, last = number[0], number[1:7], number[6]
    if last in "012":
        middle = body[:2] + last + "0000" + body[2:5]
    elif last == "3":
        middle = body[:3] + "00000" + body[3:5]
    elif last == "4":
        middle = body[:4] + "00000" + body[4]
    else:
        middle = body[:5] + "0000" + last
    return system + middle + number[7]
