import pytest

from cart.errors import TokenError
from cart.identity import keys


def test_a_key_is_made_once_and_kept(tmp_path):
    first = keys.load_or_make(tmp_path / "device.key")
    assert bytes(keys.load_or_make(tmp_path / "device.key")) == bytes(first)
    assert (tmp_path / "device.key").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("text", ["", "zz" * 32, "00" * 31, "\xff"])
def test_a_damaged_key_file_says_to_enrol_again(tmp_path, text):
    (tmp_path / "device.key").write_text(text, encoding="latin-1")
    with pytest.raises(TokenError, match="enrol this device again"):
        keys.load_or_make(tmp_path / "device.key")


def test_public_keys_travel_as_hex(tmp_path):
    public = keys.load_or_make(tmp_path / "k").verify_key
    assert keys.from_text(keys.to_text(public)) == public


@pytest.mark.parametrize("text", ["", "00" * 31, "not hex", 7])
def test_what_is_no_public_key_is_refused(text):
    with pytest.raises(TokenError, match="no public key"):
        keys.from_text(text)
