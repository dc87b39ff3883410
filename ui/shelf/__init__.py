"""The virtual shelf of a simulated run: pick things up, show them, put them in, take them out, pull plugs."""
