"""The reference store backend (an optional part: a cart never imports it)."""
