"""`dashcart replay JOURNAL`: prints each trip as a story, and the same receipt, to the cent."""

import argparse
from pathlib import Path

from cart.facts import Fact
from cart.trip.journal import Journal, read_only
from cart.trip.replay import Outcome, replay
from cart.trip.story import receipt_lines, tell


def main(argv: list[str]) -> int:
    """Runs the command; returns the exit status (1: the journal is damaged, the sound part was told)."""
    parser = argparse.ArgumentParser(prog="dashcart replay", description=__doc__)
    parser.add_argument("journal", type=Path, help="the cart's journal.db")
    parser.add_argument("--trip", type=int, help="only this trip (default: all that the journal holds)")
    args = parser.parse_args(argv)
    journal = read_only(args.journal)
    trips = [args.trip] if args.trip is not None else [number for number in journal.trips() if number]
    for number in trips:
        print_trip(journal, number)
    journal.close()
    return 0


def print_trip(journal: Journal, number: int) -> Outcome:
    """Prints one trip: its story, its receipt, its chain's head."""
    facts: list[Fact] = []
    for fact in journal.facts(number):
        facts.append(fact)
        for words in tell(fact, facts[0].at):
            print(words)
    outcome = replay(facts)
    print("\n".join(receipt_lines(outcome.view)))
    print(f"journal head {journal.head(number).hex()}")
    return outcome
