import pytest

from cart.codes.evidence import Evidence
from cart.codes.sighting import Glimpse, Sighting

NUMBER = "5901234123457"


def unknown():
    return Evidence(lambda key: False)


def seen(family="zxing", text=NUMBER, symbology="EAN13"):
    return Sighting(text, symbology, family)


def test_one_family_in_one_frame_is_not_enough():
    assert unknown().see([seen()], 0.0) == []


def test_two_families_in_one_frame_are():
    accepted = unknown().see([seen("zbar"), seen("zxing")], 0.5)
    assert [(one.text, one.symbology, one.at) for one in accepted] == [(NUMBER, "EAN13", 0.5)]


def test_three_frames_that_agree_are():
    evidence = unknown()
    assert evidence.see([seen()], 0.0) == []
    assert evidence.see([seen()], 0.1) == []
    assert [one.text for one in evidence.see([seen()], 0.2)] == [NUMBER]


def test_a_sure_template_is_enough_on_its_own_and_an_unsure_one_is_not():
    sure, unsure = (Sighting(NUMBER, "EAN13", "template", margin=margin) for margin in (6.0, 3.0))
    assert unknown().see([sure], 0.0)
    assert not unknown().see([unsure], 0.0)


def test_a_sure_template_overrules_one_engine_and_stops_two():
    box = ((0.0, 0.0), (100.0, 0.0), (100.0, 50.0), (0.0, 50.0))
    sure = Sighting(NUMBER, "EAN13", "template", "crop", box, 9.0)
    wrong = [Sighting("4006381333931", "EAN13", family, "whole", box) for family in ("zxing", "zbar")]
    assert [one.text for one in unknown().see([sure, wrong[0]], 0.0)] == [NUMBER]
    assert unknown().see([sure, *wrong], 0.0) == []


def test_no_patience_makes_an_engines_own_error_right():
    """Two seconds of a thumb on the bars: one engine says the same wrong number in each frame."""
    box = ((0.0, 0.0), (100.0, 0.0), (100.0, 50.0), (0.0, 50.0))
    evidence, sure = unknown(), Sighting(NUMBER, "EAN13", "template", "crop", box, 7.0)
    wrong = Sighting("363678022102", "UPCA", "zxing", "whole", box)
    frames = [evidence.see([sure, wrong] if at < 3 else [wrong], at / 15) for at in range(30)]
    assert [one.text for accepted in frames for one in accepted] == [NUMBER]


def test_no_patience_makes_a_number_a_few_digits_from_one_just_believed_right():
    evidence = unknown()
    evidence.see([seen(), seen("zbar")], 0.0)
    near = seen(text="5901234123983")
    assert [one for at in range(1, 30) for one in evidence.see([seen("zbar"), near], at / 15)] == []


def test_the_same_two_texts_side_by_side_are_two_items():
    left = tuple((x, y) for x, y in ((0.0, 0.0), (100.0, 0.0), (100.0, 50.0), (0.0, 50.0)))
    right = tuple((x + 300, y) for x, y in left)
    frame = [Sighting(NUMBER, "EAN13", "zxing", "whole", left), Sighting(NUMBER, "EAN13", "zbar", "crop", left)]
    frame += [Sighting("96385074", "EAN8", "template", "crop", right, 8.0)]
    assert len(unknown().see(frame, 0.0)) == 2


def test_a_number_a_few_digits_from_one_just_believed_is_suspect():
    near = "5901234123464"
    evidence = unknown()
    assert evidence.see([seen("zbar"), seen("zxing")], 0.0)
    frame = [seen("zbar", near), seen("zxing", near)]
    assert evidence.see(frame, 0.1) == []
    assert unknown().see(frame, 0.1)
    sure = Sighting(near, "EAN13", "template", margin=5.0)
    assert evidence.see([*frame, sure], 0.2)


HINTS = {
    "closer": Glimpse(True, 80.0, 1.0, 0.0),
    "tilt": Glimpse(True, 300.0, 0.9, 0.3),
    "hold_still": Glimpse(True, 300.0, 0.2, 0.0),
    None: Glimpse(True, 300.0, 0.9, 0.0),
}


@pytest.mark.parametrize("hint", HINTS)
def test_hints_come_from_what_was_seen_and_not_read(hint):
    evidence = unknown()
    assert evidence.hint is None
    for tick in range(6):
        assert evidence.hint is None
        evidence.see([], tick / 10, HINTS[hint])
    assert evidence.hint == hint
    evidence.see([], 1.0)
    assert evidence.hint is None


def test_a_code_behind_a_thumb_for_a_moment_has_not_left():
    evidence = unknown()
    both = [seen("zbar"), seen("zxing")]
    assert evidence.see(both, 0.0)
    assert not evidence.see([], 0.9, HINTS["hold_still"])
    assert not evidence.see([], 1.5)
    assert not evidence.see(both, 1.8)


def test_a_code_held_still_counts_once():
    evidence = unknown()
    accepted = [one for tick in range(100) for one in evidence.see([seen("zbar"), seen("zxing")], tick / 10)]
    assert len(accepted) == 1


def away(evidence, since, seconds, each=0.1):
    """Frames looked at without any code."""
    for tick in range(1, round(seconds / each) + 1):
        assert not evidence.see([], since + tick * each)


def test_shown_again_after_it_left_it_counts_again():
    evidence, both = unknown(), [seen("zbar"), seen("zxing")]
    assert evidence.see(both, 0.0)
    away(evidence, 0.0, 1.0)
    assert evidence.see(both, 1.1)


@pytest.mark.parametrize("silence_s", [1.2, 5.0, 60.0])
def test_a_reader_that_falls_silent_has_not_seen_it_leave(silence_s):
    evidence, both = unknown(), [seen("zbar"), seen("zxing")]
    assert evidence.see(both, 0.0)
    assert not evidence.see([], silence_s / 2)
    assert not evidence.see(both, silence_s)


def test_a_slow_reader_needs_a_few_looks():
    """Two seconds a frame: each stands for a fifth of a second, so that five of them are enough."""
    evidence, both = unknown(), [seen("zbar"), seen("zxing")]
    assert evidence.see(both, 0.0)
    away(evidence, 0.0, 10.0, each=2.0)
    assert evidence.see(both, 12.0)


@pytest.mark.parametrize(("names", "again"), [((NUMBER,), True), (("0" + NUMBER,), True), (("4006381333931",), False)])
def test_the_next_piece_shown_right_after_the_first_went_in_is_one_more(names, again):
    evidence, both = unknown(), [seen("zbar"), seen("zxing")]
    assert evidence.see(both, 0.0)
    evidence.landed(*names)
    away(evidence, 0.0, 0.5)
    assert bool(evidence.see(both, 0.8)) is again


def test_an_item_that_lies_in_the_basket_with_its_code_up_counts_once():
    evidence, both = unknown(), [seen("zbar"), seen("zxing")]
    assert evidence.see(both, 0.0)
    evidence.landed(NUMBER)
    assert not any(evidence.see(both if tick % 3 else [], tick / 10) for tick in range(1, 60))


def test_two_codes_in_view_are_told_apart():
    evidence = unknown()
    other = "96385074"
    frame = [seen(), seen(text=other, symbology="EAN8")]
    assert evidence.see(frame, 0.0) == evidence.see(frame, 0.05) == []
    assert {one.text for one in evidence.see(frame, 0.1)} == {NUMBER, other}


def test_upca_and_ean13_are_one_number():
    accepted = unknown().see([seen("zbar", "012345678905", "UPCA"), seen("zxing", "0012345678905", "EAN13")], 0.0)
    assert len(accepted) == 1


def test_a_number_the_store_sells_needs_less_than_one_it_does_not():
    sold, asked = Evidence(lambda key: True), []
    foreign = Evidence(lambda key: bool(asked.append(key)))
    assert sold.see([seen()], 0.0) == foreign.see([seen()], 0.0) == []
    assert sold.see([seen()], 0.1) and not foreign.see([seen()], 0.1)
    assert set(asked) == {NUMBER.zfill(14)}
