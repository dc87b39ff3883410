"""What the program writes down, where, and how much of it."""

import logging
from pathlib import Path

import pytest

from cart import logs
from cart.errors import BadInput


@pytest.fixture(autouse=True)
def root():
    """The root logger, put back as it was."""
    root = logging.getLogger()
    before, level = root.handlers[:], root.level
    yield root
    for handler in root.handlers:
        if handler not in before:
            handler.close()
    root.handlers[:] = before
    root.setLevel(level)


@pytest.mark.parametrize(
    ("args", "rest", "level"),
    [
        ([], [], "info"),
        (["run"], ["run"], "info"),
        (["run", "--log-level", "debug", "--out", "x"], ["run", "--out", "x"], "debug"),
        (["--log-level", "error", "run"], ["run"], "error"),
    ],
)
def test_the_level_may_stand_anywhere(args: list[str], rest: list[str], level: str):
    assert logs.level_of(args) == (rest, level)


@pytest.mark.parametrize("args", [["--log-level"], ["--log-level", "LOUD"], ["run", "--log-level", "--out"]])
def test_a_level_that_there_is_not_is_refused(args: list[str]):
    with pytest.raises(BadInput, match="one of debug, info"):
        logs.level_of(args)


def test_the_terminal_hears_our_own_warnings(capsys: pytest.CaptureFixture[str]):
    logs.to_terminal()
    for name in ("kivy", "ui.app", "drivers.pollers", "uvicorn"):
        logging.getLogger(name).info("quiet %s", name)
        logging.getLogger(name).warning("loud %s", name)
    assert capsys.readouterr().err == "WARNING ui.app: loud ui.app\nWARNING drivers.pollers: loud drivers.pollers\n"


def test_who_wants_to_know_hears_more(capsys: pytest.CaptureFixture[str]):
    logs.to_terminal("debug")
    logging.getLogger("cart.x").debug("a detail")
    logging.getLogger("kivy").debug("another's detail")
    assert capsys.readouterr().err == "DEBUG cart.x: a detail\n"


def test_the_file_has_it_all(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    logs.to_terminal()
    logs.to_file(tmp_path / "new" / "cart.log")
    logging.getLogger("kivy").info("OpenGL version")
    assert "INFO kivy: OpenGL version" in (tmp_path / "new" / "cart.log").read_text()
    assert capsys.readouterr().err == ""


def test_the_file_does_not_grow_without_end(tmp_path: Path):
    logs.to_terminal()
    logs.to_file(tmp_path / "cart.log")
    for _ in range(40):
        logging.getLogger("kivy").info("x" * 100_000)
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= (1 + logs.KEPT) * logs.MOST_BYTES
    assert len(list(tmp_path.iterdir())) == 1 + logs.KEPT
