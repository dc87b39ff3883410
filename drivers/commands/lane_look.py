"""What the lane must look at, in a terminal: answers from the options, else from the person at the keyboard."""

import argparse
import sys
from collections.abc import Iterator

from cart.errors import TokenError
from cart.handover.lane import question
from cart.handover.serving import Serving
from cart.trip.checks import parted
from cart.trip.view import Check

ANSWERS = {"s": "seen", "r": "refused"}


def add_options(parser: argparse.ArgumentParser) -> None:
    """The options that answer without a question."""
    parser.add_argument("--age", choices=("seen", "refused"), help="a person looked: old enough, or not")
    parser.add_argument(
        "--weigh", action="append", default=[], metavar="LINE=GRAMS", help="the lane's scale says so, bag and all"
    )
    parser.add_argument("--waive", action="store_true", help="the lane does not weigh: the cart's weights stand")
    parser.add_argument("--by", default="", help="who answers, for the book")


def answered(serving: Serving, args: argparse.Namespace) -> None:
    """Answers what the options answer, then asks for the rest where a person sits at the keyboard and is to pay."""
    weights = dict(map(_weight, args.weigh))
    for check in serving.open:
        _from_options(serving, check, args, weights)
    while args.pay and serving.step == "asking" and sys.stdin.isatty():
        _ask(serving, serving.open[0])


def shown(serving: Serving) -> Iterator[str]:
    """What the answers changed, what is still open, and why it cannot be sold."""
    yield from serving.changes
    for check in serving.open:
        yield f"{question(check)}  {how(check)}"
    if serving.sale and serving.sale.stop:
        yield serving.sale.stop
    elif serving.open:
        yield "Take no money yet."


def how(check: Check) -> str:
    """The options that answer a question."""
    if check.age:
        return "--age seen | refused"
    return f"--weigh {parted(check.key)[1]}=GRAMS | --waive"


def _from_options(serving: Serving, check: Check, args: argparse.Namespace, weights: dict[str, int]) -> None:
    """A check that an earlier answer closed meanwhile (18 by 21) is left alone."""
    line = str(parted(check.key)[1])
    if check not in serving.open:
        return
    if check.age:
        if args.age:
            (serving.seen if args.age == "seen" else serving.refused)(check.key)
    elif line in weights:
        serving.weighed(check.key, weights[line])
    elif args.waive:
        serving.waived(check.key)


def _weight(text: str) -> tuple[str, int]:
    """ "12=1250" as the line and its grams. Raises TokenError."""
    line, _, grams = text.partition("=")
    if not (line.isdigit() and grams.isascii() and grams.isdigit()):
        raise TokenError(f"--weigh {text}: a line's number and whole grams are needed, as in --weigh 12=1250.")
    return line, int(grams)


def _ask(serving: Serving, check: Check) -> None:
    print(question(check))
    try:
        if check.age:
            said = ANSWERS.get(input("Seen or refused? [s/r] ").strip().lower()[:1], "")
            if said:
                (serving.seen if said == "seen" else serving.refused)(check.key)
            return
        grams = input("Grams on the lane's scale, bag and all (w: waive) ").strip().lower()
        serving.waived(check.key) if grams == "w" else serving.weighed(*_weight_of(check, grams))
    except TokenError as error:
        print(error)


def _weight_of(check: Check, text: str) -> tuple[str, int]:
    if not (text.isascii() and text.isdigit()):
        raise TokenError("Whole grams, or w.")
    return check.key, int(text)
