"""`dashcart COMMAND ...`: finds the command among the installed entry points and runs it."""

import sys
from importlib.metadata import entry_points

from cart.errors import DashCartError


def main(argv: list[str] | None = None) -> int:
    """Runs one command with its own arguments; an expected error ends in its words and exit status 2."""
    args = sys.argv[1:] if argv is None else argv
    known = {point.name: point for point in entry_points(group="dashcart.commands")}
    if not args or args[0] not in known:
        print("dashcart COMMAND ...\n\nCommands: " + ", ".join(sorted(known)) + "\nHelp: dashcart COMMAND --help")
        return 0 if args[:1] in ([], ["--help"], ["-h"]) else 2
    try:
        return int(known[args[0]].load()(args[1:]) or 0)
    except DashCartError as error:
        print(f"dashcart {args[0]}: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
