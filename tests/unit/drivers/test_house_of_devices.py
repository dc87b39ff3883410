"""Rules that hold for all drivers: no frame leaves memory, no package is needed that is not named."""

import sys
from pathlib import Path

import pytest

from cart.errors import DeviceMissing
from drivers import registry
from drivers.packages import need

DRIVERS = Path(__file__).parents[3] / "drivers"
SOURCES = sorted(DRIVERS.rglob("*.py"))
KINDS = {
    "camera": registry.CAMERAS,
    "scale": registry.SCALES,
    "light": registry.LIGHTS,
    "sound": registry.SOUNDS,
    "voice": registry.VOICES,
    "tilt": registry.TILTS,
    "battery": registry.BATTERIES,
    "wand": registry.WANDS,
}


@pytest.mark.parametrize(
    "error", [ValueError("numpy.dtype size changed"), RuntimeError("not a Pi"), AttributeError("x")]
)
def test_a_package_built_for_another_board_or_numpy_is_missing_in_words(error, tmp_path):
    (tmp_path / "built_for_another.py").write_text(f"raise {type(error).__name__}({str(error)!r})")
    sys.path.insert(0, str(tmp_path))
    try:
        with pytest.raises(DeviceMissing, match=r"cannot be used here .*Install it again"):
            need("built_for_another", "Install it again.")
    finally:
        sys.path.remove(str(tmp_path))


@pytest.mark.parametrize("word", ["imwrite", "imencode", "VideoWriter(", "tofile(", "np.save"])
def test_no_driver_writes_a_picture(word):
    """Only commands that a developer starts may (dashcart read --annotate); the cart never imports them."""
    found = [path for path in SOURCES if word in path.read_text(encoding="utf-8")]
    assert [path.name for path in found if path.parent.name != "commands"] == []


def test_every_driver_in_the_registry_is_there_and_has_options_and_create():
    for section, known in KINDS.items():
        for name, path in known.items():
            module = registry._module(section, name, path)
            assert module.Options.__doc__
            assert callable(module.create)


def test_every_driver_module_is_in_the_registry():
    named = {path for known in KINDS.values() for path in known.values()}
    with_create = {
        ".".join(path.relative_to(DRIVERS.parent).with_suffix("").parts)
        for path in SOURCES
        if "\ndef create(" in path.read_text(encoding="utf-8")
    }
    assert with_create == named


def test_a_package_that_is_not_installed_is_named_with_its_remedy():
    with pytest.raises(DeviceMissing, match=r"'no_such_package' cannot be used here .* Run: apt install it"):
        need("no_such_package", "Run: apt install it.")


def test_a_driver_whose_package_is_missing_says_so():
    with pytest.raises(DeviceMissing, match=r"\[camera\] driver 'x' needs the Python package 'no_such_package'"):
        registry._module("camera", "x", "no_such_package")
