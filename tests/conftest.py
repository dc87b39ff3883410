"""For all tests: no property has a deadline on the clock, for a machine may be busy."""

import gc

from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector need not look through it again for each screen that a test makes."""
    gc.collect()
    gc.freeze()


def pytest_unconfigure() -> None:
    """So that it is collected at the end."""
    gc.unfreeze()
