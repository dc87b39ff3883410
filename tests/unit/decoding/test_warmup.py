import pytest

from drivers.decoding.engines import zbar, zxing
from drivers.decoding.warmup import ean13


@pytest.mark.parametrize("payload", ["590123412345", "000000000000", "978020137962"])
def test_the_drawn_symbol_is_what_both_engines_read(payload):
    for engine in (zbar, zxing):
        assert {one.key[1:13] for one in engine(ean13(payload))} == {payload}
