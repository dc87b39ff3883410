import pytest

from cart.codes.labels import us_price_label
from cart.codes.understand import understand


@pytest.mark.parametrize("cents", [1, 99, 650, 1234, 9999])
def test_a_price_label_reads_back_to_its_item_and_price(cents: int):
    code = understand(us_price_label("00230101000009", cents), "UPCA")
    assert (code.kind, code.key, code.price_cents) == ("gtin", "00230101000009", cents)


def test_a_price_that_does_not_fit_is_refused():
    with pytest.raises(ValueError, match="not 10000 cents"):
        us_price_label("00230101000009", 10000)
