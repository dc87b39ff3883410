"""The independent checker: its own reading of the schema, its own sums, its own bound. It imports only data."""
