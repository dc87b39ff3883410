import os

import pytest

from cart.identity.files import write_atomically


def test_a_file_is_written_for_its_owner_only(tmp_path):
    write_atomically(tmp_path / "new" / "secret", b"one")
    assert (tmp_path / "new" / "secret").read_bytes() == b"one"
    assert (tmp_path / "new" / "secret").stat().st_mode & 0o777 == 0o600


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path):
    write_atomically(tmp_path / "f", b"old")
    write_atomically(tmp_path / "f", b"new", 0o644)
    assert os.listdir(tmp_path) == ["f"]
    assert (tmp_path / "f").read_bytes() == b"new"


def test_a_failed_write_leaves_the_old_file_and_no_litter(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "x").write_text("kept")
    with pytest.raises(OSError):
        write_atomically(tmp_path / "folder", b"new")
    assert os.listdir(tmp_path) == ["folder"]
    assert (tmp_path / "folder" / "x").read_text() == "kept"
