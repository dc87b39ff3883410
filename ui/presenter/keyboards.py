"""The keys that each language needs."""

from ui.presenter.frame import Frame
from ui.presenter.models import Keys

LETTERS: dict[str, tuple[str, str, str]] = {
    "en": ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
    "es": ("qwertyuiop", "asdfghjklñ", "zxcvbnm"),
}


def code_keys(frame: Frame) -> Keys:
    """What a code and an address are made of, ten keys a row at most."""
    top, middle, bottom = LETTERS["en"]
    rows = (tuple("1234567890"), tuple(top), (*middle, "."), (*bottom, ":", "back", "clear"))
    return Keys(rows, frame.words("way.done"))


def letters(frame: Frame) -> Keys:
    """A keyboard with the letters of the language, in three rows so that every key is 12 mm high and wide."""
    top, middle, bottom = LETTERS.get(frame.language, LETTERS["en"])
    rows = (tuple(top), tuple(middle), (*bottom, "space", "back", "done"))
    return Keys(rows, frame.words("way.done"))
