"""A shopper in front of a folder of photographs: puts in what the store sells, reads the notice for the others."""

from collections.abc import Callable

from cart.facts import ItemIsIn, NoticeSeen
from cart.trip.prompts import NotSold, PlaceItem
from cart.trip.view import View
from ui.shopper.hand import Hand

EACH_G = 320.0


class PictureShopper:
    """Looks at each new view, as a script does; over when the folder is (the camera then says that it has ended)."""

    def __init__(self, hand: Hand, say: Callable[[str, View], None], picture: Callable[[str], None]) -> None:
        self._hand, self._say, self._picture = hand, say, picture
        self._answered: object = None
        self.sold = self.refused = 0
        self.done = False

    def look(self, view: View, now: float) -> bool:
        """Answers what the screen asks; True at the end."""
        del now
        if view.phase == "welcome" and self._answered is None:
            self._answered = view.phase
            self._hand.begin()
        elif view.prompt != self._answered:
            self._answered = view.prompt
            self._answer(view)
        self.done = view.phase == "shopping" and any(device.device == "camera" for device in view.devices)
        return self.done

    def _answer(self, view: View) -> None:
        asked = view.prompt
        if isinstance(asked, PlaceItem):
            self.sold += 1
            self._say(f"Puts in {asked.name}", view)
            self._hand.world.put(EACH_G)
            self._hand.touch(ItemIsIn, line=asked.line)
        elif isinstance(asked, NotSold):
            self.refused += 1
            self._say(f"Not sold here: {asked.code.text}", view)
            if self.refused == 1:
                self._picture("not-sold")
            self._hand.touch(NoticeSeen)
