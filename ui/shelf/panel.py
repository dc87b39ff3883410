"""The virtual shelf beside the cart's screen: for a mouse as well as for a finger, so denser than the cart's own."""

from collections.abc import Callable

from kivy.uix.boxlayout import BoxLayout
from kivy.uix.gridlayout import GridLayout
from kivy.uix.scrollview import ScrollView
from kivy.uix.widget import Widget

from cart.catalog.product import Product
from ui.intents import Act, Pick
from ui.parts.ground import column, gap, ground, panel, row, tall, wide
from ui.parts.press import Caption, Press
from ui.parts.receipt import picture
from ui.parts.text import Icon, Style, Text
from ui.parts.tile import tile
from ui.presenter.models import Tile
from ui.presenter.pictures import picture_of
from ui.shelf.hand import SWITCHES, WIDTH, Inside, ShelfHand, ShelfWorld
from ui.theme import Look

# px of the parts from the top, beside a high screen and a low one; 0 takes what is left
HEIGHTS = {False: (30, 108, 0, 116, 124, 130), True: (26, 84, 0, 88, 44, 96)}


class ShelfPanel(BoxLayout):
    """Stands beside the cart's screen, `width` px wide and as high as the screen."""

    def __init__(self, world: ShelfWorld, height: int, mode: str = "dark") -> None:
        self._look = Look(1000, 625, "dark" if mode == "dark" else "light")
        super().__init__(orientation="vertical", size_hint=(None, None), size=(WIDTH, height), spacing=8, padding=14)
        ground(self, self._look, "paper", 0)
        self.hand = ShelfHand(world)
        self._near, self._shelf, self._held, self._basket, self._more = (BoxLayout() for _ in range(5))
        head = row(
            wide(Icon(self._look, "flask-outline", 26, "ask_ink"), 32),
            Text(self._look, "Virtual shelf: SIMULATED", Style(20, "bold", "ask_ink")),
        )
        parts = (head, self._near, self._shelf, self._held, self._basket, self._more)
        for part, high in zip(parts, HEIGHTS[height < 700], strict=True):
            self.add_widget(tall(part, high) if high else part)
        self._fill()
        self.paint()

    def _aisles(self) -> Widget:
        made = [
            self._press(name, "", lambda name=name: self._go(name), name == self.hand.department)
            for name in self.hand.departments
        ]
        grid = GridLayout(cols=5, spacing=5)
        for press in made:
            grid.add_widget(press)
        return grid

    def _go(self, department: str) -> None:
        self.hand.stand(department)
        self._fill()

    def _press(self, words: str, icon: str, do: Callable[[], None], chosen: bool = False) -> Press:
        look = self._look

        def act(_: Act) -> None:
            do()
            self.paint()

        press = Press(act, Pick(words))
        ground(press, look, "green" if chosen else "stone", 12)
        ink = "green_ink" if chosen else "ink"
        press.add_widget(Caption(look, (icon, ink), words, Style(19, "bold", ink, "left" if icon else "center")))
        return press

    def _fill(self) -> None:
        grid = GridLayout(cols=3, spacing=8, size_hint_y=None, row_default_height=118, row_force_default=True)
        grid.bind(minimum_height=grid.setter("height"))
        for product in self.hand.near():
            grid.add_widget(self._product(product))
        view = ScrollView(do_scroll_x=False, bar_width=6, scroll_type=["bars", "content"])
        view.add_widget(grid)
        self._shelf.clear_widgets()
        self._shelf.add_widget(view)

    def _product(self, product: Product) -> Press:
        def pick(_: Act) -> None:
            self.hand.pick(product)
            self.paint()

        shown = picture_of(product.department, product.icon)
        return tile(self._look, pick, Tile(Pick(product.id), product.name, "", shown), 78, 22)

    def paint(self) -> None:
        """Shows the hand, the basket and the switches as they are now."""
        parts = (
            (self._near, self._aisles()),
            (self._held, self._hand()),
            (self._basket, self._inside()),
            (self._more, self._switches()),
        )
        for box, made in parts:
            box.clear_widgets()
            box.add_widget(made)

    def _hand(self) -> Widget:
        look, held = self._look, self.hand.held
        if held is None:
            return panel(
                look, column(Text(look, "Touch a product to pick it up", Style(19, colour="soft", align="center")))
            )
        name = Text(look, held.name, Style(19, "bold", lines=2, cut=True))
        show = self._press("Show", "barcode-scan", self.hand.show, self.hand.shown)
        put = self._press("Put in", "basket-fill", self.hand.put)
        back = self._press("", "arrow-u-left-top", self.hand.back)
        front = wide(row(picture(look, picture_of(held.department, held.icon), 52)), 60)
        doing = tall(row(show, put, wide(back, 50), gap=8), 40)
        return panel(look, column(row(front, name, gap=10), doing, gap=6, pad=8))

    def _inside(self) -> Widget:
        look = self._look
        if not self.hand.inside:
            return Text(look, "The basket is empty", Style(18, colour="soft", align="center"))
        box = BoxLayout(orientation="vertical", size_hint_y=None, spacing=6)
        box.bind(minimum_height=box.setter("height"))
        for one in self.hand.inside:
            box.add_widget(tall(self._thing(one), 40))
        view = ScrollView(do_scroll_x=False, bar_width=6, scroll_type=["bars", "content"])
        view.add_widget(box)
        return view

    def _thing(self, one: Inside) -> Widget:
        take = self._press("Take out", "basket-minus-outline", lambda: self.hand.take(one.number))
        return row(Text(self._look, one.product.name, Style(20, cut=True)), wide(take, 130), gap=8)

    def _switches(self) -> Widget:
        made = [
            self._press(words, icon, lambda name=name: self.hand.flip(name), name in self.hand.on)
            for name, words, icon in SWITCHES
        ]
        made += [
            self._press(name, "card-account-details-outline", lambda name=name: self.hand.card(name))
            for name, _ in self.hand.world.cards
        ]
        grid = GridLayout(cols=3, spacing=6)
        for press in made:
            grid.add_widget(press)
        return grid if made else gap()
