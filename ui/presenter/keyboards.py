"""The keys that each language needs."""

from ui.presenter.frame import Frame
from ui.presenter.models import Keys

ROWS: dict[str, tuple[str, ...]] = {
    "en": ("1234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm"),
    "es": ("1234567890", "qwertyuiop", "asdfghjklñ", "zxcvbnm"),
}


def letters(frame: Frame) -> Keys:
    """A keyboard with the letters of the language and the digits."""
    return Keys(ROWS.get(frame.language, ROWS["en"]), frame.words("way.done"))
