"""The virtual shelf of a simulated run: goods to pick up, a hand, a basket, a lane, and what can go wrong."""

from collections.abc import Callable

from kivy.clock import Clock
from kivy.uix.boxlayout import BoxLayout
from kivy.uix.gridlayout import GridLayout
from kivy.uix.widget import Widget

from ui.parts.ground import gap, ground, row, tall, wide
from ui.parts.text import Icon, Style, Text
from ui.shelf.counter import counter
from ui.shelf.goods import Goods
from ui.shelf.guide import guide
from ui.shelf.hand import SWITCHES, Inside, ShelfHand, ShelfWorld
from ui.shelf.presses import SIZE, listed, scrolled, small
from ui.shelf.tray import HIGH, tray
from ui.theme import Look

BEAT_S = 0.1
SHELF, BASKET, LANE, MORE = "Shelf", "Basket", "Lane", "More"
LEAVING = ("find_lane", "at_lane")


def _nowhere() -> None:
    return None


class ShelfPanel(BoxLayout):
    """Has whatever place it is given. `fold` puts it away."""

    def __init__(self, world: ShelfWorld, fold: Callable[[], None] = _nowhere) -> None:
        super().__init__(orientation="vertical", size_hint=(None, None), spacing=6, padding=10)
        self._look, self._fold = Look(1000, 625, "dark"), fold
        ground(self, self._look, "paper", 0)
        self.hand, self.tab = ShelfHand(world), SHELF
        self.goods = Goods(self._look, self.hand)
        self._tabs, self._content, self._tray = BoxLayout(), BoxLayout(), BoxLayout()
        for part, high in ((self._head(), 30), (self._tabs, 36), (self._content, 0), (self._tray, HIGH)):
            self.add_widget(tall(part, high) if high else part)
        self._face: object = None
        self._phase = world.phase()
        self.beat()
        Clock.schedule_interval(self.beat, BEAT_S)

    def beat(self, *_: object) -> None:
        """What waits goes in; what has changed is shown."""
        self.hand.look()
        self._follow(self.hand.world.phase())
        face = (self.tab, guide(self.hand), self.hand.held, self.hand.inside, self.hand.on, self._phase, self._sheet())
        if face != self._face:
            self._face = face
            self._paint()

    def open(self, tab: str) -> None:
        """Shows another tab."""
        self.tab = tab
        self.beat()

    def _follow(self, phase: str) -> None:
        """The trip leads: to the lane when it ends, back to the shelf with the next one."""
        if phase == self._phase:
            return
        if phase in ("at_lane", "thanks"):
            self.hand.world.hide()
        if phase in LEAVING and self._phase not in LEAVING:
            self.tab = LANE
        elif phase == "shopping" or (phase == "welcome" and self._phase == "thanks"):
            self.tab = SHELF
        if phase == "welcome" and self._phase == "thanks":
            self.hand.leave()
        self._phase = phase

    def _sheet(self) -> object:
        return self.hand.world.lane.sheet()

    def _head(self) -> Widget:
        look = self._look
        mark = wide(Icon(look, "flask-outline", 24, "ask_ink"), 28)
        title = Text(look, "Virtual shelf: simulated", Style(SIZE, "bold", "ask_ink"))
        return row(mark, title, wide(small(look, "", self._fold, "chevron-right"), 44), gap=6)

    def _paint(self) -> None:
        _only(self._tabs, self._tab_row())
        made = {SHELF: lambda: self.goods, BASKET: self._inside, LANE: self._counter, MORE: self._switches}[self.tab]()
        if made is not self.goods or self.goods.parent is None:
            _only(self._content, made)
        held = self.tab in (SHELF, BASKET)
        self._tray.height = HIGH if held else 0
        _only(self._tray, tray(self._look, self.hand, guide(self.hand)) if held else gap())

    def _tab_row(self) -> Widget:
        count = len(self.hand.inside)
        names = {SHELF: SHELF, BASKET: f"{BASKET} {count}" if count else BASKET, LANE: LANE, MORE: MORE}
        if not self.hand.world.lane.name:
            del names[LANE]
        return row(*(self._press(tab, words) for tab, words in names.items()), gap=6)

    def _press(self, tab: str, words: str) -> Widget:
        return small(self._look, words, lambda: self.open(tab), kind="go" if tab == self.tab else "quiet")

    def _counter(self) -> Widget:
        return counter(self._look, self.hand.world.lane, self._phase)

    def _inside(self) -> Widget:
        if not self.hand.inside:
            return Text(self._look, "The basket is empty", Style(SIZE, colour="soft", align="center"))
        return listed(*(tall(self._thing(one), 42) for one in self.hand.inside))

    def _thing(self, one: Inside) -> Widget:
        take = small(self._look, "Take out", lambda: self.hand.take(one.number), "basket-minus-outline")
        return row(Text(self._look, one.product.name, Style(SIZE, lines=2)), wide(take, 120), gap=8)

    def _switches(self) -> Widget:
        look, hand = self._look, self.hand
        made = [
            small(look, words, lambda name=name: hand.flip(name), kind="go" if name in hand.on else "quiet")
            for name, words in SWITCHES
        ]
        made += [small(look, name, lambda name=name: hand.card(name)) for name, _ in hand.world.cards]
        grid = GridLayout(cols=2, spacing=6, row_default_height=42, row_force_default=True)
        for press in made:
            grid.add_widget(press)
        return scrolled(grid)


def _only(box: BoxLayout, child: Widget) -> None:
    box.clear_widgets()
    box.add_widget(child)
