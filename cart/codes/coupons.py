"""North American coupons in a GS1 DataBar Expanded: the data of AI 8110 and 8112, taken apart and checked.

Source: GS1 US, North American Coupon Application Guideline Using GS1 DataBar Expanded Symbols (8110); Joint Industry
Coupon Committee, AI (8112) positive offer file.
"""

from dataclasses import dataclass
from datetime import date

from cart.codes.retail import is_digits
from cart.errors import CouponError

_REQUIREMENTS = "012349"
_FIELDS = "1234569"
_SAVES = "01256"


@dataclass(frozen=True)
class Coupon:
    """One printed coupon. `key` is what all copies share; `serial` is this copy's, for coupons that are used once."""

    key: str
    serial: str | None = None
    starts: str | None = None
    expires: str | None = None


@dataclass(frozen=True)
class Printed:
    """What a coupon of AI 8110 gives, and for what: `saves` as its `save_code` says (0: cents, 2: free pieces), for
    `requirement` as its code says (0: pieces) of a maker's family (000: any). `more_purchases`: others must be bought.
    """

    prefix: str
    saves: int
    save_code: str
    requirement: int
    requirement_code: str
    family: str
    more_purchases: bool


class _Digits:
    """Digits taken from the left. Raises CouponError where there are too few, or one is not among those allowed."""

    def __init__(self, digits: str) -> None:
        self._digits, self.at = digits, 0

    def __bool__(self) -> bool:
        return self.at < len(self._digits)

    def take(self, count: int) -> str:
        taken = self._digits[self.at : self.at + count]
        if len(taken) < count or not is_digits(taken or "0"):
            raise CouponError("This coupon is damaged: ask for help if it should count.")
        self.at += count
        return taken

    def one_of(self, allowed: str) -> str:
        digit = self.take(1)
        if digit not in allowed:
            raise CouponError("This coupon is damaged: ask for help if it should count.")
        return digit

    def sized(self, least: int, most: int, more: int = 0) -> str:
        """A number after the digit that says how long it is, less `more`."""
        return self.take(more + int(self.one_of("0123456789"[least : most + 1])))

    def day(self) -> str:
        """A date of six digits, as "YYYY-MM-DD"."""
        digits = self.take(6)
        try:
            return date(2000 + int(digits[:2]), int(digits[2:4]), int(digits[4:])).isoformat()
        except ValueError as error:
            raise CouponError("This coupon's date is damaged: ask for help if it should count.") from error


def coupon(identifier: str, data: str) -> Coupon:
    """The coupon of AI 8110 or 8112. Raises CouponError where the data break their rules."""
    return _offer_file(data) if identifier == "8112" else _north_american(data)


def printed(data: str) -> Printed:
    """What a coupon of AI 8110 says of itself; `data` with or without its serial number. Raises CouponError."""
    _north_american(data)
    digits = _Digits(data)
    prefix = digits.sized(0, 6, more=6)
    digits.take(6)
    saves, requirement = int(digits.sized(1, 5)), int(digits.sized(1, 5))
    code, family = digits.take(1), digits.take(3)
    more, save_code = False, "0"
    while digits:
        number, began = int(digits.take(1)), digits.at
        _field(number, digits)
        more = more or number in (1, 2)
        save_code = data[began] if number == 9 else save_code
    return Printed(prefix, saves, save_code, requirement, code, family, more)


def _offer_file(data: str) -> Coupon:
    """Format, company prefix, offer code, serial number."""
    digits = _Digits(data)
    digits.one_of("01")
    digits.sized(0, 6, more=6)
    digits.take(6)
    key = data[: digits.at]
    serial = digits.sized(0, 9, more=6)
    if digits:
        raise CouponError("This coupon is too long to be one: ask for help if it should count.")
    return Coupon(key, serial)


def _north_american(data: str) -> Coupon:
    """Company prefix, offer code, what it saves on which purchase, and optional fields in ascending order."""
    digits = _Digits(data)
    digits.sized(0, 6, more=6)
    digits.take(6)
    digits.sized(1, 5)
    _purchase(digits)
    key, last, told = data[: digits.at], 0, dict[int, str]()
    while digits:
        began, number = digits.at, int(digits.one_of(_FIELDS))
        if number <= last:
            raise CouponError("This coupon's fields are out of order: ask for help if it should count.")
        last, told[number] = number, _field(number, digits)
        if number != 5:
            key += data[began : digits.at]
    if 3 in told and 4 in told and told[3] < told[4]:
        raise CouponError("This coupon ends before it starts: ask for help if it should count.")
    return Coupon(key, told.get(5), told.get(4), told.get(3))


def _field(number: int, digits: _Digits) -> str:
    if number in (1, 2):
        _more_purchase(number, digits)
    elif number in (3, 4):
        return digits.day()
    elif number == 5:
        return digits.sized(0, 9, more=6)
    elif number == 6:
        digits.sized(1, 7, more=6)
    else:
        _miscellaneous(digits)
    return ""


def _purchase(digits: _Digits) -> None:
    """How much, in which unit, of which family."""
    digits.sized(1, 5)
    digits.one_of(_REQUIREMENTS)
    digits.take(3)


def _more_purchase(number: int, digits: _Digits) -> None:
    """The second or third purchase, and whose products it is."""
    if number == 1:
        digits.one_of("0123")
    _purchase(digits)
    length = digits.one_of("01234569")
    digits.take(0 if length == "9" else 6 + int(length))


def _miscellaneous(digits: _Digits) -> None:
    """What the saving is worth and applies to, whether it is the store's own, whether it may be doubled."""
    digits.one_of(_SAVES)
    digits.one_of("012")
    digits.take(1)
    digits.one_of("01")
