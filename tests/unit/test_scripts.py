"""The scripts are read by bash, and the board's service by systemd."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SCRIPTS = sorted(
    path
    for path in (ROOT / "scripts").rglob("*")
    if path.is_file() and path.read_bytes().startswith(b"#!/usr/bin/env bash")
)
PI = ROOT / "scripts" / "pi"
SERVICE = PI / "dash-cart.service"


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


def test_the_service_may_do_little(tmp_path: Path):
    """systemd's own judgement of what a break-in could reach; 0 is nothing, 10 all."""
    judge = shutil.which("systemd-analyze")
    if judge is None:
        pytest.skip("systemd is not installed")
    done = subprocess.run([judge, "security", "--offline=true", SERVICE], capture_output=True, text=True)
    found = re.search(r"exposure level for dash-cart.service: ([0-9.]+)", done.stdout)
    if found is None:
        pytest.skip("this systemd judges no file")
    assert float(found[1]) <= 2.0


@pytest.mark.parametrize("made", re.findall(r"(/(?:etc|usr)/\S+dash-cart\S*)", (PI / "install").read_text()))
def test_what_the_installer_makes_is_removed(made: str):
    if not made.startswith("/etc/dash-cart"):
        assert any(made.startswith(gone) for gone in re.findall(r"/(?:etc|usr)/\S+", (PI / "remove").read_text()))
