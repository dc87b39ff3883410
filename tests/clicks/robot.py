"""A person at the demo's window, who has a mouse and nothing else: shops, pays, and looks at the store's pages.

    python -m tests.clicks.robot WIDTHxHEIGHT --size 1280x800 --out out/clicks

opens the demo on the display that DISPLAY names, or in memory (then in a window of that size). It finds buttons where
the app shows them, and refuses to click what is not whole inside the window.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import requests

from ui import environment
from ui.commands import run

STEP_S = 90.0
QUICK_S = 0.25
LOOKS_AT_REST = 2  # before a picture is kept


class Lost(Exception):
    """What should be on the window is not, or nothing comes of a click."""


@dataclass(frozen=True)
class Step:
    """`words` say what the person does: clicks what `find` gives, until `until` holds."""

    words: str
    find: Callable[[], object]
    until: Callable[[], bool]


def _nothing() -> None:
    """A step that only waits."""


class Person:
    """Looks at the window a few times a second, and clicks."""

    def __init__(self, cart, app, mouse, out: Path) -> None:
        self.cart, self.app, self.mouse, self.out = cart, app, mouse, out
        self.failure: Exception | None = None
        self._number, self._rest, self._step, self._since, self._clicked = 0, 0, None, 0.0, 0.0
        self._steps = self.steps()
        out.mkdir(parents=True, exist_ok=True)

    def beat(self, _: float) -> None:
        """One look."""
        try:
            self._look(time.monotonic())
        except (Lost, AssertionError) as error:
            self.failure = error
            self.picture("lost")
            self.app.stop()

    def _look(self, now: float) -> None:
        if self._step is None:
            self._step, self._since, self._clicked, self._rest = next(self._steps, None), now, 0.0, 0
            if self._step is None:
                self.app.stop()
                return
        if self._step.until():
            self._rest += 1
            if self._rest > LOOKS_AT_REST:
                self._finish()
        elif now - self._since > STEP_S:
            raise Lost(f"{self._step.words}: nothing comes of it. The cart asks {self.view.prompt}, {self.view.phase}.")
        elif now - self._clicked > 4.0:
            self._click(now)

    def _finish(self) -> None:
        print(f"  {self._step.words}", flush=True)
        self.picture(self._step.words)
        self._step = None

    def _click(self, now: float) -> None:
        target = self._step.find()
        if target is not None and self._in_sight(target):
            self._clicked = now
            self.mouse.click(*self._at(target))

    def _at(self, widget) -> tuple[float, float]:
        x, y = widget.to_window(*widget.center)
        return x, self.table.height - y

    def _in_sight(self, widget) -> bool:
        """Whole inside the window; and in a list, after the wheel has brought it up."""
        corners = [widget.to_window(widget.x, widget.y), widget.to_window(widget.right, widget.top)]
        view = self._list_of(widget)
        if view is not None and not view.y <= view.parent.to_widget(*corners[0])[1] + widget.height / 2 <= view.top:
            below = view.parent.to_widget(*corners[0])[1] < view.y
            self.mouse.wheel(*self._at(view), down=below)
            return False
        if view is None:
            for x, y in corners:
                if not (-1 <= x <= self.table.width + 1 and -1 <= y <= self.table.height + 1):
                    raise Lost(f"{self._step.words}: it is not whole inside the window ({x:.0f}, {y:.0f}).")
        return True

    def _list_of(self, widget):
        while widget.parent is not None and widget.parent is not widget:
            widget = widget.parent
            if type(widget).__name__ in ("GoodsRows", "ScrollView", "PictureGrid"):
                return widget
        return None

    def picture(self, name: str) -> None:
        """Keeps what the window shows."""
        self._number += 1
        plain = "".join(char if char.isalnum() else "-" for char in name.lower())[:40]
        self.table.export_to_png(str(self.out / f"{self._number:02d}-{plain}.png"))

    @property
    def view(self):
        """What the cart shows."""
        return self.app.desk.view

    @property
    def table(self):
        """The window's content."""
        return self.app.root

    @property
    def shelf(self):
        """The virtual shelf."""
        return self.table.shelf

    def key(self, words: str):
        """The shelf's button of these words, or the tab that brings the shelf up."""
        found = self._press(self.table, lambda act: getattr(act, "key", "") == words)
        return found or self._press(self.table, lambda act: getattr(act, "key", "") == "Shelf")

    def posts(self, kind: str):
        """The cart's button that posts this kind of fact (or begins)."""
        return self._press(self.app.stage, lambda act: kind in (type(act).__name__, getattr(act, "kind", int).__name__))

    def _press(self, root, holds):
        for one in root.walk():
            if hasattr(one, "act") and holds(one.act):
                return one
        return None

    def steps(self) -> Iterator[Step]:
        """A whole trip: two of one kind, one more, wine, an age, a card, and the store's own page of it."""
        yield Step("looks at the welcome", _nothing, lambda: self.view.phase == "welcome")
        yield Step("touches Start shopping", lambda: self.posts("Begin"), lambda: self.view.phase == "shopping")
        for count, name in enumerate(("Rye bread 750 g", "Cola 2 L", "Cola 2 L", "Red wine 750 ml"), start=1):
            yield from self._buy(name, count)
        yield Step("touches Go to checkout", lambda: self.posts("CheckoutAsked"), lambda: self._phase("find_lane"))
        sign = "1 Show the sign of lane 4"
        yield Step("shows the lane's sign", lambda: self.key(sign), lambda: self._phase("at_lane"))
        yield Step("lets the lane read", lambda: self.key("2 Read the cart's screen"), lambda: bool(self._sheet.rows))
        due = self._sheet.due
        assert self._sheet.asks, "wine needs an age"
        yield Step("answers the age", lambda: self.key("Old enough"), lambda: not self._sheet.asks)
        yield Step("pays by card", lambda: self.key(f"Card {due}"), lambda: self._phase("thanks"))
        self._compare(due)

    def _buy(self, name: str, count: int) -> Iterator[Step]:
        product = next(one for one in self.shelf.hand.world.products if one.name == name)
        hand = self.shelf.hand
        yield Step(f"picks up {name}", lambda: self.key(product.id), lambda: hand.held == product)
        yield Step(f"puts in {name}", self._put, lambda: self._calm(count) and hand.held is None)

    def _put(self):
        """Once: what waits for its code needs no second click."""
        hand = self.shelf.hand
        return None if hand.waits or hand.held is None else self.key("3 Put in")

    def _calm(self, count: int) -> bool:
        """So many are in, and the cart asks for the next: no quick click has led to a question."""
        asked = type(self.view.prompt).__name__
        if asked not in ("ScanNext", "PlaceItem"):
            raise Lost(f"A quick hand got a question: {self.view.prompt}")
        return asked == "ScanNext" and self.view.totals.items == count

    def _phase(self, phase: str) -> bool:
        return self.view.phase == phase

    @property
    def _sheet(self):
        return self.shelf.hand.world.lane.sheet()

    def _compare(self, due: str) -> None:
        """The lane, the receipt's page and the staff's page say the same, to the cent."""
        server, page = self.cart.server, self.cart.shop.receipt_url()
        receipt = requests.get(page, timeout=10)
        auth = ("staff", server.shop.settings.staff_token)
        staff = requests.get(f"{server.url}/staff", auth=auth, timeout=10)
        assert due in receipt.text, f"The receipt does not say {due}."
        assert due in staff.text, f"The staff page does not say {due}."
        print(f"  {due} at the lane, on the receipt's page, and on the store's.", flush=True)


def main(argv: list[str]) -> int:
    """Opens the demo and lets the person loose; 0: the trip was paid."""
    parser = argparse.ArgumentParser(prog="python -m tests.clicks.robot", description=__doc__)
    parser.add_argument("window", help="the display's size, as 1366x768")
    parser.add_argument("--size", default="1280x800", help="the cart's")
    parser.add_argument("--out", type=Path, default=Path("out/clicks"))
    args = parser.parse_args(argv)
    screen = bool(os.environ.get("DISPLAY"))
    os.environ.setdefault("SDL_VIDEODRIVER", "x11" if screen else "offscreen")
    environment.prepare()
    with ExitStack() as stack:
        cart = run.assemble(run.parser().parse_args(["--size", args.size, "--out", str(args.out / "cart")]), stack)
        return _shop(cart, args, screen)


def _shop(cart, args: argparse.Namespace, screen: bool) -> int:
    """What imports Kivy comes after the environment and the window's size, as in the command itself."""
    from ui import kiosk
    from ui.shelf.room import first_window

    size = tuple(map(int, args.size.split("x")))
    window = first_window(size, tuple(map(int, args.window.split("x"))))
    kiosk.stand(*size) if screen else kiosk.configure(*window)
    from kivy.app import App
    from kivy.clock import Clock

    from tests.clicks.mouse import MadeMouse, XMouse
    from ui.commands import onscreen

    people = []

    def begin(_: float) -> None:
        person = Person(cart, App.get_running_app(), XMouse() if screen else MadeMouse(), args.out)
        people.append(person)
        Clock.schedule_interval(person.beat, QUICK_S)

    Clock.schedule_once(begin, 1.0)
    onscreen.run(cart, args.out / run.LOG)
    person = people[0]
    if person.failure:
        print(f"Lost: {person.failure}", file=sys.stderr)
    return 1 if person.failure else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
