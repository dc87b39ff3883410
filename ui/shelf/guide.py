"""What the virtual shelf says to do next: pick up, show, put in. No Kivy, and English only, as the shelf is."""

from dataclasses import dataclass

from ui.shelf.hand import ShelfHand

PICK, SHOW, PUT = 1, 2, 3
OUTSIDE = {
    "welcome": "Begin on the cart's screen: touch Start shopping.",
    "find_lane": "Now pay: open Lane, up here on the shelf.",
    "at_lane": "Now pay: open Lane, up here on the shelf.",
    "thanks": "Paid. The next shopper can start.",
}


@dataclass(frozen=True)
class Guide:
    """The step at hand (PICK, SHOW, PUT), what to do in words, and whether what is put in waits for its code."""

    step: int
    words: str
    waits: bool = False


def guide(hand: ShelfHand) -> Guide:
    """The next step for this hand."""
    phase, held = hand.world.phase(), hand.held
    if held is None:
        return Guide(PICK, OUTSIDE.get(phase, "Touch a product to pick it up."))
    if phase in OUTSIDE and not hand.expected:
        return Guide(SHOW if held.gtin else PUT, OUTSIDE[phase], hand.waits)
    if hand.expected:
        return Guide(PUT, "The cart knows it. Put it in the basket.")
    if held.gtin is None:
        return Guide(PUT, f"No barcode: on the cart's screen touch Produce, then {held.name}.", hand.waits)
    if hand.away:
        return Guide(PUT if hand.waits else SHOW, "Not read yet: it is taken away and shown again.", hand.waits)
    if not hand.shown:
        return Guide(SHOW, "Show its barcode to the cart's camera.")
    if hand.waits:
        return Guide(PUT, "It goes in as soon as the camera has read it.", True)
    return Guide(SHOW, "The camera looks. Not read? Show it again.")
