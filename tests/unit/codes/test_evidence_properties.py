"""What holds of the rule of evidence whatever the frames show."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cart.codes.evidence import LEFT_S, Evidence
from cart.codes.retail import check_digit
from cart.codes.sighting import Glimpse, Sighting
from cart.codes.weighed import weigh
from cart.codes.weights import ENOUGH_DB, decibans, together

NUMBERS = [
    payload + check_digit(payload) for payload in ("590123412345", "400638133393", "761303488001", "301762042200")
]
"""Four numbers, each more digits from the others than smear changes."""
PLACES = [
    tuple((x + 300 * at, y) for x, y in ((0.0, 0.0), (100.0, 0.0), (100.0, 50.0), (0.0, 50.0))) for at in range(3)
]

TEXTS = st.sampled_from(NUMBERS)
ENGINES = st.builds(
    Sighting,
    text=TEXTS,
    symbology=st.just("EAN13"),
    family=st.sampled_from(["zbar", "zxing"]),
    by=st.sampled_from(["whole", "crop"]),
    corners=st.sampled_from([(), *PLACES]),
)
TEMPLATES = st.builds(
    Sighting,
    text=TEXTS,
    symbology=st.just("EAN13"),
    family=st.just("template"),
    by=st.just("crop"),
    corners=st.sampled_from(PLACES),
    margin=st.floats(0.0, 10.0),
)
FRAMES = st.lists(ENGINES | TEMPLATES, max_size=6)


def nobody() -> Evidence:
    return Evidence(lambda key: False)


def everybody() -> Evidence:
    return Evidence(lambda key: True)


def keys_of(evidence: Evidence, frames: list[list[Sighting]], step_s: float = 0.1) -> list[set[str]]:
    return [{one.text.zfill(14) for one in evidence.see(frame, n * step_s)} for n, frame in enumerate(frames)]


def test_the_numbers_are_far_from_each_other():
    pairs = ((one, other) for one in NUMBERS for other in NUMBERS if one < other)
    assert all(sum(a != b for a, b in zip(*pair, strict=True)) > 4 for pair in pairs)


@given(st.lists(ENGINES, min_size=1, max_size=5))
def test_one_frame_of_one_engine_never_sells(frame):
    for family in ("zbar", "zxing"):
        one_engine = [one for one in frame if one.family == family]
        assert nobody().see(one_engine, 0.0) == [] and everybody().see(one_engine, 0.0) == []


@given(FRAMES, st.randoms(use_true_random=False))
def test_the_order_of_sightings_in_a_frame_means_nothing(frame, random):
    shuffled = frame[:]
    random.shuffle(shuffled)
    here, there = ({one.best.key: one.decibans for one in weigh(some)} for some in (frame, shuffled))
    assert here == there
    assert keys_of(nobody(), [frame]) == keys_of(nobody(), [shuffled])


@settings(max_examples=40)
@given(st.lists(FRAMES, max_size=8), st.integers(0, 7), st.randoms(use_true_random=False))
def test_nor_does_it_over_many_frames(frames, place, random):
    assume(frames)
    shuffled = [frame[:] for frame in frames]
    random.shuffle(shuffled[place % len(frames)])
    assert keys_of(nobody(), frames) == keys_of(nobody(), shuffled)


@given(FRAMES)
def test_saying_a_thing_twice_in_a_frame_means_nothing(frame):
    once, twice = ({one.best.key: one.decibans for one in weigh(some)} for some in (frame, frame + frame))
    assert once == twice


@settings(max_examples=40)
@given(FRAMES, st.integers(2, 30))
def test_held_still_each_text_counts_once_at_most(frame, times):
    accepted = [key for keys in keys_of(nobody(), [frame] * times, step_s=0.05) for key in keys]
    assert len(accepted) == len(set(accepted))


@settings(max_examples=40)
@given(st.lists(FRAMES, max_size=8))
def test_only_what_was_seen_in_the_frame_is_believed_in_it(frames):
    for frame, keys in zip(frames, keys_of(everybody(), frames), strict=True):
        assert keys <= {one.key for one in frame}


@settings(max_examples=40)
@given(st.lists(FRAMES, max_size=8))
def test_a_store_that_sells_it_believes_no_later(frames):
    """Of one number: where there are two, the one that is believed sooner may make the other suspect."""
    frames = [[one for one in frame if one.text == NUMBERS[0]] for frame in frames]
    sold, unsold = set(), set()
    for mine, others in zip(keys_of(everybody(), frames), keys_of(nobody(), frames), strict=True):
        sold, unsold = sold | mine, unsold | others
        assert unsold <= sold


@settings(max_examples=40)
@given(st.lists(FRAMES, min_size=1, max_size=6), st.floats(2.5, 10.0))
def test_after_a_pause_a_view_is_a_new_one(frames, pause_s):
    evidence = nobody()
    first = keys_of(evidence, frames)
    start = 0.1 * len(frames) + pause_s
    for tick in range(round(pause_s / 0.1) + 1):
        evidence.see([], start - pause_s + 0.1 * tick)
    again = [{one.text.zfill(14) for one in evidence.see(frame, start + 0.1 * n)} for n, frame in enumerate(frames)]
    assert again == first


@given(FRAMES, st.floats(0.0, 1e6))
def test_the_clock_of_a_frame_is_only_copied(frame, at):
    early, late = nobody().see(frame, 0.0), nobody().see(frame, at)
    assert [one.text for one in early] == [one.text for one in late]
    assert all(one.at == at for one in late)


@given(ENGINES | TEMPLATES)
def test_a_sighting_tells_something_and_never_more_than_seventy(one):
    assert 0 <= decibans(one) <= 70


@given(
    st.dictionaries(st.sampled_from(["zbar", "zxing", "template"]), st.floats(0, 70)),
    st.sampled_from(["zbar", "zxing", "template"]),
    st.floats(0, 70),
)
def test_one_more_family_never_takes_away(families, family, tells):
    assume(family not in families)
    assert together(families | {family: tells}) >= together(families)


@given(FRAMES)
def test_no_two_texts_at_one_place_are_believed_in_one_frame_of_different_passes(frame):
    placed = [one for one in frame if one.corners == PLACES[0]]
    passes = {one.text: {(other.family, other.by) for other in placed if other.text == one.text} for one in placed}
    believed = [one.best.text for one in weigh(placed) if one.decibans >= ENOUGH_DB]
    for one in believed:
        assert all(passes[one] & passes[other] for other in believed if other != one)


GLIMPSES = st.builds(
    Glimpse, bars=st.booleans(), width_px=st.floats(0, 600), sharpness=st.floats(0, 1), glare=st.floats(0, 1)
)


@given(st.lists(GLIMPSES, max_size=20))
def test_a_hint_is_one_of_three_and_only_while_bars_are_in_view(glimpses):
    evidence = nobody()
    for tick, glimpse in enumerate(glimpses):
        evidence.see([], tick * LEFT_S / 15, glimpse)
        assert evidence.hint in (None, "closer", "tilt", "hold_still")
        assert glimpse.bars or evidence.hint is None
