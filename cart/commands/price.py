"""`dashcart price`: prices baskets given as pricing cases, explains, checks and proves."""

import argparse
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from cart.errors import BadInput
from cart.pricing import Pricer
from cart.pricing.case import Case, read_case
from cart.pricing.document import Sheet, html, text
from cart.pricing.importers.promofull import import_feed
from cart.pricing.offerfile import load
from cart.pricing.proof.bound import certify
from cart.pricing.proof.check import check
from cart.pricing.results import answer
from cart.pricing.words import Speech

EXAMPLE = """examples:
  dashcart price < cases.jsonl > results.jsonl      JSON Lines in, JSON Lines out
  dashcart price case.json --explain                the receipt as a person reads it
  dashcart price case.json --check                  prices, then checks with another method
  dashcart price case.json --check result.json      checks a result from elsewhere
  dashcart price --offers offers.toml               names what is wrong in an offer file
  dashcart price --promos PromoFull.xml.gz          what of a chain's feed can be carried, and what not
"""


def main(argv: list[str]) -> int:
    """Prices every case on standard input (JSON Lines), or one case file."""
    parser = argparse.ArgumentParser(
        prog="dashcart price", description=main.__doc__, epilog=EXAMPLE, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("case", nargs="?", type=Path, help="a case as a JSON file; none: JSON Lines on standard input")
    parser.add_argument("--explain", action="store_true", help="print the receipt")
    parser.add_argument("--html", action="store_true", help="with --explain: as an HTML page")
    parser.add_argument("--check", nargs="?", const="", metavar="RESULT", help="check a result against the case")
    parser.add_argument("--offers", type=Path, help="read an offer file and name its problems")
    parser.add_argument("--promos", type=Path, help="read a PromoFull feed and report on it")
    parser.add_argument("--language", default="en", help="such as en or es-MX (default: en)")
    parser.add_argument("--currency", default="USD", help="such as USD or EUR (default: USD)")
    args = parser.parse_args(argv)
    if args.offers is not None:
        return _offers(args.offers)
    if args.promos is not None:
        print(import_feed(args.promos).report())
        return 0
    return max([_one(read_case(table), args) for table in _tables(args.case)], default=0)


def _one(case: Case, args: argparse.Namespace) -> int:
    """Prices one case in the way that was asked for."""
    speech = Speech(args.language, args.currency)
    if args.explain:
        return _explain(case, speech, args.html)
    if args.check is not None:
        return _check(case, _object(_read(Path(args.check)), "result") if args.check else answer(case, speech))
    print(json.dumps(answer(case, speech)), flush=True)
    return 0


def _explain(case: Case, speech: Speech, as_page: bool) -> int:
    receipt = Pricer(case.offers, case.rules, speech).price(case.basket, case.context)
    sheet = Sheet(case.names, case.rules, speech, case.id, case.context.now.replace("T", " "))
    print(html(receipt, sheet) if as_page else text(receipt, sheet), end="")
    for problem in case.problems:
        print(f"Left out: {problem}", file=sys.stderr)
    return 0


def _check(case: Case, result: Mapping[str, Any]) -> int:
    wrong = check(case, result)
    if wrong:
        return _wrong(case, wrong)
    proof = certify(case, result["due"])
    if proof.slack < 0:
        return _wrong(case, [f"the due of {result['due']} lies below {proof.bound}, the least that can be"])
    room = "no lower total exists" if not proof.slack else f"at most {proof.slack} cents lower by this bound"
    print(f"{case.id}: legal, adds up to {result['due']}; bound {proof.bound}: {room}")
    return 0


def _wrong(case: Case, problems: Iterable[str]) -> int:
    for words in problems:
        print(f"{case.id}: wrong: {words}")
    return 1


def _offers(path: Path) -> int:
    tables, problems = load(path)
    print(f"{len(tables)} offers are good, {len(problems)} are refused.")
    for problem in problems:
        print(problem)
    return 1 if problems else 0


def _tables(path: Path | None) -> Iterable[dict[str, Any]]:
    if path is not None:
        yield _object(_read(path), path.name)
        return
    for number, line in enumerate(sys.stdin, start=1):
        if line.strip():
            yield _object(line, f"case {number}")


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise BadInput(f"{path} cannot be read ({error}). Give a JSON file.") from error


def _object(text: str, where: str) -> dict[str, Any]:
    try:
        table = json.loads(text)
    except json.JSONDecodeError as error:
        raise BadInput(f"{where} is not valid JSON: {error}.") from error
    if not isinstance(table, dict):
        raise BadInput(f"{where} is not a JSON object.")
    return table
