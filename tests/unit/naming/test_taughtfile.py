"""What was taught, written and read: small, strict, and only for the net that it was taught with."""

from pathlib import Path

import numpy as np
import pytest

from cart.errors import BadInput
from drivers.commands.teaching import save
from drivers.naming import taughtfile
from drivers.naming.look import Look
from drivers.naming.net import unit
from drivers.naming.taught import Taught


def some(count: int) -> Taught:
    chance = np.random.default_rng(3)
    whole, shape = (unit(chance.random((count, n)).astype(np.float32)) for n in (1792, 1280))
    return Taught.of({f"p{n}": [Look(shape[n], whole[n])] for n in range(count)})


def test_it_says_the_same_after_it_was_kept(tmp_path: Path):
    taught, path = some(40), tmp_path / taughtfile.NAME
    save(taught, path)
    again = taughtfile.load(path)
    one = [Look(taught.alike[:, 7], taught.apart[:, 7])]
    assert again.products == taught.products
    assert again.ratios(one) == pytest.approx(taught.ratios(one), abs=0.05)
    assert path.stat().st_size < 40 * 2 * (1792 + 1280) * 1.1


def changed(path: Path, **arrays: object) -> None:
    with np.load(path) as file:
        kept = {name: file[name] for name in file.files}
    np.savez(path, **(kept | arrays))


@pytest.mark.parametrize(
    ("arrays", "words"),
    [
        ({"net": "another"}, "other eyes"),
        ({"products": np.array(["p0"])}, "not as agreed"),
        ({"products": np.arange(3)}, "not as agreed"),
        ({"apart": np.zeros((9, 3), np.float16)}, "not as agreed"),
        ({"own": np.zeros(2, np.float16)}, "not as agreed"),
        ({"products": np.array([{}], object)}, "nothing that was taught"),
    ],
)
def test_what_is_not_as_agreed_is_refused_in_words(tmp_path: Path, arrays: dict, words: str):
    path = tmp_path / taughtfile.NAME
    save(some(3), path)
    changed(path, **arrays)
    with pytest.raises(BadInput, match=words):
        taughtfile.load(path)


def test_no_file_and_half_a_file_are_refused_in_words(tmp_path: Path):
    path = tmp_path / taughtfile.NAME
    for data in (None, b"", b"PK\x03\x04", b"no zip"):
        if data is not None:
            path.write_bytes(data)
        with pytest.raises(BadInput, match="nothing that was taught"):
            taughtfile.load(path)
    save(some(3), path)
    path.write_bytes(path.read_bytes()[:900])
    with pytest.raises(BadInput, match="nothing that was taught"):
        taughtfile.load(path)
