"""What the sheet of one row shows. A file of its own beside models.py."""

from dataclasses import dataclass

from ui.presenter.models import Bar, Picture, Row, Way


@dataclass(frozen=True)
class Count:
    """How many, between the buttons for one less and one more (None where it does not come in pieces)."""

    figure: str
    note: str = ""
    less: Way | None = None
    more: Way | None = None


@dataclass(frozen=True)
class Part:
    """One line of "why this price"."""

    words: str
    money: str
    saving: bool = False


@dataclass(frozen=True)
class LineModel:
    """The sheet over the list, which stays in sight; `ways` has room for one more between the two."""

    bar: Bar
    rows: tuple[Row, ...]
    picture: Picture
    name: str
    detail: str
    count: Count
    why: str
    parts: tuple[Part, ...]
    pay: tuple[str, str]
    ways: tuple[Way, ...]
    buttons: tuple[Way, ...]
