"""Every command with wrong or missing arguments: an exit status, and words that say what to do; never a trace."""

import io
import json

import pytest

from cart.clock import SystemClock
from cart.commands.main import main
from cart.errors import CalibrationRefused
from cart.weighing.judgement import Scheme
from drivers.commands.calibrate import Table, calibrate
from drivers.ports import Sample

CONFIG = """camera = { driver = "sim" }
[cart]
id = "1"
data = "%s"
[scale]
driver = "sim"
"""


def run(capsys: pytest.CaptureFixture[str], *args: object) -> tuple[int, str, str]:
    """Status, output and error; argparse's own exit counts as a status."""
    try:
        status = main([str(arg) for arg in args])
    except SystemExit as left:
        status = int(left.code or 0)
    said = capsys.readouterr()
    assert "Traceback" not in said.err
    return status, said.out, said.err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["catalog"], "import|search|show"),
        (["catalog", "import"], "FILE"),
        (["catalog", "delete"], "delete"),
        (["catalog", "search"], "words"),
        (["catalog", "search", "tea", "--limit", "many"], "'many'"),
        (["catalog", "show"], "id"),
        (["catalog", "show", "1", "2"], "2"),
        (["enrol"], "url"),
        (["enrol", "http://store"], "code"),
        (["enrol", "http://store", "C", "--name", "1", "--lane", "4"], "not allowed with"),
        (["lane"], "--lane"),
        (["lane", "--lane", "4", "--pay", "cheque"], "'cheque'"),
        (["lane", "--lane", "4", "--camera", "front"], "'front'"),
        (["lane", "--lane", "4", "--text", "SC1:x", "--picture", "a.png"], "not allowed with"),
        (["store", "--port", "http"], "'http'"),
        (["store", "--colour", "red"], "--colour"),
        (["weigh"], "trace"),
        (["weigh", "t.csv", "--rate", "fast"], "'fast'"),
        (["calibrate"], "config"),
        (["calibrate", "c.toml", "--loads", "two"], "'two'"),
        (["calibrate", "c.toml", "--loads"], "--loads"),
        (["calibrate", "c.toml", "--rule", "mine"], "'mine'"),
        (["price", "a.json", "b.json"], "b.json"),
        (["replay"], "journal"),
        (["replay", "j.db", "--trip", "last"], "'last'"),
        (["read", "--annotate"], "--annotate"),
        (["fly"], ""),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_arguments_that_no_command_takes(capsys, args, words):
    status, _, err = run(capsys, *args)
    assert status == 2 and words in err


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (["catalog", "search", "tea", "--from", "none.db"], "make it with dashcart catalog import"),
        (["catalog", "show", "4011", "--from", "none.db"], "make it with dashcart catalog import"),
        (["catalog", "import", "x.csv", "--into", "c.db", "--offers", "o.toml"], "x.csv cannot be read"),
        (["catalog", "import", "x.csv", "--into", "c.db"], "x.csv"),
        (["catalog", "import", "x.csv", "--into", "c.db", "--terms", "none.toml"], "none.toml"),
        (["lane", "--lane", "4", "--data", "lane-data"], "not enrolled here. Add --store URL --code CODE"),
        (["lane", "--lane", "4", "--show-code", "no/such/lane.png"], "Name a .png file in a folder that exists"),
        (["weigh", "none.csv"], "How many counts are a gram?"),
        (["weigh", "none.csv", "--counts-per-gram", "100"], "Give a CSV file of seconds and counts"),
        (["weigh", "none.csv", "--calibration", "none.json"], "run dashcart calibrate"),
        (["calibrate", "none.toml"], "none.toml"),
        (["price", "none.json"], "Give a JSON file"),
        (["price", "--offers", "none.toml"], "none.toml"),
        (["price", "--promos", "none.xml"], "none.xml"),
        (["replay", "none.db"], "There is no journal"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_files_that_are_not_there(capsys, tmp_path, args, words):
    ends = (".db", ".csv", ".toml", ".json", ".xml", ".png", "lane-data")
    status, _, err = run(capsys, *(tmp_path / arg if arg.endswith(ends) else arg for arg in args))
    assert status == 2 and words in err


@pytest.mark.parametrize("url", ["http://127.0.0.1:9", "127.0.0.1:9", "store", "ftp://127.0.0.1", ""])
def test_a_store_that_cannot_be_reached_is_said_and_nothing_is_kept(capsys, tmp_path, url):
    status, out, err = run(capsys, "enrol", url, "7K2QX-93FMA-0VDR1-T5CWH", "--data", tmp_path / "var")
    assert status == 2 and "Enrolled" not in out
    assert err.startswith("dashcart enrol: ") and err.rstrip().endswith(".")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "nothing"),
        ("seconds,counts\n", "nothing"),
        ("0.1\n", "'seconds,counts'"),
        ("0.1,1\n0.2,one\n", "'seconds,counts'"),
        ("0.1,1\n\n0.3,5\n", "'seconds,counts'"),
        ("0.1,1.5\n", "'seconds,counts'"),
    ],
)
def test_recordings_that_are_empty_or_damaged(capsys, tmp_path, text, words):
    (tmp_path / "trace.csv").write_text(text)
    status, out, err = run(capsys, "weigh", tmp_path / "trace.csv", "--counts-per-gram", "100")
    assert out == ""
    assert (status, err) == (0, "") if words == "nothing" else (status == 2 and words in err)


def test_a_recording_that_is_no_text_is_said(capsys, tmp_path):
    (tmp_path / "trace.csv").write_bytes(b"\xff\xfe\x00\x01")
    status, _, err = run(capsys, "weigh", tmp_path / "trace.csv", "--counts-per-gram", "100")
    assert status == 2 and "Give a CSV file" in err


@pytest.mark.parametrize("text", ["", "{", "[]", '{"counts_per_gram": "many", "zero_counts": 0}', '{"zero": 1}'])
def test_a_calibration_file_that_holds_none_is_said(capsys, tmp_path, text):
    (tmp_path / "trace.csv").write_text("0.1,5\n")
    (tmp_path / "c.json").write_text(text)
    status, _, err = run(capsys, "weigh", tmp_path / "trace.csv", "--calibration", tmp_path / "c.json")
    assert status == 2 and "holds no calibration" in err and "dashcart calibrate" in err


class Untouched:
    """A scale that nobody may read yet."""

    rate_hz = 80.0

    def read(self) -> Sample:
        raise AssertionError("read before the arguments were judged")

    def close(self) -> None:
        pass


@pytest.mark.parametrize(
    ("who", "loads_g", "words"),
    [
        ("", [2000.0, 5000.0, 10000.0], "Say --who NAME"),
        ("  ", [2000.0, 5000.0, 10000.0], "Say --who NAME"),
        ("R. Diaz", [], "Three different known weights"),
        ("R. Diaz", [2000.0, 5000.0], "Three different known weights"),
        ("R. Diaz", [5000.0, 2000.0, 10000.0], "light to heavy"),
        ("R. Diaz", [2000.0, 2000.0, 5000.0], "Three different known weights"),
        ("R. Diaz", [0.0, 2000.0, 5000.0], "Three different known weights"),
        ("R. Diaz", [-2000.0, 2000.0, 5000.0], "Three different known weights"),
    ],
)
def test_a_calibration_that_cannot_begin_reads_and_changes_nothing(tmp_path, who, loads_g, words):
    screen = io.StringIO()
    table = Table(Untouched(), io.StringIO("\n" * 99), screen, SystemClock(), Scheme(), tmp_path)
    with pytest.raises(CalibrationRefused, match=words):
        calibrate(table, who, loads_g)
    assert list(tmp_path.iterdir()) == [] and screen.getvalue() == ""


def test_a_simulated_scale_is_not_calibrated(capsys, tmp_path):
    (tmp_path / "cart.toml").write_text(CONFIG % tmp_path)
    status, _, err = run(capsys, "calibrate", tmp_path / "cart.toml", "--who", "R. Diaz", "--loads", 1, 2, 3)
    assert status == 2 and "Name a real driver" in err


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (["--rate", "0"], "Say --rate 80"),
        (["--rate", "-80"], "Say --rate 80"),
        (["--rate", "nan"], "Say --rate 80"),
        (["--rate", "inf"], "Say --rate 80"),
        (["--counts-per-gram", "nan"], "How many counts are a gram?"),
        (["--counts-per-gram", "inf"], "How many counts are a gram?"),
        (["--counts-per-gram", "0"], "How many counts are a gram?"),
        (["--plot", "no/such/folder/out.png"], "in a folder that exists"),
        (["--plot", "out.xyz"], "Name a .png file"),
    ],
)
def test_numbers_and_pictures_that_weigh_cannot_use(capsys, tmp_path, more, words):
    (tmp_path / "trace.csv").write_text("".join(f"{tick / 80},{1000 + tick % 3}\n" for tick in range(40)))
    placed = [str(tmp_path / arg) if arg.endswith((".png", ".xyz")) else arg for arg in more]
    status, _, err = run(capsys, "weigh", tmp_path / "trace.csv", "--counts-per-gram", "100", *placed)
    assert status == 2 and words in err


def test_a_trail_of_nobody_is_empty(capsys, tmp_path):
    (tmp_path / "cart.toml").write_text(CONFIG % tmp_path)
    assert run(capsys, "calibrate", tmp_path / "cart.toml", "--trail") == (0, "", "")


@pytest.mark.parametrize("text", ["", "{", "7", "null", '"case"', "[{}]", json.dumps({"id": 1})])
def test_a_case_that_is_none_is_said_with_its_file(capsys, tmp_path, text):
    (tmp_path / "case.json").write_text(text)
    status, out, err = run(capsys, "price", tmp_path / "case.json")
    assert (status, out) == (2, "") and err.startswith("dashcart price: ") and "case" in err


def test_a_catalog_of_nothing_sells_nothing(capsys, tmp_path):
    (tmp_path / "p.csv").write_text("plu,name,price,department\n")
    status, out, _ = run(capsys, "catalog", "import", tmp_path / "p.csv", "--into", tmp_path / "c.db")
    assert status == 1 and out.splitlines()[-1] == "0 products loaded, 0 rows skipped"
    assert run(capsys, "catalog", "search", "milk", "--from", tmp_path / "c.db")[0] == 1


def test_a_lane_that_is_not_enrolled_shows_its_code_all_the_same(capsys, tmp_path):
    status, out, err = run(
        capsys, "lane", "--lane", "4", "--data", tmp_path / "lane", "--show-code", tmp_path / "lane-4.png"
    )
    assert status == 2 and "not enrolled" in err and "lane-4.png" in out
    assert (tmp_path / "lane-4.png").read_bytes().startswith(b"\x89PNG")


@pytest.mark.parametrize("port", ["-1", "65536", "99999", "8080.5"])
def test_a_port_that_no_machine_has_is_refused(capsys, tmp_path, port):
    status, _, err = run(capsys, "store", "--data", tmp_path / "store", "--port", port)
    assert status == 2 and "--port" in err
    assert not (tmp_path / "store").exists()


def test_a_file_in_place_of_the_stores_folder_is_said(capsys, tmp_path):
    (tmp_path / "store").write_text("a file")
    status, out, err = run(capsys, "store", "--port", "0", "--data", tmp_path / "store")
    assert (status, out) == (2, "") and "Name another folder with --data" in err
