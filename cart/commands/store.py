"""`dashcart store`: the store's backend on this machine."""

import argparse
import secrets
import signal
from collections.abc import Callable
from pathlib import Path

from cart.commands import publish, restore
from cart.errors import StoreError
from cart.identity.files import write_atomically
from cart.store.serve import Server
from cart.store.settings import Settings

MOST_WORKERS, MOST_DAYS = 64, 3660
OTHERS = {"publish": publish.main, "restore": restore.main}
EXAMPLE = """example:
  dashcart store --port 8080 --data var/store --catalog assets/demo
  then, on the cart:  dashcart enrol http://store:8080 CODE
  and at the lane:    dashcart enrol http://store:8080 CODE --lane 4
  new goods, prices:  dashcart store publish products.csv --data var/store   (more: dashcart store publish --help)
  a copy each hour:   dashcart store --backup /media/usb/store   (back again: dashcart store restore --help)"""


def main(argv: list[str]) -> int:
    """Serves until it is stopped (Ctrl-C or SIGTERM); or publishes, or restores (OTHERS)."""
    if argv and argv[0] in OTHERS:
        return OTHERS[argv[0]](argv[1:])
    args = _parser().parse_args(argv)
    settings = Settings(
        args.data, _token(args.data), catalog=args.catalog, name=args.name, workers=args.workers,
        keep_days=args.keep_days, backup=args.backup,
    )  # fmt: skip
    with Server(settings, args.port, args.host) as server:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, server.end)
        _greet(server)
        server.wait()
    return 0


def _number(most: int, words: str, least: int = 1) -> Callable[[str], int]:
    """Reads a whole number from `least` to `most`; `words` say what to name instead."""

    def read(text: str) -> int:
        number = int(text)
        if not least <= number <= most:
            raise argparse.ArgumentTypeError(f"{number}: {words}")
        return number

    return read


PORT = _number(65_535, "name a port from 1 to 65535, or 0 for any free one.", least=0)
WORKERS = _number(MOST_WORKERS, f"name 1 to {MOST_WORKERS} workers.")
DAYS = _number(MOST_DAYS, f"name 1 to {MOST_DAYS} days.")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "dashcart store", description=__doc__, epilog=EXAMPLE, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--port", type=PORT, default=8080, help="the port; 0: any free one (default: 8080)")
    parser.add_argument("--host", default="127.0.0.1", help="the address to answer at; 0.0.0.0: all (default: this PC)")
    parser.add_argument("--data", type=Path, default=Path("var/store"), help="the store's files (default: var/store)")
    parser.add_argument(
        "--catalog",
        type=Path,
        help="a folder of product and offer files to begin with: what is published goes before it",
    )
    parser.add_argument("--workers", type=WORKERS, default=1, help="processes that work trips out (default: 1)")
    parser.add_argument("--keep-days", type=DAYS, default=90, help="how long trips are kept (default: 90 days)")
    parser.add_argument("--backup", type=Path, help="a folder for a copy of the store each hour (another disk)")
    parser.add_argument("--name", default="Corner Market", help="the store's name on its pages")
    return parser


def _token(data: Path) -> str:
    """The staff token, made on the first start."""
    path = data / "staff.token"
    try:
        if not path.exists():
            write_atomically(path, secrets.token_urlsafe(12).encode())
        return path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"{path} cannot be used ({error}). Name another folder with --data.") from error


def _greet(server: Server) -> None:
    shop = server.shop
    print(f"The store answers at  {server.url}")
    print(f"Staff page            {server.url}/staff   (name: staff, password: {shop.settings.staff_token})")
    print(f"To enrol a cart       dashcart enrol {server.url} {shop.new_code('cart')}")
    print(f"To enrol a lane       dashcart enrol {server.url} {shop.new_code('lane')} --lane 4", flush=True)
