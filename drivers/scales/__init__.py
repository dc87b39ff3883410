"""Real load-cell converters and scales."""
