"""Commands of the top floor: `dashcart run`."""
