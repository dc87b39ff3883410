import re
import subprocess
import sys
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from cart.commands.main import main

COMMANDS = sorted(point.name for point in entry_points(group="dashcart.commands"))


def test_without_a_command_it_says_which_there_are(capsys: pytest.CaptureFixture[str]):
    assert main([]) == 0
    said = capsys.readouterr().out
    told = {
        words[0]: " ".join(words[1:]) for line in said.splitlines() if line.startswith("  ") and (words := line.split())
    }
    assert sorted(told) == COMMANDS
    assert all(len(words) > 20 and words.endswith(".") for words in told.values()), told


def test_it_says_its_version(capsys: pytest.CaptureFixture[str]):
    assert main(["--version"]) == 0
    assert re.fullmatch(r"dashcart \d+\.\d+\.\d+\n", capsys.readouterr().out)


@pytest.mark.parametrize("level", ["loud", ""])
def test_a_log_level_that_there_is_not_is_refused(level: str, capsys: pytest.CaptureFixture[str]):
    assert main(["replay", "x.db", "--log-level", *filter(None, [level])]) == 2
    assert "one of debug, info, warning, error" in capsys.readouterr().err


def test_the_log_level_is_no_commands_own(capsys: pytest.CaptureFixture[str]):
    assert main(["replay", "none.db", "--log-level", "debug"]) == 2
    assert "There is no journal" in capsys.readouterr().err


def test_an_unknown_command_is_an_error():
    assert main(["fly"]) == 2


@pytest.mark.parametrize("name", [name for name in COMMANDS if name != "run"])
def test_every_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit) as exit_:
        main([name, "--help"])
    assert exit_.value.code == 0 and f"dashcart {name}" in capsys.readouterr().out


def test_an_expected_error_ends_in_its_words_and_no_trace(tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    assert main(["replay", str(tmp_path / "none.db")]) == 2
    err = capsys.readouterr().err
    assert re.match(r"dashcart replay: There is no journal .*none\.db\. Name the file", err) and "Traceback" not in err


def test_a_run_with_a_wrong_config_ends_in_words(tmp_path: Path):
    (tmp_path / "cart.toml").write_text('camera = { driver = "sim" }\nscale = {}\n[cart]\nidd = "1"\n')
    code = "import sys; from cart.commands.main import main; sys.exit(main(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", code, "run", "--no-screen", "--config", str(tmp_path / "cart.toml")],
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert done.returncode == 2 and "unknown key 'idd'. Did you mean 'id'?" in done.stderr
    assert "Traceback" not in done.stderr
