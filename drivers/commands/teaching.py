"""Writes what was taught. It stands among the commands, which no cart imports: what runs in a cart writes no array."""

from pathlib import Path

import numpy as np

from drivers.naming.taught import Taught
from drivers.naming.taughtfile import net


def save(taught: Taught, path: Path) -> None:
    """Writes the file that drivers.naming.taughtfile loads."""
    products, of = np.array(taught.products, np.str_), np.array(net())
    apart, alike, own = (one.astype(np.float16) for one in (taught.apart, taught.alike, taught.own))
    np.savez_compressed(path, products=products, net=of, apart=apart, alike=alike, own=own)
