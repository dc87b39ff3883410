"""From a gain to a question to a fact: what is asked, with which pictures, and what is told of the answer."""

from dataclasses import replace

import numpy as np
import pytest

from cart.catalog.product import Place
from cart.catalog.snapshot import Snapshot
from cart.facts import BagDeclared, ItemSeen, ProducePicked, WeightChanged
from cart.naming.evidence import Candidate, Naming
from drivers.naming.question import Answer, Question
from drivers.naming.sight import Sight
from drivers.ports import Frame
from tests.support.trips import TERMS, Shopper, product

DAIRY, PANTRY = Place("dairy", 10, 10), Place("pantry", 900, 10)
OIL, JAM = product("Olive oil", 885, 599, place=PANTRY), product("Jam", 880, 329, place=DAIRY)
MILK = product("Milk", 1056, 189, place=DAIRY)
BANANAS = product("Bananas", None, 169, unit="kg", plu="4011")
GOODS = (OIL, JAM, MILK, BANANAS)
SHOP = Snapshot.of_products(GOODS, TERMS)


class Told:
    """Eyes that say what a test says, and a camera whose frames are numbered."""

    def __init__(self) -> None:
        self.asked: list[Question] = []
        self.said: list[Answer] = []
        self.posted: list[tuple] = []
        self.now = 0.0
        self.sight = Sight(
            self, lambda: SHOP, lambda: self.now, lambda kind, **fields: self.posted.append((kind, fields))
        )

    def ask(self, question: Question) -> None:
        self.asked.append(question)

    def answers(self) -> list[Answer]:
        said, self.said = self.said, []
        return said

    def look(self, until: float) -> "Told":
        while self.now < until:
            self.now += 0.2
            picture = np.full((4, 6, 3), int(self.now * 10), np.uint8)
            self.sight.look(Frame(self.now, picture[..., 0], lambda picture=picture: picture))
        return self

    def hear(self, shopper: Shopper) -> "Told":
        self.sight.heard(shopper.trip, shopper.facts[-1], shopper.trip)
        return self


def times(pictures: tuple) -> list[float]:
    return [one[0, 0, 0] / 10 for one in pictures]


def test_a_gain_that_nothing_explains_is_asked_about():
    shopper, told = Shopper().put(MILK), Told().look(6.0)
    told.hear(shopper.weigh(885, sigma=2.0)).look(7.0)
    (one,) = told.asked
    assert (one.trip, one.change, one.gain.grams) == (shopper.trip.number, shopper.change, 885)
    assert list(one.gain.basket) == [MILK.id] and one.gain.sigma_g >= 1.0
    assert max(times(one.before)) <= 4.5 and min(times(one.after)) >= 6.0 and len(one.after) == len(one.before) == 3


def test_what_is_scanned_small_lost_own_or_weighed_is_no_question():
    told = Told().look(6.0)
    for shopper in (
        Shopper().scan(OIL).weigh(400), Shopper().weigh(8), Shopper().put(OIL).weigh(-300),
        Shopper().do(BagDeclared).weigh(600), Shopper().do(ProducePicked, product=BANANAS).weigh(900),
    ):  # fmt: skip
        assert isinstance(shopper.facts[-1], WeightChanged)
        told.hear(shopper)
    assert told.look(9.0).asked == []


def test_a_camera_that_did_not_look_asks_nothing():
    told = Told()
    told.now = 6.0
    assert told.hear(Shopper().weigh(885)).look(9.0).asked == []


def test_a_revised_weight_is_asked_about_with_the_pictures_of_before():
    shopper, told = Shopper(), Told().look(6.0)
    told.hear(shopper.weigh(800)).look(7.0).hear(shopper.weigh(885, revises=1)).look(12.0)
    first, then = told.asked
    assert (then.change, then.gain.grams) == (shopper.change, 885)
    assert times(then.before) == times(first.before) and times(then.after) == times(first.after)


def test_an_answer_becomes_the_fact_with_the_products_records():
    told = Told()
    named = Naming((Candidate(OIL.id, 12.0), Candidate("sold no more", 3.0), Candidate(JAM.id, -5.0)), -8.0, True)
    told.said = [
        Answer(3, 7, named),
        Answer(3, 8, Naming()),
        Answer(3, 9, replace(named, candidates=named.candidates[1:2])),
    ]
    ((kind, fields),) = told.look(0.2).posted
    assert kind is ItemSeen and (fields["trip"], fields["change"], fields["sure"]) == (3, 7, True)
    assert [(one.product, one.decibans) for one in fields["candidates"]] == [(OIL, 12.0), (JAM, -5.0)]


@pytest.mark.parametrize(("bought", "near"), [("Milk", {"Milk", "Jam"}), ("Olive oil", {"Olive oil"})])
def test_what_stands_in_the_aisle_of_the_last_goods_is_nearby(bought: str, near: set[str]):
    told = Told().look(6.0)
    told.hear(Shopper().put(next(one for one in GOODS if one.name == bought)).weigh(430)).look(7.0)
    assert told.asked[0].gain.nearby == {one.id for one in GOODS if one.name in near}
