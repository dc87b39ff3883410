"""One target under atheris, coverage-guided: `python -m tests.fuzz.guided TARGET [libFuzzer's options] [CORPUS]`."""

import sys

import atheris

with atheris.instrument_imports(include=["biip", "cart", "drivers.decoding.decoded", "tests.fuzz.planted"]):
    from tests.fuzz.planted import PLANTED
    from tests.fuzz.targets import TARGETS


def main(argv: list[str]) -> None:
    """Runs until an input breaks the target (exit status 77, the input in a file), or the options say stop."""
    program, name, *options = argv
    atheris.Setup([program, *options], (TARGETS | PLANTED)[name].run)
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv)
