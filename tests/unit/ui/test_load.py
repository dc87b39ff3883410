"""What the computer gives this program, in words."""

import pytest

from ui.shopper.load import Share, in_words


@pytest.mark.parametrize(
    ("load", "got", "busy"), [(9.2, 0.03, True), (0.4, 0.03, False), (2.0, 0.9, False), (9.2, 0.9, False)]
)
def test_a_computer_is_busy_that_has_more_to_do_than_it_can_and_gave_little(load: float, got: float, busy: bool):
    assert in_words(load, 2, got).startswith("The computer is busy: ") == busy


def test_the_words_name_the_load_and_what_was_got():
    assert in_words(9.2, 2, 0.031) == (
        "The computer is busy: 9 programs want its 2 processors; this one got 3 % of one."
    )


def test_the_share_is_of_the_time_since_it_was_made():
    now, used = iter((100.0, 150.0)), iter((7.0, 8.5))
    assert Share(lambda: next(now), lambda: next(used)).got == pytest.approx(0.03)


def test_the_real_share_is_told_too():
    assert "processors; this one got" in Share().words
