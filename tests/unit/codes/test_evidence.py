from cart.codes.evidence import Evidence
from cart.codes.sighting import Sighting

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


def test_two_frames_that_agree_are():
    evidence = unknown()
    assert evidence.see([seen()], 0.0) == []
    assert [one.text for one in evidence.see([seen()], 0.1)] == [NUMBER]


def test_a_code_held_still_counts_once():
    evidence = unknown()
    accepted = [one for tick in range(100) for one in evidence.see([seen("zbar"), seen("zxing")], tick / 10)]
    assert len(accepted) == 1


def test_shown_again_after_it_left_it_counts_again():
    evidence = unknown()
    both = [seen("zbar"), seen("zxing")]
    assert evidence.see(both, 0.0)
    assert not evidence.see([], 2.0)
    assert evidence.see(both, 4.0)


def test_two_codes_in_view_are_told_apart():
    evidence = unknown()
    other = "96385074"
    frame = [seen(), seen(text=other, symbology="EAN8")]
    assert evidence.see(frame, 0.0) == []
    assert {one.text for one in evidence.see(frame, 0.1)} == {NUMBER, other}


def test_upca_and_ean13_are_one_number():
    accepted = unknown().see([seen("zbar", "012345678905", "UPCA"), seen("zxing", "0012345678905", "EAN13")], 0.0)
    assert len(accepted) == 1


def test_a_number_the_store_sells_needs_less_than_one_it_does_not():
    sold, asked = Evidence(lambda key: True), []
    foreign = Evidence(lambda key: bool(asked.append(key)))
    assert sold.see([seen()], 0.0) == foreign.see([seen()], 0.0) == []
    assert asked == [NUMBER.zfill(14)]
