"""`dashcart weigh` and `dashcart calibrate`, as a person uses them."""

import io
import json
from pathlib import Path

import pytest

from cart.commands import weigh
from cart.errors import CalibrationRefused
from cart.weighing.audit import Trail
from cart.weighing.calibration import Calibration
from cart.weighing.judgement import Fault, Scheme, Step
from cart.weighing.procedure import Slip, Walk
from drivers.commands import calibrate
from drivers.ports import Sample
from tests.unit.weighing.basket import PER_GRAM, ZERO, Basket
from tests.unit.weighing.walks import plan

LOADS = [2_000.0, 5_000.0, 10_000.0]


def recording(path: Path, head: str = "t,counts\n") -> Path:
    basket = Basket()
    basket.drop(2.0, 333.0)
    path.write_text(head + "".join(f"{at:.6f},{counts}\n" for at, counts in basket.samples(5.0)))
    return path


@pytest.mark.parametrize("head", ["t,counts\n", ""])
def test_changes_come_out_as_json_lines(tmp_path: Path, capsys: pytest.CaptureFixture[str], head: str) -> None:
    trace = recording(tmp_path / "trace.csv", head)
    assert weigh.main([str(trace), "--counts-per-gram", str(PER_GRAM), "--zero", str(ZERO)]) == 0
    last = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert last["grams"] == pytest.approx(333.0, abs=1.5)
    assert set(last) == {"id", "grams", "sigma_grams", "revises", "at", "fell_grams"}


def test_a_picture_is_drawn(tmp_path: Path) -> None:
    Calibration(PER_GRAM, ZERO).save(tmp_path / "calibration.json")
    trace, out = recording(tmp_path / "trace.csv"), tmp_path / "out.png"
    assert weigh.main([str(trace), "--calibration", str(tmp_path / "calibration.json"), "--plot", str(out)]) == 0
    assert out.read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize(
    ("more", "words"),
    [([], "--counts-per-gram"), (["--calibration", "none.json"], "dashcart calibrate")],
)
def test_a_missing_calibration_is_asked_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], more: list[str], words: str
) -> None:
    assert weigh.main([str(recording(tmp_path / "trace.csv")), *more]) == 2
    assert words in capsys.readouterr().err


@pytest.mark.parametrize("text", ["0.1,5\n0.2\n", "0.1,x\n", None])
def test_a_bad_recording_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str], text: str | None) -> None:
    path = tmp_path / "bad.csv"
    if text is not None:
        path.write_text(text)
    assert weigh.main([str(path), "--counts-per-gram", "100"]) == 2
    assert "seconds" in capsys.readouterr().err


class Bench:
    """A scale under a person's hands: its load is that of the step being asked for. `off_g` is added at one step."""

    rate_hz = 80.0

    def __init__(self, off_g: float = 0.0, at: int = 5, restless: bool = False) -> None:
        self.loads = [step.load_g for step in plan()]
        self.step, self.reads, self.off_g, self.at, self.restless = -1, 0, off_g, at, restless

    def read(self) -> Sample:
        self.reads += 1
        grams = self.loads[self.step] + (self.off_g if self.step == self.at else 0.0)
        sway = 40.0 * self.reads if self.restless else 0.0
        return Sample(self.reads / 80.0, round(ZERO + PER_GRAM * grams + sway + (self.reads * 37) % 60))

    def close(self) -> None:
        """Nothing to let go."""


class Keys(io.StringIO):
    """Presses Enter when asked, and puts on what was asked for; `says` is typed before some of the Enters."""

    def __init__(self, bench: Bench, presses: int = 99, says: dict[int, tuple[str, int]] | None = None) -> None:
        super().__init__()
        self._bench, self._presses, self._says, self._pressed = bench, presses, says or {}, 0

    def readline(self, size: int = -1, /) -> str:
        self._pressed += 1
        text, moves = self._says.get(self._pressed, ("", 1))
        self._bench.step += moves
        return f"{text}\n" if self._pressed <= self._presses else ""


class Fixed:
    """A clock that stands."""

    def now(self) -> float:
        return 0.0

    def wall(self) -> str:
        return "2026-02-03T09:30"


def table(bench: Bench, folder: Path, keys: Keys | None = None) -> calibrate.Table:
    return calibrate.Table(bench, keys or Keys(bench), io.StringIO(), Fixed(), Scheme(), folder)


def said(one: calibrate.Table) -> str:
    return one.screen.getvalue()  # type: ignore[attr-defined,no-any-return]


def test_a_person_is_walked_through_and_the_trail_is_kept(tmp_path: Path) -> None:
    for event in (1, 2):
        done = table(Bench(), tmp_path)
        assert calibrate.calibrate(done, "R. Diaz", LOADS).event == event
    assert Calibration.load(tmp_path / "calibration.json").counts_per_gram == pytest.approx(PER_GRAM, rel=1e-4)
    first, second = Trail(tmp_path / "calibrations.jsonl").entries()
    assert (first.who, first.wall, first.old) == ("R. Diaz", "2026-02-03T09:30", None)
    assert second.old is not None
    for words in (
        "1 of 12: Empty the basket and let go of the cart. Then press Enter.",
        "3 of 12: Put 5000 g in the middle of the basket.",
        "7 of 12: Move 10000 g to the back right of the basket.",
        "9 of 12: Empty the basket. Then",
        "Within its tolerances.",
        "Saved as calibration 2",
    ):
        assert words in said(done)


def test_a_step_back_is_one_letter(tmp_path: Path) -> None:
    bench = Bench()
    done = table(bench, tmp_path, Keys(bench, says={4: ("b", 0), 5: ("", 0)}))
    assert calibrate.calibrate(done, "R. Diaz", LOADS).event == 1
    assert said(done).count("3 of 12") == 2


def test_a_weight_that_was_forgotten_is_asked_for_again(tmp_path: Path) -> None:
    bench = Bench()
    done = table(bench, tmp_path, Keys(bench, says={3: ("", 0), 4: ("", 1)}))
    assert calibrate.calibrate(done, "R. Diaz", LOADS).event == 1
    assert "The basket reads 2000 g, not 5000 g. Check what lies in it." in said(done)


@pytest.mark.parametrize(
    ("bench", "presses", "who", "words"),
    [
        (Bench(off_g=30.0), 99, "Ana", "front right .* off by .30.0 g; 10.0 g are allowed .*3.6.2"),
        (Bench(off_g=-60.0, at=2), 99, "Ana", "off by .* Check the weight"),
        (Bench(off_g=-9.0, at=8), 99, "Ana", "did not come back to zero"),
        (Bench(off_g=19.0, at=11), 99, "Ana", "readings 19.* apart; 10.0 g are allowed .*3.6.1"),
        (Bench(), 4, "Ana", "left before its end"),
        (Bench(), 12, "Ana", "left before its end"),
        (Bench(restless=True), 99, "Ana", "come to rest"),
        (Bench(), 99, "", "--who"),
    ],
)
def test_what_goes_wrong_changes_nothing(tmp_path: Path, bench: Bench, presses: int, who: str, words: str) -> None:
    with pytest.raises(CalibrationRefused, match=words):
        calibrate.calibrate(table(bench, tmp_path, Keys(bench, presses)), who, LOADS)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("loads", [[50.0, 2_000.0, 5_000.0], [2_000.0, 5_000.0, 50_000.0]])
def test_weights_that_the_scale_cannot_use_are_said(tmp_path: Path, loads: list[float]) -> None:
    with pytest.raises(CalibrationRefused, match="100 g at least|goes to 40000 g"):
        calibrate.calibrate(table(Bench(), tmp_path), "Ana", loads)


@pytest.mark.parametrize("why", ["light", "over_max", "rising", "nothing", "backwards", "differs", "not_empty"])
def test_every_slip_has_words(why: str) -> None:
    assert calibrate.slip_words(Slip(why, 5.0), Walk()).endswith((".", "?"))  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", ["zero", "line", "corner", "return", "repeat"])
def test_every_fault_says_the_clause_and_what_to_do(kind: str) -> None:
    fault = Fault(Step(kind, 2_000.0, "middle"), 9.0, 5.0, "OIML R 76-1:2006, 3.6.1")  # type: ignore[arg-type]
    words = calibrate.fault_words(fault)
    assert "3.6.1" in words and "9.0 g" in words and "5.0 g are allowed" in words
    assert "check" in words.lower()


def test_the_trail_is_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Trail(tmp_path / "calibrations.jsonl").append("2026-02-03T09:30", "Ana", None, {"counts_per_gram": 107.4})
    config = tmp_path / "cart.toml"
    config.write_text(f'[cart]\nid = "7"\ndata = "{tmp_path}"\n[camera]\ndriver = "sim"\n[scale]\ndriver = "sim"\n')
    assert calibrate.main([str(config), "--trail"]) == 0
    assert "Ana  107.4000 counts/g" in capsys.readouterr().out


def test_a_missing_config_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert calibrate.main([str(tmp_path / "none.toml"), "--who", "Ana"]) == 2
    assert "none.toml" in capsys.readouterr().err
