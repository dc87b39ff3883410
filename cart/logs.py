"""What the program writes down: our own warnings on the terminal, all else in a file that cannot grow for ever."""

import logging
from collections.abc import Sequence
from logging.handlers import RotatingFileHandler
from pathlib import Path

from cart.errors import BadInput

LEVELS = ("debug", "info", "warning", "error")
USUAL = "info"
OWN = ("cart", "drivers", "ui")
MOST_BYTES, KEPT = 1 << 20, 2
_OPTION = "--log-level"


def level_of(args: Sequence[str]) -> tuple[list[str], str]:
    """The arguments without `--log-level LEVEL`, and the level. Raises BadInput for one that there is not."""
    rest = list(args)
    if _OPTION not in rest:
        return rest, USUAL
    at = rest.index(_OPTION)
    level = rest[at + 1] if at + 1 < len(rest) else ""
    if level not in LEVELS:
        raise BadInput(f"{_OPTION} is one of {', '.join(LEVELS)}, not {level!r}.")
    return rest[:at] + rest[at + 2 :], level


def to_terminal(level: str = USUAL) -> None:
    """Warnings of our own parts go to the terminal; with `level` "debug" everything that they say."""
    terminal = logging.StreamHandler()
    terminal.setLevel(min(logging.WARNING, _number(level)) if level == "debug" else logging.WARNING)
    terminal.addFilter(lambda record: record.name.partition(".")[0] in OWN)
    terminal.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
    root = logging.getLogger()
    root.handlers[:] = [terminal]
    root.setLevel(_number(level))


def to_file(path: Path) -> None:
    """From now on all that is logged, by others too, also stands in this file; the last two are kept."""
    path.parent.mkdir(parents=True, exist_ok=True)
    file = RotatingFileHandler(path, maxBytes=MOST_BYTES, backupCount=KEPT, delay=True, encoding="utf-8")
    file.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logging.getLogger().addHandler(file)


def _number(level: str) -> int:
    return int(getattr(logging, level.upper()))
