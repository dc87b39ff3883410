"""What a newcomer reads in the terminal when the demo's window opens: what to click, the pages, how to end."""

from pathlib import Path

from cart.store.serve import Server

STAFF_NAME = "staff"


def greeting(server: Server, log: Path) -> str:
    """One short block. The code in it makes one more lane known to the store, once."""
    code = server.shop.new_code("lane")
    rows = [
        ("Shop", "On the cart's screen touch Start shopping. On the shelf touch a product, then Show, then Put in."),
        ("Pay", "On the cart touch Go to checkout. On the shelf, under Lane: show the sign, read the screen, card."),
        (
            "Go wrong",
            "On the shelf, under More: pull a plug, rest a hand, roll; a staff badge opens the staff screens.",
        ),
        ("Staff page", f"{server.url}/staff   name: {STAFF_NAME}, password: {server.shop.settings.staff_token}"),
        ("A lane more", f"dashcart lane --lane 5 --store {server.url} --code {code}"),
        ("Log", str(log)),
        ("End", "Close the window, or press Ctrl+C here."),
    ]
    told = "\n".join(f"  {name:<11} {words}" for name, words in rows)
    return f"\nDash Cart. Simulated here: the camera, the scale, the lane's till, the money.\n{told}\n"
