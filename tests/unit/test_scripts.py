"""The scripts are read by bash, and the board's service by systemd."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from cart.config import load

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted(
    path
    for path in (ROOT / "scripts").rglob("*")
    if path.is_file() and path.read_bytes().startswith(b"#!/usr/bin/env bash")
)
SERVICE = ROOT / "scripts" / "pi" / "dash-cart.service"


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda path: path.name)
def test_bash_can_read_every_script_and_it_stops_at_the_first_failure(script: Path):
    subprocess.run(["bash", "-n", script], check=True)
    assert "set -euo pipefail" in script.read_text()


def test_the_service_is_one_that_systemd_understands(tmp_path: Path):
    verifier = shutil.which("systemd-analyze")
    if verifier is None:
        pytest.skip("systemd is not installed")
    unit = tmp_path / "dash-cart.service"
    unit.write_text(re.sub(r"^ExecStart=\S+", f"ExecStart={shutil.which('true')}", SERVICE.read_text(), flags=re.M))
    done = subprocess.run([verifier, "verify", "--man=no", unit], capture_output=True, text=True)
    assert "dash-cart" not in done.stderr, done.stderr


def test_the_service_waits_for_no_network():
    assert "network" not in re.sub(r"^#.*$", "", SERVICE.read_text(), flags=re.M)


def test_the_config_that_the_installer_writes_is_one(tmp_path: Path):
    command = re.search(r"sed '(.*)' assets", (ROOT / "scripts" / "pi" / "install").read_text())[1]
    text = subprocess.run(
        ["sed", command, ROOT / "assets" / "cart.example.toml"], capture_output=True, text=True
    ).stdout
    (tmp_path / "cart.toml").write_text(text)
    assert load(tmp_path / "cart.toml").cart.data == "/var/lib/dash-cart"
