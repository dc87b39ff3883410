"""`dashcart name`: a task in, a line a query out; what is wrong with a task is said in words."""

import json
from pathlib import Path
from typing import Any

import cv2
import pytest

from cart.commands.main import main
from cart.naming.decibans import MOST_DB
from tests.support.groceries import KINDS, drawn

MASS = {
    "tomato": 110.0,
    "lemon": 120.0,
    "milk": 1060.0,
    "coffee": 520.0,
    "cucumber": 310.0,
    "plum": 70.0,
    "soap": 120.0,
}


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pictures")
    for kind in KINDS:
        for seed in range(4):
            cv2.imwrite(str(folder / f"{kind}-{seed}.png"), drawn(kind, seed))
    return folder


def task(pictures: Path, *untaught: str) -> dict[str, Any]:
    def files(kind: str) -> list[str]:
        return [] if kind in untaught else [str(pictures / f"{kind}-{n}.png") for n in range(3)]

    products = [
        {"id": kind, "name": kind, "kind": "pack", "mass_g": MASS[kind], "spread_g": 5.0, "taught": files(kind)}
        for kind in KINDS
    ]
    queries = [
        {"id": f"q-{kind}", "pictures": [str(pictures / f"{kind}-3.png")], "grams": MASS[kind] + 3, "sigma_g": 2.0,
         "basket": ["milk"]}
        for kind in KINDS
    ]  # fmt: skip
    return {"products": products, "queries": queries}


def asked(table: dict[str, Any], folder: Path) -> int:
    (folder / "task.json").write_text(json.dumps(table))
    return main(["name", str(folder / "task.json")])


def test_each_is_named(pictures: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert asked(task(pictures), tmp_path) == 0
    answers = {one["query"]: one for one in map(json.loads, capsys.readouterr().out.splitlines())}
    assert {key: one["candidates"][0]["product"] for key, one in answers.items()} == {f"q-{k}": k for k in KINDS}
    for one in answers.values():
        said = [candidate["decibans"] for candidate in one["candidates"]]
        assert said == sorted(said, reverse=True) and len(said) <= 6 and abs(one["none_db"]) <= MOST_DB


def test_what_nobody_taught_is_not_named_and_not_sure(
    pictures: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert asked(task(pictures, "plum"), tmp_path) == 0
    (plum,) = (one for one in map(json.loads, capsys.readouterr().out.splitlines()) if one["query"] == "q-plum")
    assert "plum" not in {one["product"] for one in plum["candidates"]} and not plum["sure"] and plum["none_db"] > 0


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"queries": [{"id": "q", "pictures": [], "grams": 5.0, "sigma_g": 0.0}]}, "sigma_g 0; it must be above 0"),
        (
            {"queries": [{"id": "q", "pictures": ["none.png"], "grams": 5.0, "sigma_g": 1.0}]},
            "no picture that can be read",
        ),
        ({"querys": []}, "unknown key 'querys'"),
        ({"products": 3}, "products"),
    ],
)
def test_a_wrong_task_ends_in_words(
    change: dict[str, Any], words: str, pictures: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    assert asked({**task(pictures, *KINDS), **change}, tmp_path) == 2
    said = capsys.readouterr().err
    assert words in said and "Traceback" not in said


def test_a_task_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["name", str(tmp_path / "none.json")]) == 2 and "cannot be read" in capsys.readouterr().err


def test_without_a_picture_nothing_is_named(pictures: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    table = task(pictures)
    table["queries"] = [{**table["queries"][0], "pictures": []}]
    assert asked(table, tmp_path) == 0
    assert json.loads(capsys.readouterr().out)["candidates"] == []
