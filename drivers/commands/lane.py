"""`dashcart lane`: a lane's till. Reads a cart's code, shows its lines and total, takes the money once."""

import argparse
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import segno

from cart.catalog import demo
from cart.errors import StoreError
from cart.handover import token
from cart.handover.money import money
from cart.handover.sale import NOT_PROVEN, Sale, SaleLine
from cart.handover.serving import Serving
from cart.handover.token import Watch
from cart.sync.lanes import Place, opened
from drivers.commands import lane_eye, lane_look

LANE_CODE = "DCL:"
REASONS = {
    "not_weighed": "the scale was out of order for a while",
    "weight_open": "a weight that no scan explains",
    "settled_by_shopper": "a weight of which the shopper says that all is as listed",
    "weight_differs": "an item that weighs otherwise than its product",
    "weight_unsure": "an item that weighs nearly otherwise than its product",
    "told_apart_by_shopper": "an item taken out: the shopper said which",
    "own_things": "own things of more than half a kilogram",
    "taken_on_word": "an item that no scale saw go in",
    "call_open": "the shopper called a person, and nobody came yet",
    "waiting": "an item scanned and not in the basket: it is not charged",
    "after_code": "something went in after the code was shown",
    "not_at_rest": "the basket was not at rest before the code was shown",
    "own_over": "more own things than usual: please look at them with the shopper",
    "taken_off_on_word": "an item taken off that no scale saw leave",
    "removed_by_staff": "an item taken off by staff",
    "exchanged": "an item that came back and weighs a little otherwise",
    "came_back": "an item that was out and is in again",
    "unknown_weight": "an item whose weight the store does not know",
    "named_not_scanned": "an item named by its picture and weight, and not scanned",
    "small": "small things that add up",
    "staff_came": "staff were at this cart",
    "settled_by_staff": "staff said that the basket is as listed",
    "repriced_by_staff": "staff named a lower price",
    "badge_wrong": "a badge that was none",
    "cart_suspect": "a cart that has had other prices than the store's: look at it, and count what is dear",
    "opened": "a pack of which a part was taken out",
}
GRAMS = {
    "own": "own things", "settled": "settled by the shopper", "small": "small things", "open": "open",
    "unknown": "of unknown weight", "after_code": "after the code", "came_back": "out and in again",
    "exchanged": "exchanged", "removed_by_staff": "taken off by staff", "taken_off_on_word": "taken off, not seen",
    "settled_by_staff": "settled by staff", "opened": "used or opened",
}  # fmt: skip
LOOK_BELOW = 97
EXAMPLE = """example:
  dashcart lane --lane 4 --store http://store:8080 --code 7K2QX-93FMA-0VDR1-T5CWH --show-code lane-4.png
  dashcart lane --lane 4 --picture cart-screen.png --pay card --paid-code paid.png
  dashcart lane --lane 4 --picture cart-screen.png --pay card --age seen --weigh 12=1250 --waive --by Maria
  dashcart lane --lane 4 --camera 0 --offline --pay cash --catalog assets/demo/catalog.csv"""


def main(argv: list[str]) -> int:
    """Serves one cart. Without --pay it only shows the lines; 1: money was asked for and not taken."""
    args = _parser().parse_args(argv)
    if args.show_code:
        save_code(LANE_CODE + args.lane, args.show_code)
        print(f"This lane's own code, for carts to read, is in {args.show_code}.")
    place = Place(
        args.lane, args.data or Path(f"var/lane-{args.lane}"), args.store or "", args.code or "", args.offline
    )
    with opened(place, print) as lane:
        text = _text(args)
        served = not text or serve(Serving(lane, _names(args.catalog), args.by), text, args)
        waiting = lane.deliver()
    if waiting:
        print(f"{waiting} sales wait for the store; they are sent when it answers.")
    return 0 if served else 1


def serve(serving: Serving, text: str, args: argparse.Namespace) -> bool:
    """Shows a cart's basket and what to look at; with --pay, takes the money once all is answered. False: not paid."""
    if serving.read(text, late=args.late) == "paid":
        print("Already paid at this lane: take no money. The cart reads the paid code again.")
    elif serving.sale is not None:
        print("\n".join(receipt(serving.sale)))
        lane_look.answered(serving, args)
        print("\n".join(lane_look.shown(serving)))
    if serving.step == "ready" and args.pay:
        serving.pay(args.pay)
        print(f"Paid by {args.pay}.")
    if serving.paid_code:
        _show_paid(serving.paid_code, args.paid_code)
    elif not args.pay:
        print("Not paid: add --pay card or --pay cash.")
    return bool(serving.paid_code) or not args.pay


def _show_paid(word: str, picture: Path | None) -> None:
    print(f"The cart reads this code, or hears it from the store:\n{word}")
    if picture:
        save_code(word, picture)


def receipt(shown: Sale) -> Iterator[str]:
    """The lines and sums as the till prints them."""
    yield f"Cart {shown.cart}" + ("" if shown.known else "   (without the store: as the cart signed it)")
    yield from (_row(amount(line) + line.name, line.net, shown.currency) for line in shown.lines)
    yield _row("Subtotal", sum(line.net for line in shown.lines), shown.currency)
    for name, cents in (("Tax", shown.tax), ("Deposit", shown.deposit), ("Saved", shown.saved)):
        if cents:
            yield _row(name, cents, shown.currency)
    yield _row("TOTAL", shown.due, shown.currency)
    if shown.cash_due != shown.due:
        yield _row("in cash", shown.cash_due, shown.currency)
    if shown.open_cents:
        yield _row(NOT_PROVEN, shown.open_cents, shown.currency)
    yield from _to_look_at(shown.watch)


def _to_look_at(watch: Watch) -> Iterator[str]:
    if watch.reasons and watch.trust < LOOK_BELOW:
        yield f"Please look into the basket (weights agree {watch.trust} of 100):"
    elif watch.reasons:
        yield f"Nothing to look at (weights agree {watch.trust} of 100); only to know:"
    for reason in watch.reasons:
        key, _, times = reason.partition(":")
        yield f"  {times} x {REASONS.get(key, key)}"
    if watch.grams:
        yield "  In grams: " + ", ".join(f"{GRAMS.get(what, what)} {grams}" for what, grams in watch.grams)


def save_code(text: str, path: Path) -> None:
    """A QR code as a picture. Raises StoreError where it cannot be written."""
    try:
        segno.make_qr(text, error="l", boost_error=False).save(str(path), scale=6, border=4)
    except (OSError, ValueError) as error:
        raise StoreError(f"{path} cannot be written ({error}). Name a .png file in a folder that exists.") from error


def amount(line: SaleLine) -> str:
    """How much of it, before its name: "1.230 kg  ", "2 x  "."""
    return f"{line.grams / 1000:.3f} kg  " if line.grams else f"{line.quantity} x  "


def _row(words: str, cents: int, currency: str) -> str:
    return f"  {words[:46]:<46} {money(cents, currency):>12}"


def _text(args: argparse.Namespace) -> str:
    if args.picture:
        return lane_eye.of_picture(args.picture)
    if args.camera is not None:
        with closing(lane_eye.open_camera(args.camera)) as camera:
            return lane_eye.of_camera(camera, token.PREFIX)
    return str(args.text or "").strip("\r\n")


def _names(catalog: Path | None) -> dict[str, str]:
    return {product.id: product.name for product in demo.products(catalog)} if catalog else {}


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "dashcart lane", description=__doc__, epilog=EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--lane", required=True, help="this lane's name")
    parser.add_argument("--store", help="the store's address (default: as enrolled)")
    parser.add_argument("--code", help="a one-time code: enrols this lane on its first start")
    parser.add_argument("--data", type=Path, help="this lane's key and book (default: var/lane-NAME)")
    source = parser.add_mutually_exclusive_group()
    source.add_argument("--text", help="the text of the cart's code (SC1:...)")
    source.add_argument("--picture", type=Path, help="a picture of the cart's screen")
    source.add_argument("--camera", type=int, help="the number of a USB camera")
    lane_look.add_options(parser)
    parser.add_argument("--pay", choices=("card", "cash"), help="take the money")
    parser.add_argument("--offline", action="store_true", help="do not ask the store; sales are sent later")
    parser.add_argument("--late", action="store_true", help="staff's choice: take an expired code (wrong clock)")
    parser.add_argument("--catalog", type=Path, help="a product file, for names where the code holds only numbers")
    parser.add_argument("--show-code", type=Path, metavar="PNG", help="write this lane's own code, for carts to read")
    parser.add_argument("--paid-code", type=Path, metavar="PNG", help="write the paid code, for the cart to read")
    return parser
