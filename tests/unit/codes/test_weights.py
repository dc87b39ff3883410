"""How much the witnesses tell, alone and together."""

import pytest

from cart.codes.sighting import Sighting
from cart.codes.weighed import weigh
from cart.codes.weights import ENOUGH_DB, LIKELY_DB, decibans, together

LEFT = ((0.0, 0.0), (100.0, 0.0), (100.0, 50.0), (0.0, 50.0))
RIGHT = tuple((x + 300, y) for x, y in LEFT)


def said(family, text="5901234123457", symbology="EAN13", by="whole", corners=(), margin=None):
    return Sighting(text, symbology, family, by, corners, margin)


@pytest.mark.parametrize("symbology", ["EAN13", "UPCA", "EAN8"])
@pytest.mark.parametrize("family", ["zbar", "zxing"])
def test_one_engine_is_never_enough_for_a_retail_number(symbology, family):
    text = {"EAN13": "5901234123457", "UPCA": "012345678905", "EAN8": "96385074"}[symbology]
    assert decibans(said(family, text, symbology)) < ENOUGH_DB


def test_a_lone_upce_is_not_even_likely():
    for family in ("zbar", "zxing"):
        assert decibans(said(family, "042100005264", "UPCE")) < LIKELY_DB


@pytest.mark.parametrize("symbology", ["QRCODE", "DATAMATRIX", "DATABAR", "DATABAR_EXP", "CODE128"])
def test_symbologies_that_check_themselves_are_believed_from_one_engine(symbology):
    assert decibans(said("zxing", "DCL:4", symbology)) >= ENOUGH_DB


@pytest.mark.parametrize(("margin", "enough"), [(None, False), (3.9, False), (4.0, True), (50.0, True)])
def test_the_template_decoder_tells_by_its_margin(margin, enough):
    assert (decibans(said("template", margin=margin)) >= ENOUGH_DB) is enough
    assert decibans(said("template", margin=margin)) <= 70


def test_both_engines_together_are_enough_and_less_than_their_sum():
    both = together({"zxing": 25, "zbar": 20})
    assert ENOUGH_DB <= both < 25 + 2 * 25
    assert together({"zxing": 25, "zbar": 20, "template": 40}) == both + 40
    assert together({}) == 0


def test_a_rival_at_the_same_place_takes_off_what_it_tells():
    right, wrong = said("template", margin=5.0, corners=LEFT), said("zbar", "4006381333931", by="crop", corners=LEFT)
    strongest, weakest = weigh([right, wrong])
    assert strongest.best is right and strongest.decibans == decibans(right) - decibans(wrong)
    assert weakest.decibans == decibans(wrong) - decibans(right)


def test_texts_at_two_places_or_from_one_pass_are_no_rivals():
    here, there = said("zbar", corners=LEFT), said("zxing", "4006381333931", corners=RIGHT)
    assert [one.rival_db for one in weigh([here, there])] == [0, 0]
    nowhere = said("zbar"), said("zbar", "4006381333931")
    assert [one.rival_db for one in weigh(nowhere)] == [0, 0]


def test_two_texts_from_one_pass_at_one_place_are_rivals():
    here, beside = said("zbar", corners=LEFT), said("zbar", "4006381333931", corners=LEFT)
    assert [one.rival_db for one in weigh([here, beside])] == [20, 20]


def test_what_is_remembered_speaks_for_no_text_but_against_others_at_its_place():
    memory = Sighting("5901234123457", "EAN13", "memory", "memory", LEFT, 75.0)
    other = said("zxing", "4006381333931", corners=LEFT)
    told = {one.best.text: one for one in weigh([memory, other])}
    assert told["5901234123457"].decibans == -25
    assert told["4006381333931"].decibans == 25 - 75


def test_the_same_family_counts_once_in_a_frame():
    once, twice = weigh([said("zxing")]), weigh([said("zxing"), said("zxing", by="crop")])
    assert once[0].decibans == twice[0].decibans


def test_a_short_code_inside_a_long_one_is_a_rival_even_from_one_pass():
    long, short = (
        said("template", margin=8.0, corners=LEFT),
        said("template", "042100005264", "UPCE", margin=4.3, corners=LEFT),
    )
    assert [one.best for one in weigh([long, short]) if one.decibans >= ENOUGH_DB - 10] == [long]


def test_a_upce_needs_an_engine_beside_the_template_decoder():
    template = said("template", "042100005264", "UPCE", margin=5.5)
    assert (
        weigh([template])[0].decibans
        < ENOUGH_DB
        <= weigh([template, said("zxing", "042100005264", "UPCE")])[0].decibans
    )
