"""From load-cell counts to weight changes: calibration, steps, rest, and the legal rules."""
