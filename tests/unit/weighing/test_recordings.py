"""The detector on recordings with truth, where they are at hand: a few of each kind."""

import json
from pathlib import Path

import pytest

from cart.weighing.change import WeightChange
from cart.weighing.steps import StepDetector
from tests.unit.weighing.basket import final

TRACES = Path(__file__).resolve().parents[4] / "shared" / "data" / "weighing" / "traces"
pytestmark = pytest.mark.skipif(not TRACES.is_dir(), reason="the recordings are not at hand")


def recorded(name: str) -> tuple[dict[str, object], list[WeightChange]]:
    np = pytest.importorskip("numpy")
    with np.load(TRACES / f"{name}.npz") as file:
        meta = json.loads(str(file["meta"]))
        samples = list(zip(file["t80"].tolist(), file["raw80"].tolist(), strict=True))
    scale = StepDetector(counts_per_gram=meta["counts_per_gram"], tare_counts=meta["tare_raw"], rate_hz=80)
    return meta, final([change for at, counts in samples for change in scale.push(at, counts)])


@pytest.mark.parametrize(
    "name",
    ["still_single_04", "still_heavy_00", "swap_00", "fast_seq_10", "take_out_00", "bad_reads_00", "hand_rest_00"],
)
def test_every_change_is_found_and_none_invented(name: str) -> None:
    meta, changes = recorded(name)
    truth = meta["truth"]
    assert isinstance(truth, list)
    assert len(changes) == len(truth)
    for found, true in zip(changes, truth, strict=True):
        assert found.grams == pytest.approx(true["g"], abs=max(3.0, 0.01 * abs(true["g"])))


@pytest.mark.parametrize("name", ["bump_02", "roll_only_06", "roll_only_00"])
def test_knocks_and_rolling_change_nothing(name: str) -> None:
    assert recorded(name)[1] == []
