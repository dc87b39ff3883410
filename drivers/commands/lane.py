"""`dashcart lane`: a lane's till. Reads a cart's code, shows its lines and total, takes the money once."""

import argparse
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from pathlib import Path

import segno

from cart.catalog import demo
from cart.errors import StoreError, TokenError
from cart.handover import sale, token
from cart.handover.book import Book
from cart.handover.lane import Lane, Till
from cart.handover.money import money
from cart.handover.sale import Sale, SaleLine
from cart.handover.token import Watch
from cart.identity import enrolment
from cart.identity.enrolment import Identity
from cart.identity.keylist import KeyFile
from cart.identity.keys import lane_id
from cart.sync.client import StoreClient
from cart.sync.enrol import enrol
from cart.sync.http import Http
from cart.sync.lane import LaneClient
from cart.trip.replay import replay
from drivers.commands import lane_eye

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
    "waiting": "an item scanned and not in the basket: it is not charged",
}
EXAMPLE = """example:
  dashcart lane --lane 4 --store http://store:8080 --code 7K2QX-93FMA-0VDR1-T5CWH --show-code lane-4.png
  dashcart lane --lane 4 --picture cart-screen.png --pay card --paid-code paid.png
  dashcart lane --lane 4 --camera 0 --offline --pay cash --catalog assets/demo/catalog.csv"""


def main(argv: list[str]) -> int:
    """Serves one cart. Without --pay it only shows the lines."""
    args = _parser().parse_args(argv)
    if args.show_code:
        save_code(LANE_CODE + args.lane, args.show_code)
        print(f"This lane's own code, for carts to read, is in {args.show_code}.")
    with _open_lane(args) as lane:
        text = _text(args)
        if text:
            serve(lane, text, args)
        waiting = lane.deliver()
    if waiting:
        print(f"{waiting} sales wait for the store; they are sent when it answers.")
    return 0


def serve(lane: Lane, text: str, args: argparse.Namespace) -> None:
    """Shows a cart's basket and, with --pay, takes the money."""
    word = lane.again(text) if args.pay else None
    if word:
        print("Already paid at this lane: take no money. The cart reads the paid code again.")
    else:
        shown = sale.named(lane.read(text, late=args.late), _names(args.catalog))
        print("\n".join(receipt(shown)))
        word = lane.pay(shown, args.pay) if args.pay else None
        print(f"Paid by {args.pay}." if word else "Not paid: add --pay card or --pay cash.")
    if word:
        print(f"The cart reads this code, or hears it from the store:\n{word}")
        if args.paid_code:
            save_code(word, args.paid_code)


def receipt(shown: Sale) -> Iterator[str]:
    """The lines and sums as the till prints them."""
    yield f"Cart {shown.cart}" + ("" if shown.known else "   (without the store: as the cart signed it)")
    yield from (_row(_amount(line) + line.name, line.net, shown.currency) for line in shown.lines)
    yield _row("Subtotal", sum(line.net for line in shown.lines), shown.currency)
    for name, cents in (("Tax", shown.tax), ("Deposit", shown.deposit), ("Saved", shown.saved)):
        if cents:
            yield _row(name, cents, shown.currency)
    yield _row("TOTAL", shown.due, shown.currency)
    if shown.cash_due != shown.due:
        yield _row("in cash", shown.cash_due, shown.currency)
    yield from _to_look_at(shown.watch)


def _to_look_at(watch: Watch) -> Iterator[str]:
    if watch.age:
        yield f"Check the age: {watch.age} years."
    if watch.reasons:
        yield f"Please look into the basket (weights agree {watch.trust} of 100):"
    for reason in watch.reasons:
        key, _, times = reason.partition(":")
        yield f"  {times} x {REASONS.get(key, key)}"


def save_code(text: str, path: Path) -> None:
    """A QR code as a picture. Raises StoreError where it cannot be written."""
    try:
        segno.make_qr(text, error="l", boost_error=False).save(str(path), scale=6, border=4)
    except (OSError, ValueError) as error:
        raise StoreError(f"{path} cannot be written ({error}). Name a .png file in a folder that exists.") from error


def _amount(line: SaleLine) -> str:
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


@contextmanager
def _open_lane(args: argparse.Namespace) -> Iterator[Lane]:
    folder = args.data or Path(f"var/lane-{args.lane}")
    me = _identity(args, folder)
    keys = KeyFile(folder / "keys.bin", me.store_key)
    with closing(Book(folder / "sales.db")) as book, closing(Http(me.url, 3.0, threading.Event().wait)) as http:
        if not args.offline:
            _renew(StoreClient(me, http), keys)
        till = Till(args.lane, me.key, book, keys.keys, lambda: int(time.time()))
        yield Lane(till, None if args.offline else LaneClient(me, http), replay)


def _identity(args: argparse.Namespace, folder: Path) -> Identity:
    me = enrolment.load(folder)
    if me is None and args.store and args.code:
        me = enrol(args.store, args.code, folder, "lane", args.lane)
    if me is None or me.id != lane_id(args.lane):
        raise TokenError(f"Lane {args.lane} is not enrolled here. Add --store URL --code CODE, once.")
    return replace(me, url=args.store or me.url)


def _renew(client: StoreClient, keys: KeyFile) -> None:
    try:
        keys.renew(client.key_list())
    except (StoreError, TokenError) as error:
        print(f"{error} This lane goes on without the store.")


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
    parser.add_argument("--pay", choices=("card", "cash"), help="take the money")
    parser.add_argument("--offline", action="store_true", help="do not ask the store; sales are sent later")
    parser.add_argument("--late", action="store_true", help="staff's choice: take an expired code (wrong clock)")
    parser.add_argument("--catalog", type=Path, help="a product file, for names where the code holds only numbers")
    parser.add_argument("--show-code", type=Path, metavar="PNG", help="write this lane's own code, for carts to read")
    parser.add_argument("--paid-code", type=Path, metavar="PNG", help="write the paid code, for the cart to read")
    return parser
