"""Which products may look alike, by name and weight alone."""

import numpy as np

from cart.naming.kin import Kin, words
from cart.naming.weight import Mass

CARTON = Mass(1060, 10)
SHELF = [
    ("Arla medium fat milk", CARTON), ("Alpro soy drink", CARTON), ("Royal Gala apple", Mass(180, 27, loose=True)),
    ("Tinned peas", Mass(400, 4)),
]  # fmt: skip
EVERY = np.arange(len(SHELF))


def likeness(name: str, mass: Mass) -> np.ndarray:
    return Kin([(name, mass)], SHELF).likeness(EVERY)[0]


def test_a_sibling_is_nearest_by_its_words():
    found = likeness("Arla lactose-free medium fat milk", CARTON)
    assert found.argmax() == 0 and found[0] > 1.2 * found[1] > 0


def test_without_a_word_in_common_equal_weights_make_kin():
    found = likeness("Pink Lady", Mass(180, 27, loose=True))
    assert found.argmax() == 2 and found[0] == found[3] == 0


def test_a_pack_and_loose_goods_of_one_weight_are_no_kin():
    assert likeness("Rusks", Mass(180, 27)).max() < 1e-9


def test_what_nobody_weighed_has_kin_by_name_only():
    found = likeness("Soy drink vanilla", Mass(None))
    assert found[1] > 0 and found[0] == found[2] == found[3] == 0


def test_rare_words_tell_more_than_those_of_many_names():
    taught = [(f"Juice {fruit}", Mass(1000 + 100 * n, 5)) for n, fruit in enumerate(("apple", "pear", "plum", "fig"))]
    kin = Kin([("Apple sauce", Mass(300, 3)), ("Juice mango", Mass(300, 3))], taught).likeness(np.arange(4))
    assert kin[0, 0] > kin[1, 1]


def test_words_are_letters_and_digits():
    assert words("Piña, 2% — café!") == {"piña", "2", "café"}
