"""`dashcart COMMAND ...`: finds the command among the installed entry points and runs it."""

import ast
import os
import sys
from importlib.metadata import EntryPoint, entry_points, version
from importlib.util import find_spec
from pathlib import Path

from cart import logs
from cart.errors import BadInput, DashCartError

USAGE = """dashcart COMMAND ...: an open smart shopping cart.

{commands}

Each explains itself: dashcart COMMAND --help
With every command: --log-level {levels}     without one: --version"""


def main(argv: list[str] | None = None) -> int:
    """Runs one command with its own arguments; an expected error ends in its words and exit status 2."""
    known = {point.name: point for point in entry_points(group="dashcart.commands")}
    try:
        args, level = logs.level_of(sys.argv[1:] if argv is None else argv)
    except BadInput as error:
        print(f"dashcart: {error}", file=sys.stderr)
        return 2
    if args == ["--version"]:
        print(f"dashcart {version('dash-cart')}")
        return 0
    if not args or args[0] not in known:
        lines = "\n".join(f"  {name:<10} {line_of(known[name])}" for name in sorted(known))
        print(USAGE.format(commands=lines, levels="|".join(logs.LEVELS)))
        return 0 if args[:1] in ([], ["--help"], ["-h"]) else 2
    logs.to_terminal(level)
    try:
        status = _run(known[args[0]], args[1:])
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        return _nobody_reads()


def _run(point: EntryPoint, args: list[str]) -> int:
    try:
        return int(point.load()(args) or 0)
    except DashCartError as error:
        print(f"dashcart {point.name}: {error}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _nobody_reads() -> int:
    """What is left of the output goes nowhere, quietly: `| head` has seen enough."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 1


def line_of(point: EntryPoint) -> str:
    """What a command does: the first line of its module, read and not run, for some take seconds to load."""
    spec = find_spec(point.module)
    text = ast.get_docstring(ast.parse(Path(spec.origin).read_text("utf-8"))) if spec and spec.origin else None
    return (text or "").partition("\n")[0].partition(": ")[2]
