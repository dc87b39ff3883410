"""`dashcart read` over many pictures: what is read, what is refused, what is drawn, and the exit status."""

import json
from pathlib import Path

import cv2
import numpy as np
import pytest

from cart.commands.main import main as dashcart
from drivers.commands.pictures import draw, load, save
from drivers.commands.read import main
from drivers.decoding.warmup import ean13
from drivers.ports import Frame
from drivers.sim.label import label

NUMBERS = {"tea": "5901234123457", "jam": "4006381333931", "oats": "7613034880017"}


@pytest.fixture
def shelf(tmp_path: Path) -> Path:
    """A folder of three packages, a member card, an empty shelf, a letter and a strip."""
    for name, number in NUMBERS.items():
        cv2.imwrite(str(tmp_path / f"{name}.png"), ean13(number[:12], 2))
    cv2.imwrite(str(tmp_path / "card.png"), label("DCM:1234567", "QR").grey)
    cv2.imwrite(str(tmp_path / "empty.jpg"), np.full((90, 120), 200, np.uint8))
    cv2.imwrite(str(tmp_path / "strip.png"), np.full((2, 2000), 200, np.uint8))
    (tmp_path / "letter.txt").write_text("Dear shopper")
    return tmp_path


def read(capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, list[dict], str]:
    status = main([str(arg) for arg in args])
    said = capsys.readouterr()
    return status, [json.loads(line) for line in said.out.splitlines()], said.err


def test_every_picture_has_its_line_in_the_order_asked_for(shelf, capsys):
    asked = [shelf / name for name in ("jam.png", "empty.jpg", "tea.png", "card.png", "oats.png")]
    status, lines, err = read(capsys, *asked)
    assert (status, err) == (0, "")
    assert [line["file"] for line in lines] == [str(path) for path in asked]
    texts = [[code["text"] for code in line["codes"]] for line in lines]
    assert texts == [[NUMBERS["jam"]], [], [NUMBERS["tea"]], ["DCM:1234567"], [NUMBERS["oats"]]]
    assert lines[3]["codes"][0]["format"] == "QRCODE"


@pytest.mark.parametrize("bad", ["none.png", "letter.txt", "."])
def test_what_is_no_picture_is_named_and_the_rest_is_read(shelf, capsys, bad):
    status, lines, err = read(capsys, shelf / "tea.png", shelf / bad, shelf / "jam.png")
    assert status == 1
    assert [len(line["codes"]) for line in lines] == [1, 1]
    assert err.count("\n") == 1 and str(shelf / bad) in err and "name a PNG or JPEG file" in err


def test_a_strip_of_a_picture_is_a_line_without_codes(shelf, capsys):
    status, lines, _ = read(capsys, shelf / "strip.png")
    assert status == 0 and lines[0]["codes"] == []


def test_strict_says_nothing_of_what_it_would_not_sell(tmp_path, capsys):
    """A case's ITF-14, which one engine alone reads, is likely and no more."""
    cv2.imwrite(str(tmp_path / "case.png"), label("15400141288763", "ITF14").grey)
    _, (lenient,), _ = read(capsys, tmp_path / "case.png")
    _, (strict,), _ = read(capsys, "--strict", tmp_path / "case.png")
    assert lenient["codes"] == [{"text": "15400141288763", "format": "ITF14"}]
    assert strict["codes"] == []


def test_two_codes_in_one_picture_are_two_answers(tmp_path, capsys):
    both = np.hstack([ean13(NUMBERS[name][:12], 3) for name in ("tea", "jam")])
    cv2.imwrite(str(tmp_path / "two.png"), both)
    _, (line,), _ = read(capsys, "--strict", tmp_path / "two.png")
    assert {code["text"] for code in line["codes"]} == {NUMBERS["tea"], NUMBERS["jam"]}


def test_annotated_pictures_stand_beside_each_other_under_the_pictures_names(shelf, capsys):
    folder = shelf / "deep" / "seen"
    status, _, _ = read(capsys, "--annotate", folder, shelf / "tea.png", shelf / "empty.jpg")
    assert status == 0
    assert sorted(path.name for path in folder.iterdir()) == ["empty.png", "tea.png"]
    before, after = cv2.imread(str(shelf / "empty.jpg")), cv2.imread(str(folder / "empty.png"))
    assert (before == after).all()


def test_annotate_draws_green_round_the_bars_only(shelf, capsys):
    read(capsys, "--annotate", shelf / "seen", shelf / "tea.png")
    drawn = cv2.imread(str(shelf / "seen" / "tea.png")).astype(int)
    green = drawn[..., 1] - drawn[..., 2] > 60
    ys, xs = np.nonzero(green)
    height, width = green.shape
    assert 0.02 < green.mean() < 0.3
    assert xs.min() < width * 0.25 and xs.max() > width * 0.75 and ys.max() > height * 0.5


def test_a_file_in_place_of_the_folder_is_said_and_the_answers_stand(shelf, capsys):
    status, lines, err = read(capsys, "--annotate", shelf / "letter.txt", shelf / "tea.png", shelf / "jam.png")
    assert status == 1 and len(lines) == 2
    assert err.count("name another folder") == 2
    assert (shelf / "letter.txt").read_text() == "Dear shopper"


def test_the_other_options_are_explained_or_refused(capsys):
    with pytest.raises(SystemExit) as left:
        main(["--loud", "x.png"])
    assert left.value.code == 2 and "--loud" in capsys.readouterr().err
    with pytest.raises(SystemExit) as left:
        main(["--annotate"])
    assert left.value.code == 2


def test_it_is_found_from_the_command_line(shelf, capsys):
    assert dashcart(["read", str(shelf / "tea.png")]) == 0
    assert json.loads(capsys.readouterr().out)["codes"][0]["text"] == NUMBERS["tea"]
    assert dashcart(["read", str(shelf / "letter.txt")]) == 1


def test_a_frame_in_colour_is_drawn_on_in_colour_and_stays_as_it_was():
    colour = np.zeros((40, 60, 3), np.uint8)
    colour[..., 2] = 200
    frame = Frame(0.0, np.zeros((40, 60), np.uint8), lambda: colour)
    canvas = draw(frame, [])
    assert (canvas == colour).all() and canvas is not colour
    canvas[:] = 1
    assert (colour[..., 2] == 200).all()


def test_a_picture_is_saved_and_loaded_in_grey_or_not_at_all(tmp_path):
    grey = np.tile(np.arange(60, dtype=np.uint8), (20, 1))
    assert save(tmp_path / "a.png", grey)
    loaded = load(tmp_path / "a.png")
    assert loaded is not None and loaded.dtype == np.uint8 and (loaded == grey).all()
    assert not save(tmp_path / "no such folder" / "a.png", grey)
    assert load(tmp_path) is None
