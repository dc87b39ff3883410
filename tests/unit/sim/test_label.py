"""Labels, and where the camera sees them."""

import numpy as np
import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st

from cart.codes.evidence import Evidence
from cart.errors import CodeError
from drivers.decoding.inline import InlineDecoder
from drivers.decoding.reader import Reader
from drivers.ports import Frame
from drivers.sim.camera import ARRIVES_S, HEIGHT, WIDTH, Painter, Scene, _corners, pose_of
from drivers.sim.label import SYMBOLOGIES, label
from drivers.sim.world import Showing, Thing

PAINTER = Painter(seed=1)
SMALL = (640, 480)
EAN13 = st.from_regex(r"\A[1-9][0-9]{11}\Z")
TEXTS = {"ean8": "96385074", "upca": "036000291452", "upce": "01234565", "itf14": "00012345600012"}
TEXTS |= dict.fromkeys(("databar", "databaromni"), "(01)09506000134352")
TEXTS |= dict.fromkeys(("gs1128", "databarexp", "databarexpanded"), "(01)09506000134352(3103)001250")


@pytest.mark.parametrize("symbology", SYMBOLOGIES)
def test_every_symbology_is_drawn_and_reads_on_paper(symbology):
    drawn = label(TEXTS.get(symbology, "4006381333931"), symbology)
    assert drawn.grey.dtype == np.uint8
    assert zxingcpp.read_barcodes(drawn.grey)


@pytest.mark.parametrize("spelling", ["EAN13", "EAN-13", "ean_13", "Ean 13"])
def test_a_symbology_may_be_spelled_in_any_usual_way(spelling):
    assert np.array_equal(label("4006381333931", spelling).grey, label("4006381333931").grey)


@pytest.mark.parametrize("text", ["", "40063813339310000", "\x00", "ä"])
def test_what_a_symbology_cannot_carry_is_an_error(text):
    with pytest.raises(CodeError, match="cannot be drawn as ean13"):
        label(text)


def test_packages_differ():
    assert not np.array_equal(label("4006381333931").grey[:10], label("4006381333948").grey[:10])


@settings(max_examples=6, deadline=None, derandomize=True)
@given(EAN13)
def test_any_number_held_still_is_believed_as_itself(digits):
    """One frame may show one engine a wrong number, as in life; the rule of evidence over some frames must not err."""
    reader = Reader(InlineDecoder(), Evidence(lambda key: False))
    showing = Showing(Thing(digits), 0.0)
    believed = []
    for frame in range(12):
        at = ARRIVES_S + frame / 15
        believed += reader.look(Frame(at, PAINTER.paint(Scene(at, showing), 2.2)))
        if believed:
            break
    assert [one.text[-13:-1] for one in believed] == [digits]


@given(EAN13, st.floats(0, 1_000), st.floats(ARRIVES_S + 0.001, 60))
def test_a_label_that_has_arrived_is_wholly_in_view(digits, at, age):
    pose = pose_of(Showing(Thing(digits), at), at + age, 2.2)
    corners = _corners(label("4006381333931"), pose, pose.scale)
    for width, height in ((WIDTH, HEIGHT), SMALL):
        assert np.abs(corners[:, 0]).max() < width / 2
        assert np.abs(corners[:, 1]).max() < height / 2
    assert not pose.moving


@given(st.floats(0, 0.9 * ARRIVES_S))
def test_a_label_on_its_way_moves(age):
    showing = Showing(Thing("4006381333931"), 0.0)
    assert pose_of(showing, age, 2.2).moving
    assert pose_of(showing, age, 2.2).x > pose_of(showing, ARRIVES_S, 2.2).x - 25


def test_a_label_keeps_its_size_in_the_hand():
    showing = Showing(Thing("4006381333931"), 3.0)
    assert len({pose_of(showing, 3.0 + t / 10, 2.2).scale for t in range(50)}) == 1
