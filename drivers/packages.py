"""Optional packages, imported when a driver that needs one is opened."""

import importlib
from types import ModuleType

from cart.errors import DeviceMissing


def need(module: str, install: str) -> ModuleType:
    """Imports `module`; raises DeviceMissing that says how to `install` it.

    A package built for another numpy raises ValueError, one for another board RuntimeError.
    """
    try:
        return importlib.import_module(module)
    except (ImportError, RuntimeError, OSError, ValueError, AttributeError) as error:
        raise DeviceMissing(f"The Python module {module!r} cannot be used here ({error}). {install}") from error
