"""`dashcart store restore`: a copy of a store is read through, and becomes a store again."""

import argparse
import shutil
from pathlib import Path

from cart.errors import StoreError
from cart.store import backup

EXAMPLE = """example:
  dashcart store --data var/store --backup /media/usb/store     (a copy each hour, while it serves)
  dashcart store restore /media/usb/store --check
  dashcart store restore /media/usb/store --data var/store"""
MOST_TOLD = 20


def main(argv: list[str]) -> int:
    """Runs `dashcart store restore`. Exit status 1: the copy is damaged, and nothing was written."""
    args = _parser().parse_args(argv)
    copy = _newest(args.backup)
    found = backup.check(copy)
    print(f"{copy}: {found.sessions} sessions, {found.sales} sales.")
    for words in found.wrong[:MOST_TOLD]:
        print(f"  {words}")
    if found.wrong:
        print("This copy is damaged. Choose an older one.")
        return 1
    if not args.check:
        _put(copy, args.data)
        print(f"Restored. Start it: dashcart store --data {args.data}")
    return 0


def _put(copy: Path, data: Path) -> None:
    if data.exists() and any(data.iterdir()):
        raise StoreError(f"{data} is not empty. Move it away first, or name another folder with --data.")
    try:
        shutil.copytree(copy, data, symlinks=True, dirs_exist_ok=True)
    except OSError as error:
        raise StoreError(f"{data} cannot be written ({error}). Nothing of the copy was lost.") from error


def _newest(folder: Path) -> Path:
    """A copy, or the newest one in a folder of copies."""
    if (folder / "store.db").is_file():
        return folder
    found = backup.copies(folder) if folder.is_dir() else []
    if not found:
        raise StoreError(f"{folder} holds no copy of a store.")
    return found[-1]


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        "dashcart store restore",
        description=__doc__,
        epilog=EXAMPLE,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("backup", type=Path, help="a copy, or the folder of copies: then the newest one")
    parser.add_argument("--data", type=Path, default=Path("var/store"), help="the new store's folder, empty")
    parser.add_argument("--check", action="store_true", help="only read it through")
    return parser
