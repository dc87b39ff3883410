"""The app with no display: a scripted shopper, each step printed as it happens, each screen kept as a picture."""

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import requests
from kivy.clock import Clock
from kivy.uix.widget import Widget

from cart.commands import replay
from cart.errors import DashCartError
from cart.sync.http import PATIENT_S
from cart.trip.story import money, receipt_lines
from cart.trip.view import View
from drivers.commands import lane
from ui.app import EVERY_FRAME, DashCartApp
from ui.commands.cart import Running
from ui.intents import Act, Go, Prefer
from ui.shopper.dropin import drop_in_trip
from ui.shopper.hand import Hand
from ui.shopper.load import Share
from ui.shopper.pictures import PictureShopper
from ui.shopper.steps import Script, Step, TripStuck
from ui.shopper.trips import demo_trip

LANE = "4"
TELL_EVERY_S = 20.0


class Shopper(Protocol):
    """Looks at each new view; True when there is nothing more to do."""

    def look(self, view: View, now: float) -> bool:
        """One look."""
        ...


class Unseen(Widget):
    """Holds a screen that nobody sees: laid out as any other, and drawn into the pictures that are kept alone."""

    def __init__(self, screen: Widget) -> None:
        super().__init__()
        self.add_widget(screen)
        self.canvas.remove(screen.canvas)


class Run:
    """One off-screen run: the app, the shopper, and where the pictures go."""

    def __init__(self, cart: Running, out: Path) -> None:
        self.cart, self.out = cart, out
        self.app = DashCartApp(cart.shop, Unseen)
        self.hand = Hand(cart.world, cart.parts.store.catalog.snapshot(), cart.shop.touch, self.begin)
        self.stuck: DashCartError | None = None
        self.paid: list[tuple[View, str]] = []
        self.number = 0
        self._share, self._told_at = Share(), 0.0

    def play(self, shopper: Shopper) -> None:
        """Runs the app until the shopper is done. Raises TripStuck, or what the lane raised."""
        Clock.schedule_interval(lambda _: self._beat(shopper), EVERY_FRAME)
        self.app.run()
        if self.stuck:
            raise self.stuck

    def _beat(self, shopper: Shopper) -> None:
        now = self.cart.parts.clock.now()
        try:
            if shopper.look(self.view, now) or self.stuck:
                self.app.stop()
            elif now - self._told_at > TELL_EVERY_S:
                self._tell(now, f"  ... goes on. {self._share.words}")
        except TripStuck as error:
            self.stuck = TripStuck(f"{error} {self._share.words}")
            self.picture("stuck")
            self.app.stop()

    def _tell(self, now: float, words: str) -> None:
        self._share, self._told_at = Share(), now
        print(words, flush=True)

    @property
    def view(self) -> View:
        """What the screen shows."""
        return self.app.desk.view

    def begin(self) -> None:
        """Touches Start shopping."""
        self.cart.shop.begin("en")

    def say(self, words: str, view: View) -> None:
        """Prints a step, and what the screen shows now."""
        asked, totals = type(view.prompt).__name__, view.totals
        line = f"  {words:<46} {asked:<14} {totals.items:>2} items {money(totals.due_cents):>8}"
        self._tell(self.cart.parts.clock.now(), line)

    def picture(self, name: str) -> Path:
        """Keeps the screen as a PNG."""
        self.number += 1
        path = self.out / f"{self.number:02d}-{name}.png"
        path.parent.mkdir(parents=True, exist_ok=True)
        self.app.stage.export_to_png(str(path))
        return path

    def go(self, screen: str) -> None:
        """Shows another screen."""
        self._act(Go(screen))

    def _act(self, act: Act) -> None:
        """Touches what is on the screen."""
        self.app.desk.hands.act(act)

    def steps(self) -> Iterator[Step]:
        """The demo trip, then the lane, which reads the code from a picture of the screen; then, where the cart names
        what goes in, a trip without a scan.
        """
        yield from demo_trip(self.hand, self.go, lambda: self.view)
        yield from self._at_the_lane()
        if self.cart.around.namer:
            yield from drop_in_trip(self.hand, lambda: self.view, lambda: self._act(Prefer("manner", "drop")))
            yield from self._at_the_lane()

    def _at_the_lane(self) -> Iterator[Step]:
        yield Step("The lane reads the screen and takes a card", self._to_the_lane, _paid, "thanks")
        yield Step("Opens the receipt on the store's page", self._open_receipt, _paid)

    def _open_receipt(self) -> None:
        """Keeps what the cart shows at the end of a trip, and what the store's page shows."""
        page = requests.get(self.cart.shop.receipt_url(), timeout=PATIENT_S).text
        self.paid.append((self.view, page))

    def _to_the_lane(self) -> None:
        code = self.picture("code-for-the-lane")
        threading.Thread(target=self._lane, args=(code,), daemon=True).start()

    def _lane(self, code: Path) -> None:
        try:
            self._pay(code)
        except DashCartError as error:
            self.stuck = error

    def _pay(self, code: Path) -> None:
        server = self.cart.server
        who = ["--lane", LANE, "--data", str(self.out / "data" / "lane"), "--store", server.url]
        lane.main(
            [
                *who,
                "--code",
                str(server.shop.new_code("lane")),
                "--picture",
                str(code),
                "--pay",
                "card",
                "--age",
                "seen",
                "--waive",
            ]
        )


def _paid(view: View) -> bool:
    return view.phase == "thanks"


def run(cart: Running, out: Path, *, photographs: bool = False) -> int:
    """Makes the trips; prints them, their receipts, and the same totals four times. Returns the exit status."""
    print(f"No display: a scripted shopper makes a trip. Pictures: {out}", flush=True)
    one = Run(cart, out)
    cart.parts.start()
    try:
        if photographs:
            return _photographs(one)
        one.play(Script(one.steps(), one.say, one.picture, lambda: cart.parts.eye.looked))
    finally:
        cart.parts.stop()
    return _compare(one)


def _photographs(one: Run) -> int:
    shopper = PictureShopper(one.hand, one.say, one.picture)
    one.play(shopper)
    one.picture("basket")
    print("\n".join(receipt_lines(one.view)))
    print(f"{shopper.sold} items put in, {shopper.refused} codes not sold here; no crash, nothing lost.")
    return 0


def _compare(one: Run) -> int:
    """The cart's receipts, the replay's, and whether the store's pages show the same totals."""
    for view, _ in one.paid:
        print("\nThe cart's receipt:", *receipt_lines(view), sep="\n")
    print("\ndashcart replay:")
    replay.main([str(Path(one.cart.parts.config.cart.data) / "journal.db")])
    same = [money(view.totals.due_cents) in page for view, page in one.paid]
    for (view, _), shown in zip(one.paid, same, strict=True):
        due = money(view.totals.due_cents)
        print(f"\nThe store's page {'shows' if shown else 'does NOT show'} the same total: {due}")
    print(f"{one.number} pictures in {one.out}")
    return 0 if all(same) else 1
