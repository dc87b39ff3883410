"""The parts that screens are made of."""

from dataclasses import replace

import numpy as np
import pytest
from kivy.core.window import Window
from kivy.uix.label import Label
from kivy.uix.widget import Widget

from ui.app import DashCartApp
from ui.gallery import LANE_CODE, main, seen, shop_for
from ui.intents import Keyboard
from ui.parts.bar import top_bar
from ui.parts.cards import next_card, sum_card, title_size
from ui.parts.code import QUIET, Code, fits, modules
from ui.parts.field import field
from ui.parts.floor import FloorMap
from ui.parts.grid import PictureGrid
from ui.parts.keys import keyboard, keyboard_height, pad
from ui.parts.press import KINDS, Press, button
from ui.parts.preview import Preview
from ui.parts.receipt import receipt_row
from ui.parts.slot import Rows, Slot
from ui.parts.text import Icon, Style, Text, font_for, glyph, is_icon, visual, width_of
from ui.parts.tile import tile
from ui.picture import settle
from ui.presenter.models import Bar, Floor, FloorArea, Keys, Next, Picture, Row, Spot, Sum, Tile, Way
from ui.samples import SCENES, TRIP, Scene
from ui.screens.exit import code_or_wait
from ui.shelf.table import Table
from ui.shop import Settings
from ui.theme import Look

LOOK = Look()


def test_figures_are_tabular():
    widths = {width_of(LOOK, f"${digit * 4}", Style(62, "extrabold")) for digit in "0123456789"}
    assert len(widths) == 1


def test_other_scripts_have_a_font_and_stand_in_their_order():
    assert font_for("Whole milk", "bold") == "bold"
    assert font_for("Молоко", "bold") == "bold"
    assert font_for("חלב טרי 3%", "bold") == "DejaVuSans"
    assert visual("חלב 3%").startswith("3%")
    assert visual("1\u202f234,50\u2009€") == "1\u00a0234,50\u00a0€"


def test_text_from_strangers_is_no_markup():
    label = Text(LOOK, "[b]Milk[/b]", Style())
    assert not label.markup
    assert label.text == "[b]Milk[/b]"


def test_words_shrink_before_they_break():
    label = Text(LOOK, "Acerque esto al lector", Style(62, "extrabold"), size=(500, 80), size_hint=(None, None))
    label._fit()
    assert label.font_size < 62
    assert label.whole


def test_words_that_cannot_fit_are_told():
    label = Text(LOOK, "Acerque esto al lector de la caja", Style(62), size=(90, 40), size_hint=(None, None))
    label._fit()
    assert not label.whole


def test_a_text_says_other_words_in_its_place():
    label = Text(LOOK, "one", Style(), size=(300, 50), size_hint=(None, None))
    label.say("two")
    assert label.text == "two"


def test_icons_have_names():
    assert is_icon("barcode-scan")
    assert not is_icon("no-such-icon")
    assert glyph("no-such-icon") == glyph("basket-outline")
    assert len(glyph("barcode-scan")) == 1


def test_an_icon_is_no_larger_than_its_place():
    icon = Icon(LOOK, "map", 100)
    icon.size = (200, 40)
    assert icon.font_size <= 40


def test_a_code_has_its_quiet_zone_and_whole_pixels():
    grey, count = modules(LANE_CODE)
    square = np.frombuffer(grey, np.uint8).reshape(count, count)
    assert set(np.unique(square)) == {0, 255}
    assert (square[:QUIET] == 255).all()
    assert (square[:, -QUIET:] == 255).all()
    drawn = Code(LOOK, LANE_CODE, 640).children[0]
    assert drawn.width % count == 0


def test_the_preview_keeps_one_texture():
    preview = Preview(LOOK)
    preview.size = (400, 300)
    preview.show(None)
    preview.show(seen())
    texture = preview._texture
    preview.show(seen())
    assert preview._texture is texture
    preview.show(np.zeros((120, 160), np.uint8))
    assert preview._texture is not texture


def test_the_preview_paints_a_frame_once(on_screen):
    preview, frame, drawn = on_screen(Preview(LOOK)), seen(), []
    preview.show(frame)
    settle()
    Window.bind(on_draw=lambda *_: drawn.append(_))
    preview.show(frame)
    settle()
    assert drawn == []
    preview.show(frame.copy())
    settle()
    assert drawn


def test_a_slot_builds_only_for_another_model():
    built = []

    def build(model):
        built.append(model)
        return Label(text=model)

    slot = Slot(build)
    for model in ("a", "a", "b"):
        slot.show(model)
    assert built == ["a", "b"]


def row(key):
    return Row(key, None, "Milk", "1 × $1.00", "$1.00")


def test_a_list_keeps_what_stays_and_goes_up_for_news():
    built = []
    rows = Rows(lambda model: built.append(model.key) or Label(), calm=True)
    rows.show((row("1"), row("2")))
    rows.scroll_y = 0
    rows.show((row("3"), row("1"), row("2")))
    assert built == ["1", "2", "3"]
    assert rows.scroll_y == 1
    rows.scroll_y = 0
    rows.show((row("3"), row("2")))
    assert (built, rows.scroll_y) == (["1", "2", "3"], 0)


def test_a_field_brings_the_keyboard_up():
    done = []
    press = field(LOOK, done.append, Way("Name", "magnify", Keyboard("letters")))
    press.dispatch("on_release")
    assert done == [Keyboard("letters")]


@pytest.mark.parametrize("around", [None, lambda stage: Table(stage, Widget())])
def test_the_app_shows_the_newest_view(around):
    shop = shop_for(Scene("basket", TRIP), Settings(width=800, height=480))
    app = DashCartApp(shop, around)
    root = app.build()
    assert app.stage.shown == "basket"
    assert (root is app.stage) == (around is None)
    app.beat(0)
    assert app.desk.view is TRIP


def test_the_gallery_paints(tmp_path):
    assert main([str(tmp_path), "--fast", "--only", "bag"]) == 0
    assert len([*tmp_path.rglob("*.png")]) == 2
    assert len({scene.name for scene in SCENES}) == len(SCENES)


def test_a_grid_makes_a_dozen_at_once_and_the_rest_in_the_next_frames(on_screen):
    tiles = tuple(Tile(Keyboard(str(number)), f"No. {number}", key=str(number)) for number in range(40))
    grid = PictureGrid(LOOK, print, 200)
    grid.show(tiles, 4)
    assert len(grid._grid.children) == 12
    on_screen(grid)
    settle(12)
    assert [press.act for press in reversed(grid._grid.children)] == [tile.act for tile in tiles]


def test_a_grid_keeps_what_stays(on_screen):
    tiles = tuple(Tile(Keyboard(str(number)), f"No. {number}", key=str(number)) for number in range(8))
    grid = on_screen(PictureGrid(LOOK, print, 200))
    grid.show(tiles, 4)
    before = list(reversed(grid._grid.children))
    grid.scroll_y = 0
    grid.show((*tiles[:3], replace(tiles[3], chosen=True), *tiles[4:]), 4)
    after = list(reversed(grid._grid.children))
    assert [one is other for one, other in zip(before, after, strict=True)] == [True] * 3 + [False] + [True] * 4
    assert grid.scroll_y == 0
    grid.show(tiles[4:], 6)
    assert [press.act for press in reversed(grid._grid.children)] == [tile.act for tile in tiles[4:]]
    assert grid.scroll_y == 1


def test_a_text_that_no_code_holds_is_no_crash(on_screen):
    assert fits("A" * 4000)
    assert not fits("A" * 5000)
    wait = code_or_wait(LOOK, "A" * 5000, 400)
    assert not isinstance(wait, Code)
    assert isinstance(code_or_wait(LOOK, LANE_CODE, 400), Code)


def test_the_bar_keeps_the_total_when_room_is_short():
    small = Look(800, 480)
    full = Bar("A very long name of a store", "Cart 17", "SIMULATED", "Total $1,234.56", "Budget $60 · $22.41 left",
               (("wifi-off", "No network"), ("scale-balance", "Scale off")))  # fmt: skip
    bar = top_bar(small, full)
    said = [one.words for one in bar.walk() if isinstance(one, Text)]
    assert "Total $1,234.56" in said
    assert "SIMULATED" in said
    assert full.budget not in said
    roomy = replace(full, store="Corner Market")
    assert full.budget in [one.words for one in top_bar(LOOK, roomy).walk() if isinstance(one, Text)]


@pytest.mark.parametrize("ways", [0, 1, 2])
@pytest.mark.parametrize("look", [LOOK, Look(800, 480)])
def test_the_next_step_is_as_large_as_its_card_allows(look, ways):
    way = Way("It's in", "check", Keyboard(""), "sky")
    step = Next("sky", "basket-fill", "Put the olive oil in the basket", "$6.49", (way,) * ways)
    size = title_size(look, step, look.px(372))
    assert 27 < size <= 38
    card = next_card(look, print, step, look.px(416))
    assert len([one for one in card.walk() if isinstance(one, Press)]) == ways


def test_a_sum_without_savings_has_no_strip():
    plain = Sum("1 item", "", "Total", "$1.00", Keyboard(""))
    saving = replace(plain, saved_label="You saved", saved="$0.50")
    low, high = sum_card(LOOK, print, plain, 416), sum_card(LOOK, print, saving, 416)
    assert high.height > low.height
    assert "$0.50" in [one.words for one in high.walk() if isinstance(one, Text)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("look", [LOOK, Look(800, 480)])
def test_every_kind_of_button_is_12_mm_high(kind, look):
    made = button(look, print, Way("Help", "hand-wave-outline", Keyboard(""), kind))
    assert made.height >= look.touch
    assert made.size_hint_min_x >= look.touch


def test_a_keyboard_has_a_key_for_every_letter():
    done = []
    made = keyboard(LOOK, done.append, Keys((("a", "b"), ("space", "back", "done")), "Done"))
    for press in (one for one in made.walk() if isinstance(one, Press)):
        press.dispatch("on_release")
    assert sorted(act.key for act in done) == [" ", "a", "b", "back", "done"]
    assert keyboard_height(LOOK, None) == 0


def test_a_pad_has_ten_digits():
    keys = {one.act.key for one in pad(LOOK, print).walk() if isinstance(one, Press)}
    assert keys == {*"0123456789", "back", "clear"}


def test_a_map_names_its_areas_and_marks_its_spots():
    areas = (FloorArea("3", (0.2, 0.2, 0.05, 0.6), sought=True), FloorArea("Dairy & eggs", (0.0, 0.1, 0.08, 0.8)))
    floor = Floor(1.5, areas, ((0.26, 0.2, 0.02, 0.6),), (Spot("map-marker", "leaf", 0.2, 0.5),), ((0, 0), (0.2, 0.5)))
    drawn = FloorMap(LOOK, floor)
    drawn.size = (600, 400)
    drawn._anew()
    assert {one.words for one in drawn.children if isinstance(one, Text)} == {"3", "Dairy & eggs"}
    assert len([one for one in drawn.children if isinstance(one, Icon)]) == 1
    drawn.size = (10, 10)
    drawn._anew()
    assert drawn.children == []


def test_a_row_grows_with_what_it_tells():
    plain = Row("1", Picture("cup", "sky"), "Milk", "1 × $1.00", "$1.00")
    heights = [receipt_row(LOOK, one).height for one in (
        plain, replace(plain, savings=("a",)), replace(plain, savings=("a", "b"), hint="c"))]  # fmt: skip
    assert heights == sorted(set(heights))
    assert heights[0] >= 100


def test_a_tile_shows_a_picture_or_a_figure():
    shown = tile(LOOK, print, Tile(Keyboard(""), "Milk", "$1", Picture("cup", "sky")), 90)
    assert {one.words for one in shown.walk() if isinstance(one, Text)} == {"Milk", "$1"}
    large = tile(LOOK, print, Tile(Keyboard(""), figure="2", chosen=True), 90)
    assert {one.words for one in large.walk() if isinstance(one, Text)} == {"2"}
