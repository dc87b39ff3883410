"""Coverage-guided fuzzing of every parser that eats scanned text or the decoder's bytes."""

import subprocess
import sys

import pytest

pytestmark = pytest.mark.fuzz

TARGETS = {
    "understand": """
    symbology = data.PickValueInList(["EAN13", "EAN8", "UPCA", "UPCE", "CODE128", "DATABAR_EXP", "QRCODE", "ITF14"])
    try:
        code = understand(data.ConsumeUnicode(600), symbology)
    except CodeError:
        return
    assert len(code.text) <= 512 and plain(code.text)
""",
    "digital_link": """
    digital_link("https://id.gs1.org/01/" + data.ConsumeUnicodeNoSurrogates(200))
""",
    "message": """
    message(data.ConsumeUnicodeNoSurrogates(200))
""",
    "decoded": """
    try:
        decode(data.ConsumeBytes(2000))
    except CodeError:
        return
""",
}
PROGRAM = """
import sys
import atheris
with atheris.instrument_imports(include=["cart", "biip"]):
    from cart.codes.gs1 import digital_link, message
    from cart.codes.plain import plain
    from cart.codes.understand import understand
    from cart.errors import CodeError
    from drivers.decoding.decoded import decode

def one(raw):
    data = atheris.FuzzedDataProvider(raw)
    {body}

atheris.Setup([sys.argv[0], "-max_total_time=20", "-artifact_prefix=" + sys.argv[1]], one)
atheris.Fuzz()
"""


@pytest.mark.parametrize("name", TARGETS)
def test_no_input_breaks_a_parser(name, tmp_path):
    pytest.importorskip("atheris", reason="atheris is not installed: pip install atheris")
    program = PROGRAM.replace("{body}", TARGETS[name].strip())
    command = [sys.executable, "-c", program, f"{tmp_path}/"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=110)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-500:]
