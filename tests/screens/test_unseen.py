"""A screen that nobody sees costs no drawing, and its pictures are those of any other."""

from pathlib import Path

import pytest
from kivy.core.window import Window
from kivy.uix.label import Label
from PIL import Image, ImageChops

from ui.commands.offscreen import Unseen
from ui.picture import picture, settle


@pytest.fixture
def words():
    return Label(text="Rye bread", size_hint=(None, None), size=(300, 100))


def drawn(words: Label) -> int:
    """How many frames the window draws when the words change."""
    frames: list[object] = []
    Window.bind(on_draw=lambda *_: frames.append(_))
    words.text += ", sliced"
    settle()
    return len(frames)


def test_what_changes_unseen_is_not_drawn(on_screen, words: Label):
    holder = on_screen(Unseen(words))
    before = words.texture_size[0]
    assert drawn(words) == 0 and words.texture_size[0] > before
    holder.remove_widget(words)
    on_screen(words)
    assert drawn(words) > 0


def test_its_picture_is_the_same(on_screen, words: Label, tmp_path: Path):
    picture(words, tmp_path / "seen.png")
    on_screen(Unseen(words))
    words.export_to_png(str(tmp_path / "unseen.png"))
    seen, unseen = (Image.open(tmp_path / f"{name}.png").convert("RGBA") for name in ("seen", "unseen"))
    assert seen.getbbox() and ImageChops.difference(seen, unseen).getbbox() is None
