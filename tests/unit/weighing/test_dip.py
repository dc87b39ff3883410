"""What left before something went in, in one movement: the basket falls before it rises."""

import numpy as np
import pytest

from cart.weighing.dip import fell_g
from tests.unit.weighing.basket import Basket, final
from tests.unit.weighing.test_steps import run


@pytest.mark.parametrize(("out", "into"), [(105.0, 500.0), (17.0, 1_990.0), (450.0, 460.0), (1_050.0, 1_500.0)])
@pytest.mark.parametrize("apart_s", [0.15, 0.2])
def test_what_left_first_is_told_with_what_went_in(out: float, into: float, apart_s: float) -> None:
    basket = Basket(preload_g=4_000.0, noise_g=0.4)
    basket.drop(3.0, -out, kick=0.2)
    basket.drop(3.0 + apart_s, into)
    change = final(run(basket.samples(8.0)))[0]
    assert change.grams == pytest.approx(into - out, abs=5.0)
    assert 0.7 * out < change.fell_grams < 1.4 * out


@pytest.mark.parametrize("kick", [0.0, 0.5, 1.5, 3.0])
def test_what_goes_in_alone_does_not_fall_first(kick: float) -> None:
    basket = Basket(preload_g=4_000.0)
    basket.drop(3.0, 500.0, kick=kick)
    basket.drop(5.0, -500.0, kick=kick)
    assert [change.fell_grams for change in final(run(basket.samples(8.0)))] == [0.0, 0.0]


def test_noise_and_a_loss_alone_are_no_fall() -> None:
    assert fell_g(np.array([-3.0, 3.0, 400.0, 500.0]), 0.0, 1.0) == 0.0
    assert fell_g(np.array([0.0, -300.0, -290.0]), 0.0, 1.0) == 0.0
    assert fell_g(np.array([0.0, -90.0, -110.0, 300.0, -40.0]), 0.0, 1.0) == 110.0
