"""The goods on the virtual shelf: a search, departments to walk into, and products with their names and prices."""

from collections.abc import Sequence

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.textinput import TextInput

from cart.catalog.product import Product
from ui.intents import Act, Pick
from ui.parts.grid import PictureGrid
from ui.parts.ground import column, ground, row, tall, wide
from ui.parts.press import Press
from ui.parts.receipt import picture
from ui.parts.text import Icon, Style, Text
from ui.presenter.models import Tile
from ui.presenter.pictures import FALLBACK, picture_of, product_picture
from ui.shelf.hand import ShelfHand
from ui.shelf.presses import SIZE, small
from ui.shelf.walk import aisles, found, in_department, price_words, spoken
from ui.theme import Look

HIGH = 56
COLUMN = 260  # px at least
AISLE = "aisle:"


class GoodsRows(PictureGrid):
    """Products and departments as rows: picture, name, and a quiet second line."""

    def __init__(self, look: Look, do: object) -> None:
        super().__init__(look, do, HIGH)
        self.bar_width, self.scroll_type, self._grid.spacing = 8, ["bars", "content"], 6

    def make(self, model: Tile) -> Press:
        """One row."""
        look = self._look
        press = Press(self._do, model.act, padding=[8, 4, 8, 4], spacing=8)
        ground(press, look, "card", 14)
        press.add_widget(picture(look, model.picture or FALLBACK, 50))
        name = Text(look, model.name, Style(SIZE, "bold", lines=2))
        press.add_widget(column(name, tall(Text(look, model.detail, Style(18, colour="soft", cut=True)), 18)))
        return press


class Goods(BoxLayout):
    """The tab "Shelf". `picked` hears that something is in the hand."""

    def __init__(self, look: Look, hand: ShelfHand) -> None:
        super().__init__(orientation="vertical", spacing=6)
        self._look, self._hand, self.department = look, hand, ""
        self._by_id = {one.id: one for one in hand.world.products}
        self._input = TextInput(
            multiline=False, hint_text="Search: milk, bread, 4011", font_name="medium", font_size=look.text(SIZE),
            background_normal="", background_active="", background_color=look.colour("card"),
            foreground_color=look.colour("ink"), hint_text_color=look.colour("soft"),
            cursor_color=look.colour("ink"), padding=[8, 9, 8, 6], write_tab=False,
        )  # fmt: skip
        self._input.bind(text=lambda *_: self.fill())
        mark = wide(Icon(look, "magnify", 26, "soft"), 28)
        self.add_widget(tall(row(mark, self._input, wide(small(look, "", self._clear, "close"), 36), gap=6), 38))
        self._head = BoxLayout(size_hint_y=None, height=30, spacing=8)
        self.add_widget(self._head)
        self._rows = GoodsRows(look, self._touched)
        self.add_widget(self._rows)
        self.bind(width=lambda *_: self.fill())
        self.fill()

    @property
    def words(self) -> str:
        """What is searched for."""
        return str(self._input.text)

    def search(self, words: str) -> None:
        """Types into the search."""
        self._input.text = words

    def go(self, department: str) -> None:
        """Goes to a department ("": to the doors)."""
        self.department = department
        self.fill()

    def fill(self) -> None:
        """Shows what is searched for, else where one stands."""
        tiles = self._tiles()
        self._rows.show(tiles, max(1, int(self.width // COLUMN)))

    def _clear(self) -> None:
        self.department, self._input.text = "", ""
        self.fill()

    def _touched(self, act: Act) -> None:
        key = act.key if isinstance(act, Pick) else ""
        if key.startswith(AISLE):
            self.go(key.removeprefix(AISLE))
        elif key in self._by_id:
            self._hand.pick(self._by_id[key])

    def _tiles(self) -> list[Tile]:
        products = self._hand.world.products
        if self.words.strip():
            hits = found(products, self.words)
            self._say(f"{len(hits)} found" if hits else "Nothing is called so here.", back=True)
            return self._products(hits)
        if self.department:
            self._say(spoken(self.department), back=True)
            return self._products(in_department(products, self.department))
        self._say("To begin with" if self._hand.world.starters else "Departments", back=False)
        return [*self._products(self._hand.world.starters), *self._aisles()]

    def _say(self, words: str, *, back: bool) -> None:
        self._head.clear_widgets()
        if back:
            self._head.add_widget(wide(small(self._look, "All", self._clear, "chevron-left"), 70))
        self._head.add_widget(Text(self._look, words, Style(SIZE, "bold", "soft", cut=True)))

    def _products(self, products: Sequence[Product]) -> list[Tile]:
        money = self._hand.world.money
        return [
            Tile(Pick(one.id), one.name, price_words(one, money), product_picture(one), key=one.id) for one in products
        ]

    def _aisles(self) -> list[Tile]:
        return [
            Tile(
                Pick(AISLE + one.department), one.words, f"{one.count} products", picture_of(one.department, None),
                key=AISLE + one.department,
            )
            for one in aisles(self._hand.world.products)
        ]  # fmt: skip
