"""What the virtual shelf shows of the lane: a sheet of strings, and the callables behind its buttons. No Kivy."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class LaneAsk:
    """A question that a person at the lane answers before money moves; `answers` are (key, words)."""

    key: str
    words: str
    answers: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class LaneSheet:
    """What the lane shows. `words`: what it says; `rows`: the receipt, (words, amount); `due`: what a card pays,
    `cash` what coins do, "" while nothing can be paid; `busy`: it works; `paid`: the trip is over here.
    """

    words: str = ""
    rows: tuple[tuple[str, str], ...] = ()
    due: str = ""
    cash: str = ""
    asks: tuple[LaneAsk, ...] = ()
    busy: bool = False
    paid: bool = False


def _sheet() -> LaneSheet:
    return LaneSheet()


def _nothing(*_: str) -> None:
    return None


@dataclass(frozen=True)
class LaneSide:
    """One lane. `sign` shows its code to the cart; `read` looks at the cart's screen; `answer(ask, answer)`; `pay` by
    "card" or "cash"; `page` opens the "receipt" or the "staff" page in a browser; `paid` shows the cart the paid code.
    """

    name: str
    sheet: Callable[[], LaneSheet] = _sheet
    sign: Callable[[], None] = _nothing
    read: Callable[[], None] = _nothing
    answer: Callable[[str, str], None] = _nothing
    pay: Callable[[str], None] = _nothing
    page: Callable[[str], None] = _nothing
    paid: Callable[[], None] = _nothing


NO_LANE = LaneSide("")
