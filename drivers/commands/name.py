"""`dashcart name`: what went in, told from pictures and a weight, one JSON object a line."""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np

from cart.errors import BadInput
from cart.naming.evidence import Evidence, Gain, Naming
from drivers.naming import task
from drivers.naming.look import look, looks
from drivers.naming.net import Net, Picture
from drivers.naming.taught import Taught

TASK = """the task, one JSON file:
  {"products": [{"id", "name", "kind": "pack" or "produce", "mass_g", "spread_g", "taught": [picture files]}],
   "queries": [{"id", "pictures": [files], "grams", "sigma_g", "basket": [ids scanned on this trip]}]}
the answer, a line a query, at most six candidates, best first; decibans = 10 log10(p / (1 - p)):
  {"query": id, "candidates": [{"product": id, "decibans": n}], "sure": true or false, "none_db": n}
example: dashcart name task.json
"""


def main(argv: list[str]) -> int:
    """Teaches a shop from pictures, then names each item of the task from its pictures, weight and basket."""
    parser = argparse.ArgumentParser(
        prog="dashcart name", description=main.__doc__, epilog=TASK, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("task", type=Path, metavar="TASK.json")
    asked = task.load(parser.parse_args(argv).task)
    cv2.setNumThreads(1)
    net = Net()
    taught = Taught.of({one.id: [look(net, read(file)) for file in one.taught] for one in asked.products})
    evidence = Evidence([one.good for one in asked.products])
    for query in asked.queries:
        gain = Gain(query.grams, query.sigma_g, query.basket)
        print(line(query.id, evidence.name(taught.ratios(looks(net, list(map(read, query.pictures)))), gain)))
    return 0


def read(file: str) -> Picture:
    """A picture file as uint8 BGR. Raises BadInput where it is none."""
    picture = cv2.imread(file, cv2.IMREAD_COLOR)
    if picture is None:
        raise BadInput(f"{file} is no picture that can be read: name a PNG or JPEG file.")
    return np.asarray(picture, np.uint8)


def line(query: str, naming: Naming) -> str:
    """The answer's JSON."""
    candidates = [{"product": one.product, "decibans": round(one.decibans, 2)} for one in naming.candidates]
    none_db = round(naming.none_db, 2)
    return json.dumps({"query": query, "candidates": candidates, "sure": naming.sure, "none_db": none_db})
