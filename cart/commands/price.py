"""`dashcart price`: prices baskets given as pricing cases."""

import argparse
import json
import sys
from collections.abc import Iterable
from pathlib import Path

from cart.errors import BadInput
from cart.pricing.case import answer, read_case

EXAMPLE = """example:
  dashcart price < cases.jsonl > results.jsonl
"""


def main(argv: list[str]) -> int:
    """Prices every case on standard input (JSON Lines), or one case file."""
    parser = argparse.ArgumentParser(
        prog="dashcart price", description=main.__doc__, epilog=EXAMPLE, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("case", nargs="?", type=Path, help="a case as a JSON file; none: JSON Lines on standard input")
    args = parser.parse_args(argv)
    for number, line in enumerate(_texts(args.case), start=1):
        if line.strip():
            print(json.dumps(answer(read_case(_table(line, number)))), flush=True)
    return 0


def _texts(path: Path | None) -> Iterable[str]:
    return sys.stdin if path is None else [path.read_text(encoding="utf-8")]


def _table(text: str, number: int) -> dict[str, object]:
    try:
        table = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadInput(f"case {number} is not valid JSON: {error}.") from error
    if not isinstance(table, dict):
        raise BadInput(f"case {number} is not a JSON object.")
    return table
