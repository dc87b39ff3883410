"""For all tests: no property has a deadline on the clock, for a machine may be busy."""

from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")
