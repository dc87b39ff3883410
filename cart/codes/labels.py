"""Writing what cart.codes.templates reads: a counter's price label."""

from biip.checksums import gs1_price_weight_check_digit

from cart.codes.retail import check_digit


def us_price_label(item: str, cents: int) -> str:
    """The 12 digits of a UPC-A price label: 2, item (5), price check digit, price in cents (4), check digit.

    `item` is the GTIN-14 that the catalog lists, with the price zeroed. Source: GS1 US, random-weight items.
    Raises ValueError for a price that four digits do not hold.
    """
    if not 0 < cents <= 9999:
        raise ValueError(f"A price label holds 0.01 to 99.99, not {cents} cents.")
    price = f"{cents:04d}"
    payload = item[2:8] + str(gs1_price_weight_check_digit(price)) + price
    return payload + check_digit(payload)
