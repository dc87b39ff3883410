"""For all tests: no property has a deadline on the clock, for a machine may be busy."""

import gc
from collections.abc import Iterator

import pytest
from hypothesis import settings

settings.register_profile("house", deadline=None)
settings.load_profile("house")


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What is loaded by then stays: the collector looks through it neither meanwhile nor for each screen of a test."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.enable()


def pytest_unconfigure() -> None:
    """So that it is collected at the end."""
    gc.unfreeze()
