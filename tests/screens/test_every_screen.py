"""Every screen, at both sizes, light and dark, in both languages, in larger type: whole words, room for fingers.

The suite shows each scene in three looks, the busiest in each size, language and size of type; the night shows all in
all (`-m nightly`), also each of these in the other light, which changes colours and no place.
"""

from itertools import combinations

import numpy as np
import pytest
from kivy.uix.scrollview import ScrollView
from kivy.uix.widget import Widget

from ui.gallery import stage_for, variants
from ui.parts.floor import SHORT, FloorMap
from ui.parts.press import Press
from ui.parts.text import Icon, Text
from ui.picture import pixels, rest
from ui.samples import SCENES

FAST = [*variants(fast=True)]
BUSY = {"basket", "staff", "produce-steady"}


def cases():
    """Each scene in each look: what no one else shows in the suite, the whole product in the night."""
    for settings, language in variants(fast=False):
        by_day = (settings.theme == "light") == (language == "en")
        for large in (False, True):
            fast = (settings, language) in FAST and (not large or settings.width == 800)
            for scene in SCENES:
                mark = f"{scene.name}-{settings.width}-{settings.theme}-{language}" + "-large" * large
                nightly = [] if fast or (by_day and scene.name in BUSY) else [pytest.mark.nightly]
                yield pytest.param(scene, settings, language, large, id=mark, marks=nightly)


def below(widget: Widget, scrolled: bool = False):
    """All widgets with whether they scroll; what a map draws is left out: see `signs`."""
    for child in widget.children:
        yield child, scrolled
        if not isinstance(child, FloorMap):
            yield from below(child, scrolled or isinstance(child, ScrollView))


def signs(widget: Widget):
    """The aisles' numbers on a map; a department's name may be cut short or stand upright."""
    return [one for one in widget.children if isinstance(one, Text) and len(one.words) <= SHORT]


def box(label):
    """Where a label's words stand: left, bottom, right, top."""
    width, height = label.texture_size
    x, y = label.to_window(label.center_x, label.center_y)
    shift = {"left": -label.width / 2 + width / 2, "right": label.width / 2 - width / 2}.get(label.halign, 0)
    return x + shift - width / 2, y - height / 2, x + shift + width / 2, y + height / 2


def apart(one, other) -> bool:
    slack = 3
    (a, b, c, d), (e, f, g, h) = one, other
    return c <= e + slack or g <= a + slack or d <= f + slack or h <= b + slack


@pytest.mark.parametrize(("scene", "settings", "language", "large"), list(cases()))
def test_a_screen_can_be_read_and_touched(scene, settings, language, large):
    stage = stage_for(scene, settings, language, large)
    rest(3)
    look = stage.screen._look
    widgets = list(below(stage))
    texts = [(one, scrolled) for one, scrolled in widgets if isinstance(one, Text) and one.words]
    assert [one.words for one, _ in texts if not one.whole] == []
    assert [one.words for one, _ in texts if one.font_size < look.text(1)] == []
    presses = [one for one, _ in widgets if isinstance(one, Press)]
    small = [(one.act, one.size) for one in presses if min(one.size) < look.touch - 0.5]
    assert small == []
    fixed = [one for one, scrolled in widgets if isinstance(one, Text | Icon) and one.text and not scrolled]
    outside = [one.text for one in fixed if not inside(box(one), stage)]
    assert outside == []
    assert piled(fixed) == []
    for floor in (one for one, _ in widgets if isinstance(one, FloorMap)):
        assert [one.words for one in signs(floor) if not one.whole] == []
        assert piled(signs(floor)) == []
    shown = pixels(stage)
    assert shown.shape == (settings.height, settings.width, 4)
    assert len(np.unique(shown[::4].view(np.uint32))) > 20, "in every fourth row of px"


def piled(labels):
    """Those whose words lie on each other."""
    boxes = [(one.text, box(one)) for one in labels]
    return [(a, b) for (a, here), (b, there) in combinations(boxes, 2) if not apart(here, there)]


def inside(place, stage) -> bool:
    left, bottom, right, top = place
    return left >= -2 and bottom >= -2 and right <= stage.width + 2 and top <= stage.height + 2
