"""The keys that each language needs."""

from ui.presenter.frame import Frame
from ui.presenter.models import Keys

LETTERS: dict[str, tuple[str, str, str]] = {
    "en": ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
    "es": ("qwertyuiop", "asdfghjklñ", "zxcvbnm"),
}


def letters(frame: Frame) -> Keys:
    """A keyboard with the letters of the language, in three rows so that every key is 12 mm high and wide."""
    top, middle, bottom = LETTERS.get(frame.language, LETTERS["en"])
    rows = (tuple(top), tuple(middle), (*bottom, "space", "back", "done"))
    return Keys(rows, frame.words("way.done"))
