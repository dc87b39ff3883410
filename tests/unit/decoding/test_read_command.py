import json
import os
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest

from drivers.commands.read import main
from drivers.decoding.warmup import ean13

NUMBER = "5901234123457"


@pytest.fixture
def picture(tmp_path):
    path = tmp_path / "tea.png"
    cv2.imwrite(str(path), ean13(NUMBER[:12]))
    return path


@pytest.mark.parametrize("flags", [[], ["--strict"]])
def test_one_line_a_picture(picture, tmp_path, capsys, flags):
    empty = tmp_path / "empty.png"
    cv2.imwrite(str(empty), np.full((80, 80), 200, np.uint8))
    assert main([*flags, str(picture), str(empty)]) == 0
    read, nothing = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert read["file"] == str(picture) and read["ms"] > 0
    assert read["codes"] == [{"text": NUMBER, "format": "EAN13"}]
    assert nothing["codes"] == []


def test_what_is_no_picture_is_said_and_the_others_are_read(picture, tmp_path, capsys):
    broken = tmp_path / "broken.jpg"
    broken.write_bytes(b"no picture")
    assert main([str(broken), str(picture)]) == 1
    said = capsys.readouterr()
    assert "name a PNG or JPEG file" in said.err
    assert len(said.out.splitlines()) == 1


def test_annotate_writes_a_picture_with_the_box(picture, tmp_path, capsys):
    assert main(["--annotate", str(tmp_path / "seen"), str(picture)]) == 0
    drawn = cv2.imread(str(tmp_path / "seen" / "tea.png"))
    assert (drawn[..., 1].astype(int) - drawn[..., 2] > 60).any()


def test_annotate_into_a_folder_that_takes_nothing(picture, tmp_path, capsys):
    folder = tmp_path / "seen"
    (folder / "tea.png").mkdir(parents=True)
    assert main(["--annotate", str(folder), str(picture)]) == 1
    assert "name another folder" in capsys.readouterr().err


def test_nothing_named_says_what_to_do(capsys):
    assert main([]) == 1
    assert "Name a picture" in capsys.readouterr().err


def test_a_camera_that_is_not_there_is_named(tmp_path, capsys):
    assert main(["--camera", str(tmp_path / "video9")]) == 1
    assert "video9" in capsys.readouterr().err


@pytest.mark.skipif(not Path("/proc/self/task").is_dir(), reason="counts threads where Linux lists them")
def test_it_reads_in_one_thread():
    count = "import os, drivers.commands.read; print(len(os.listdir('/proc/self/task')))"
    plain = {key: value for key, value in os.environ.items() if key != "OPENBLAS_NUM_THREADS"}
    done = subprocess.run([sys.executable, "-c", count], capture_output=True, text=True, env=plain, check=True)
    assert done.stdout.split() == ["1"]
