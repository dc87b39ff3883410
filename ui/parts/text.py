"""Words on the screen: fonts, and a label that fits itself into its place."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import fonticon_mdi7
from bidi.algorithm import get_display
from kivy.core.text import Label as CoreLabel
from kivy.core.text import LabelBase
from kivy.uix.label import Label

from ui.theme import Look

FONTS = Path(__file__).parents[2] / "assets" / "fonts"
ICONS = Path(fonticon_mdi7.__file__).parent / "fonts" / "materialdesignicons-webfont.ttf"
OTHER_SCRIPTS = "DejaVuSans"
OURS = ("LATIN", "GREEK", "CYRILLIC")
MEASURED = 4096
"""So many measures of words are kept: a screen shows the same ones again and again."""


def register() -> None:
    """Makes the fonts known to Kivy by name."""
    for name in ("Medium", "Bold", "ExtraBold"):
        LabelBase.register(name.lower(), str(FONTS / f"ManropeTabular-{name}.ttf"))
    LabelBase.register("icons", str(ICONS))


register()


@dataclass(frozen=True)
class Style:
    """How words look. `size` in px at 1280×800; `lines` is how many they may take; `cut`: end in … if too long."""

    size: float = 25
    weight: str = "medium"
    colour: str = "ink"
    align: str = "left"
    lines: int = 1
    cut: bool = False
    strike: bool = False


def glyph(icon: str) -> str:
    """The icon font's character for a Material Design Icons name; an unknown name gives a basket."""
    name = icon.replace("-", "_")
    return str(getattr(fonticon_mdi7.MDI7, name, fonticon_mdi7.MDI7.basket_outline)).rpartition(".")[2]


def is_icon(icon: str) -> bool:
    """Whether the icon font has this name."""
    return hasattr(fonticon_mdi7.MDI7, icon.replace("-", "_"))


def font_for(words: str, weight: str) -> str:
    """Our face, or one with more scripts where `words` need it."""
    letters = (unicodedata.name(char, "LATIN") for char in words if char.isalpha())
    return weight if all(name.startswith(OURS) for name in letters) else OTHER_SCRIPTS


def visual(words: str) -> str:
    """`words` in the order in which a screen shows them: right-to-left runs turned round, odd spaces made plain."""
    plain = words.replace("\u202f", "\u00a0").replace("\u2009", "\u00a0")
    turned = any(unicodedata.bidirectional(char) in ("R", "AL") for char in plain)
    return str(get_display(plain)) if turned else plain


def _drawn(words: str, size: float, font: str, width: float | None = None) -> CoreLabel:
    """Words as Kivy would draw them: with its default hinting and kerning, the only ones that it also measures with."""
    size_of = (None if width is None else max(1, int(width)), None)
    return CoreLabel(text=words, font_size=size, font_name=font, text_size=size_of)


@lru_cache(maxsize=MEASURED)
def _on_one_line(words: str, size: float, font: str) -> tuple[int, int]:
    """Width and height in px."""
    width, height = _drawn("", size, font).get_extents(words)
    return width, height


@lru_cache(maxsize=MEASURED)
def _wrapped(words: str, size: float, font: str, width: int) -> tuple[int, int]:
    """Height in px, and how many lines that is, wrapped at `width`: laid out, and not drawn."""
    drawn = _drawn(words, size, font, width)
    return max(1, drawn.render()[1]), len(drawn._cached_lines)


def width_of(look: Look, words: str, style: Style) -> int:
    """How many px `words` take on one line."""
    return _on_one_line(visual(words), look.text(style.size), font_for(words, style.weight))[0] + 2


def height_of(look: Look, words: str, style: Style, width: float) -> int:
    """How many px `words` take in height, wrapped at `width`, at most `style.lines` lines of them."""
    size, font = look.text(style.size), font_for(words, style.weight)
    height, lines = _wrapped(visual(words), size, font, int(width))
    return int(height * min(1.0, style.lines / max(1, lines))) + 4


class Text(Label):
    """Words that shrink a little, then (where the style says so) are cut, rather than run over."""

    def __init__(self, look: Look, words: str, style: Style = Style(), **place: object) -> None:
        self.look, self.style, self.words = look, style, words
        super().__init__(
            text=visual(words),
            font_name=font_for(words, style.weight),
            font_size=look.text(style.size),
            color=look.colour(style.colour),
            halign=style.align,
            valign="middle",
            strikethrough=style.strike,
            **place,
        )
        self.bind(size=self._fit)

    def say(self, words: str) -> None:
        """Shows other words in the same place."""
        if words != self.words:
            self.words, self.text, self.font_name = words, visual(words), font_for(words, self.style.weight)
            self._fit()

    def _fit(self, *_: object) -> None:
        size, least = (
            self.look.text(self.style.size),
            self.look.text(self.style.size * (0.9 if self.style.cut else 0.6)),
        )
        while size > least and not self._fits_at(size):
            size -= 1
        self.font_size, self.max_lines = size, self.style.lines
        self.shorten, self.shorten_from = self.style.cut, "right"
        self.text_size = (max(1, int(self.width)), None)

    def _fits_at(self, size: int) -> bool:
        width, height = self._needs(size)
        blank = 0.2 * height if self.style.lines == 1 else 0
        return width <= self.width and height - blank <= self.height + 1

    def _needs(self, size: float) -> tuple[float, float]:
        """Width and height in px that all the words need at this size, wrapped where they may be."""
        if self.style.lines == 1:
            return _on_one_line(self.text, size, self.font_name)
        longest = max((_on_one_line(word, size, self.font_name)[0] for word in self.text.split()), default=0)
        height, lines = _wrapped(self.text, size, self.font_name, int(self.width))
        return longest, height if lines <= self.style.lines else float("inf")

    @property
    def whole(self) -> bool:
        """Whether every word shows inside the widget (a style that may `cut` says yes)."""
        return self.style.cut or not self.words or self._fits_at(self.font_size)


class Icon(Label):
    """One icon by its Material Design Icons name. `size` in px at 1280×800; smaller where its place is."""

    def __init__(self, look: Look, icon: str, size: float, colour: str = "ink", **place: object) -> None:
        self._wanted = look.px(size)
        super().__init__(
            text=glyph(icon), font_name="icons", font_size=self._wanted, color=look.colour(colour), **place
        )
        self.bind(size=self._fit)

    def _fit(self, *_: object) -> None:
        self.font_size = max(1, min(self._wanted, int(self.height), int(self.width * 1.1)))
