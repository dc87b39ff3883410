"""The lane beside a simulated cart: the same till as `dashcart lane`, which looks at the cart's screen itself.

Its work has a thread of its own (the store, a book on disk), so that the cart's screen never waits for it.
"""

import threading
import webbrowser
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import partial
from queue import SimpleQueue

from cart.errors import DashCartError
from cart.handover import lane as lanes
from cart.handover import token
from cart.handover.money import money
from cart.handover.sale import NOT_PROVEN, Sale
from cart.handover.serving import Serving
from cart.sync.lanes import Place, opened
from cart.trip.view import Check
from drivers.commands.lane import amount
from drivers.commands.lane_eye import codes_in
from drivers.ports import Grey
from ui.shelf.till import LaneAsk, LaneSheet, LaneSide

WHO = "virtual shelf"
ANSWERS = {
    "age": (("seen", "Old enough"), ("refused", "Not sold")),
    "weight": (("weighed", "Weigh it here"), ("waived", "Waive")),
}
NO_CODE = "There is no lane code on the cart's screen. On the cart touch Go to checkout; show it the lane's sign."
PAID = "Paid: the cart hears it from the store. Not? Show it the paid code."
Order = Callable[[Serving], str]


@dataclass(frozen=True)
class Beside:
    """What the lane needs around it. `look` gives the pixels of the cart's screen; `show` holds a text to the cart's
    camera; `weigh` says what the lane's own scale does of what a check names, in grams; `receipt` is the address of a
    session's page, `staff` that of the store's; `open_page` opens one.
    """

    place: Place
    names: dict[str, str]
    look: Callable[[], Grey]
    show: Callable[[str], None]
    weigh: Callable[[Check], int]
    receipt: Callable[[str], str]
    staff: str
    open_page: Callable[[str], object] = field(default=webbrowser.open)


class LaneTill:
    """One lane. `start` and `stop` its thread; `side` is what the virtual shelf may do with it."""

    def __init__(self, beside: Beside) -> None:
        self._beside = beside
        self._orders: SimpleQueue[Order | None] = SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="lane", daemon=True)
        self._sheet = LaneSheet()
        self._page = self._paid_code = ""

    def start(self) -> None:
        """Starts the lane's thread."""
        self._thread.start()

    def stop(self) -> None:
        """Ends it."""
        self._orders.put(None)
        self._thread.join()

    @property
    def side(self) -> LaneSide:
        """The callables behind the shelf's buttons."""
        return LaneSide(
            self._beside.place.lane, lambda: self._sheet, partial(self._beside.show, f"DCL:{self._beside.place.lane}"),
            self._read, self._answer, self._pay, self._open, self._show_paid,
        )  # fmt: skip

    def _read(self) -> None:
        pixels = self._beside.look()
        self._order(lambda serving: self._take(serving, pixels))

    def _answer(self, key: str, said: str) -> None:
        self._order(lambda serving: self._said(serving, key, said))

    def _pay(self, tender: str) -> None:
        self._order(lambda serving: serving.pay("cash" if tender == "cash" else "card") and "")

    def _open(self, page: str) -> None:
        url = self._beside.staff if page == "staff" else self._page
        if url:
            print(f"  {url}", flush=True)
            self._beside.open_page(url)

    def _show_paid(self) -> None:
        if self._paid_code:
            self._beside.show(self._paid_code)

    def _take(self, serving: Serving, pixels: Grey) -> str:
        serving.leave()
        code = next((text for text in codes_in(pixels) if text.startswith(token.PREFIX)), "")
        if not code:
            return NO_CODE
        serving.read(code)
        self._page = self._beside.receipt(serving.sale.sid) if serving.sale else self._page
        return ""

    def _said(self, serving: Serving, key: str, said: str) -> str:
        check = next((one for one in serving.open if one.key == key), None)
        if check is None:
            return ""
        match said:
            case "seen":
                serving.seen(key)
            case "refused":
                serving.refused(key)
            case "weighed":
                serving.weighed(key, self._beside.weigh(check))
            case _:
                serving.waived(key)
        return ""

    def _order(self, order: Order) -> None:
        self._sheet = replace(self._sheet, busy=True)
        self._orders.put(order)

    def _work(self) -> None:
        """Makes the lane known to its store at once, and opens it for its first order: whom the store knows by then,
        the lane knows.
        """
        order = self._open_till(None) or self._orders.get()
        while order:
            order = self._open_till(order)

    def _open_till(self, order: Order | None) -> Order | None:
        """Serves until there is no order more; where the lane does not open, says why, and the next one tries again."""
        try:
            with opened(self._beside.place, self._say) as lane:
                serving = Serving(lane, self._beside.names, WHO)
                while order:
                    self._carry(serving, order)
                    order = self._orders.get()
                return None
        except DashCartError as error:
            self._sheet = LaneSheet(str(error))
            return self._orders.get()

    def _carry(self, serving: Serving, order: Order) -> None:
        try:
            words = order(serving)
        except DashCartError as error:
            words = str(error)
        self._paid_code = serving.paid_code
        self._sheet = sheet_of(serving, words)

    def _say(self, words: str) -> None:
        self._sheet = replace(self._sheet, words=words)


def sheet_of(serving: Serving, words: str = "") -> LaneSheet:
    """What the lane shows of a cart being served; `words` where something went wrong."""
    shown = serving.sale
    if shown is None:
        return LaneSheet(words or (PAID if serving.again else ""), paid=bool(serving.paid_code))
    told = words or shown.stop or " ".join(serving.changes[-1:]) or (PAID if serving.paid_code else "")
    due, cash = money(shown.due, shown.currency), money(shown.cash_due, shown.currency)
    payable = serving.step in ("asking", "ready")
    asks = tuple(map(_ask, serving.open))
    return LaneSheet(
        told, _rows(shown), due if payable else "", cash if payable else "", asks, paid=bool(serving.paid_code)
    )


def _ask(check: Check) -> LaneAsk:
    return LaneAsk(check.key, lanes.question(check), ANSWERS[check.kind])


def _rows(shown: Sale) -> tuple[tuple[str, str], ...]:
    """The receipt as the till shows it, line by line, the total first: it must not scroll away."""
    sums = (("TOTAL", shown.due), ("Tax", shown.tax), ("Deposit", shown.deposit), ("Saved", shown.saved))
    sums += ((NOT_PROVEN, shown.open_cents),)
    rows = [(words, cents) for words, cents in sums if cents or words == "TOTAL"]
    rows += [(amount(line) + line.name, line.net) for line in shown.lines]
    return tuple((words, money(cents, shown.currency)) for words, cents in rows)
